"""Environments in which profiles, sessions and services have all kinds of names, as `aws configure` writes them."""

import os
import tempfile

from awscli.customizations.configure import profile_to_section
from awscli.customizations.configure.writer import ConfigFileWriter

from environments import REGION, Row, keys

NAMES = (
    "ops", "my ops", "Build Box 7", "R&D", "büro", "prod(eu)", "a.b@c/d+e", "100%", "$HOME", "-x", "a#b", "# a", "a;b",
    "a=b", "a:b", "a]b", "[a]", "日本", "🚀 ship", "profile x", "profilex", "default x", "a\tb", "say \"hi\" now", "it's mine",
    "it's", "say\"hi\"", "\"q\"", "dom\\user",
)
AS_WRITTEN = "the CLI cannot read the heading that `aws configure` has written, for the quotation mark or backslash in it"
COMMENT = "the rules that all SDKs share begin a comment behind a blank, and the name is empty then; the CLI takes it"
KEY = "AKIANAMED0000000"


def written(section, values):
    """What `aws configure` writes of a section."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "file")
        ConfigFileWriter().update_config({**values, "__section__": section}, path)
        with open(path, encoding="utf-8") as file:
            return file.read()


def named(name, values):
    """The profile in both files, its keys in the credentials file."""
    credentials = {"aws_access_key_id": KEY, "aws_secret_access_key": "secret"}
    return written(profile_to_section(name), values), written(name, credentials)


def choices_of_names(url):
    """Each name, chosen by the flag, by the variable, and as the source of a role at `url`."""
    rows = []
    sts = {**REGION, "AWS_ENDPOINT_URL_STS": url}
    for name in NAMES:
        config, credentials = named(name, {"region": "eu-west-1"})
        # Neither a quotation mark nor a backslash, or blanks for which the name is quoted as a whole.
        is_read = not set("'\\\"") & set(name) or " " in name or name == "\"q\""
        purpose = {} if is_read else {"ours": "eu-west-1", "reason": AS_WRITTEN}
        role = "[profile target]\nregion = us-west-2\nrole_arn = arn:aws:iam::123456789012:role/r\n"
        lost = {"refusal": "role_arn needs a source_profile", "reason": COMMENT} if name.startswith("#") else {}
        rows += [
            Row(f"--profile {name}", (), [f"--profile={name}"], config, credentials, **purpose),
            Row(f"AWS_PROFILE={name}", {"AWS_PROFILE": name}, (), config, credentials, **purpose),
            Row(
                f"source_profile = {name}", sts, ["--profile", "target"], f"{config}{role}source_profile = {name}\n",
                credentials, **lost
            ),
            Row(f"keys of {name} without a region", {"AWS_PROFILE": name, **REGION}, (), "", credentials),
        ]
    return rows


def choices_of_passed_over():
    """Headings that cannot be read: nothing else takes their place in silence."""
    mine = f"region = eu-west-1\n{keys(KEY)}"
    container = {**REGION, "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:1/"}
    headings = ("ops", "Profile ops", "profile my ops", "profile \"ops", "profile", "sso-session ops", "profile\u00a0ops")
    return [
        Row(f"[{heading}] with {with_variables}", variables, ["--profile", "my ops" if "my" in heading else "ops"],
            f"[{heading}]\n{mine}", "")
        for heading in headings
        for with_variables, variables in (("no variables", {}), ("a container", container))
    ] + [
        Row("[profile ops] in the credentials file", {}, ["--profile", "ops"], "", f"[profile ops]\n{mine}"),
        Row("[Default] and no credentials elsewhere", {}, (), f"[Default]\n{mine}", ""),
    ]


def choices_of_other_names(url):
    """Names of sessions and of services."""
    start = "https://start.example/start"
    sso = "sso_account_id = 123456789012\nsso_role_name = ops\n"
    rows = []
    for heading, name in (("cörp", "cörp"), ("'my corp'", "my corp"), ("\"corp\"", "corp"), ("R&D", "R&D")):
        services = (
            f"[default]\nregion = eu-west-1\nservices = {name}\n"
            f"[services {heading}]\nsagemaker_a2i_runtime =\n  endpoint_url = https://section.example\n"
        )
        rows.append(Row(f"[services {heading}]", config=services))
        rows.append(Row(f"[services {heading}], which is not there", config=services.replace("[services ", "[services x")))
        session = f"[profile ops]\nregion = eu-west-1\nsso_session = {name}\n{sso}[sso-session {heading}]\n"
        rows.append(
            Row(
                f"[sso-session {heading}]",
                {"AWS_ENDPOINT_URL_SSO": url},
                ["--profile", "ops"],
                f"{session}sso_region = us-east-1\nsso_start_url = {start}\n",
                "",
            )
        )
    return rows
