"""Asks the AWS CLI, in a process of its own for each environment, what it would send: whose keys, which region, where to.

The CLI itself builds and signs a call of DescribeHumanLoop; the signed request is caught before it leaves. So nothing is
asked of the CLI but what it really does. The package index has its version 1; version 2 looks at two variables more, or in
another order, and loopsweep follows version 2: `VERSION_2` puts those into the table of version 1.
"""

import io
import multiprocessing
import os
import re
import sys

import botocore.credentials
import botocore.tokens
from awscli.clidriver import create_clidriver
from awscli.customizations import assumerole
from botocore.awsrequest import AWSResponse

VERSION_2 = {
    "profile": (None, ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"], None, None),
    "region": ("region", ["AWS_REGION", "AWS_DEFAULT_REGION"], None, None),
}


def models():
    """What reads the CLI's models, with those read that calls need: each process is forked with them."""
    session = create_clidriver().session
    for service in ("sagemaker-a2i-runtime", "sts", "sso", "sso-oidc"):
        session.create_client(service, region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x")
    return session.get_component("data_loader")


MODELS = models()


class Raw(io.BytesIO):
    """The body of an answer, as urllib3 hands it out."""

    def stream(self, **_):
        """Gives the whole body at once."""
        yield self.read()


def send(connection, environment, arguments):
    """Lets the CLI make its call, and tells what it would have sent."""
    # Where the CLI's own models lie was put here when it was imported.
    path = os.environ["AWS_DATA_PATH"]
    os.environ.clear()
    os.environ.update(environment, AWS_DATA_PATH=path)
    # These were made out of the home of this program, which is to be left alone.
    home = environment.get("HOME", "/absent")
    single_sign_on = os.path.join(home, ".aws", "sso", "cache")
    botocore.credentials.SSOProvider._SSO_TOKEN_CACHE_DIR = single_sign_on
    botocore.tokens.SSOTokenProvider._SSO_TOKEN_CACHE_DIR = single_sign_on
    assumerole.CACHE_DIR = os.path.join(home, ".aws", "cli", "cache")
    sent = {}

    def catch(request, **_):
        """Keeps the signed request, and answers it."""
        authorization = request.headers["Authorization"]
        text = authorization.decode() if isinstance(authorization, bytes) else authorization
        access_key, _, region, service = re.search(r"Credential=([^,]+)", text)[1].split("/")[:4]
        sent.update(access_key=access_key, region=region, service=service)
        sent["endpoint"] = request.url.removesuffix("/human-loops/x")
        return AWSResponse(request.url, 404, {"x-amzn-errortype": "ResourceNotFoundException"}, Raw(b"{}"))

    sys.stdout = sys.stderr = io.StringIO()
    try:
        driver = create_clidriver()
        driver.session.register_component("data_loader", MODELS)
        for name, definition in VERSION_2.items():
            driver.session.session_var_map[name] = definition
        driver.session.register("before-send.sagemaker-a2i-runtime.*", catch)
        driver.main([*arguments, "sagemaker-a2i-runtime", "describe-human-loop", "--human-loop-name", "x"])
    except BaseException as error:  # noqa: BLE001: whatever it is, it is reported
        sent["error"] = repr(error)
    sent["messages"] = sys.stderr.getvalue()
    connection.send(sent)


def ask(environment, arguments):
    """What the CLI would send; with `error` or without `access_key` when it would send nothing."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()
    child = fork.Process(target=send, args=(theirs, environment, arguments))
    child.start()
    theirs.close()
    try:
        return ours.recv() if ours.poll(60) else {"error": "no answer for 60 s"}
    except EOFError:
        return {"error": "the process ended without an answer"}
    finally:
        child.terminate()
        child.join()
