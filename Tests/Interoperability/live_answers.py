"""What a service says is not believed when it cannot be so, and nothing goes on for ever."""

import itertools
import os
import signal
import threading
import time

from safety_service import (
    changes,
    does_nothing,
    fails_in_a_header,
    fails_in_the_body,
    is_not_found,
    throttles,
)
from safety_stage import Stage, finish, manifest

FLOW = "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review"
GONE = ("deleted", "already-gone")


def rule(extra, limit=500):
    """A manifest of one rule."""
    text = f"guards: {{maxLoops: {limit}}}\nselect:\n  - {{flowDefinition: '{FLOW}', {extra}}}\n"
    return manifest(extra=text, execution="concurrency: 8, stopWait: {timeout: 5s}")


# Answers that are not true


def try_lie(findings, binary, operation, lie, times):
    """A loop that is there, and an answer that is not true."""
    what = f"{operation} {lie.__name__} " + ("always" if times is None else f"{times} times")
    with Stage(binary) as stage:
        for number in range(12):
            stage.service.add(f"loop-{number:02}", "InProgress" if number % 2 else "Completed")
        names = sorted(stage.service.loops)
        # The last four: a service whose very first answers cannot be read is taken for another one.
        for name in names[8:]:
            stage.service.lies[operation, name] = itertools.repeat(lie, *([] if times is None else [times]))
        text = manifest(names, execution="concurrency: 4, stopWait: {timeout: 8s, pollInitial: 300ms, pollMax: 1s}, retry: {maxAttempts: 3}")
        code, _, messages = stage.run(text)
        audit_truth(findings, stage, names, code, what, messages)
        others = [name for name in names[:8] if stage.service.status(name)]
        findings.equal(f"{what}: all other loops are deleted", others, [])
        if times == 1:
            findings.equal(f"{what}: one such answer changes nothing", (code, sorted(stage.service.loops)), (0, []))


def audit_truth(findings, stage, names, code, what, messages):
    """Checks that a loop that is there is not told to be gone, and that the exit code does not say so either."""
    outcomes = stage.outcomes()
    there = [name for name in names if stage.service.status(name)]
    false = {name: outcomes.get(name) for name in there if outcomes.get(name) in GONE}
    findings.equal(f"{what}: no loop that is there is told to be gone", false, {})
    told = code is not None and (code != 0 or not there)
    findings.check(f"{what}: the exit code is true", told, f"{code}; there are {there}; {messages[-300:]}")


# Lists


def try_hidden_rows(findings, binary, verb):
    """Rows that are hidden when others are deleted between two pages."""
    what = f"rows hidden between two pages ({verb})"
    with Stage(binary) as stage:
        stage.service.page = 10
        for number in range(40):
            kind = "strange" if number < 10 and number % 5 == 0 else "wanted"
            stage.service.add(f"{kind}-{number:02}", "Completed", age=90_000 - number)

        def remove_others(entry):
            """Deletes two loops of the first page, as somebody else might, before the second one is asked for."""
            lists = sum(call["operation"] == "ListHumanLoops" for call in stage.log)
            if entry["operation"] == "ListHumanLoops" and lists == 1:
                for name in ("strange-00", "strange-05"):
                    del stage.service.loops[name]

        stage.service.on_call = remove_others
        if verb == "run":
            code, _, messages = stage.run(rule("matching: '^wanted-'"))
            left = sorted(stage.service.loops)
            findings.equal(f"{what}: every loop that the rule wants is deleted", left, [])
            findings.check(f"{what}: the exit code is true", code == (0 if not left else code or None), messages[-300:])
        else:
            process = stage.start("discover", "--flow-definition", FLOW, "--matching", "^wanted-")
            code, output, messages = finish(process)
            missing = [name for name in sorted(stage.service.loops) if name not in output]
            findings.equal(f"{what}: every loop is found", (code, missing), (0, []))


def try_endless_list(findings, binary, rows):
    """A list that never ends."""
    what = f"a list without an end, {rows} rows"
    with Stage(binary) as stage:
        stage.service.add("seed", "Completed")
        numbers = itertools.count()

        def page(_):
            """One page more."""
            first = next(numbers)
            names = {"new": range(first * 100, first * 100 + 100), "the same": range(3), "no": ()}[rows]
            summary = {"HumanLoopStatus": "Completed", "CreationTime": "2026-11-01T00:00:00Z", "FlowDefinitionArn": FLOW}
            answer = [{"HumanLoopName": f"loop-{number}", **summary} for number in names]
            return {"HumanLoopSummaries": answer, "NextToken": f"token-{first}"}

        stage.service.lies["ListHumanLoops", None] = itertools.repeat(page)
        # Loops that are ever new pass the limit of the manifest at once; what adds none is ended by the deadline.
        words = [] if rows == "new" else ["--deadline", "6s"]
        process = stage.start_run(rule("olderThan: 1h", limit=50), *words)
        code, peak = watch_memory(process, 20)
        findings.check(f"{what}: it ends, and says so", code not in (0, None), code)
        findings.check(f"{what}: memory stays below 300 MB", peak < 300, f"{peak} MB")
        findings.equal(f"{what}: nothing is touched", changes(stage.log), [])
        findings.note(f"{what}: {next(numbers)} pages, {peak} MB, exit code {code}")


