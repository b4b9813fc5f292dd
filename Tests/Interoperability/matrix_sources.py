"""Environments in which each source of credentials is the one that counts."""

import os

from environments import ENVIRONMENT_KEYS, OPS, REGION, Row, keys, write


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
