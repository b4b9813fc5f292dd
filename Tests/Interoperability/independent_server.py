"""An A2I Runtime API written without a look at the Swift one, to try loopsweep against.

It recomputes every signature with botocore, plays workers who hold on to their tasks, and lets one call in ten go wrong.
What goes wrong is decided by the seed, the operation, the loop and how often it was called: not by timing. Every call is
logged as one line of JSON: seq, operation, loop, before, after, http (null when the connection was dropped), code, fault,
signed, shown (the statuses that the answer carried, by loop).
"""

import argparse
import datetime
import json
import random
import socket
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, unquote, urlsplit

from background import BackgroundServer
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

TERMINAL = ("Completed", "Failed", "Stopped")
FAULTS = ("error-before", "error-after", "throttle", "drop-before", "drop-after")


class Refusal(Exception):
    """An answer that is an error."""

    def __init__(self, http, code, message=""):
        """Makes an error from its parts."""
        super().__init__(message)
        self.http, self.code, self.message = http, code, message


class Drop(Exception):
    """The connection is to be closed without an answer."""


class Service:
    """The loops of one account, and what is known of every call."""

    def __init__(self, log, seed=1, fault_share=0.1, account="123456789012", region="us-east-1", secret="secret"):
        """Makes a service without loops; `log` is a file that is open for text."""
        self.lock = threading.Lock()
        self.log = log
        self.seed, self.fault_share = seed, fault_share
        self.account, self.region = account, region
        self.credentials = Credentials("AKIDEXAMPLE", secret)
        self.loops = {}
        self.flows = set()
        self.calls = {}
        self.seq = 0

    def arn(self, kind, name):
        """The ARN of a resource of this account."""
        return f"arn:aws:sagemaker:{self.region}:{self.account}:{kind}/{name}"

    def add(self, name, status, flow="invoice-review", hold=None, ends_as="Stopped", age=86_400, start_held=None):
        """Adds a loop; `hold` is how long, in seconds, a worker keeps it Stopping, `start_held` the same from now on."""
        self.flows.add(self.arn("flow-definition", flow))
        created = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=age)
        until = time.monotonic() + start_held if start_held is not None else None
        self.loops[name] = {
            "status": status,
            "flow": self.arn("flow-definition", flow),
            "created": created.strftime("%Y-%m-%dT%H:%M:%S.") + f"{created.microsecond // 1000:03}Z",
            "hold": hold,
            "ends_as": ends_as,
            "until": until,
        }

    def status(self, name):
        """The status of a loop at this moment; None when there is no such loop."""
        loop = self.loops.get(name)
        if loop is None:
            return None
        if loop["status"] == "Stopping" and loop["until"] is not None and time.monotonic() >= loop["until"]:
            loop["status"] = loop["ends_as"]
        return loop["status"]

    def statuses(self):
        """The statuses of all loops at this moment, by name."""
        with self.lock:
            return {name: self.status(name) for name in list(self.loops)}

    # Signatures

    def check_signature(self, method, target, headers, body):
        """Lets a request in, or refuses it."""
        authorization = headers.get("Authorization")
        if authorization is None:
            raise Refusal(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
        parts = dict(part.strip().split("=", 1) for part in authorization.split(" ", 1)[1].split(","))
        scope = parts["Credential"].split("/")
        if scope[0] != self.credentials.access_key:
            raise Refusal(403, "UnrecognizedClientException", "The security token included in the request is invalid.")
        if scope[2:] != [self.region, "sagemaker", "aws4_request"]:
            raise Refusal(403, "InvalidSignatureException", "Credential should be scoped to a valid region.")
        signed = parts["SignedHeaders"].split(";")
        if "host" not in signed or "x-amz-date" not in signed:
            raise Refusal(403, "InvalidSignatureException", "'Host' and 'X-Amz-Date' must be signed.")
        request = AWSRequest(method=method, url=f"http://{headers['Host']}{target}", data=body)
        for name in signed:
            request.headers[name] = headers[name]
        request.context["timestamp"] = headers["X-Amz-Date"]
        auth = SigV4Auth(self.credentials, "sagemaker", self.region)
        text = auth.string_to_sign(request, auth.canonical_request(request))
        if auth.signature(text, request) != parts["Signature"]:
            raise Refusal(403, "InvalidSignatureException", "The request signature we calculated does not match.")
        moment = datetime.datetime.strptime(headers["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
        if abs((datetime.datetime.now(datetime.timezone.utc) - moment).total_seconds()) > 300:
            raise Refusal(403, "InvalidSignatureException", "Signature expired.")

    # Operations

    def operation(self, method, path, query, body):
        """Finds what a request asks for: the operation, its loop (None for a list), and its other arguments."""
        labels = [unquote(label) for label in path.split("/")[1:]]
        if labels[0] != "human-loops" or len(labels) > 2:
            raise Refusal(404, "UnknownOperationException")
        name = labels[1] if len(labels) == 2 else None
        if method == "GET" and name is None:
            return "ListHumanLoops", None, {key: values[-1] for key, values in parse_qs(query).items()}
        if method == "GET":
            return "DescribeHumanLoop", name, {}
        if method == "DELETE" and name is not None:
            return "DeleteHumanLoop", name, {}
        if method == "POST" and name == "stop":
            return "StopHumanLoop", json.loads(body)["HumanLoopName"], {}
        raise Refusal(404, "UnknownOperationException")

    def act(self, operation, name, arguments):
        """Carries out an operation; returns the answer and the statuses that it shows."""
        if operation == "ListHumanLoops":
            return self.list(arguments)
        status = self.status(name)
        if status is None:
            raise Refusal(404, "ResourceNotFoundException", f"no loop {name}")
        loop = self.loops[name]
        if operation == "DescribeHumanLoop":
            answer = {
                "HumanLoopName": name,
                "HumanLoopStatus": status,
                "CreationTime": loop["created"],
                "HumanLoopArn": self.arn("human-loop", name),
                "FlowDefinitionArn": loop["flow"],
                "FailureCode": "InternalError" if status == "Failed" else None,
                "HumanLoopOutput": {"OutputS3Uri": f"s3://answers/{name}.json"} if status == "Completed" else None,
            }
            return answer, {name: status}
        if operation == "StopHumanLoop":
            if status != "InProgress":
                raise Refusal(400, "ValidationException", f"{name} is {status}")
            loop["status"] = "Stopped" if loop["hold"] is None else "Stopping"
            loop["until"] = None if loop["hold"] is None else time.monotonic() + loop["hold"]
            return None, {}
        if status not in TERMINAL:
            raise Refusal(400, "ValidationException", f"{name} is {status}")
        del self.loops[name]
        return None, {}

    def list(self, arguments):
        """Answers a list; the token is the number of the next row."""
        flow = arguments.get("FlowDefinitionArn")
        if flow not in self.flows:
            raise Refusal(404, "ResourceNotFoundException", f"no flow definition {flow}")
        rows = sorted((loop["created"], name) for name, loop in self.loops.items() if loop["flow"] == flow)
        if arguments.get("SortOrder") == "Descending":
            rows.reverse()
        first = int(arguments.get("NextToken", "0"))
        last = first + int(arguments.get("MaxResults", "10"))
        shown = {name: self.status(name) for _, name in rows[first:last]}
        summaries = [
            {"HumanLoopName": name, "HumanLoopStatus": shown[name], "CreationTime": created, "FlowDefinitionArn": flow}
            for created, name in rows[first:last]
        ]
        return {"HumanLoopSummaries": summaries, "NextToken": str(last) if last < len(rows) else None}, shown

    # Calls

    def fault(self, operation, name):
        """Decides how a call goes wrong, or None; never three times in a row for one loop and operation."""
        key = (operation, name)
        count, row = self.calls.get(key, (0, 0))
        chance = random.Random(f"{self.seed}/{operation}/{name}/{count}")
        fault = chance.choice(FAULTS) if row < 2 and chance.random() < self.fault_share else None
        self.calls[key] = (count + 1, row + 1 if fault else 0)
        return fault

    def call(self, method, target, headers, body):
        """Takes a request; returns the HTTP status, the code of an error, and the answer.

        Raises Drop when the connection is to be closed.
        """
        with self.lock:
            parts = urlsplit(target)
            entry = dict.fromkeys(
                ("seq", "operation", "loop", "before", "after", "http", "code", "fault", "signed", "shown")
            )
            entry["seq"] = self.seq = self.seq + 1
            entry["signed"] = False
            try:
                self.check_signature(method, target, headers, body)
                entry["signed"] = True
                operation, name, arguments = self.operation(method, parts.path, parts.query, body)
                entry.update(operation=operation, loop=name, before=self.status(name))
                return self.answer(entry, arguments)
            except Refusal as refusal:
                entry.update(http=refusal.http, code=refusal.code)
                raise
            finally:
                if entry["loop"]:
                    entry["after"] = self.status(entry["loop"])
                self.log.write(json.dumps(entry) + "\n")
                self.log.flush()

    def answer(self, entry, arguments):
        """Answers a call, with its fault."""
        fault = entry["fault"] = self.fault(entry["operation"], entry["loop"])
        if fault == "throttle":
            raise Refusal(429, "ThrottlingException", "Rate exceeded")
        if fault == "error-before":
            raise Refusal(500, "InternalServerException", "failed before acting")
        if fault == "drop-before":
            raise Drop()
        try:
            answer, shown = self.act(entry["operation"], entry["loop"], arguments)
        except Refusal:
            if fault == "drop-after":
                raise Drop() from None
            raise
        if fault == "error-after":
            raise Refusal(500, "InternalServerException", "failed after acting")
        if fault == "drop-after":
            raise Drop()
        entry.update(http=200, shown=shown)
        return answer


class Handler(BaseHTTPRequestHandler):
    """One connection, kept alive."""

    protocol_version = "HTTP/1.1"
    # Head and body of an answer leave in two writes: without this each answer would wait for an acknowledgement.
    disable_nagle_algorithm = True

    def handle_call(self):
        """Answers one request, or closes the connection."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        code = None
        try:
            http, answer = 200, self.server.service.call(self.command, self.path, self.headers, body)
        except Refusal as refusal:
            http, code, answer = refusal.http, refusal.code, {"Message": refusal.message}
        except Drop:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        members = None if answer is None else {key: value for key, value in answer.items() if value is not None}
        data = b"" if members is None else json.dumps(members).encode()
        self.send_response(http)
        self.send_header("x-amzn-RequestId", str(uuid.uuid4()))
        if code:
            self.send_header("x-amzn-ErrorType", code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_DELETE = do_PUT = handle_call

    def log_message(self, *_):
        """Writes nothing: the service has its own log."""


class Server(BackgroundServer):
    """A server that runs beside the caller."""

    def __init__(self, service, port=0):
        """Listens on this machine; port 0 takes a free one."""
        super().__init__(Handler, port)
        self.service = service


def main():
    """Serves a handful of loops until it is killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", default="/dev/stderr")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=float, default=0.1, help="share of the calls that go wrong, 0 to 1")
    options = parser.parse_args()
    with open(options.log, "w", encoding="utf-8") as log:
        service = Service(log, seed=options.seed, fault_share=options.faults)
        for number in range(10):
            service.add(f"done-{number}", "Completed")
            service.add(f"idle-{number}", "InProgress")
            service.add(f"busy-{number}", "InProgress", hold=2 + number % 3, ends_as=TERMINAL[number % 3])
        with Server(service, options.port) as server:
            print(server.url, flush=True)
            try:
                threading.Event().wait()
            except KeyboardInterrupt:
                sys.exit(130)


if __name__ == "__main__":
    main()
