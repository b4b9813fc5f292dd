"""Nothing that is printed or written holds a secret: every place that a secret can come from, at the highest verbosity.

Each scenario puts secrets of its own into one place, runs `doctor`, `plan` and `run` with every report, both where all goes
well and where the service gives back whatever it was sent, and looks for the secrets in all that came out.
"""

import base64
import hashlib
import json
import os
import tempfile
from http.server import BaseHTTPRequestHandler
from urllib.parse import quote

import doctor
from botocore.credentials import Credentials
from credential_sources import CredentialSources, in_an_hour
from independent_server import Server, Service
from network_checks import MANIFEST, Network, write
from network_peers import FixedAnswers

FORMATS = ("jsonl", "json", "csv", "text")
VERBOSE = (["--verbose", "--log-format", "text"], ["--verbose", "--log-format", "json", "--progress", "json"])


def secret(name):
    """A text that is found again wherever it stands."""
    return f"s3cret-{name.replace(' ', '-')}-" + hashlib.sha256(name.encode()).hexdigest()[:12]


def forms(text):
    """The forms in which a secret could come out."""
    return {text, quote(text, safe=""), base64.b64encode(text.encode()).decode(), json.dumps(text)[1:-1]}


class EchoingServer(FixedAnswers):
    """A service that gives everything back that it was sent, as debugging front ends do."""

    def __init__(self, is_json):
        """Listens on this machine; answers as JSON, or as text that is no error of AWS."""
        super().__init__(403)

        class Handler(BaseHTTPRequestHandler):
            """One connection."""

            protocol_version = "HTTP/1.1"

            def answer(self):
                """Gives the session token back, then all headers, then the body."""
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                text = " ".join([self.headers.get("X-Amz-Security-Token") or "", *self.headers.values(), body])
                data = (json.dumps({"message": text}) if is_json else text).encode()
                self.send_response(403)
                self.send_header("x-amzn-errortype", "AccessDeniedException")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_DELETE = do_PUT = answer

            def log_message(self, *_):
                """Writes nothing."""

        self.RequestHandlerClass = Handler


TOKEN = "IQoJb3JpZ2luX2VjEPT//wEaCXVzLWVhc3QtMSJHMEUCIQDx7+Zk9bq3Kd0sPq/5Yt2mVn8LrAa=="
"""A session token as AWS makes them: it has the characters that are escaped."""

SHAPES = {
    "as it is": lambda text: text,
    "cut short": lambda text: text[:20] + "...",
    "its end": lambda text: text[-14:],
    "in lower case": str.lower,
    "in a URL": lambda text: quote(text, safe=""),
    "escaped twice in a URL": lambda text: quote(quote(text, safe=""), safe=""),
    "as Go writes JSON": lambda text: text.replace("=", "\\u003d").replace("/", "\\u002f").replace("+", "\\u002b"),
    "as PHP writes JSON": lambda text: text.replace("/", "\\/"),
    "in XML": lambda text: text.replace("/", "&#47;").replace("+", "&#x2b;").replace("=", "&#61;"),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 within another text": lambda text: base64.b64encode(f"t={text}".encode()).decode(),
    "base64 for URLs": lambda text: base64.urlsafe_b64encode(f"to={text}".encode()).decode(),
    "hexadecimal": lambda text: text.encode().hex().upper(),
}
"""The shapes in which a service may give a token back; those of JSON stand in a text of JSON as they are."""


