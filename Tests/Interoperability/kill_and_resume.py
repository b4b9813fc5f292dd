"""Kills `loopsweep run` at random moments, goes on with `--resume`, and holds the journal against what the service saw.

    python3 Tests/Interoperability/kill_and_resume.py --binary .build/debug/loopsweep --kills 100

The service is `loopsweep simulate` in a process of its own, which outlives every kill and loses answers by itself. Rounds
of a fresh fleet follow each other until there were enough kills; each round ends with a run that nobody kills.
"""

import argparse
import hashlib
import json
import os
import random
import select
import signal
import subprocess
import sys
import tempfile

from checks import Checks

LOOPS = 40
"""How many loops of each kind a round has."""

LIMIT = 120
"""How long a run that nobody kills may take, in seconds."""

FLEET = f"""\
apiVersion: loopsweep/v1
kind: HumanLoopFleet
account: "123456789012"
region: us-east-1
service: {{latency: 4ms, jitter: 4ms, seed: 5}}
loops:
  - {{name: "done-{{01..{LOOPS}}}", status: Completed, flowDefinition: f, created: 2026-11-01T00:00:00Z}}
  - {{name: "idle-{{01..{LOOPS}}}", status: InProgress, flowDefinition: f, created: 2026-11-02T00:00:00Z}}
  - {{name: "held-{{01..{LOOPS}}}", status: InProgress, flowDefinition: f, created: 2026-11-03T00:00:00Z,
     workers: {{holdFor: 1s, then: Completed}}}}
  - {{name: "bystander-{{1..5}}", status: Completed, flowDefinition: f}}
"""

FAULTS = ("delete:drop-after=5%", "delete:server-error-after=3%", "stop:drop-after=5%", "describe:throttle=2%")

MISSING = ["gone-1", "gone-2"]
"""Loops that the manifest names and the service never had."""

NAMES = [f"{kind}-{number:02}" for kind in ("done", "idle", "held") for number in range(1, LOOPS + 1)] + MISSING
"""The loops of the manifest."""

MANIFEST = """\
apiVersion: loopsweep/v1
kind: HumanLoopCleanup
metadata: {name: kill-and-resume}
target: {account: "123456789012", region: us-east-1}
execution:
  concurrency: 4
  stopWait: {timeout: 1m, pollInitial: 100ms, pollMax: 500ms}
loops:
""" + "".join(f"  - {name}\n" for name in NAMES)


def whole_lines(path):
    """Reads the lines of a file that end in a line feed, as bytes and as JSON."""
    if not os.path.exists(path):
        return []
    with open(path, "rb") as file:
        lines = file.read().split(b"\n")[:-1]
    return [(line + b"\n", json.loads(line)) for line in lines]


