"""A stop or a delete rests on a look that is fresh, whatever keeps the process from sending it.

A pipe that nobody reads, a program that gives keys out slowly, and a process that is stopped with an answer unread hold the run
back for longer than a look is good; meanwhile the names change hands at the service.
"""

import os
import signal
import threading
import time

from independent_audit import MUTATING
from independent_server import Handler, Server
from network_peers import Authority, secured
from safety_service import CallLog, SafetyService, changes, namesakes, old_looks, throttles
from safety_shim import make_shim
from safety_stage import Stage, drain, finish, manifest, narrow

LIMIT = 17
"""How old a look may be when a stop or delete comes, in seconds: fifteen, and two for the way on a busy machine."""

DELAY = 20
"""How long a run is held back, in seconds."""

NAMES = [f"loop-{number:02}" for number in range(30)]


def populate(service, names=NAMES):
    """Fills a service with loops to delete and to stop."""
    for number, name in enumerate(names):
        service.add(name, "InProgress" if number % 3 == 2 else "Completed")


def audit(findings, stage, what):
    """Holds what the service saw against how old a look may be, and against which loops were looked at first."""
    findings.equal(f"{what}: no stop or delete comes on an old look", old_looks(stage.log, LIMIT), [])
    findings.equal(f"{what}: no other loop of a name is touched", namesakes(stage.log), [])
    findings.check(f"{what}: the run has begun to change loops", changes(stage.log))


def audit_work(findings, stage, what, code, messages=""):
    """Checks that a run that was held back did all of its work all the same."""
    done = (code, sorted(stage.service.loops))
    findings.equal(f"{what}: the run still does all of its work", done, (0, [])) or findings.note(messages[-300:])


def hold_back(stage, process, names, seconds=DELAY):
    """Waits until the run is held back, gives its names to other loops, and lets it wait."""
    if not stage.wait_for_quiet(process):
        return False
    for name in names:
        stage.service.replace(name)
    time.sleep(seconds)
    return True


def try_blocked_pipe(findings, binary, which, changes_hands):
    """A pipe nobody reads."""
    what = f"a pipe nobody reads ({which})" + (", names change hands" if changes_hands else "")
    with Stage(binary) as stage:
        populate(stage.service)
        reading, writing = os.pipe()
        narrow(writing)
        path = f"/proc/self/fd/{writing}"
        words = {
            "report": ["--report", f"jsonl={path}"],
            "output": ["--output", "jsonl"],
            "messages": ["--verbose"],
        }[which]
        stream = {"output": "stdout", "messages": "stderr"}.get(which)
        options = {"stdout": open(os.devnull, "wb"), "stderr": open(os.devnull, "wb")}
        given = options | ({stream: writing} if stream else {})
        process = stage.start_run(manifest(NAMES), *words, pass_fds=[writing], **given)
        os.close(writing)
        for file in options.values():
            file.close()
        hold_back(stage, process, NAMES if changes_hands else [])
        reader = drain(reading)
        code, _, _ = finish(process)
        reader.join(10)
        audit(findings, stage, what)
        if changes_hands:
            findings.check(f"{what}: the run ends by itself", code is not None)
        else:
            audit_work(findings, stage, what, code)


SLOW_PROGRAM = """\
#!/bin/sh
keys() {{ echo '{{"Version": 1, "AccessKeyId": "'$1'", "SecretAccessKey": "secret", "SessionToken": "token"{more}}}'; }}
if [ -e '{home}/asked' ]; then sleep {delay}; keys AKIDSECOND; else touch '{home}/asked'; keys AKIDEXAMPLE; fi
"""


def try_slow_program(findings, binary, more, changes_hands):
    """A program that is slow when keys are renewed."""
    what = "a slow credential_process" + (" that tells the account" if more else "")
    what += ", names change hands" if changes_hands else ""
    service = SafetyService(CallLog(), keys=("AKIDEXAMPLE", "AKIDSECOND"))
    with Stage(binary, service, environment={}) as stage:
        populate(service)
        program = stage.write("program", SLOW_PROGRAM.format(home=stage.home, delay=DELAY, more=more))
        os.chmod(program, 0o755)
        stage.write(".aws/config", f"[default]\ncredential_process = {program}\n")

        def expire_after_some_deletes(*_):
            """Looks before each request whether it is time."""
            if sum(entry["operation"] == "DeleteHumanLoop" for entry in stage.log) >= 4:
                service.expired.add("AKIDEXAMPLE")

        service.on_request = expire_after_some_deletes
        process = stage.start_run(manifest(NAMES, execution="concurrency: 4"))
        if changes_hands and stage.wait_for_quiet(process):
            for name in NAMES:
                service.replace(name)
        code, _, messages = finish(process)
        audit(findings, stage, what)
        used = {entry.get("key") for entry in stage.log}
        findings.check(f"{what}: the new keys are used", "AKIDSECOND" in used, messages[-500:])
        if not changes_hands:
            audit_work(findings, stage, what, code, messages)


