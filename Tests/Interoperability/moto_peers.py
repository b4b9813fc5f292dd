"""loopsweep against moto's server: STS and the metadata service of an instance as others have understood them."""

import tempfile

import doctor
from moto.server import ThreadedMotoServer
from network_checks import write

ROLE = "arn:aws:iam::123456789012:role/cleanup"
"""A role; moto gives any."""


def settings(url, folder):
    """The ways in which moto gives credentials, and what is then said of them."""
    token = write(folder, "web-token", "header.payload.signature")
    base = "[profile base]\naws_access_key_id = AKIABASE00000000\naws_secret_access_key = secret\n"
    role = f"{base}[profile ops]\nrole_arn = {ROLE}\nsource_profile = base\nrole_session_name = ops\nexternal_id = partner\n"
    far = f"{role}[profile far]\nrole_arn = {ROLE}-far\nsource_profile = ops\nrole_session_name = far\n"
    web = {"AWS_ROLE_ARN": ROLE, "AWS_WEB_IDENTITY_TOKEN_FILE": token, "AWS_ROLE_SESSION_NAME": "web"}
    sts = {"AWS_ENDPOINT_URL_STS": url}
    instance = {**sts, "AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": url}
    on_instance = f"[profile ops]\nrole_arn = {ROLE}\ncredential_source = Ec2InstanceMetadata\nrole_session_name = i\n"
    return [
        ("AssumeRole", sts, role, ["--profile", "ops"], "ASIA", "assumed-role/cleanup/ops"),
        ("AssumeRole by way of a role", sts, far, ["--profile", "far"], "ASIA", "assumed-role/cleanup-far/far"),
        ("AssumeRoleWithWebIdentity", {**sts, **web}, "", [], "ASIA", "assumed-role/cleanup/web"),
        ("IMDSv2", instance, "", [], "test-key", "arn:aws:sts::123456789012:user/moto"),
        (
            "AssumeRole by an instance's keys",
            instance,
            on_instance,
            ["--profile", "ops"],
            "ASIA",
            "assumed-role/cleanup/i",
        ),
        (
            "GetCallerIdentity",
            {**sts, "AWS_ACCESS_KEY_ID": "AKIA0", "AWS_SECRET_ACCESS_KEY": "s"},
            "",
            [],
            "AKIA0",
            "arn:aws:sts::123456789012:user/moto",
        ),
    ]


def check_all(checks, binary):
    """Has moto give credentials, and asks it whom they belong to."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        with tempfile.TemporaryDirectory() as folder:
            for name, variables, config, arguments, access_key, arn in settings(f"http://{host}:{port}", folder):
                variables = {"AWS_REGION": "us-east-1", "AWS_CONFIG_FILE": write(folder, "config", config), **variables}
                # moto has no A2I: whether the service is reached is not what is tried here.
                arguments = [*arguments, "--endpoint-url", "http://127.0.0.1:9", "--connect-timeout", "1s"]
                look = doctor.Look(binary, doctor.bare(folder, variables), *arguments)
                claims = [
                    (f"moto, {name}: credentials are given", look.verdict("credentials") == "ok"),
                    (
                        f"moto, {name}: they are the ones asked for",
                        (look.value("credentials") or "").startswith(access_key),
                    ),
                    (f"moto, {name}: it knows them", look.verdict("identity") == "ok"),
                    (f"moto, {name}: they belong to whom they should", arn in (look.value("identity") or "")),
                    (f"moto, {name}: in the account", look.checks.get("identity", {}).get("account") == "123456789012"),
                ]
                for claim, holds in claims:
                    checks.check(claim, holds, look)
    finally:
        server.stop()
