"""The places that give out credentials, on this machine: STS, the portal of single sign-on, a container's agent, IMDSv2.

What they give depends only on what they are asked, so that two clients that ask the same get the same keys, and two that
ask for different things, or with different keys, do not.
"""

import datetime
import hashlib
import json
import re
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from background import BackgroundServer


def key_id(*facts):
    """The id of an access key that is made out of facts."""
    return "ASIA" + hashlib.sha256("|".join(str(fact) for fact in facts).encode()).hexdigest()[:16].upper()


def in_an_hour():
    """A moment in an hour, to the second."""
    return datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0) + datetime.timedelta(hours=1)


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        """Answers as STS does."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        form = {name: values[-1] for name, values in parse_qs(body).items()}
        caller = re.search(r"Credential=([^/]+)/", self.headers.get("Authorization") or "Credential=-/")[1]
        self.server.seen.append({"caller": caller, **form})
        action = form.get("Action")
        if action == "GetCallerIdentity":
            result = (
                f"<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/{caller}</Arn><UserId>U</UserId>"
            )
        elif "forbidden" in form.get("RoleArn", ""):
            words = f"<Code>AccessDenied</Code><Message>not authorized to perform: sts:{action}</Message>"
            self.answer(403, f"<ErrorResponse><Error>{words}</Error></ErrorResponse>", "text/xml")
            return
        elif action in ("AssumeRole", "AssumeRoleWithWebIdentity"):
            facts = [form.get(name) for name in ("RoleArn", "ExternalId", "DurationSeconds", "WebIdentityToken")]
            result = (
                f"<Credentials><AccessKeyId>{key_id(caller, *facts)}</AccessKeyId>"
                f"<SecretAccessKey>{self.server.secret}</SecretAccessKey><SessionToken>{self.server.token}</SessionToken>"
                f"<Expiration>{in_an_hour().isoformat()}</Expiration></Credentials>"
                f"<AssumedRoleUser><AssumedRoleId>A:{form['RoleSessionName']}</AssumedRoleId>"
                f"<Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn></AssumedRoleUser>"
            )
        else:
            self.answer(400, "<ErrorResponse><Error><Code>InvalidAction</Code></Error></ErrorResponse>")
            return
        text = f"<{action}Response><{action}Result>{result}</{action}Result></{action}Response>"
        self.answer(200, text, "text/xml")

    def do_PUT(self):
        """Gives a token of the instance metadata service."""
        self.answer(200, "imds-token") if self.path == "/latest/api/token" else self.answer(404, "")

    def do_GET(self):
        """Answers as the other places do."""
        parts = urlsplit(self.path)
        roles = "/latest/meta-data/iam/security-credentials/"
        if parts.path == "/federation/credentials":
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            bearer = self.headers.get("x-amz-sso_bearer_token")
            keys = {
                "accessKeyId": key_id("sso", query.get("role_name"), query.get("account_id"), bearer),
                "secretAccessKey": self.server.secret,
                "sessionToken": self.server.token,
                "expiration": int(in_an_hour().timestamp() * 1_000),
            }
            self.answer(200, json.dumps({"roleCredentials": keys}))
        elif parts.path.startswith("/container"):
            self.answer(200, self.keys(key_id(parts.path, self.headers.get("Authorization"))))
        elif self.headers.get("x-aws-ec2-metadata-token") != "imds-token":
            self.answer(401, "")
        elif parts.path == roles:
            self.answer(200, "instance-role")
        elif parts.path == roles + "instance-role":
            self.answer(200, self.keys(key_id("instance-role")))
        else:
            self.answer(404, "")

    def keys(self, identifier):
        """Keys in the form of the metadata services."""
        return json.dumps(
            {
                "Code": "Success",
                "AccessKeyId": identifier,
                "SecretAccessKey": self.server.secret,
                "Token": self.server.token,
                "Expiration": in_an_hour().strftime("%Y-%m-%dT%H:%M:%SZ"),
            }
        )

    def answer(self, status, text, kind="application/json"):
        """Answers."""
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Writes nothing."""


class CredentialSources(BackgroundServer):
    """All the places on one port."""

    def __init__(self, secret="secret", token="token"):
        """Listens on this machine; the keys that are given out have these secrets."""
        super().__init__(Handler)
        self.secret, self.token, self.seen = secret, token, []
