"""An environment for the AWS CLI and for loopsweep: files, variables and flags, and what must come of it."""

import hashlib
import json
import os
import tempfile

import doctor
from credential_sources import in_an_hour

OPS = ["--profile", "ops"]
ENVIRONMENT_KEYS = {"AWS_ACCESS_KEY_ID": "AKIAENVIRONMENT0", "AWS_SECRET_ACCESS_KEY": "secret"}
REGION = {"AWS_DEFAULT_REGION": "us-east-1"}


def keys(identifier):
    """The two lines of keys in a shared file."""
    return f"aws_access_key_id = {identifier}\naws_secret_access_key = secret\n"


CREDENTIALS = f"[default]\n{keys('AKIADEFAULT00000')}[ops]\n{keys('AKIAOPS000000000')}"
CONFIG = "[default]\nregion = eu-west-1\n[profile ops]\nregion = ap-south-1\n"


class Row:
    """One environment."""

    def __init__(
        self, name, variables=None, arguments=(), config=CONFIG, credentials=CREDENTIALS, ours=None, reason=None,
        refusal=None,
    ):
        """Makes a row.

        A file is its text, None for none, or what makes it at a path; a variable that is None is not set. `ours` is the
        value that loopsweep finds, or `refusal` what it says, where it differs on purpose, and `reason` is why.
        """
        self.name, self.variables, self.arguments = name, variables or {}, list(arguments)
        self.config, self.credentials = config, credentials
        self.ours, self.refusal, self.reason = ours, refusal, reason


def write(path, text):
    """Writes a file; returns its path."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    return path


def sign_in(home):
    """Writes the tokens of a single sign-on."""
    folder = os.path.join(home, ".aws", "sso", "cache")
    os.makedirs(folder)
    token = {
        "startUrl": "https://start.example/start",
        "region": "us-east-1",
        "accessToken": "sso-token",
        "expiresAt": in_an_hour().strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    for name in ("corp", "https://start.example/start"):
        write(os.path.join(folder, hashlib.sha1(name.encode()).hexdigest() + ".json"), json.dumps(token))


def environment(row, folder):
    """Makes the files of a row; returns what a program finds around it."""
    home = tempfile.mkdtemp(dir=folder)
    variables = doctor.bare(home)
    sign_in(home)
    for variable, content in (("AWS_CONFIG_FILE", row.config), ("AWS_SHARED_CREDENTIALS_FILE", row.credentials)):
        path = os.path.join(home, variable)
        variables[variable] = path
        if callable(content):
            content(path)
        elif content is not None:
            write(path, content)
    variables.update({name: text.replace("{home}", home) for name, text in row.variables.items() if text is not None})
    return {name: text for name, text in variables.items() if row.variables.get(name, "") is not None}
