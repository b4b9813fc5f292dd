"""Tries loopsweep against software that others wrote: botocore, boto3, the command line aws, jsonschema, moto,
and servers, proxies and certificates made in Python.

    python3 Tests/Interoperability/run.py --binary .build/debug/loopsweep

It needs what requirements.txt names beside this Python, ends with one line `N passed, N failed`, and exits 0 when none failed.
"""

import argparse
import os
import select
import signal
import subprocess
import tempfile

import completions
import documents
import independent_audit
import kill_and_resume
import live_safety
import manuals
import matrix
import moto_peers
import network_checks
import network_troubles
import partitions
import process_checks
import promises
import schedules
import schema_checks
import screens
import secrecy
import service_words
import simulator_clients
import tls_troubles
from checks import Checks
from independent_server import Server, Service

LIMIT = 180
"""How long a command may take, in seconds."""


def environment(home, secret="secret"):
    """What a command finds around it: keys of the servers here, and nothing of the user's."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": home,
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": secret,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def write(folder, name, text):
    """Writes a file; returns its path."""
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


# The simulator, called by AWS's own clients


def try_simulator(checks, binary):
    """Starts `loopsweep simulate`, and calls it."""
    with tempfile.TemporaryDirectory() as folder:
        fleet = write(folder, "fleet.yaml", simulator_clients.FLEET)
        command = [binary, "simulate", "--fleet", fleet, "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment(folder)) as process:
            try:
                readable, _, _ = select.select([process.stdout], [], [], 30)
                url = process.stdout.readline().strip() if readable else ""
                if checks.check("the simulator's first line is its URL", url.startswith("http://127.0.0.1:"), url):
                    simulator_clients.check_all(checks, url)
            finally:
                process.terminate()
                try:
                    checks.equal("a TERM ends the simulator", process.wait(20), 143)
                except subprocess.TimeoutExpired:
                    process.kill()
                    checks.check("a TERM ends the simulator", False, "it went on for 20 s")


# loopsweep, against a server that others wrote


def manifest(names, extra=""):
    """A manifest of loops; `extra` is further items of its `loops`."""
    items = "".join(f"  - {name}\n" for name in names)
    return f"""\
apiVersion: loopsweep/v1
kind: HumanLoopCleanup
metadata:
  name: interoperability
target:
  account: "123456789012"
  region: us-east-1
execution:
  concurrency: 8
  stopWait: {{timeout: 12s, pollInitial: 200ms, pollMax: 1s}}
loops:
{items}{extra}"""


def populate(service):
    """Fills a service; returns the names that a manifest may hold without a loop being left over."""
    names = []
    for number in range(12):
        for kind in ("done", "broken", "halted", "idle", "busy", "held"):
            names.append(f"{kind}-{number}")
        ends_as = independent_audit.TERMINAL[number % 3]
        service.add(f"done-{number}", "Completed")
        service.add(f"broken-{number}", "Failed")
        service.add(f"halted-{number}", "Stopped")
        service.add(f"idle-{number}", "InProgress")
        service.add(f"busy-{number}", "InProgress", hold=0.5 + number % 3, ends_as=ends_as)
        service.add(f"held-{number}", "Stopping", start_held=1 + number % 3, ends_as=ends_as)
        service.add(f"bystander-{number}", "Completed" if number % 2 else "InProgress")
    return names + ["missing-1", "missing-2"]


class Trial:
    """One command against one fresh server."""

    def __init__(self, binary, folder, seed, fault_share=0.1):
        """Makes a server with loops; its log lies in a folder of the caller's."""
        self.binary, self.folder = binary, folder
        self.log_path = os.path.join(folder, f"calls-{seed}.jsonl")
        self.log_file = open(self.log_path, "w", encoding="utf-8")
        self.service = Service(self.log_file, seed=seed, fault_share=fault_share)
        self.names = populate(self.service)
        self.report_path = os.path.join(folder, f"report-{seed}.jsonl")

    def run(self, verb, manifest_text, *options, secret="secret"):
        """Runs one command; returns it when it has ended."""
        path = write(self.folder, "cleanup.yaml", manifest_text)
        with Server(self.service) as server:
            command = [self.binary, verb, path, "--endpoint-url", server.url, "--region", "us-east-1", *options]
            return subprocess.run(
                command,
                env=environment(self.folder, secret),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=LIMIT,
                check=False,
            )

    def run_with_report(self, manifest_text, *options):
        """Runs a clean-up that writes a report."""
        return self.run("run", manifest_text, "--yes", "--report", f"jsonl={self.report_path}", *options)

    @property
    def log(self):
        """The calls that the service saw."""
        return independent_audit.read_lines(self.log_path)

    @property
    def report(self):
        """The lines of the report."""
        return independent_audit.read_lines(self.report_path)

    def __enter__(self):
        """Gives the trial."""
        return self

    def __exit__(self, *_):
        """Closes the log."""
        self.log_file.close()


def audit(checks, trial, names, done, expected_code):
    """Audits a run, and checks that it ended as it should have."""
    checks.equal("the run ends with the exit code that is due", done.returncode, expected_code)
    if done.returncode not in (0, 1, 3, 4, 5):
        print(done.stdout[-2_000:], done.stderr[-2_000:], sep="\n")
        return
    independent_audit.audit_run(
        checks, trial.log, trial.report, names, trial.service.statuses(), done.returncode
    )
    left = [name for name in trial.service.statuses() if name.startswith("bystander-")]
    checks.equal("the loops that the manifest does not name are all there", len(left), 12)


