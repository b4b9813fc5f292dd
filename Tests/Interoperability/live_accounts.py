"""A run stays in the account that it began in, whatever keys the machine comes to hold.

In the middle of a run the keys end, and the shared file or the program gives other ones: of an account that has no such loops,
of an account that has loops of the same names, or of the same account after a rotation.
"""

import os
from http.server import BaseHTTPRequestHandler

from background import BackgroundServer
from safety_service import (
    HOME_ACCOUNT,
    OTHER_ACCOUNT,
    CallLog,
    SafetyService,
    access_key,
    borrowed_looks,
    changes,
)
from safety_stage import Stage, manifest

NAMES = [f"loop-{number:02}" for number in range(30)]
FIRST, SECOND, OTHERS = "AKIDEXAMPLE", "AKIDSECOND", "AKIDOTHERS"
GONE = ("deleted", "already-gone")


class TellerHandler(BaseHTTPRequestHandler):
    """One question who somebody is."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        """Answers as STS does."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        account = self.server.accounts[access_key(self.headers)]
        who = f"<Account>{account}</Account><Arn>arn:aws:iam::{account}:user/u</Arn><UserId>U</UserId>"
        action = "GetCallerIdentity"
        data = f"<{action}Response><{action}Result>{who}</{action}Result></{action}Response>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Writes nothing."""


class AccountTeller(BackgroundServer):
    """STS, as far as it tells which account keys are of."""

    def __init__(self):
        """Listens on this machine."""
        super().__init__(TellerHandler)
        self.accounts = {FIRST: HOME_ACCOUNT, SECOND: HOME_ACCOUNT, OTHERS: OTHER_ACCOUNT}


class KeyChange:
    """Keys that end in the middle of a run, and others that take their place."""

    def __init__(self, binary, source, others_have_loops=False):
        """Makes both accounts; `source` is where keys come from: `file`, `program`, or `file, told by STS`."""
        log = CallLog()
        self.ours = SafetyService(log, HOME_ACCOUNT, (FIRST, SECOND))
        self.others = SafetyService(log, OTHER_ACCOUNT, (OTHERS,))
        self.stage = Stage(binary, self.ours, self.others, environment={})
        self.source = source
        self.teller = AccountTeller()
        if "STS" in source:
            self.stage.environment["AWS_ENDPOINT_URL_STS"] = self.teller.url
        for number, name in enumerate(NAMES):
            for service in (self.ours, self.others) if others_have_loops else (self.ours,):
                service.add(name, "InProgress" if number % 3 == 2 else "Completed")
        self.use(FIRST)

    def use(self, key):
        """Has the machine hold these keys from now on."""
        if "file" in self.source:
            text = f"[default]\naws_access_key_id = {key}\naws_secret_access_key = secret\naws_session_token = token\n"
            self.stage.write(".aws/credentials.new", text)
            os.replace(f"{self.stage.home}/.aws/credentials.new", f"{self.stage.home}/.aws/credentials")
            return
        keys = f'{{"Version": 1, "AccessKeyId": "{key}", "SecretAccessKey": "secret", "SessionToken": "token"}}'
        program = self.stage.write("program.new", f"#!/bin/sh\necho '{keys}'\n")
        os.chmod(program, 0o755)
        os.replace(program, f"{self.stage.home}/program")
        self.stage.write(".aws/config", f"[default]\ncredential_process = {self.stage.home}/program\n")

    def change_after(self, operation, count, key):
        """Ends the first keys and gives others when so many calls of an operation were answered."""

        def change(*_):
            """Looks before each request whether it is time."""
            calls = sum(entry["operation"] == operation for entry in self.stage.log)
            if calls >= count and FIRST not in self.ours.expired:
                self.use(key)
                self.ours.expired.add(FIRST)

        self.ours.on_request = change

    def run(self, findings, what, text, *words):
        """Runs a clean-up; checks that nothing was done in the other account, and nothing believed of what it says."""
        log = self.stage.log
        before = len(log)
        code, _, messages = self.stage.run(text, *words)
        calls = changes(log[before:])
        strange = [(entry["operation"], entry["loop"]) for entry in calls if entry["account"] != HOME_ACCOUNT]
        findings.equal(f"{what}: nothing is stopped or deleted in the other account", strange, [])
        borrowed = borrowed_looks(log[before:])
        findings.equal(f"{what}: no stop or delete rests on a look that was taken with other keys", borrowed, [])
        outcomes = self.stage.outcomes()
        false = {name: outcomes[name] for name in NAMES if outcomes.get(name) in GONE and self.ours.status(name)}
        findings.equal(f"{what}: no loop that is there is told to be gone", false, {})
        told = code is not None and (code != 0 or not self.ours.loops)
        findings.check(f"{what}: the exit code is true", told, f"{code}; {messages[-300:]}")
        return code


    def __enter__(self):
        """Begins to serve."""
        self.teller.__enter__()
        self.stage.__enter__()
        return self

    def __exit__(self, *_):
        """Ends serving."""
        self.stage.__exit__()
        self.teller.__exit__()


