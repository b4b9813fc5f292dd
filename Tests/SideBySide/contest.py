"""Lets one client after the other clean up the same estate on a service of its own, and measures each."""

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass

import places

LIMIT = 600
"""How many seconds a client may take."""


@dataclass
class Figures:
    """What a client took, and what the service saw of it."""

    client: str
    seconds: float
    cpu_seconds: float
    peak_mebibytes: float
    width: int
    sent: Counter
    """The calls that reached the service, by operation."""
    accepted: Counter
    """Those of them that were not throttled."""
    deleted: int
    """How many loops the service deleted."""
    trouble: str = ""
    """Why the figures are worth nothing; empty when they are not."""

    @property
    def calls(self):
        """All calls."""
        return sum(self.sent.values())

    @property
    def throttled(self):
        """The part of the calls that was throttled."""
        return 1 - sum(self.accepted.values()) / self.calls if self.calls else 0

    @property
    def microseconds_per_call(self):
        """The CPU time of a call."""
        return self.cpu_seconds / max(1, self.calls) * 1e6


def write(folder, name, text):
    """Writes a file; returns its path."""
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def surroundings(folder):
    """What a client finds around it: the service's keys, and nothing of the user's."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": folder,
        "AWS_ACCESS_KEY_ID": places.ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": places.SECRET_KEY,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


@contextlib.contextmanager
def service(binary, folder, scenario, log_path):
    """Serves the fleet of a scenario; gives its URL."""
    fleet = write(folder, "fleet.yaml", scenario.fleet)
    command = [binary, "simulate", "--fleet", fleet, "--port", "0", "--request-log", log_path]
    environment = surroundings(folder)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as process:
        try:
            readable, _, _ = select.select([process.stdout], [], [], 60)
            url = process.stdout.readline().strip() if readable else ""
            if not url.startswith("http://"):
                raise RuntimeError("the simulator does not serve")
            yield url
        finally:
            process.terminate()
            process.wait(20)


def execute(command, folder, output=subprocess.DEVNULL):
    """Runs a client to its end; returns its exit code, seconds, CPU seconds, peak in mebibytes, and output."""
    began = time.monotonic()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE, text=True, env=surroundings(folder)
    )
    out, errors = process.stdout, process.stderr
    text = out.read() if out else ""
    problem = errors.read()
    _, status, usage = os.wait4(process.pid, 0)
    # The process was waited for here, so that Popen must not do it again.
    process.returncode = os.waitstatus_to_exitcode(status)
    for stream in filter(None, (out, errors)):
        stream.close()
    cpu = usage.ru_utime + usage.ru_stime
    return process.returncode, time.monotonic() - began, cpu, usage.ru_maxrss / 1024, text or problem


def read_log(path):
    """Counts what a service saw: calls by operation, those not throttled, and deleted loops."""
    sent, accepted, deleted = Counter(), Counter(), 0
    with open(path, encoding="utf-8") as file:
        for line in file:
            entry = json.loads(line)
            operation = entry.get("operation", "refused before its operation was looked at")
            sent[operation] += 1
            if entry.get("code") != "ThrottlingException":
                accepted[operation] += 1
            if operation == "DeleteHumanLoop" and entry.get("httpStatus") == 200:
                deleted += 1
    return sent, accepted, deleted


def judge(client, scenario, width, taken, log_path):
    """Puts what a client took and what the service saw together."""
    code, seconds, cpu, peak, text = taken
    sent, accepted, deleted = read_log(log_path)
    trouble = "" if code == 0 else f"it ended with {code}: {text[-500:]}"
    return Figures(client, seconds, cpu, peak, width, sent, accepted, deleted, trouble)


def run_loopsweep(binary, folder, scenario):
    """Lets loopsweep clean up."""
    log_path = os.path.join(folder, "loopsweep-requests.jsonl")
    manifest = write(folder, "cleanup.yaml", scenario.manifest)
    with service(binary, folder, scenario, log_path) as url:
        report = os.path.join(folder, "report.jsonl")
        command = [binary, "run", manifest, "--endpoint-url", url, "--yes", "--report", f"jsonl={report}"]
        taken = execute([*command, "--progress", "none"], folder)
    return judge("loopsweep", scenario, scenario.width, taken, log_path)


def run_boto3(binary, folder, scenario):
    """Lets the client of boto3 clean up; what its imports take is not counted."""
    log_path = os.path.join(folder, "boto3-requests.jsonl")
    names = write(folder, "names.txt", "\n".join(scenario.names))
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "boto3_client.py")
    with service(binary, folder, scenario, log_path) as url:
        command = [sys.executable, script, url, names, str(scenario.threads)]
        code, *rest, text = execute(command, folder, output=subprocess.PIPE)
    if code != 0:
        return judge("boto3", scenario, scenario.threads, (code, *rest, text), log_path)
    told = json.loads(text)
    code = 1 if told["failures"] else 0
    taken = (code, told["seconds"], told["cpuSeconds"], told["peakMebibytes"], str(told["failures"]))
    return judge("boto3", scenario, scenario.threads, taken, log_path)


def run_plan(binary, folder, scenario):
    """Lets loopsweep describe every loop once."""
    log_path = os.path.join(folder, "plan-requests.jsonl")
    manifest = write(folder, "cleanup.yaml", scenario.manifest)
    with service(binary, folder, scenario, log_path) as url:
        command = [binary, "plan", manifest, "--endpoint-url", url, "--progress", "none"]
        taken = execute(command, folder)
    return judge("loopsweep plan", scenario, scenario.width, taken, log_path)


def run_curl(binary, folder, scenario):
    """Lets the command line curl describe every loop once, as wide as loopsweep."""
    log_path = os.path.join(folder, "curl-requests.jsonl")
    with service(binary, folder, scenario, log_path) as url:
        items = "".join(f'url = "{url}/human-loops/{name}"\noutput = /dev/null\n' for name in scenario.names)
        config = write(folder, "curl.txt", items)
        sign = ["--aws-sigv4", f"aws:amz:{places.REGION}:sagemaker"]
        keys = ["--user", f"{places.ACCESS_KEY}:{places.SECRET_KEY}"]
        width = ["--parallel", "--parallel-max", str(scenario.width)]
        taken = execute(["curl", "--silent", "--fail", *width, *sign, *keys, "--config", config], folder)
    return judge("curl", scenario, scenario.width, taken, log_path)


def decide(name, figure, limit):
    """Prints whether a figure holds its limit; returns it."""
    print(f"  {'holds ' if figure <= limit else 'MISSED'} loopsweep: {name} {figure:.3f} of at most {limit:.2f}")
    return figure <= limit
