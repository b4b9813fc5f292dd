"""Sentences of the documentation, each held by what the program does.

Each check names the file and words it holds, and fails when they are no longer there: a promise and its test change together.
"""

import json
import os
import signal
import socket
import subprocess
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler

from background import BackgroundServer
from independent_audit import read_lines
from independent_server import Server, Service

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
ARTICLES = "Sources/loopsweep/Documentation.docc"
LIMIT = 60
"""How long a command may take, in seconds."""

HEAD = """\
apiVersion: loopsweep/v1
kind: HumanLoopCleanup
metadata: {name: promises, owner: someone, labels: {team: reviews}}
target: {account: "123456789012", region: us-east-1}
"""


def words(text):
    """A text with every run of blanks and line ends as one blank."""
    return " ".join(text.split())


class Scene:
    """A folder, and a service of another hand with loops."""

    def __init__(self, checks, binary, folder):
        """Makes the service, which lets nothing go wrong."""
        self.checks, self.binary, self.folder = checks, binary, folder
        self.log_path = os.path.join(folder, "calls.jsonl")
        self.log_file = open(self.log_path, "w", encoding="utf-8")  # noqa: SIM115: closed when the check ends
        self.service = Service(self.log_file, fault_share=0)
        self.url = None

    def promise(self, path, sentence):
        """Checks that a file of the repository still says a sentence."""
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            self.checks.check(f"{os.path.basename(path)}: {sentence}", words(sentence) in words(file.read()))

    def environment(self):
        """What a command finds around it."""
        return {
            "PATH": os.environ.get("PATH", ""),
            "HOME": self.folder,
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def write(self, name, text):
        """Writes a file; returns its path."""
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def start(self, *arguments):
        """Starts a command."""
        return subprocess.Popen(
            [self.binary, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.environment(),
            text=True,
        )

    def run(self, *arguments):
        """Runs a command against the service; returns its exit code, standard output and standard error."""
        with self.start(*arguments, "--endpoint-url", self.url) as process:
            output, errors = process.communicate(timeout=LIMIT)
            return process.returncode, output, errors

    def calls(self, operation=None):
        """The calls that the service saw, of one operation or all."""
        self.log_file.flush()
        return [call for call in read_lines(self.log_path) if operation in (None, call["operation"])]


def check_quiet_and_verbose(scene):
    """-q shows errors and the result only, -v each call and where settings come from"""
    scene.promise(f"{ARTICLES}/Operations.md", "errors and the result only; each call, and where settings come from")
    for name in ("a", "b", "c"):
        scene.service.add(name, "Completed")
    manifest = scene.write("cleanup.yaml", HEAD + "loops: [a]\n")
    code, output, errors = scene.run("run", manifest, "--yes", "--quiet")
    scene.checks.equal("a quiet run succeeds", code, 0)
    scene.checks.equal("and says nothing but its result", errors, "")
    scene.checks.check("which is there", "deleted" in output, output)
    code, output, errors = scene.run("run", scene.write("gone.yaml", HEAD + "loops: [b, 'c d']\n"), "--yes", "-q")
    scene.checks.check("a quiet run still says what is wrong", code == 65 and "E0" in errors, errors)
    code, output, errors = scene.run("run", scene.write("b.yaml", HEAD.replace(", region: us-east-1", "") + "loops: [b]\n"), "--yes", "--verbose")
    scene.checks.equal("a verbose run succeeds", code, 0)
    for sought in ("DescribeHumanLoop", "DeleteHumanLoop", "AWS_REGION", "AWS_ACCESS_KEY_ID"):
        scene.checks.check(f"and tells of {sought}", sought in errors, errors)
    code, output, errors = scene.run("run", scene.write("c.yaml", HEAD + "loops: [c]\n"), "--yes", "-v", "--log-format", "json")
    lines = [line for line in errors.splitlines() if line.startswith("{")]
    scene.checks.check("log lines as JSON are there", len(lines) >= 2, errors)
    for line in map(json.loads, lines):
        if not {"ts", "level", "msg"} <= line.keys():
            scene.checks.check("each has a time, a level and a message", False, line)
            break


def check_overlap(scene):
    """More than a hundred loops with --yes are not planned as a whole first"""
    scene.promise(f"{ARTICLES}/Manifest.md", "a manifest that names more than a hundred loops")
    for count, is_planned in ((100, True), (140, False)):
        names = [f"n{count}-{number}" for number in range(count)]
        for name in names:
            scene.service.add(name, "Completed")
        before = len(scene.calls())
        text = HEAD + "execution: {concurrency: 4}\nloops:\n" + "".join(f"- {name}\n" for name in names)
        code, _, errors = scene.run("run", scene.write(f"{count}.yaml", text), "--yes")
        scene.checks.equal(f"a run of {count} succeeds", code, 0)
        operations = [call["operation"] for call in scene.calls()[before:]]
        described = operations[: operations.index("DeleteHumanLoop")].count("DescribeHumanLoop")
        detail = f"{described} of {count} were described before the first was deleted"
        scene.checks.equal(f"{count} loops are planned as a whole: {is_planned}; {detail}", described >= count, is_planned)


def check_one_look(scene):
    """stopWait.timeout 0s describes once"""
    scene.promise(f"{ARTICLES}/Manifest.md", "`0s` describes once")
    scene.service.add("held", "InProgress", hold=600)
    manifest = scene.write("cleanup.yaml", HEAD + "execution: {stopWait: {timeout: 0s}}\nloops: [held]\n")
    code, output, errors = scene.run("run", manifest, "--yes")
    scene.checks.equal("a loop that is not waited for is deferred", code, 3)
    operations = [call["operation"] for call in scene.calls()]
    stop = operations.index("StopHumanLoop")
    scene.checks.equal("and is described once after its stop", operations[stop + 1 :].count("DescribeHumanLoop"), 1)


def check_journals_elsewhere(scene):
    """Journals that were put elsewhere are not searched for stopped loops"""
    scene.promise(f"{ARTICLES}/Operations.md", "journals that were put elsewhere with `--report jsonl=PATH` are not searched")
    rule = f"select: [{{flowDefinition: '{scene.service.arn('flow-definition', 'invoice-review')}', status: [InProgress]}}]\n"
    manifest = scene.write("cleanup.yaml", HEAD + "guards: {maxLoops: 9}\n" + rule)
    for number, (options, taken) in enumerate((([], True), (["--report", f"jsonl={scene.folder}/own.jsonl"], False))):
        scene.service.loops.clear()
        scene.service.add(f"held-{number}", "InProgress", hold=0.01)
        state = ["--state-dir", os.path.join(scene.folder, f"state-{number}")]
        code, _, errors = scene.run("run", manifest, "--yes", "--stop-only", *state, *options)
        scene.checks.check("a loop is stopped and left", code in (0, 3) and scene.calls("StopHumanLoop"), f"{code} {errors}")
        time.sleep(0.05)
        code, output, errors = scene.run("run", manifest, "--yes", *state)
        scene.checks.equal(f"a later run deletes it: {taken}", f"held-{number}" not in scene.service.statuses(), taken)


def check_later_loops(scene):
    """A resumed run leaves loops that were created after it began to a new one"""
    scene.promise(f"{ARTICLES}/Operations.md", "the exit code is 3, and a new run finds them; `--resume` begins it when nothing else is left")
    flow = scene.service.arn("flow-definition", "invoice-review")
    rule = f"guards: {{maxLoops: 9}}\nselect: [{{flowDefinition: '{flow}', status: [InProgress]}}]\n"
    manifest = scene.write("cleanup.yaml", HEAD + "execution: {stopWait: {timeout: 0s}}\n" + rule)
    scene.service.add("held", "InProgress", hold=600)
    scene.checks.equal("a run defers what a worker holds", scene.run("run", manifest, "--yes")[0], 3)
    scene.service.add("young", "InProgress", hold=0, age=0)
    code, output, _ = scene.run("run", manifest, "--yes", "--resume")
    scene.checks.equal("a resumed run does, too", code, 3)
    scene.checks.check("and leaves what is younger than it", "1 created after the run began" in words(output), output)
    scene.service.loops["held"]["until"] = 0
    code, output, _ = scene.run("run", manifest, "--yes", "--resume")
    scene.checks.equal("it is left, too, when all else is done", (code, set(scene.service.statuses())), (3, {"young"}))
    scene.checks.check("and the way to it is shown", "are left to a new one" in output, output)
    code, _, errors = scene.run("run", manifest, "--yes", "--resume", "--ok", "deferred")
    scene.checks.check("a new run begins where nothing else is left", "this is a new run" in errors, errors)
    scene.checks.check("which stops the loop", [call["loop"] for call in scene.calls("StopHumanLoop")] == ["held", "young"])


def check_documents_resumed(scene):
    """What a later document keeps is kept by an earlier one that is resumed"""
    scene.promise(f"{ARTICLES}/Manifest.md", "The loop that one of them keeps in the place of duplicates is removed by no other.")
    flow = scene.service.arn("flow-definition", "invoice-review")
    one = HEAD.replace("name: promises", "name: one") + "guards: {maxLoops: 9}\nexecution: {stopWait: {timeout: 0s}}\n"
    one += f"loops: [busy]\nselect: [{{flowDefinition: '{flow}', status: [Completed]}}]\n"
    two = HEAD.replace("name: promises", "name: two") + "guards: {maxLoops: 9}\n"
    two += f"select: [{{flowDefinition: '{flow}', duplicatesBy: '^(inv)-', keep: oldest}}]\n"
    manifest = scene.write("both.yaml", f"{one}---\n{two}")
    for name, age in (("busy", 9_000), ("inv-1", 8_000), ("inv-2", 7_000)):
        scene.service.add(name, "InProgress", hold=600 if name == "busy" else 0, age=age)
    code, output, errors = scene.run("run", manifest, "--yes")
    scene.checks.check("the first document defers, the second one removes a duplicate", code == 3, f"{code} {output} {errors}")
    scene.checks.equal("and keeps the other", set(scene.service.statuses()), {"busy", "inv-1"})
    scene.service.loops["inv-1"]["status"] = "Completed"
    code, output, _ = scene.run("run", manifest, "--yes", "--resume")
    scene.checks.equal("which the first one does not remove", (code, "inv-1" in scene.service.statuses()), (5, True))
    scene.checks.check("and says why", "StaysForDuplicates" in output, output)


def check_discover_times(scene):
    """discover lists what was created in a time"""
    for name, age in (("old", 9 * 86_400), ("middle", 5 * 86_400), ("new", 3_600)):
        scene.service.add(name, "Completed", age=age)
    now = time.time()
    stamp = lambda days: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now - days * 86_400))  # noqa: E731
    flow = scene.service.arn("flow-definition", "invoice-review")
    for options, expected in (
        ([], {"old", "middle", "new"}),
        (["--created-after", stamp(6)], {"middle", "new"}),
        (["--created-before", stamp(6)], {"old"}),
        (["--created-after", stamp(6), "--created-before", stamp(2)], {"middle"}),
    ):
        code, output, errors = scene.run("discover", "--flow-definition", flow, *options)
        found = {name for name in ("old", "middle", "new") if f"- name: {name} " in output}
        scene.checks.equal(f"discover {' '.join(options)}", (code, found), (0, expected))