def outcomes(report):
    """The outcomes of a report by name."""
    return {line["name"]: line["outcome"] for line in report if line["type"] == "loop_result"}


def try_plan(checks, binary, folder):
    """A plan looks and touches nothing."""
    with Trial(binary, folder, seed=11) as trial:
        done = trial.run("plan", manifest(trial.names))
        checks.equal("a plan succeeds", done.returncode, 0)
        checks.check("a plan has looked", any(entry["operation"] == "DescribeHumanLoop" for entry in trial.log), done.stderr)
        independent_audit.audit_reading(checks, trial.log)


def try_without_consent(checks, binary, folder):
    """A run without a yes, away from a terminal, touches nothing and says what to write."""
    with Trial(binary, folder, seed=12) as trial:
        done = trial.run("run", manifest(trial.names))
        checks.equal("a run without consent is a usage error", done.returncode, 64)
        checks.check("it says how to consent", "--yes" in done.stderr or "--confirm" in done.stderr, done.stderr)
        independent_audit.audit_reading(checks, trial.log)


def try_breached_guard(checks, binary, folder):
    """A guard that does not hold refuses the run before its first change."""
    with Trial(binary, folder, seed=13) as trial:
        text = manifest(trial.names).replace("execution:", "guards: {maxStops: 3}\nexecution:")
        done = trial.run("run", text, "--yes")
        checks.equal("a breached guard refuses the run", done.returncode, 4)
        independent_audit.audit_reading(checks, trial.log)


def try_clean(checks, binary, folder):
    """A run that can end well ends well, however many calls go wrong."""
    for seed in (21, 22, 23):
        with Trial(binary, folder, seed) as trial:
            done = trial.run_with_report(manifest(trial.names))
            audit(checks, trial, trial.names, done, 0)
            print(f"# {len(trial.log)} calls, {sum(1 for entry in trial.log if entry['fault'])} of them went wrong")


def try_leftovers(checks, binary, folder):
    """Loops that are kept, refused or still held by a worker are there afterwards, and the report says so."""
    extra = """\
  - {name: kept-1, onCompleted: keep}
  - {name: kept-2, onInProgress: skip}
"""
    refused = "  - {name: stranger-1, expect: {flowDefinition: arn:aws:sagemaker:us-east-1:123456789012:flow-definition/x}}\n"
    for seed, text, code in ((31, extra, 3), (32, extra + refused, 5)):
        with Trial(binary, folder, seed) as trial:
            trial.service.add("kept-1", "Completed")
            trial.service.add("kept-2", "InProgress")
            trial.service.add("stranger-1", "Completed")
            trial.service.add("stuck-1", "InProgress", hold=3_600)
            trial.service.add("stuck-2", "Stopping", start_held=3_600)
            names = trial.names + ["stuck-1", "stuck-2"]
            done = trial.run_with_report(manifest(names, text))
            named = names + ["kept-1", "kept-2"] + (["stranger-1"] if refused in text else [])
            audit(checks, trial, named, done, code)
            found = outcomes(trial.report) if os.path.exists(trial.report_path) else {}
            expected = {"kept-1": "kept", "kept-2": "kept", "stuck-1": "deferred", "stuck-2": "deferred"}
            if refused in text:
                expected["stranger-1"] = "refused"
            checks.equal("loops that are left are told apart", {name: found.get(name) for name in expected}, expected)


def try_wrong_secret(checks, binary, folder):
    """Keys that the service does not accept end the run at once."""
    with Trial(binary, folder, seed=41, fault_share=0) as trial:
        done = trial.run("run", manifest(trial.names), "--yes", secret="wrong")
        checks.equal("a wrong secret is an error of credentials", done.returncode, 77)
        checks.check("not every loop was tried", len(trial.log) < len(trial.names), len(trial.log))
        checks.check("no call was let in", not any(entry["signed"] for entry in trial.log))


def main():
    """Runs everything."""
    # A signal that is ignored here, as in the background of a shell, would be ignored by what is started too.
    for number in signal.SIGINT, signal.SIGTERM, signal.SIGHUP:
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True, help="the loopsweep to try")
    binary = os.path.abspath(parser.parse_args().binary)
    checks = Checks()
    checks.run("the simulator", try_simulator, binary)
    checks.run("the schema and loopsweep agree on what a manifest is", schema_checks.check_all, binary)
    checks.run("killed and gone on with", kill_and_resume.check_all, binary)
    checks.run("what may never happen", live_safety.check_all, binary)
    trials = (try_plan, try_without_consent, try_breached_guard, try_clean, try_leftovers, try_wrong_secret)
    for trial in trials:
        with tempfile.TemporaryDirectory() as folder:
            checks.run(trial.__doc__.strip(), trial, binary, folder)
    network = (network_checks, network_troubles, tls_troubles, service_words)
    for peers in (
        completions, documents, manuals, matrix, moto_peers, *network, partitions, process_checks, promises, schedules,
        screens, secrecy,
    ):
        checks.run(peers.__doc__.split("\n")[0], peers.check_all, binary)
    raise SystemExit(checks.finish())


if __name__ == "__main__":
    main()
