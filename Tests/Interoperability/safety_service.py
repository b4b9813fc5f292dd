"""The independent service with what a safety check needs beside: accounts, moments, answers that lie, keys that end.

Every call is noted with the moment at which its request had arrived, the access key that signed it, and the creation time of
the loop that it met, so that a check can say on how old a look a stop or delete came, and whether it met another loop of the
name.
"""

import datetime
import json
import re
import threading
import time

from botocore.credentials import Credentials
from independent_audit import MUTATING
from independent_server import Refusal, Server, Service

HOME_ACCOUNT = "123456789012"
"""The account that the runs are about."""

OTHER_ACCOUNT = "999999999999"
"""An account that nobody asked for."""


class CallLog(list):
    """The calls of all accounts, in the order in which they were answered; it is written to as a file is."""

    def write(self, text):
        """Takes a line."""
        self.append(json.loads(text))

    def flush(self):
        """Does nothing: a list holds nothing back."""


class SafetyService(Service):
    """One account."""

    def __init__(self, log, account=HOME_ACCOUNT, keys=("AKIDEXAMPLE",)):
        """Makes an account without loops; its keys are known by the ids of their access keys, and their secret is `secret`."""
        super().__init__(log, fault_share=0, account=account)
        self.keys = {key: Credentials(key, "secret") for key in keys}
        self.expired = set()
        self.page = 100
        self.lies = {}
        self.on_request = lambda method, target: None
        self.on_call = lambda entry: None
        self.request = threading.local()

    def call(self, method, target, headers, body):
        """Takes a request, and notes when."""
        self.request.at = time.monotonic()
        self.request.key = access_key(headers)
        return super().call(method, target, headers, body)

    def check_signature(self, method, target, headers, body):
        """Lets a request in when its keys are good now."""
        self.on_request(method, target)
        key = self.request.key
        if key in self.expired:
            raise Refusal(403, "ExpiredTokenException", "The security token included in the request is expired")
        self.credentials = self.keys.get(key, self.credentials)
        super().check_signature(method, target, headers, body)

    def answer(self, entry, arguments):
        """Answers a call, as a liar where that was ordered."""
        loop = self.loops.get(entry["loop"])
        entry.update(
            at=self.request.at, key=self.request.key, account=self.account, created=loop["created"] if loop else None
        )
        self.on_call(entry)
        lies = self.lies.get((entry["operation"], entry["loop"])) or self.lies.get((entry["operation"], None))
        lie = next(lies, None) if lies else None
        if lie is None:
            return super().answer(entry, arguments)
        entry["fault"] = lie.__name__
        answer = lie(entry["loop"])
        entry.update(http=200)
        return answer

    def replace(self, name, flow="another-review"):
        """Gives a name to another loop, which was created now."""
        status = self.status(name)
        if status is not None:
            self.add(name, status, flow=flow, age=0)

    def list(self, arguments):
        """Answers a list as the real one does: only loops of the times that were asked for; pages may be cut short."""
        first, last = (moment(arguments.get(f"CreationTime{end}")) for end in ("After", "Before"))
        loops = self.loops
        self.loops = {
            name: loop
            for name, loop in loops.items()
            if (first is None or moment(loop["created"]) >= first) and (last is None or moment(loop["created"]) < last)
        }
        try:
            size = min(int(arguments.get("MaxResults", "10")), self.page)
            return super().list({**arguments, "MaxResults": str(size)})
        finally:
            self.loops = loops


# Lies: each answers in the place of the service, and does nothing


def fails_in_a_header(_):
    """An error that came with the status 200, its code in a header."""
    raise Refusal(200, "InternalServerException", "failed before acting")


def fails_in_the_body(_):
    """An error that came with the status 200, its code in the body."""
    return {"__type": "com.amazonaws.a2i#InternalServerException", "message": "failed before acting"}


def does_nothing(_):
    """Success, and nothing was done."""
    return None


def is_not_found(name):
    """A loop that is there is said not to be."""
    raise Refusal(404, "ResourceNotFoundException", f"no loop {name}")


def throttles(_):
    """Too many calls."""
    raise Refusal(429, "ThrottlingException", "Rate exceeded")


class Accounts:
    """Several accounts behind one address: the access key tells whose loops are meant."""

    def __init__(self, *services):
        """Takes the accounts; keys that nobody knows are refused by the first one."""
        self.services = services

    def call(self, method, target, headers, body):
        """Leads a request to the account that its access key is of."""
        key = access_key(headers)
        service = next((service for service in self.services if key in service.keys), self.services[0])
        return service.call(method, target, headers, body)


def serve(*services):
    """A server of one or several accounts."""
    return Server(Accounts(*services))


def access_key(headers):
    """The id of the access key that signed a request; None for an unsigned one."""
    found = re.search(r"Credential=([^/]+)/", headers.get("Authorization") or "")
    return found and found[1]


def moment(text):
    """Reads a time of the wire: RFC 3339, or seconds since 1970."""
    if text is None:
        return None
    if re.fullmatch(r"[0-9.]+", text):
        return datetime.datetime.fromtimestamp(float(text), datetime.timezone.utc)
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


# What a log shows


def changes(log):
    """The stops and deletes that were let in."""
    return [entry for entry in list(log) if entry["operation"] in MUTATING and "at" in entry]


def old_looks(log, limit):
    """The stops and deletes that came later than `limit` seconds after the look that they rest on, or without one."""
    return [
        (entry["operation"], entry["loop"], look and round(entry["at"] - look["at"], 1))
        for entry, look in resting(log)
        if look is None or entry["at"] - look["at"] > limit
    ]


def borrowed_looks(log):
    """The stops and deletes that rest on a look that was taken with other keys."""
    return [(entry["operation"], entry["loop"]) for entry, look in resting(log) if look and look["key"] != entry["key"]]


def resting(log):
    """Each stop and delete that was let in, with the look at its loop that came last before it, or None."""
    looks, pairs = {}, []
    for entry in sorted((entry for entry in list(log) if "at" in entry), key=lambda entry: entry["at"]):
        if entry["operation"] == "DescribeHumanLoop" and entry["http"] == 200:
            looks[entry["loop"]] = entry
        elif entry["operation"] in MUTATING:
            pairs.append((entry, looks.get(entry["loop"])))
    return pairs


def namesakes(log):
    """The stops and deletes that met another loop than the first look at the name."""
    first, met = {}, []
    for entry in list(log):
        name = entry["loop"]
        if entry["operation"] == "DescribeHumanLoop" and entry["http"] == 200:
            first.setdefault(name, entry["created"])
        elif entry["operation"] in MUTATING and entry.get("created") not in (None, first.get(name)):
            met.append((entry["operation"], name))
    return met