def check_port(scene):
    """simulate listens at the port that it is given"""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with scene.start("simulate", "--fleet", os.path.join(ROOT, "examples/fleet.yaml"), "--port", str(port)) as process:
        line = process.stdout.readline().strip()
        process.terminate()
        process.communicate(timeout=LIMIT)
    scene.checks.equal("its first line says so", line, f"http://127.0.0.1:{port}")
    code, output = subprocess.getstatusoutput(f"'{scene.binary}' simulate --fleet x --port 70000")
    scene.checks.check("another number is refused", code == 64 and "65535" in output, f"{code} {output}")


class Silent(BaseHTTPRequestHandler):
    """A service that never answers."""

    def do_GET(self):  # noqa: N802: the name is http.server's
        """Waits until the client has gone."""
        self.server.called.set()
        self.connection.recv(1)


def check_interrupt(scene):
    """A call in flight is let end for ten seconds at most, and no longer than twenty"""
    scene.promise(f"{ARTICLES}/Operations.md", "lets calls in flight end (ten seconds at most)")
    scene.promise(f"{ARTICLES}/Operations.md", "ends after 20 seconds")
    manifest = scene.write("cleanup.yaml", HEAD + "loops: [a]\n")
    with BackgroundServer(Silent) as server:
        server.called = threading.Event()
        with scene.start("run", manifest, "--yes", "--endpoint-url", server.url) as process:
            server.called.wait(LIMIT)
            began = time.monotonic()
            process.send_signal(signal.SIGINT)
            # As `timeout` does, which signals the process and its group.
            time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            output = process.communicate(timeout=LIMIT)[0]
            took = time.monotonic() - began
        scene.checks.equal("a run that waits for a call is ended by ^C", process.returncode, 130)
        scene.checks.check("within twenty seconds", took <= 20, f"{took:.1f} s")
        scene.checks.check("the same signal at once does not end it without a report", "Ended early" in output, output)