def text(account, names=NAMES):
    """The manifest."""
    return manifest(names, account=account, execution="concurrency: 4, stopWait: {timeout: 10s}")


def try_other_account(findings, binary, source, operation, count, others_have_loops, account):
    """Keys of another account in the middle of a run."""
    what = f"other keys from a {source} after {count} {operation}"
    what += ", the other account has such loops" if others_have_loops else ""
    what += "" if account else ", no account in the manifest"
    with KeyChange(binary, source, others_have_loops) as change:
        change.change_after(operation, count, OTHERS)
        change.run(findings, what, text(account))
        findings.check(f"{what}: the keys ended in the middle", FIRST in change.ours.expired)
        change.run(findings, f"{what}, resumed", text(account), "--resume")
        change.use(SECOND)
        code = change.run(findings, f"{what}, resumed with keys of its own", text(account), "--resume")
        findings.equal(f"{what}: in the end the run is finished", (code, sorted(change.ours.loops)), (0, []))


def try_rotation(findings, binary, source, operation, count):
    """New keys of the same account in the middle of a run."""
    what = f"rotated keys from a {source} after {count} {operation}"
    with KeyChange(binary, source) as change:
        change.change_after(operation, count, SECOND)
        code = change.run(findings, what, text(HOME_ACCOUNT))
        findings.check(f"{what}: the keys ended in the middle", FIRST in change.ours.expired)
        findings.equal(f"{what}: the run is finished", (code, sorted(change.ours.loops)), (0, []))


def try_wrong_from_the_start(findings, binary, others_have_loops):
    """Keys of another account than the manifest's, and an STS that tells."""
    what = "keys of another account from the start" + (", which has such loops" if others_have_loops else "")
    with KeyChange(binary, "file, told by STS", others_have_loops) as change:
        change.use(OTHERS)
        code = change.run(findings, what, text(HOME_ACCOUNT, NAMES[:5]))
        findings.equal(f"{what}: it is the wrong account", code, 78)


SCENARIOS = [
    (try_wrong_from_the_start, False),
    (try_wrong_from_the_start, True),
    (try_other_account, "file, told by STS", "DeleteHumanLoop", 5, True, HOME_ACCOUNT),
    (try_rotation, "file, told by STS", "DeleteHumanLoop", 5),
    (try_other_account, "file", "DeleteHumanLoop", 5, False, HOME_ACCOUNT),
    (try_other_account, "file", "DeleteHumanLoop", 5, True, None),
    (try_other_account, "program", "DescribeHumanLoop", 10, False, HOME_ACCOUNT),
    (try_other_account, "program", "StopHumanLoop", 3, True, None),
    (try_rotation, "file", "DeleteHumanLoop", 5),
    (try_rotation, "program", "DescribeHumanLoop", 10),
]