class Round:
    """A fleet, a manifest and a journal of their own."""

    def __init__(self, binary, folder):
        """Starts a service."""
        self.binary, self.folder = binary, folder
        self.log_path = os.path.join(folder, "requests.jsonl")
        self.journal_path = os.path.join(folder, "run.jsonl")
        self.manifest_path = self.write("cleanup.yaml", MANIFEST)
        command = [binary, "simulate", "--fleet", self.write("fleet.yaml", FLEET), "--request-log", self.log_path]
        for fault in FAULTS:
            command += ["--fault", fault]
        self.service = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        readable, _, _ = select.select([self.service.stdout], [], [], 30)
        self.url = self.service.stdout.readline().strip() if readable else ""

    def write(self, name, text):
        """Writes a file; returns its path."""
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def start(self):
        """Starts a run that goes on with whatever the journal holds."""
        return self.command(
            "run", self.manifest_path, "--yes", "--resume", "--report", f"jsonl={self.journal_path}", "--output", "json"
        )

    def command(self, *words):
        """Starts a command that calls the service."""
        return subprocess.Popen(
            [self.binary, *words, "--endpoint-url", self.url, "--region", "us-east-1"],
            env={
                "PATH": os.environ.get("PATH", ""),
                "HOME": self.folder,
                "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY": "secret",
                "AWS_EC2_METADATA_DISABLED": "true",
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def requests(self, operation):
        """How often each loop was asked to be changed so."""
        return count(line["loop"] for _, line in whole_lines(self.log_path) if line.get("operation") == operation)

    def __enter__(self):
        """Gives the round."""
        return self

    def __exit__(self, *_):
        """Ends the service."""
        self.service.terminate()
        self.service.wait(20)
        self.service.stdout.close()


def count(names):
    """Counts how often each name comes."""
    counts = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return counts


def unwritten(trial, operation):
    """The loops that were changed more often at the service than the journal says beforehand."""
    # The service is asked first: what comes between the two looks has its line already.
    asked = trial.requests(operation)
    written = count(
        line["name"]
        for _, line in whole_lines(trial.journal_path)
        if line["type"] == "loop_intent" and line["operation"] == operation
    )
    return {name: (number, written.get(name, 0)) for name, number in asked.items() if number > written.get(name, 0)}


def kill_until_done(trial, generator, kills):
    """Kills run after run until one ends by itself or there were enough kills.

    Returns the number of kills, and how the last run ended, None when it was killed.
    """
    for number in range(kills):
        process = trial.start()
        try:
            output, messages = process.communicate(timeout=generator.uniform(0.1, 1.0))
            return number, (process.returncode, output, messages)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
        for operation in ("StopHumanLoop", "DeleteHumanLoop"):
            missing = unwritten(trial, operation)
            if missing:
                raise AssertionError(f"{operation} without a line beforehand: {missing}")
    return kills, None


def check_books(checks, trial, ending):
    """Holds the finished journal, the document on standard output and the service's log against each other."""
    code, output, messages = ending
    checks.equal("the last run ends well", (code, messages.splitlines()[-3:] if code else []), (0, []))
    lines = whole_lines(trial.journal_path)
    results = [(raw, line) for raw, line in lines if line["type"] == "loop_result"]
    last = {line["name"]: line["outcome"] for _, line in results}
    checks.equal("nothing is lost: each loop of the manifest has a result", sorted(last), sorted(NAMES))
    wrong = {name: outcome for name, outcome in last.items() if outcome != ("already-gone" if name in MISSING else "deleted")}
    checks.equal("each loop that was there is deleted by the run, also when the answer was lost", wrong, {})
    deletions = count(line["name"] for _, line in results if line["outcome"] == "deleted")
    checks.equal("nothing is deleted twice in the report", {n: c for n, c in deletions.items() if c > 1}, {})
    checks.equal("no stop came without a line beforehand", unwritten(trial, "StopHumanLoop"), {})
    checks.equal("no delete came without a line beforehand", unwritten(trial, "DeleteHumanLoop"), {})
    touched = set(trial.requests("StopHumanLoop")) | set(trial.requests("DeleteHumanLoop"))
    checks.equal("no loop was touched that the manifest does not name", sorted(touched - set(NAMES)), [])
    end = lines[-1][1]
    if not checks.equal("the journal ends once", [line["type"] for _, line in lines].count("run_end"), 1):
        return
    checks.equal("the books close", end["outcomes"], dict.fromkeys(end["outcomes"], 0) | count(last.values()))
    for key, operation in (("stop", "StopHumanLoop"), ("delete", "DeleteHumanLoop")):
        written = sum(line["type"] == "loop_intent" and line["operation"] == operation for _, line in lines)
        checks.equal(f"the totals count every {key} that was written down", end["calls"][key], written)
    checks.equal("the run had to do with every loop", end["loopCount"], len(NAMES))
    digest = hashlib.sha256(b"".join(raw for raw, _ in results)).hexdigest()
    checks.equal("the digest is that of the result lines", (end["resultCount"], end["resultsSha256"]), (len(results), digest))
    document = json.loads(output)
    checks.equal("the other reports are of the whole run", {loop["name"]: loop["outcome"] for loop in document["loops"]}, last)
    # A manifest of names alone says nothing of the place, and a place that shows no loop is no proof; the run file is.
    for path, code in ((trial.journal_path, 0), (trial.manifest_path, 1)):
        process = trial.command("verify", path)
        output, _ = process.communicate(timeout=LIMIT)
        checks.equal(f"verify finds no loop left of {os.path.basename(path)}", (process.returncode, output.count("gone")), (code, 1))
    segments = [line.get("segment") for _, line in lines if line["type"] == "run_resume"]
    checks.equal("each seam is numbered", segments, list(range(2, len(segments) + 2)))


def check_all(checks, binary, kills=20, seed=1):
    """Plays rounds until there were so many kills."""
    generator = random.Random(seed)
    done = rounds = 0
    while done < kills:
        with tempfile.TemporaryDirectory() as folder, Round(binary, folder) as trial:
            number, ending = kill_until_done(trial, generator, kills - done)
            if ending is None:
                process = trial.start()
                output, messages = process.communicate(timeout=LIMIT)
                ending = process.returncode, output, messages
            check_books(checks, trial, ending)
            done, rounds = done + number, rounds + 1
    print(f"# {done} kills in {rounds} rounds")


def main():
    """Runs everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True, help="the loopsweep to try")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    checks = Checks()
    checks.run("killed and gone on with", check_all, os.path.abspath(options.binary), options.kills, options.seed)
    sys.exit(checks.finish())


if __name__ == "__main__":
    main()
