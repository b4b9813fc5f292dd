"""Calls a running simulator with AWS's own clients: boto3 and the command line `aws`.

    python3 simulator_clients.py --print-fleet > fleet.yaml
    loopsweep simulate --fleet fleet.yaml --port 8080 &
    python3 simulator_clients.py http://127.0.0.1:8080
"""

import datetime
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from checks import Checks

ACCOUNT = "123456789012"
REGION = "us-east-1"
ACCESS_KEY = "AKIDEXAMPLE"
SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
FLOW = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:flow-definition/invoice-review"

FLEET = f"""\
apiVersion: loopsweep/v1
kind: HumanLoopFleet
account: "{ACCOUNT}"
region: {REGION}
credentials: {{accessKeyId: {ACCESS_KEY}, secretAccessKey: {SECRET_KEY}}}
loops:
  - {{name: "done-{{01..25}}", status: Completed, flowDefinition: invoice-review, created: 2026-11-20T00:00:00Z,
     output: "s3://answers/{{name}}/output.json"}}
  - {{name: idle, flowDefinition: invoice-review, created: 2026-11-21T00:00:00Z}}
  - {{name: busy, flowDefinition: invoice-review, created: 2026-11-21T01:00:00Z, workers: {{holdFor: 1s, then: Completed}}}}
  - {{name: broken, status: Failed, flowDefinition: invoice-review, failureCode: Expired, failureReason: Nobody came}}
  - {{name: for-the-command-line, flowDefinition: other-flow}}
"""


def client(url, secret=SECRET_KEY, key=ACCESS_KEY, region=REGION):
    """Makes a client that tries each call once."""
    return boto3.client(
        "sagemaker-a2i-runtime",
        endpoint_url=url,
        region_name=region,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=Config(retries={"total_max_attempts": 1}),
    )


def refusal(call, **arguments):
    """Makes a call that should be refused; returns the code and the HTTP status, or None when it is not refused."""
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
    return None


def check_lists(checks, url):
    """Lists, page by page, in both orders, and within a time range."""
    a2i = client(url)
    pages = list(
        a2i.get_paginator("list_human_loops").paginate(
            FlowDefinitionArn=FLOW, SortOrder="Ascending", PaginationConfig={"PageSize": 7}
        )
    )
    rows = [row for page in pages for row in page["HumanLoopSummaries"]]
    names = [row["HumanLoopName"] for row in rows]
    expected = [f"done-{number:02}" for number in range(1, 26)] + ["idle", "busy", "broken"]
    checks.equal("pages of seven hold every loop once, the oldest first", names, expected)
    checks.equal("there are four pages of them", len(pages), 4)
    checks.check("rows have no ARN of their own", all("HumanLoopArn" not in row for row in rows))
    checks.equal("a failed row says why", [row.get("FailureReason") for row in rows][-1], "Nobody came")
    rows = a2i.list_human_loops(FlowDefinitionArn=FLOW, SortOrder="Descending", MaxResults=2)["HumanLoopSummaries"]
    checks.equal("the newest come first", [row["HumanLoopName"] for row in rows], ["broken", "busy"])
    rows = a2i.list_human_loops(
        FlowDefinitionArn=FLOW,
        CreationTimeAfter=datetime.datetime(2026, 11, 21, tzinfo=datetime.timezone.utc),
        CreationTimeBefore=datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.timezone.utc),
    )["HumanLoopSummaries"]
    checks.equal("a time range leaves out the others", [row["HumanLoopName"] for row in rows], ["idle", "busy"])
    checks.equal(
        "a false token is refused",
        refusal(a2i.list_human_loops, FlowDefinitionArn=FLOW, NextToken="false"),
        ("ValidationException", 400),
    )
    checks.equal(
        "an unknown flow definition is not found",
        refusal(a2i.list_human_loops, FlowDefinitionArn=FLOW + "-none"),
        ("ResourceNotFoundException", 404),
    )


