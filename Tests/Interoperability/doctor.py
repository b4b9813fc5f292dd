"""Runs `loopsweep doctor` in an environment of the caller's making."""

import json
import os
import subprocess

LIMIT = 60
"""How long a look may take, in seconds."""


def bare(home, variables=None):
    """An environment with nothing of the user's in it."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": home,
        "LANG": "C.UTF-8",
        "AWS_EC2_METADATA_DISABLED": "true",
        **(variables or {}),
    }


def run(binary, arguments, environment):
    """Runs a command to its end."""
    return subprocess.run(
        [binary, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )


class Look:
    """What a look found, by its subjects."""

    def __init__(self, binary, environment, *arguments):
        """Looks."""
        done = run(binary, ["doctor", "--output", "json", *arguments], environment)
        self.exit_code, self.output, self.messages = done.returncode, done.stdout, done.stderr
        try:
            self.checks = {check["check"]: check for check in json.loads(done.stdout)["checks"]}
        except (ValueError, KeyError):
            self.checks = {}

    def value(self, subject):
        """The bare value of a subject; None when there is none."""
        return self.checks.get(subject, {}).get("value")

    def verdict(self, subject):
        """The verdict on a subject; None when it was not looked at."""
        return self.checks.get(subject, {}).get("verdict")

    def words(self, subject):
        """What is said of a subject, the advice included."""
        check = self.checks.get(subject, {})
        return f"{check.get('message', '')} {check.get('advice', '')}"

    def __str__(self):
        """All that was printed."""
        return self.output + self.messages
