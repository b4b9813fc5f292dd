"""The same environments for the AWS CLI and for `loopsweep doctor`: the same access key, region and endpoint.

An environment is files, variables and flags. Where loopsweep differs on purpose, its row says what it does and why.
"""

import hashlib
import json
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor

import aws_cli
import doctor
from credential_sources import CredentialSources, in_an_hour

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
        self, name, variables=None, arguments=(), config=CONFIG, credentials=CREDENTIALS, ours=None, reason=None
    ):
        """Makes a row; `ours` is the value that loopsweep finds where it differs on purpose, and `reason` is why."""
        self.name, self.variables, self.arguments = name, variables or {}, list(arguments)
        self.config, self.credentials = config, credentials
        self.ours, self.reason = ours, reason


def choices_of_keys():
    """Which keys count: variables, profiles and flags against one another."""
    variables = {
        "no variables": {},
        "keys": ENVIRONMENT_KEYS,
        "keys with a token": {**ENVIRONMENT_KEYS, "AWS_SESSION_TOKEN": "token"},
        "AWS_PROFILE": {"AWS_PROFILE": "ops"},
        "AWS_DEFAULT_PROFILE": {"AWS_DEFAULT_PROFILE": "ops"},
        "AWS_PROFILE beside AWS_DEFAULT_PROFILE": {"AWS_PROFILE": "ops", "AWS_DEFAULT_PROFILE": "default"},
        "keys and AWS_PROFILE": {**ENVIRONMENT_KEYS, "AWS_PROFILE": "ops"},
    }
    flags = {"no flags": [], "--profile ops": OPS, "--profile default": ["--profile", "default"]}
    return [
        Row(f"{with_variables}, {with_flags}", values, arguments)
        for with_variables, values in variables.items()
        for with_flags, arguments in flags.items()
    ]


def choices_of_region():
    """Which region counts."""
    variables = {
        "no region in the environment": {},
        "AWS_REGION": {"AWS_REGION": "us-west-2"},
        "AWS_DEFAULT_REGION": {"AWS_DEFAULT_REGION": "us-east-2"},
        "both regions": {"AWS_REGION": "us-west-2", "AWS_DEFAULT_REGION": "us-east-2"},
    }
    flags = {"no flags": [], "--region": ["--region", "ca-central-1"], "--profile ops": OPS}
    rows = [
        Row(f"{with_variables}, {with_flags}", values, arguments)
        for with_variables, values in variables.items()
        for with_flags, arguments in flags.items()
    ]
    return rows + [
        Row(
            "a profile without a region does not take the default one's",
            {},
            OPS,
            config="[default]\nregion = eu-west-1\n",
        ),
        Row("no region anywhere", {}, config=""),
        Row("the region of another profile of the variable", {"AWS_PROFILE": "ops"}),
    ]


def choices_of_endpoint():
    """Where calls go."""
    service = "AWS_ENDPOINT_URL_SAGEMAKER_A2I_RUNTIME"
    configured = (
        "[default]\nregion = eu-west-1\nendpoint_url = https://profile.example\nservices = mine\n"
        "[services mine]\nsagemaker_a2i_runtime =\n  endpoint_url = https://section.example/base\n"
    )
    profile = "[default]\nregion = eu-west-1\nendpoint_url = https://profile.example\n"
    ignore = {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}
    flag = ["--endpoint-url", "http://127.0.0.1:8080/base"]
    return [
        Row("the service's own variable", {service: "https://own.example:8443"}),
        Row("the variable for all", {"AWS_ENDPOINT_URL": "https://all.example"}),
        Row("both variables", {service: "https://own.example", "AWS_ENDPOINT_URL": "https://all.example"}),
        Row("the variable of another service", {"AWS_ENDPOINT_URL_S3": "https://s3.example"}),
        Row("the section of services", config=configured),
        Row("the profile's endpoint", config=profile),
        Row("a variable before the section", {"AWS_ENDPOINT_URL": "https://all.example"}, config=configured),
        Row("a section for another service", config=configured.replace("sagemaker_a2i_runtime", "s3")),
        Row("a section that is not there", config=configured.replace("[services mine]", "[services other]")),
        Row("the flag before all", {service: "https://own.example"}, flag, config=configured),
        Row("ignored variables", {service: "https://own.example", **ignore}, config=configured),
        Row("ignored variables and a flag", {service: "https://own.example", **ignore}, flag, config=configured),
        Row("ignored by the profile", config=profile + "ignore_configured_endpoint_urls = true\n"),
        Row("FIPS", {"AWS_USE_FIPS_ENDPOINT": "true", "AWS_DEFAULT_REGION": "us-east-1"}),
        Row("FIPS in the profile", config="[default]\nregion = us-west-2\nuse_fips_endpoint = true\n"),
        Row("dual-stack", {"AWS_USE_DUALSTACK_ENDPOINT": "true"}),
        Row("FIPS and dual-stack", {"AWS_USE_FIPS_ENDPOINT": "true", "AWS_USE_DUALSTACK_ENDPOINT": "true"}),
        *(
            Row(f"the partition of {region}", {"AWS_DEFAULT_REGION": region})
            for region in (
                "cn-north-1",
                "us-gov-west-1",
                "us-iso-east-1",
                "us-isob-east-1",
                "eusc-de-east-1",
                "xx-new-9",
            )
        ),
        Row("dual-stack in China", {"AWS_USE_DUALSTACK_ENDPOINT": "true", "AWS_DEFAULT_REGION": "cn-north-1"}),
    ]