def try_suspended(findings, binary, is_begun):
    """A process that is stopped while an answer lies unread in its socket."""
    what = "suspended in the middle" if is_begun else "suspended at the first look"
    with Stage(binary) as stage:
        populate(stage.service)
        started, suspended = threading.Event(), threading.Event()
        processes = []

        def suspend(entry):
            """Stops the process just before its describe is answered, once."""
            if suspended.is_set() or entry["operation"] != "DescribeHumanLoop":
                return
            if not is_begun or changes(stage.log):
                started.wait(10)
                os.kill(processes[0].pid, signal.SIGSTOP)
                suspended.set()

        stage.service.on_call = suspend
        processes.append(stage.start_run(manifest(NAMES)))
        started.set()
        if findings.check(f"{what}: the process was stopped", suspended.wait(30)):
            time.sleep(1)
            for name in NAMES:
                stage.service.replace(name)
            time.sleep(DELAY)
            processes[0].send_signal(signal.SIGCONT)
        code, _, _ = finish(processes[0])
        findings.check(f"{what}: the run ends by itself", code is not None)
        audit(findings, stage, what)


def try_stopped_send(findings, binary):
    """A process that is stopped between its last look at the clock and the system call that sends a stop or a delete."""
    what = "stopped as it was sending"
    with Stage(binary) as stage:
        populate(stage.service)
        path = stage.write("stopped", "")
        process = stage.start_run(manifest(NAMES), variables=make_shim(stage.home, stopped_send=path))
        until = time.monotonic() + 30
        while os.path.exists(path) and time.monotonic() < until:
            time.sleep(0.05)
        findings.check(f"{what}: the process was stopped", not os.path.exists(path))
        time.sleep(DELAY)
        process.send_signal(signal.SIGCONT)
        code, _, messages = finish(process)
        findings.equal(f"{what}: the process ends and says so", (code, "suspended" in messages), (75, True))
        code, _, messages = stage.run(manifest(NAMES), "--resume")
        audit(findings, stage, what)
        audit_work(findings, stage, what, code, messages)


class ClosingHandler(Handler):
    """One connection to a server that ends connections while it is slow to begin others."""

    def handle_call(self):
        """Answers one request; no further one while the server is slow."""
        super().handle_call()
        if self.server.slow_until:
            self.close_connection = True

    do_GET = do_POST = do_DELETE = do_PUT = handle_call


class SlowServer(Server):
    """A server that shakes hands slowly on the connections that come while it is slow."""

    slow_until = None

    def finish_request(self, request, client_address):
        """Serves a connection, later when the server is slow."""
        if self.slow_until and time.monotonic() < self.slow_until:
            time.sleep(DELAY)
        super().finish_request(request, client_address)


def try_slow_connections(findings, binary, changes_hands):
    """Connections that take long to make in the middle of a run."""
    what = "slow connections" + (", names change hands" if changes_hands else "")
    with Stage(binary) as stage:
        populate(stage.service)
        authority = Authority(stage.home)
        stage.environment["AWS_CA_BUNDLE"] = authority.path
        server = SlowServer(stage.service)
        server.RequestHandlerClass = ClosingHandler

        def slow_down(entry):
            """Becomes slow for two seconds at the fourth delete."""
            deletes = sum(call["operation"] == "DeleteHumanLoop" for call in stage.log)
            if deletes >= 3 and entry["operation"] == "DeleteHumanLoop" and server.slow_until is None:
                server.slow_until = time.monotonic() + 2

        stage.service.on_call = slow_down
        with secured(server, authority.context("localhost")):
            text = manifest(NAMES, execution="concurrency: 4")
            process = stage.start_run(text, "--connect-timeout", "40s", url=server.url)
            hold_back(stage, process, NAMES if changes_hands else [], seconds=0)
            code, _, messages = finish(process)
        audit(findings, stage, what)
        if not changes_hands:
            audit_work(findings, stage, what, code, messages)


def try_throttled_changes(findings, binary):
    """Stops and deletes that are throttled for a while."""
    what = f"stops and deletes that are throttled for {DELAY} s"
    with Stage(binary) as stage:
        populate(stage.service)

        def begin(_):
            """Begins to throttle at the fourth delete."""
            deletes = sum(call["operation"] == "DeleteHumanLoop" for call in stage.log)
            if deletes >= 3 and not stage.service.lies:
                until = time.monotonic() + DELAY
                for operation in MUTATING:
                    lies = iter(lambda: throttles if time.monotonic() < until else None, None)
                    stage.service.lies[operation, None] = lies

        stage.service.on_call = begin
        code, _, messages = stage.run(manifest(NAMES, execution="concurrency: 4"))
        audit(findings, stage, what)
        audit_work(findings, stage, what, code, messages)


SCENARIOS = [
    (try_throttled_changes,),
    (try_blocked_pipe, "report", True),
    (try_blocked_pipe, "output", True),
    (try_blocked_pipe, "messages", True),
    (try_blocked_pipe, "report", False),
    (try_slow_program, "", True),
    (try_slow_program, "", False),
    (try_slow_program, ', "AccountId": "123456789012"', True),
    (try_suspended, False),
    (try_suspended, True),
    (try_stopped_send,),
    (try_slow_connections, True),
    (try_slow_connections, False),
]