def check_loops(checks, url):
    """Describes, starts, stops and deletes."""
    a2i = client(url)
    loop = a2i.describe_human_loop(HumanLoopName="done-01")
    checks.equal("a loop's creation time is read", loop["CreationTime"].isoformat(), "2026-11-20T00:00:00+00:00")
    checks.equal("a completed loop has an output", loop["HumanLoopOutput"]["OutputS3Uri"], "s3://answers/done-01/output.json")
    checks.equal("a loop has an ARN", loop["HumanLoopArn"], f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:human-loop/done-01")
    checks.equal("a failed loop has a code", a2i.describe_human_loop(HumanLoopName="broken")["FailureCode"], "Expired")
    checks.equal(
        "a loop in progress cannot be deleted",
        refusal(a2i.delete_human_loop, HumanLoopName="idle"),
        ("ValidationException", 400),
    )
    a2i.stop_human_loop(HumanLoopName="idle")
    checks.equal("nobody works on it: it is Stopped", status(a2i, "idle"), "Stopped")
    checks.equal(
        "it cannot be stopped again", refusal(a2i.stop_human_loop, HumanLoopName="idle"), ("ValidationException", 400)
    )
    a2i.delete_human_loop(HumanLoopName="idle")
    for call in (a2i.describe_human_loop, a2i.stop_human_loop, a2i.delete_human_loop):
        checks.equal("it is gone", refusal(call, HumanLoopName="idle"), ("ResourceNotFoundException", 404))
    a2i.stop_human_loop(HumanLoopName="busy")
    checks.equal("somebody works on it: it is Stopping", status(a2i, "busy"), "Stopping")
    deadline = time.monotonic() + 20
    while status(a2i, "busy") == "Stopping" and time.monotonic() < deadline:
        time.sleep(0.1)
    checks.equal("the worker's answer came in", status(a2i, "busy"), "Completed")
    a2i.delete_human_loop(HumanLoopName="busy")
    new = {"HumanLoopName": "busy", "FlowDefinitionArn": FLOW, "HumanLoopInput": {"InputContent": "{}"}}
    checks.equal("the name can be used again", a2i.start_human_loop(**new)["HumanLoopArn"].split("/")[-1], "busy")
    checks.equal("but not twice", refusal(a2i.start_human_loop, **new), ("ConflictException", 409))
    new["HumanLoopName"] = "Not-Legal"
    checks.equal("an illegal name is refused", refusal(a2i.start_human_loop, **new), ("ValidationException", 400))


def status(a2i, name):
    """The status of a loop."""
    return a2i.describe_human_loop(HumanLoopName=name)["HumanLoopStatus"]


def check_signatures(checks, url):
    """Signs wrongly in every way."""
    name = {"HumanLoopName": "done-01"}
    wrong = {
        "a wrong secret": ({"secret": "wrong"}, "InvalidSignatureException"),
        "an unknown key": ({"key": "UNKNOWN"}, "UnrecognizedClientException"),
        "another region": ({"region": "eu-west-1"}, "InvalidSignatureException"),
    }
    for what, (arguments, code) in wrong.items():
        checks.equal(f"{what} is refused", refusal(client(url, **arguments).describe_human_loop, **name), (code, 403))
    try:
        urllib.request.urlopen(f"{url}/human-loops/done-01")
        checks.check("no signature at all is refused", False)
    except urllib.error.HTTPError as error:
        checks.equal(
            "no signature at all is refused",
            (error.code, error.headers["x-amzn-errortype"]),
            (403, "MissingAuthenticationTokenException"),
        )


def check_command_line(checks, url):
    """Does the same with the command line `aws`."""
    program = shutil.which("aws", path=os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", "")]))
    if not checks.check("the command line aws is installed", program):
        return
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": os.devnull,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
    }

    def aws(*arguments):
        """Runs one command; returns its answer as a value, or its error as text."""
        command = [program, "sagemaker-a2i-runtime", *arguments, "--endpoint-url", url, "--output", "json"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
        return json.loads(done.stdout or "{}") if done.returncode == 0 else done.stderr

    name = ("--human-loop-name", "for-the-command-line")
    flow = ("--flow-definition-arn", FLOW.replace("invoice-review", "other-flow"))
    rows = aws("list-human-loops", *flow)["HumanLoopSummaries"]
    checks.equal("aws lists", [row["HumanLoopName"] for row in rows], ["for-the-command-line"])
    checks.equal("aws describes", aws("describe-human-loop", *name)["HumanLoopStatus"], "InProgress")
    checks.equal("aws stops", aws("stop-human-loop", *name), {})
    checks.equal("aws deletes", aws("delete-human-loop", *name), {})
    checks.check("and then it is gone", "ResourceNotFoundException" in aws("describe-human-loop", *name))


def check_all(checks, url):
    """Runs every check; the simulator is to be fresh, because loops are deleted."""
    checks.run("boto3 lists", check_lists, url)
    checks.run("boto3 changes loops", check_loops, url)
    checks.run("signatures are checked", check_signatures, url)
    checks.run("the command line aws", check_command_line, url)


if __name__ == "__main__":
    if sys.argv[1:] == ["--print-fleet"]:
        print(FLEET, end="")
        sys.exit(0)
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} URL | --print-fleet")
    all_checks = Checks()
    check_all(all_checks, sys.argv[1])
    sys.exit(all_checks.finish())
