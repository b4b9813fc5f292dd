"""What is advised when the service refuses, throttles or does not know the keys follows its own words."""

import json
import os
import tempfile
import time
from http.server import BaseHTTPRequestHandler

import doctor
from background import BackgroundServer
from network_checks import MANIFEST, READY, write

ECHO = (
    "The request signature we calculated does not match the signature you provided.\n\n"
    "The Canonical String for this request should have been\n'GET\n/human-loops/done-1\n\nhost:x\n'\n\n"
    "The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20261122T100000Z'\n"
)
FLOW = "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review"


class Refusals(BackgroundServer):
    """A service that answers every call with one error; STS, which is asked by POST to `/`, may have one of its own."""

    def __init__(self, status, code, message, sts=None):
        """Listens on this machine; `sts` is a status and a code."""

        class Handler(BaseHTTPRequestHandler):
            """One connection."""

            protocol_version = "HTTP/1.1"

            def answer(self):
                """Gives the answer."""
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                is_sts = sts is not None and self.command == "POST" and self.path == "/"
                status_now, code_now = sts if is_sts else (status, code)
                body = json.dumps({"__type": code_now, "message": message}).encode()
                self.send_response(status_now)
                self.send_header("x-amzn-RequestId", "r-1")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_DELETE = answer

            def log_message(self, *_):
                """Writes nothing."""

        super().__init__(Handler)


ADVICE = [
    ("another region", "InvalidSignatureException", "Credential should be scoped to a valid region.", "--region"),
    (
        "another service",
        "InvalidSignatureException",
        "Credential should be scoped to correct service: 'execute-api'.",
        "--endpoint-url",
    ),
    ("an old signature", "InvalidSignatureException", "Signature expired: 20200101T000000Z is now earlier", "NTP"),
    ("a wrong secret", "InvalidSignatureException", ECHO, "copy both keys anew"),
    ("unknown keys", "UnrecognizedClientException", "The security token in the request is invalid.", "mistyped"),
    (
        "an ended session",
        "UnrecognizedClientException",
        "The security token included in the request is expired",
        "sign in",
    ),
    ("no signature", "MissingAuthenticationTokenException", "Missing Authentication Token", "proxy"),
]
"""A refusal by its name, code and message, and a word of the advice."""


def check_advice(checks, binary):
    """The advice follows the service's words, and what was signed is given back nowhere."""
    advice = [row[3] for row in ADVICE]
    for name, code, message, word in ADVICE:
        with tempfile.TemporaryDirectory() as folder, Refusals(403, code, message) as service:
            manifest = write(folder, "cleanup.yaml", MANIFEST)
            environment = doctor.bare(folder, READY)
            flags = ["--endpoint-url", service.url]
            report = os.path.join(folder, "report.jsonl")
            run = ["run", manifest, "--yes", "-v", "--report", f"jsonl={report}"]
            discover = ["discover", "--flow-definition", FLOW]
            for verb in (["doctor"], ["plan", manifest], ["verify", manifest], discover, run):
                done = doctor.run(binary, [*verb, *flags], environment)
                said = " ".join((done.stdout + done.stderr).split())
                checks.equal(f"{name}: {verb[0]} ends with the exit code", done.returncode, 77) or print(said)
                checks.check(f"{name}: {verb[0]} says what to do", word in said, f"{word} not in: {said}")
                others = [other for other in advice if other not in (word, "proxy") and other in said]
                is_alone = not others or word == "proxy"
                checks.check(f"{name}: {verb[0]} says nothing else", is_alone, f"{others} in: {said}")
                is_echo = "anonical" in said or "AWS4-" in said
                checks.check(f"{name}: {verb[0]} gives no request back", not is_echo, said)
            kept = "".join(
                open(os.path.join(place, file), encoding="utf-8", errors="replace").read()
                for place, _, files in os.walk(folder)
                for file in files
            )
            checks.check(f"{name}: no file gives the request back", "anonical" not in kept and "AWS4-" not in kept)


