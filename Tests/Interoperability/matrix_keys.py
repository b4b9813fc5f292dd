"""Environments in which keys are spread over files, or printed by programs."""

import json
import os

from environments import OPS, REGION, Row, keys, write

PRINTED = {"Version": 1, "AccessKeyId": "AKIAPRINTED00000", "SecretAccessKey": "secret"}
NO_ZONE = "a moment without a zone is taken to be of UTC, as Python's utcnow() prints it; the CLI ends"


def choices_of_spread_keys():
    """Keys of one file are never joined with those of the other."""
    token = "aws_session_token = token\n"
    here = "[default]\nregion = eu-west-1\n"
    spread = {
        "a token in the configuration file": (f"{here}{token}", f"[default]\n{keys('AKIASPREAD000000')}"),
        "a token in the credentials file": (f"{here}{keys('AKIASPREAD000000')}", f"[default]\n{token}"),
        "keys in both, a token in the configuration file": (
            f"{here}{keys('AKIAOTHER0000000')}{token}", f"[default]\n{keys('AKIASPREAD000000')}"
        ),
        "a secret in the configuration file": (
            f"{here}aws_secret_access_key = s\n", "[default]\naws_access_key_id = AKIASPREAD000000\n"
        ),
        "a secret in the credentials file": (
            f"{here}aws_access_key_id = AKIASPREAD000000\n", "[default]\naws_secret_access_key = s\n"
        ),
        "a key without a secret": (here, "[default]\naws_access_key_id = AKIASPREAD000000\n"),
        "the old name of a token": (here, f"[default]\n{keys('AKIASPREAD000000')}aws_security_token = t\n"),
        "a region in the credentials file": ("", f"[default]\nregion = us-west-1\n{keys('AKIASPREAD000000')}"),
    }
    return [Row(name, (), (), *files) for name, files in spread.items()]


def choices_of_sessions(url):
    """Sign-ons that are not whole, beside keys and alone."""
    start = "sso_region = us-east-1\nsso_start_url = https://start.example/start\n"
    session = f"[profile ops]\nregion = eu-west-1\nsso_session = corp\n[sso-session corp]\n{start}"
    credentials = f"[ops]\n{keys('AKIABESIDE000000')}"
    portal = {"AWS_ENDPOINT_URL_SSO": url}
    role = "[profile ops]\nregion = eu-west-1\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\n"
    base = f"[base]\n{keys('AKIABASE00000000')}"
    durations = [
        Row(f"duration_seconds = {text}", {"AWS_ENDPOINT_URL_STS": url}, OPS, f"{role}duration_seconds = {text}\n", base)
        for text in ("1h", "3600s", "soon", "1800", "", "3600.0")
    ]
    return durations + [
        Row("a session without an account beside keys", portal, OPS, session, credentials),
        Row("a session without an account", portal, OPS, session, ""),
        Row("a sign-on of old without an account beside keys", portal, OPS, f"[profile ops]\nregion = x-y-1\n{start}", credentials),
        Row("a session with a role and no account beside keys", portal, OPS,
            session.replace("[sso", "sso_role_name = r\n[sso"), credentials),
    ]


def choices_of_answers(folder):
    """What a program prints as credentials."""
    moments = {
        "of the AWS CLI": "2090-02-21T16:06:25Z",
        "of Python's isoformat": "2090-02-21T16:06:25.123456+00:00",
        "of Python's str": "2090-02-21 16:06:25+00:00",
        "of Python's str, to the microsecond": "2090-02-21 16:06:25.123456+00:00",
        "of Go's RFC3339Nano": "2090-02-21T16:06:25.123456789Z",
        "of date --rfc-email": "Tue, 21 Feb 2090 16:06:25 +0000",
        "of date -u": "Tue Feb 21 16:06:25 UTC 2090",
        "of date -u in English": "Tue Feb 21 04:06:25 PM UTC 2090",
        "of JavaScript's toUTCString": "Tue, 21 Feb 2090 16:06:25 GMT",
        "with an offset": "2090-02-21T18:06:25+02:00",
        "with an offset without a colon": "2090-02-21T18:06:25+0200",
    }
    answers = {f"an expiration {name}": {**PRINTED, "Expiration": text} for name, text in moments.items()}
    answers |= {
        "no expiration": PRINTED,
        "null for an expiration": {**PRINTED, "Expiration": None},
        "null for a token": {**PRINTED, "SessionToken": None},
        "an account": {**PRINTED, "AccountId": "123456789012"},
        "an account as a number": {**PRINTED, "AccountId": 123456789012},
        "no key": {key: value for key, value in PRINTED.items() if key != "AccessKeyId"},
        "no secret": {key: value for key, value in PRINTED.items() if key != "SecretAccessKey"},
        "no version": {key: value for key, value in PRINTED.items() if key != "Version"},
        "another version": {**PRINTED, "Version": 2},
        "an expiration that is none": {**PRINTED, "Expiration": "soon"},
        "a list": [PRINTED],
    }
    rows = [process(folder, f"a program prints {name}", json.dumps(answer)) for name, answer in answers.items()]
    own = {"ours": "AKIAPRINTED00000", "reason": NO_ZONE}
    rows += [
        process(folder, f"a program prints {text}", json.dumps({**PRINTED, "Expiration": text}), **own)
        for text in ("2090-02-21 16:06:25", "2090-02-21T16:06:25.5")
    ]
    whole = json.dumps(PRINTED)
    return rows + [
        process(folder, "a program prints nothing", ""),
        process(folder, "a program prints much", whole + " " * 100_000),
        process(folder, "a program complains much", whole, "head -c 200000 /dev/zero >&2"),
        process(folder, "a program fails", whole, "exit 3"),
        process(folder, "a program with quotation marks and a semicolon", whole, words="-c 'exec \"$0\" ; :'", shell="sh"),
    ]


def process(folder, name, output, command="", words="", shell=None, **purpose):
    """A row in which a program runs a command and prints an output."""
    path = os.path.join(folder, f"program-{len(os.listdir(folder))}")
    answer = write(f"{path}.json", output)
    write(path, f"#!/bin/sh\n{command}\ncat {answer}\n")
    os.chmod(path, 0o755)
    line = f"{shell} {words} {path}" if shell else path
    return Row(name, REGION, OPS, f"[profile ops]\ncredential_process = {line}\n", "", **purpose)