def pieces(text):
    """What must not be found: every twelve bytes of a token, as it is and encoded."""
    encoded = [text, text.encode().hex()]
    for skipped in range(3):
        inner = text.encode()[skipped:]
        encoded.append(base64.b64encode(inner[: len(inner) // 3 * 3]).decode())
        encoded.append(base64.urlsafe_b64encode(inner[: len(inner) // 3 * 3]).decode())
    return {form[at : at + 12].lower() for form in encoded for at in range(len(form) - 11)}


class ShapingServer(FixedAnswers):
    """A service whose every answer has a text in each of its fields and headers."""

    def __init__(self, status, text):
        """Listens on this machine."""
        super().__init__(status)
        deleted = set()

        class Handler(BaseHTTPRequestHandler):
            """One connection."""

            protocol_version = "HTTP/1.1"

            def answer(self):
                """Gives the text back everywhere."""
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                name = self.path.rsplit("/", 1)[-1]
                arn = "arn:aws:sagemaker:us-east-1:123456789012"
                # What names the loop is right, so that the rest is read, shown and written down.
                words, kind = ("words", "kind") if status == 200 else ("message", "__type")
                body = (
                    f'{{"{words}": "no {text} here", "{kind}": "{text}", "HumanLoopName": "{name}",'
                    f' "HumanLoopStatus": "Failed", "CreationTime": 1795341600, "FailureReason": "{text}", "FailureCode": "{text}",'
                    f' "HumanLoopArn": "{arn}:human-loop/{name}", "FlowDefinitionArn": "{arn}:flow-definition/a",'
                    f' "HumanLoopOutput": {{"OutputS3Uri": "s3://bucket/{text}"}}, "{text}": "{text}"}}'
                ).encode()
                if status == 200 and self.command == "DELETE":
                    deleted.add(name)
                    body = b""
                is_gone = self.command == "GET" and name in deleted
                self.send_response(404 if is_gone else status)
                if is_gone:
                    self.send_header("x-amzn-ErrorType", "ResourceNotFoundException")
                elif status != 200:
                    self.send_header("x-amzn-ErrorType", f"{text}:http://internal")
                    self.send_header("Location", f"https://elsewhere/{text}/login?token={text}")
                self.send_header("x-amzn-RequestId", text)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_DELETE = do_PUT = answer

            def log_message(self, *_):
                """Writes nothing."""

        self.RequestHandlerClass = Handler


class Scenario:
    """Secrets in one place."""

    def __init__(self, name, secrets, variables=None, config="", files=None, arguments=()):
        """Makes a scenario; `files` are texts by their paths in the home."""
        self.name, self.secrets, self.variables = name, secrets, variables or {}
        self.config, self.files, self.arguments = config, files or {}, list(arguments)


def scenarios(sources, folder):
    """Every place that a secret can come from."""
    role = "arn:aws:iam::123456789012:role/a"
    sts = {"AWS_ENDPOINT_URL_STS": sources.url}
    keys = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": secret("environment key")}
    base = f"[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = {secret('profile key')}\n"
    base += f"aws_session_token = {secret('profile token')}\n"
    output = {
        "Version": 1,
        "AccessKeyId": "AKIDPROCESS",
        "SecretAccessKey": secret("process key"),
        "SessionToken": secret("process token"),
    }
    program = write(folder, "program", f"#!/bin/sh\ncat '{write(folder, 'output.json', json.dumps(output))}'\n")
    os.chmod(program, 0o755)
    failing = write(folder, "failing", f"#!/bin/sh\ncat '{folder}/output.json'\nexit 1\n")
    os.chmod(failing, 0o755)
    token = {
        "startUrl": "https://start.example/start",
        "region": "us-east-1",
        "accessToken": secret("sign-on token"),
        "refreshToken": secret("refresh token"),
        "clientId": "client",
        "clientSecret": secret("client"),
        "expiresAt": in_an_hour().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "registrationExpiresAt": in_an_hour().strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    sign_on = (
        "[profile ops]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = ops\n"
        "[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://start.example/start\n"
    )
    cache = f".aws/sso/cache/{hashlib.sha1(b'corp').hexdigest()}.json"
    web = write(folder, "web-token", secret("identity token"))
    ops = ["--profile", "ops"]
    given = [sources.secret, sources.token]
    return [
        Scenario(
            "keys in the environment",
            [secret("environment key"), secret("environment token")],
            {**keys, "AWS_SESSION_TOKEN": secret("environment token")},
        ),
        Scenario(
            "keys in a profile", [secret("profile key"), secret("profile token")], {}, base, (), ["--profile", "base"]
        ),
        Scenario(
            "a role",
            [secret("profile key"), secret("profile token"), secret("partner"), *given],
            sts,
            f"{base}[profile ops]\nrole_arn = {role}\nsource_profile = base\nexternal_id = {secret('partner')}\n",
            (),
            ops,
        ),
        Scenario(
            "a role that is refused",
            [secret("profile key"), secret("profile token"), secret("partner")],
            sts,
            f"{base}[profile ops]\nrole_arn = {role}/forbidden\nsource_profile = base\nexternal_id = {secret('partner')}\n",
            (),
            ops,
        ),
        Scenario(
            "a token of another identity provider",
            [secret("identity token"), *given],
            sts,
            f"[profile ops]\nrole_arn = {role}\nweb_identity_token_file = {web}\n",
            (),
            ops,
        ),
        Scenario(
            "a program",
            [secret("process key"), secret("process token")],
            {},
            f"[profile ops]\ncredential_process = {program}\n",
            (),
            ops,
        ),
        Scenario(
            "a program that fails",
            [secret("process key"), secret("process token")],
            {},
            f"[profile ops]\ncredential_process = {failing}\n",
            (),
            ops,
        ),
        Scenario(
            "a single sign-on",
            [secret("sign-on token"), secret("refresh token"), secret("client"), *given],
            {"AWS_ENDPOINT_URL_SSO": sources.url},
            sign_on,
            {cache: json.dumps(token)},
            ops,
        ),
        Scenario(
            "a single sign-on that has expired",
            [secret("sign-on token"), secret("refresh token"), secret("client")],
            {"AWS_ENDPOINT_URL_SSO": sources.url, "AWS_ENDPOINT_URL_SSO_OIDC": sources.url},
            sign_on,
            {cache: json.dumps({**token, "expiresAt": "2020-01-01T00:00:00Z"})},
            ops,
        ),
        Scenario(
            "a container",
            [secret("container token"), *given],
            {
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{sources.url}/container",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN": secret("container token"),
            },
        ),
        Scenario(
            "an instance",
            given,
            {"AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": sources.url},
        ),
        Scenario(
            "a proxy that is not used",
            [secret("proxy")],
            {
                **keys,
                "HTTPS_PROXY": f"http://alice:{secret('proxy')}@127.0.0.1:1",
                "HTTP_PROXY": f"socks5://a:{secret('proxy')}@p",
            },
        ),
        Scenario(
            "an endpoint with a password",
            [secret("endpoint")],
            {**keys, "AWS_ENDPOINT_URL_STS": f"https://a:{secret('endpoint')}@b"},
        ),
    ]


def outputs(binary, home, environment, arguments):
    """Runs every command at every verbosity; gives what came out, by what it came out of."""
    manifest = write(home, "cleanup.yaml", MANIFEST)
    found = {}
    for number, verbose in enumerate(VERBOSE):
        reports = [f"--report={name}={home}/report-{number}.{name}" for name in FORMATS]
        commands = (
            ["doctor"],
            ["doctor", "--output", "json"],
            ["plan", manifest, "--out", f"{home}/plan-{number}.json"],
            ["run", manifest, "--yes", *reports],
        )
        for command in commands:
            done = doctor.run(binary, [*command, *verbose, *arguments], environment)
            found[" ".join(command[:1] + verbose)] = done.stdout + done.stderr
    for name in os.listdir(home):
        if name.startswith(("report-", "plan-")):
            with open(os.path.join(home, name), encoding="utf-8") as file:
                found[name] = file.read()
    return found


def look_for(checks, title, secrets, found):
    """Looks for secrets in outputs."""
    leaks = [
        (place, text)
        for place, output in found.items()
        for text in secrets
        if any(form in output for form in forms(text))
    ]
    for place, _ in leaks[:1]:
        print(found[place])
    checks.check(f"{title}: no secret came out", not leaks, leaks)
    checks.check(f"{title}: something came out", all(found.values()) and len(found) > 4, sorted(found))


def check_scenario(checks, binary, scenario, service_url, accept):
    """Tries one scenario against one service."""
    with tempfile.TemporaryDirectory() as home:
        variables = {
            "AWS_REGION": "us-east-1",
            "AWS_CONFIG_FILE": write(home, "config", scenario.config),
            **scenario.variables,
        }
        for path, text in dict(scenario.files).items():
            write(home, path, text)
        environment = doctor.bare(home, variables)
        arguments = [*scenario.arguments, "--endpoint-url", service_url]
        if accept is not None:
            accept(doctor.Look(binary, environment, "--settings-only", *arguments).value("credentials"))
        found = outputs(binary, home, environment, arguments)
        title = f"{scenario.name}, {'a service that accepts the keys' if accept else 'a service that gives all back'}"
        look_for(checks, title, scenario.secrets, found)


def check_places(checks, binary):
    """Secrets in every place that credentials come from."""
    with tempfile.TemporaryDirectory() as folder, CredentialSources(
        secret("given key"), secret("given token")
    ) as sources:
        with open(os.devnull, "w", encoding="utf-8") as log, EchoingServer(True) as json_echo, EchoingServer(
            False
        ) as text_echo:
            for scenario in scenarios(sources, folder):
                service = Service(log, fault_share=0)
                service.add("done-1", "Completed")

                def accept(access_key):
                    """Lets the service know the keys that it is going to be called with."""
                    held = next(
                        (text for text in scenario.secrets if text.startswith("s3cret") and "key" in text), "secret"
                    )
                    service.credentials = Credentials(
                        access_key or "none", sources.secret if access_key and access_key.startswith("ASIA") else held
                    )

                with Server(service) as server:
                    check_scenario(checks, binary, scenario, server.url, accept)
                check_scenario(checks, binary, scenario, json_echo.url, None)
                check_scenario(checks, binary, scenario, text_echo.url, None)


def check_shapes(checks, binary):
    """A session token that is given back in another shape, in every field of every answer."""
    forbidden = pieces(TOKEN)
    for shape, write_as in SHAPES.items():
        for status in (200, 302, 400, 403):
            with tempfile.TemporaryDirectory() as home, ShapingServer(status, write_as(TOKEN)) as server:
                variables = {"AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_MAX_ATTEMPTS": "1"}
                variables.update(AWS_SECRET_ACCESS_KEY="secret", AWS_SESSION_TOKEN=TOKEN)
                found = outputs(binary, home, doctor.bare(home, variables), ["--endpoint-url", server.url])
                leaks = [
                    f"{place}: {output[at : at + 60]!r}"
                    for place, output in found.items()
                    for at in range(len(output) - 11)
                    if output[at : at + 12].lower() in forbidden
                ]
                checks.check(f"a token {shape}, status {status}: no twelve bytes of it come out", not leaks, leaks[:3])


def check_endpoint(checks, binary):
    """Secrets in the URL of an endpoint, whether it can be one or not."""
    key = secret("endpoint")
    with EchoingServer(True) as server:
        host = server.url.removeprefix("http://")
        for url in (
            f"http://{host}/{key}/base", f"http://user:{key}@{host}", f"http://{host}/?key={key}", f"http://{host}/a#{key}",
            f"ftp://{host}/{key}", f"http://{host}/a%zz/{key}",
        ):
            with tempfile.TemporaryDirectory() as home:
                variables = {"AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret"}
                found = outputs(binary, home, doctor.bare(home, variables), ["--endpoint-url", url])
                look_for(checks, f"the endpoint {url.replace(key, 'KEY').replace(host, 'HOST')}", [key], found)


def check_proxy(checks, binary):
    """The password of a proxy that is used."""
    with tempfile.TemporaryDirectory() as folder, Network(folder) as network:
        network.populate()
        network.proxy.login = f"alice:{secret('proxy')}"
        for password in (secret("proxy"), secret("wrong")):
            with tempfile.TemporaryDirectory() as home:
                environment = doctor.bare(home, network.behind(f"alice:{password}@"))
                found = outputs(binary, home, environment, [])
                look_for(checks, f"a proxy and the password {password}", [secret("proxy"), secret("wrong")], found)


def check_all(checks, binary):
    """Checks everything."""
    for check in (check_places, check_shapes, check_endpoint, check_proxy):
        checks.run(check.__doc__.strip(), check, binary)