def check_keys(checks, binary):
    """Keys in quotes are named, keys that have ended do not end soon, and keys that STS does not know may be good."""
    with tempfile.TemporaryDirectory() as folder, Refusals(
        404, "ResourceNotFoundException", "no", sts=(403, "InvalidClientTokenId")
    ) as service:
        manifest = write(folder, "cleanup.yaml", MANIFEST)
        for variable in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
            for quote in "\"'":
                environment = doctor.bare(folder, {**READY, variable: f"{quote}AKIDEXAMPLE{quote}"})
                done = doctor.run(binary, ["plan", manifest, "--endpoint-url", service.url], environment)
                checks.equal(f"{variable} in {quote}: the exit code", done.returncode, 77)
                is_named = "begins and ends with a quote" in done.stderr
                checks.check(f"{variable} in {quote} is named", is_named, done.stderr)
        keys = {"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "s", "Expiration": "2020-01-01T00:00:00Z"}
        config = write(folder, "config", f"[default]\ncredential_process = echo '{json.dumps(keys)}'\n")
        look = doctor.Look(
            binary,
            doctor.bare(folder, {"AWS_REGION": "us-east-1", "AWS_CONFIG_FILE": config}),
            "--endpoint-url",
            service.url,
        )
        checks.check("keys of 2020 do not end soon", "end soon" not in look.words("credentials"), look)
        own = {"AWS_ENDPOINT_URL_SAGEMAKER_A2I_RUNTIME": service.url, "AWS_ENDPOINT_URL_STS": service.url}
        for variables in ({"AWS_ENDPOINT_URL": service.url}, own):
            look = doctor.Look(binary, doctor.bare(folder, {**READY, **variables}))
            checks.equal("keys that STS does not know are not refused", look.exit_code, 0) or print(look)
            checks.equal("the endpoint takes them", look.verdict("access"), "ok")
            done = doctor.run(binary, ["plan", manifest], doctor.bare(folder, {**READY, **variables}))
            checks.equal("nor by plan", done.returncode, 0) or print(done.stderr)


def check_denials(checks, binary):
    """Every command names the IAM action that is missing."""
    with tempfile.TemporaryDirectory() as folder, Refusals(403, "AccessDeniedException", "no") as service:
        manifest = write(folder, "cleanup.yaml", MANIFEST)
        select = f'guards: {{maxLoops: 9}}\nselect: [{{flowDefinition: "{FLOW}"}}]\n'
        rules = write(folder, "rules.yaml", "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\n" + select)
        flags = ["--endpoint-url", service.url]
        commands = [
            (["run", manifest, "--yes"], "Describe"),
            (["plan", manifest], "Describe"),
            (["verify", manifest], "Describe"),
            (["doctor"], "Describe"),
            (["discover", "--flow-definition", FLOW], "List"),
            (["plan", rules], "List"),
            (["verify", rules], "List"),
            (["run", rules, "--yes"], "List"),
        ]
        for command, action in commands:
            for output in ([], ["--output", "json"]) if command[0] not in ("discover",) else ([],):
                done = doctor.run(binary, [*command, *flags, *output], doctor.bare(folder, READY))
                said = " ".join((done.stdout + done.stderr).split())
                claim = f"{' '.join(command[:1] + output)} ({action})"
                checks.equal(f"{claim}: a denial has its exit code", done.returncode, 77) or print(said)
                checks.check(f"{claim}: the action is named", f"sagemaker:{action}HumanLoop" in said, said)


def check_throttles(checks, binary):
    """A deadline that passes while the service throttles has that for its reason."""
    with tempfile.TemporaryDirectory() as folder, Refusals(429, "ThrottlingException", "Rate exceeded") as service:
        manifest = write(folder, "cleanup.yaml", MANIFEST)
        report = os.path.join(folder, "report.jsonl")
        commands = [
            ["run", manifest, "--yes", "--report", f"jsonl={report}"],
            ["plan", manifest],
            ["verify", manifest],
            ["discover", "--flow-definition", FLOW],
        ]
        for command in commands:
            began = time.monotonic()
            done = doctor.run(
                binary, [*command, "--deadline", "4s", "--endpoint-url", service.url], doctor.bare(folder, READY)
            )
            said = " ".join((done.stdout + done.stderr).split())
            # What could not be looked for is not known to be gone.
            expected = 1 if command[0] == "verify" else 3
            checks.equal(f"{command[0]} against throttles: the exit code", done.returncode, expected) or print(said)
            checks.check(f"{command[0]} ends at its deadline", time.monotonic() - began < 8)
            checks.check(f"{command[0]} names the throttles", "while the service throttled" in said, said)
        with open(report, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
        checks.check("the report names the throttles", "throttled its calls" in json.dumps(lines[-1]), lines[-1])
        results = [line for line in lines if line["type"] == "loop_result"]
        is_named = results and all("throttled" in json.dumps(line) for line in results)
        checks.check("each loop names the throttles", is_named, results)


def check_all(checks, binary):
    """Checks everything."""
    for check in (check_advice, check_keys, check_denials, check_throttles):
        checks.run(check.__doc__.strip(), check, binary)