def check_second_interrupt(scene):
    """The second ^C exits at once and shows the command that continues the run"""
    scene.promise(f"{ARTICLES}/Operations.md", "The second exits at once and shows the command that continues the run")
    manifest = scene.write("cleanup.yaml", HEAD + "loops: [a]\n")
    with BackgroundServer(Silent) as server:
        server.called = threading.Event()
        with scene.start("run", manifest, "--yes", "--endpoint-url", server.url) as process:
            server.called.wait(LIMIT)
            process.send_signal(signal.SIGINT)
            # Longer than one signal may take to come twice.
            time.sleep(0.6)
            process.send_signal(signal.SIGINT)
            output, errors = process.communicate(timeout=LIMIT)
        scene.checks.equal("the second ^C ends it", process.returncode, 130)
        scene.checks.check("without a report", "Ended early" not in output, output)
        resume = f"loopsweep run {manifest} --endpoint-url '{server.url}' --resume"
        scene.checks.check("and shows how to continue", f"To continue where it ended:\n  {resume}\n" in errors, errors)


def check_all(checks, binary):
    """Checks everything."""
    for check in (
        check_quiet_and_verbose, check_overlap, check_one_look, check_journals_elsewhere, check_later_loops,
        check_documents_resumed, check_discover_times, check_port, check_interrupt, check_second_interrupt,
    ):
        with tempfile.TemporaryDirectory() as folder:
            scene = Scene(checks, binary, folder)
            with Server(scene.service) as server:
                scene.url = server.url
                checks.run(check.__doc__.split("\n")[0], lambda _, check=check, scene=scene: check(scene))
            scene.log_file.close()