def choices_of_files():
    """How the shared files are read."""
    here = "[default]\nregion = eu-west-1\n"
    return [
        Row("keys in the configuration file", config=here + keys("AKIACONFIG000000"), credentials=""),
        Row("keys in both files", config=here + keys("AKIACONFIG000000")),
        Row("a profile in the credentials file alone", REGION, OPS, config=""),
        Row("a profile in the configuration file alone", {}, OPS, f"{CONFIG}{keys('AKIACONFIG000000')}", ""),
        Row(
            "[profile default]",
            config=f"[profile default]\nregion = us-east-2\n{keys('AKIAPREFIXED0000')}",
            credentials="",
        ),
        Row("comments and blanks", config=f"# first\n; second\n\n  \n{here}", credentials=f"# x\n{CREDENTIALS}"),
        Row("blanks around names and values", config="[default]\nregion=eu-west-1   \n"),
        Row(
            "blanks in a heading",
            config="[ default ]\nregion = eu-west-1\n",
            ours="eu-west-1",
            reason="the rules that all SDKs share let blanks stand there; the CLI finds no region and ends",
        ),
        Row("line ends of Windows", config=CONFIG.replace("\n", "\r\n"), credentials=CREDENTIALS.replace("\n", "\r\n")),
        Row("a region after nested settings", config="[default]\ns3 =\n  max_queue_size = 10\nregion = eu-west-1\n"),
        Row(
            "a profile with a dot and a hyphen",
            REGION,
            ["--profile", "a.b-c"],
            f"[profile a.b-c]\n{keys('AKIADOTTED000000')}",
        ),
        Row("a profile that is nowhere", REGION, ["--profile", "absent"]),
        Row("no files", {**REGION, **ENVIRONMENT_KEYS}, config=None, credentials=None),
        Row("no files and no keys", REGION, config=None, credentials=None),
    ]