def watch_memory(process, limit):
    """Waits for a process; returns its exit code (None when it had to be killed), and its peak of memory in megabytes."""
    timer = threading.Timer(limit, process.kill)
    timer.start()
    for stream in (process.stdout, process.stderr):
        threading.Thread(target=stream.read, daemon=True).start()
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return (None if process.returncode == -signal.SIGKILL else process.returncode), usage.ru_maxrss // 1_024


# Throttled for good


def try_throttled(findings, binary, operations, execution, limit, from_the_start):
    """Operations that are throttled for good."""
    what = f"{' and '.join(operations)} throttled for good, {execution}"
    with Stage(binary) as stage:
        names = [f"loop-{number:02}" for number in range(8)]
        for name in names:
            stage.service.add(name, "InProgress", hold=3_600)

        def throttle(entry):
            """Begins to throttle at once, or when all loops are stopped."""
            stops = sum(call["operation"] == "StopHumanLoop" for call in [*stage.log, entry])
            if from_the_start or stops >= len(names):
                for operation in operations:
                    stage.service.lies[operation, None] = itertools.repeat(throttles)

        stage.service.on_call = throttle
        began = time.monotonic()
        process = stage.start_run(manifest(names, execution=f"concurrency: 8, {execution}"))
        code, _, messages = finish(process, 40)
        seconds = time.monotonic() - began
        findings.check(f"{what}: the run ends in time", code is not None and seconds < limit, f"{seconds:.0f} s")
        findings.check(f"{what}: the exit code is true", code not in (0, None), f"{code}; {messages[-300:]}")
        findings.note(f"{what}: {seconds:.1f} s, exit code {code}")


def try_interrupted_discover(findings, binary):
    """A list that is throttled for good, and a ^C."""
    with Stage(binary) as stage:
        stage.service.add("seed", "Completed")
        stage.service.lies["ListHumanLoops", None] = itertools.repeat(throttles)
        process = stage.start("discover", "--flow-definition", FLOW)
        until = time.monotonic() + 20
        while len(stage.log) < 3 and time.monotonic() < until:
            time.sleep(0.05)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        code, _, _ = finish(process, 30)
        findings.equal("a throttled discover ends with a ^C", code, 130)
        findings.check("a throttled discover ends within ten seconds of a ^C", time.monotonic() - began < 10.5)


SCENARIOS = [
    (try_throttled, ("ListHumanLoops", "DescribeHumanLoop"), "stopWait: {timeout: 3s}", 15, False),
    (try_throttled, ("ListHumanLoops", "DescribeHumanLoop"), "deadline: 8s", 19, True),
    (try_throttled, ("ListHumanLoops", "DescribeHumanLoop"), "deadline: 8s", 19, False),
    (try_throttled, ("StopHumanLoop",), "stopWait: {timeout: 3s}, deadline: 8s", 19, True),
    (try_endless_list, "new"),
    (try_endless_list, "the same"),
    (try_endless_list, "no"),
    (try_interrupted_discover,),
    (try_lie, "DeleteHumanLoop", fails_in_a_header, 1),
    (try_lie, "DeleteHumanLoop", fails_in_the_body, 1),
    (try_lie, "DeleteHumanLoop", fails_in_a_header, None),
    (try_lie, "DeleteHumanLoop", fails_in_the_body, None),
    (try_lie, "StopHumanLoop", fails_in_a_header, 1),
    (try_lie, "StopHumanLoop", fails_in_the_body, None),
    (try_lie, "StopHumanLoop", does_nothing, 1),
    (try_lie, "StopHumanLoop", does_nothing, None),
    (try_lie, "DeleteHumanLoop", is_not_found, 1),
    (try_lie, "StopHumanLoop", is_not_found, 1),
    (try_lie, "DescribeHumanLoop", is_not_found, 1),
    (try_lie, "DescribeHumanLoop", fails_in_a_header, 1),
    (try_lie, "DescribeHumanLoop", fails_in_the_body, 1),
    (try_lie, "DeleteHumanLoop", is_not_found, None),
    (try_lie, "StopHumanLoop", is_not_found, None),
    (try_hidden_rows, "run"),
    (try_hidden_rows, "discover"),
]
