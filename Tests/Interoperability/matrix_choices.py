"""Environments in which variables, profiles and flags are held against one another."""

from environments import ENVIRONMENT_KEYS, OPS, Row


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


def choices_of_misspelt_endpoints():
    """Endpoints that were meant for A2I and do not count."""
    reason = "the CLI calls AWS's own host in silence: a rehearsal is not to"
    url = "http://127.0.0.1:1"
    section = "[default]\nregion = eu-west-1\nservices = mine\n[services mine]\n"
    variables = (
        "AWS_ENDPOINT_URL_SAGEMAKER_A2I_RUNTIM", "AWS_ENDPOINT_URL_A2I", "AWS_ENPOINT_URL", "AWS_ENDPOINT", "AWS_ENDPOINT_URLS"
    )
    lines = {
        "endpoint_url": f"endpoint_url = {url}\n",
        "sagemaker-a2i-runtime": f"sagemaker-a2i-runtime =\n  endpoint_url = {url}\n",
        "a2i_runtime": f"a2i_runtime =\n  endpoint_url = {url}\n",
        "endpoint-url": f"sagemaker_a2i_runtime =\n  endpoint-url = {url}\n",
    }
    return [
        Row(f"{name}, which is misspelt", {name: url}, refusal=f"{name} is not read", reason=reason) for name in variables
    ] + [
        Row(f"'{name}' out of place or misspelt", config=section + text, refusal=f"'{name}' ", reason=reason)
        for name, text in lines.items()
    ] + [
        Row("an endpoint that is not indented", config=f"{section}sagemaker_a2i_runtime =\nendpoint_url = {url}\n"),
    ]