def choices_of_source(url, folder):
    """Who gives the keys out; `url` is where all of them are."""
    role = "arn:aws:iam::123456789012:role"
    sts = {**REGION, "AWS_ENDPOINT_URL_STS": url}
    token = write(os.path.join(folder, "web-token"), "web-identity-token")
    program = write(
        os.path.join(folder, "program"),
        '#!/bin/sh\necho \'{"Version": 1, "AccessKeyId": "AKIAPROCESS00000", "SecretAccessKey": "s"}\'\n',
    )
    os.chmod(program, 0o755)
    web = f"[profile ops]\nrole_arn = {role}/web\nweb_identity_token_file = {token}\n"
    base = f"[profile base]\n{keys('AKIABASE00000000')}"
    assumed = f"{base}[profile ops]\nrole_arn = {role}/a\nsource_profile = base\n"
    chained = f"{assumed}[profile far]\nrole_arn = {role}/b\nsource_profile = ops\n"
    itself = f"[profile ops]\nrole_arn = {role}/self\nsource_profile = ops\n{keys('AKIASELF00000000')}"
    process = f"[profile ops]\ncredential_process = {program}\n"
    container = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{url}/container/x"}
    instance = {"AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": url}
    start = "https://start.example/start"
    sso = "sso_account_id = 123456789012\nsso_role_name = ops\n"
    legacy = f"[profile ops]\nsso_start_url = {start}\nsso_region = us-east-1\n{sso}"
    session = (
        f"[profile ops]\nsso_session = corp\n{sso}[sso-session corp]\nsso_region = us-east-1\nsso_start_url = {start}\n"
    )
    portal = {**REGION, "AWS_ENDPOINT_URL_SSO": url}
    web_variables = {"AWS_ROLE_ARN": f"{role}/env", "AWS_WEB_IDENTITY_TOKEN_FILE": token}
    return [
        Row("a role", sts, OPS, assumed, ""),
        Row(
            "a role with all that it may have",
            sts,
            OPS,
            assumed + "external_id = partner\nduration_seconds = 1800\nrole_session_name = me\n",
            "",
        ),
        Row("a role by way of a role", sts, ["--profile", "far"], chained, ""),
        Row("a role by the profile's own keys", sts, OPS, itself, ""),
        Row(
            "a role by keys of the environment",
            {**sts, **ENVIRONMENT_KEYS},
            OPS,
            f"[profile ops]\nrole_arn = {role}/e\ncredential_source = Environment\n",
            "",
        ),
        Row(
            "a role by a container's keys",
            {**sts, **container},
            OPS,
            f"[profile ops]\nrole_arn = {role}/c\ncredential_source = EcsContainer\n",
            "",
        ),
        Row(
            "a role by an instance's keys",
            {**sts, **instance},
            OPS,
            f"[profile ops]\nrole_arn = {role}/i\ncredential_source = Ec2InstanceMetadata\n",
            "",
        ),
        Row(
            "a role in a circle",
            sts,
            OPS,
            f"[profile ops]\nrole_arn = {role}/1\nsource_profile = x\n[profile x]\nrole_arn = {role}/2\nsource_profile = ops\n",
            "",
        ),
        Row("a role without a source", sts, OPS, f"[profile ops]\nrole_arn = {role}/1\n", ""),
        Row(
            "a role of a profile of AWS_PROFILE beside keys",
            {**sts, **ENVIRONMENT_KEYS, "AWS_PROFILE": "ops"},
            (),
            assumed,
            "",
        ),
        Row("a token of another identity provider", sts, OPS, web, ""),
        Row("such a token in the environment", {**sts, **web_variables}, (), "", ""),
        Row("such a token beside keys in the environment", {**sts, **web_variables, **ENVIRONMENT_KEYS}, (), "", ""),
        Row("such a token beside a profile's flag", {**sts, **web_variables}, OPS),
        Row(
            "such a token beside keys of the profile",
            {**sts, **web_variables},
            ours="AKIADEFAULT00000",
            reason="the profile comes first, as in all SDKs but botocore: what a person chose before what the pod has",
        ),
        Row("a program", REGION, OPS, process, ""),
        Row("a program beside keys in the configuration file", REGION, OPS, process + keys("AKIACONFIG000000"), ""),
        Row(
            "a program beside keys in the credentials file",
            REGION,
            OPS,
            process,
            ours="AKIAPROCESS00000",
            reason="in a profile a program comes before keys, whichever of the two files they stand in, as in the SDKs",
        ),
        Row("a container", {**REGION, **container}, (), "", ""),
        Row("a container with a token", {**REGION, **container, "AWS_CONTAINER_AUTHORIZATION_TOKEN": "t"}, (), "", ""),
        Row("a container beside keys of the profile", {**REGION, **container}),
        Row("an instance", {**REGION, **instance}, (), "", ""),
        Row("an instance beside a container", {**REGION, **instance, **container}, (), "", ""),
        Row(
            "an instance that is switched off", {**REGION, **instance, "AWS_EC2_METADATA_DISABLED": "true"}, (), "", ""
        ),
        Row("a single sign-on", portal, OPS, session, ""),
        Row("a single sign-on without a session", portal, OPS, legacy, ""),
        Row("a single sign-on beside keys of the profile", portal, OPS, session),
    ]


def write(path, text):
    """Writes a file; returns its path."""
    with open(path, "w", encoding="utf-8") as file:
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
    variables = doctor.bare(home, row.variables)
    for variable, text in (("AWS_CONFIG_FILE", row.config), ("AWS_SHARED_CREDENTIALS_FILE", row.credentials)):
        path = os.path.join(home, variable)
        variables[variable] = path
        if text is not None:
            write(path, text)
    sign_in(home)
    return variables


def compare(checks, binary, folder, row, theirs):
    """Compares what the CLI sent with what loopsweep finds."""
    look = doctor.Look(binary, environment(row, folder), "--settings-only", *row.arguments)
    found = tuple(look.value(subject) for subject in ("credentials", "region", "endpoint"))
    if row.ours is not None:
        checks.check(f"on purpose, {row.name}: {row.reason}", row.ours in found, look)
        checks.check(f"on purpose, {row.name}: the CLI does otherwise", row.ours not in theirs.values(), theirs)
    elif "access_key" in theirs:
        expected = tuple(theirs[name] for name in ("access_key", "region", "endpoint"))
        checks.equal(row.name, found, expected) or print(look)
    else:
        trouble = theirs.get("messages", "").strip() or theirs.get("error")
        checks.check(
            f"{row.name}: neither can call", None in found or look.exit_code != 0, f"the CLI: {trouble}; {found}"
        )


def check_all(checks, binary):
    """Compares everything."""
    with tempfile.TemporaryDirectory() as folder, CredentialSources() as sources:
        rows = choices_of_keys() + choices_of_region() + choices_of_endpoint() + choices_of_files()
        rows += choices_of_source(sources.url, folder)
        with ThreadPoolExecutor(2) as pool:
            answers = pool.map(lambda row: aws_cli.ask(environment(row, folder), row.arguments), rows)
            for row, theirs in zip(rows, answers):
                compare(checks, binary, folder, row, theirs)
        on_purpose = sum(1 for row in rows if row.ours is not None)
        print(f"# {len(rows)} environments, {on_purpose} of them differ on purpose")
        checks.check("there are at least 60 environments", len(rows) >= 60, len(rows))
