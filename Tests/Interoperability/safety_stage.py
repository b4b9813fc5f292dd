"""A stage for safety checks: a home, accounts behind one address, commands that are started and watched."""

import fcntl
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time

from independent_audit import MUTATING
from network_checks import write
from safety_service import HOME_ACCOUNT, CallLog, SafetyService, serve

LIMIT = 60
"""How long a command may take, in seconds."""

class Findings:
    """Claims that were checked beside others, to be counted later and in order."""

    def __init__(self):
        """Starts with none."""
        self.claims = []
        self.notes = []

    def note(self, text):
        """Notes what a reader should know, such as what could not be tried."""
        self.notes.append(text)

    def check(self, claim, holds, detail=""):
        """Notes whether a claim holds."""
        self.claims.append((claim, bool(holds), detail))
        return bool(holds)

    def equal(self, claim, actual, expected):
        """Notes whether two values are equal."""
        return self.check(claim, actual == expected, f"expected {expected!r}, got {actual!r}")


class Stage:
    """A home of its own, and a service with loops."""

    def __init__(self, binary, *services, environment=None):
        """Makes a home; without services there is one, of the account that runs are about."""
        self.binary = binary
        self.log = services[0].log if services else CallLog()
        self.services = services or (SafetyService(self.log),)
        self.service = self.services[0]
        self.server = serve(*self.services)
        self.home = tempfile.mkdtemp()
        self.journal = os.path.join(self.home, "journal.jsonl")
        keys = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret"}
        self.environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": self.home,
            "AWS_EC2_METADATA_DISABLED": "true",
            **(keys if environment is None else environment),
        }

    def write(self, name, text):
        """Writes a file in the home; returns its path."""
        return write(self.home, name, text)

    def start(self, *words, variables=None, prefix=(), url=None, **options):
        """Starts a command that calls the service, at another URL when there is one."""
        command = [*prefix, self.binary, *words, "--region", "us-east-1", "--endpoint-url", url or self.server.url]
        return subprocess.Popen(
            command,
            env={**self.environment, **(variables or {})},
            stdin=subprocess.DEVNULL,
            stdout=options.pop("stdout", subprocess.PIPE),
            stderr=options.pop("stderr", subprocess.PIPE),
            **options,
        )

    def start_run(self, manifest, *words, **options):
        """Starts a clean-up whose journal lies in the home."""
        path = self.write("cleanup.yaml", manifest)
        return self.start("run", path, "--yes", "--report", f"jsonl={self.journal}", *words, **options)

    def run(self, manifest, *words, limit=LIMIT, **options):
        """Runs a clean-up; returns its exit code, and what it wrote."""
        return finish(self.start_run(manifest, *words, **options), limit)

    def lines(self, path=None):
        """The whole lines of the journal."""
        path = path or self.journal
        if not os.path.exists(path):
            return []
        with open(path, "rb") as file:
            return [json.loads(line) for line in file.read().split(b"\n")[:-1]]

    def outcomes(self):
        """The last outcome of each loop in the journal."""
        return {line["name"]: line["outcome"] for line in self.lines() if line["type"] == "loop_result"}

    def wait_for_quiet(self, process, seconds=1.5, limit=30, after=MUTATING):
        """Waits until the service was called and then left alone for a while; whether that came to be before the end."""
        until = time.monotonic() + limit
        seen, since = -1, time.monotonic()
        while time.monotonic() < until and process.poll() is None:
            if len(self.log) != seen:
                seen, since = len(self.log), time.monotonic()
            begun = any(entry["operation"] in after for entry in list(self.log))
            if begun and time.monotonic() - since >= seconds:
                return True
            time.sleep(0.05)
        return False

    def __enter__(self):
        """Begins to serve."""
        self.server.__enter__()
        return self

    def __exit__(self, *_):
        """Ends serving."""
        self.server.__exit__()
        shutil.rmtree(self.home, ignore_errors=True)


def finish(process, limit=LIMIT):
    """Waits for a command; returns its exit code (None when it had to be killed) and what it wrote."""
    try:
        output, messages = process.communicate(timeout=limit)
        code = process.returncode
    except subprocess.TimeoutExpired:
        process.kill()
        output, messages = process.communicate()
        code = None
    return code, (output or b"").decode(), (messages or b"").decode()


def narrow(descriptor):
    """Makes a pipe as small as can be."""
    fcntl.fcntl(descriptor, 1031, 4_096)  # F_SETPIPE_SZ


def drain(descriptor):
    """Reads a pipe to its end, beside the caller."""

    def read():
        """Reads, and forgets what it read."""
        while os.read(descriptor, 65_536):
            pass

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    return thread


def manifest(names=(), extra="", account=HOME_ACCOUNT, execution="concurrency: 8"):
    """A manifest of named loops; `extra` is further keys, and without an account any is good."""
    target = f'{{account: "{account}", region: us-east-1}}' if account else "{region: us-east-1}"
    loops = "".join(f"  - {name}\n" for name in names)
    return f"""\
apiVersion: loopsweep/v1
kind: HumanLoopCleanup
metadata: {{name: live-safety}}
target: {target}
execution: {{{execution}}}
{extra}{"loops:" if loops else ""}
{loops}"""
