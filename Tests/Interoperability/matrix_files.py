"""Environments in which the shared files are written as people write them, and lie where people have them."""

import os

from environments import CONFIG, CREDENTIALS, ENVIRONMENT_KEYS, OPS, REGION, Row, keys, write

HERE = "[default]\nregion = eu-west-1\n"
IN_ENVIRONMENT = {**ENVIRONMENT_KEYS, **REGION}


def choices_of_files():
    """How the shared files are read."""
    return [
        Row("keys in the configuration file", config=HERE + keys("AKIACONFIG000000"), credentials=""),
        Row("keys in both files", config=HERE + keys("AKIACONFIG000000")),
        Row("a profile in the credentials file alone", REGION, OPS, config=""),
        Row("a profile in the configuration file alone", {}, OPS, f"{CONFIG}{keys('AKIACONFIG000000')}", ""),
        Row(
            "[profile default]",
            config=f"[profile default]\nregion = us-east-2\n{keys('AKIAPREFIXED0000')}",
            credentials="",
        ),
        Row("comments and blanks", config=f"# first\n; second\n\n  \n{HERE}", credentials=f"# x\n{CREDENTIALS}"),
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


def choices_of_indentation():
    """How far lines are indented: Python's configparser decides for the CLI."""
    mine = "region = eu-west-1\n" + keys("AKIAINDENTED0000")
    lines = mine.splitlines(keepends=True)
    texts = {
        "the first key": "[default]\n  " + "".join(lines),
        "all keys": "[default]\n" + "".join("  " + line for line in lines),
        "all keys by tabs": "[default]\n" + "".join("\t" + line for line in lines),
        "by blanks and tabs": "[default]\n" + "".join(f"{' ' * (4 - 2 * n)}{line}" for n, line in enumerate(lines)),
        "headings": "  [default]\n" + mine,
        "headings and keys": "  [default]\n" + "".join("  " + line for line in lines),
        "headings, and keys deeper": "  [default]\n" + "".join("    " + line for line in lines),
        "a second heading like the keys before": f"[profile a]\n  region = x\n  [default]\n{mine}",
        "nested settings in indented ones": f"[default]\n  s3 =\n    x = 1\n  {'  '.join(lines)}",
        "by a no-break space": "[default]\n" + "".join("\u00a0" + line for line in lines),
    }
    rows = [Row(f"indented: {name}", config=text, credentials="") for name, text in texts.items()]
    return rows + [
        Row(
            "a setting that continues the one before",
            config=f"[default]\noutput = json\n  region = eu-west-1\n{keys('AKIAINDENTED0000')}",
            variables=REGION,
            credentials="",
            refusal="'region' is indented, so it continues the value of 'output'",
            reason="the CLI takes it for a part of the output's name: a setting would be lost in silence",
        ),
        Row(
            "a heading that continues a setting",
            REGION,
            OPS,
            config=f"[default]\noutput = json\n  [profile ops]\n{keys('AKIAINDENTED0000')}",
            credentials="",
        ),
        Row("a line that is indented under nothing", config="[default]\n  nothing\nregion = eu-west-1\n"),
    ]


def choices_of_marks():
    """What stands between names, values and comments, and at the ends of lines."""
    mine = keys("AKIAMARKS0000000")
    texts = {
        "colons": HERE.replace(" =", ":") + mine.replace(" = ", ": "),
        "colons between blanks": HERE.replace("=", ":") + mine.replace("=", ":"),
        "colons in a value": f"{HERE}x = a:b\n{mine}",
        "equals signs in a value": f"{HERE}x = a=b=c\n{mine}",
        "an equals sign behind a colon": f"{HERE}x: a=b\n{mine}",
        "names in capitals": HERE.replace("region", "REGION") + mine.upper().replace("SECRET\n", "secret\n"),
        "comments with #": f"# x\n[default] # y\n#z\nregion = eu-west-1\n  # indented\n{mine}",
        "comments with ;": f"; x\n[default] ; y\n;z\nregion = eu-west-1\n{mine}",
        "comments at a heading without a blank": f"[default]# y\nregion = eu-west-1\n{mine}",
        "words behind a heading": f"[default] my own\nregion = eu-west-1\n{mine}",
        "a comment in a nested setting": f"{HERE}s3 =\n  # x = 1\n  y = 2\n{mine}",
        "CR LF": f"{HERE}{mine}".replace("\n", "\r\n"),
        "CR": f"{HERE}{mine}".replace("\n", "\r"),
        "no line end at the end": f"{HERE}{mine}".rstrip("\n"),
        "empty values": f"[default]\noutput =\nregion = eu-west-1\n{mine}",
        "other sections": f"[preview]\na = b\n[else]\nx = y\n{HERE}{mine}",
        **{
            f"U+{ord(mark):04X} in a comment": f"# copied{mark}x\n{HERE}{mine}"
            for mark in "\u2028\u2029\u0085\v\f\x1c\x1e"
        },
        **{
            f"U+{ord(mark):04X} in a value": f"{HERE}x = a{mark}b\n{mine}" for mark in "\u2028\u2029\u0085\v\f\x1c\x1e"
        },
    }
    rows = [Row(f"written with {name}", config=text, credentials="") for name, text in texts.items()]
    return rows + [
        Row(
            "a comment behind a region",
            config=f"[default]\nregion = eu-west-1 {mark} home\n{mine}",
            credentials="",
            ours="eu-west-1",
            reason="the rules that all SDKs share end a value there; the CLI takes it for a part and ends",
        )
        for mark in "#;"
    ] + [
        Row(
            f"a byte order mark in {name}",
            config=config,
            credentials=credentials,
            ours="AKIADEFAULT00000",
            reason="editors of Windows write one; the CLI ends with a parser's error",
        )
        for name, config, credentials in (
            ("the configuration file", "\ufeff" + CONFIG, CREDENTIALS),
            ("the credentials file", CONFIG, "\ufeff" + CREDENTIALS),
        )
    ] + [
        Row(
            f"a repeated {name}",
            config=text,
            credentials="",
            ours="AKIAMARKS0000000",
            reason="the rules that all SDKs share let the last one count; the CLI ends with a parser's error",
        )
        for name, text in (
            ("heading", f"{HERE}[default]\n{mine}"),
            ("setting", f"[default]\nregion = us-west-2\nregion = eu-west-1\n{mine}"),
        )
    ] + [
        Row("a line without a mark", config=f"{HERE}{mine}nothing\n", credentials=""),
        Row("a setting before all headings", config=f"region = eu-west-1\n{HERE}{mine}", credentials=""),
        Row("a heading without an end", config=f"[default\n{mine}", credentials=""),
        Row("a nested setting without a mark", config=f"{HERE}s3 =\n  x\n{mine}", credentials=""),
    ]


def choices_of_places():
    """Where the files lie, and what lies there instead."""

    def below_home(text, name="config"):
        return lambda path: write(os.path.join(os.path.dirname(path), ".aws", name), text)

    own = f"{HERE}{keys('AKIAPLACES000000')}"
    away = {"AWS_SHARED_CREDENTIALS_FILE": "/dev/null"}
    kinds = {"a pipe": os.mkfifo, "a folder": os.mkdir, "nothing": None, "an empty file": ""}
    rows = [
        Row(f"{name} as the {file} file", variables, **{argument: make})
        for name, make in kinds.items()
        for file, argument, variables in (
            ("configuration", "config", REGION), ("credentials", "credentials", IN_ENVIRONMENT)
        )
    ]
    rows += [
        Row(f"{path} as the configuration file", {**REGION, "AWS_CONFIG_FILE": path})
        for path in ("/dev/null", "/dev/stdin", "/dev/fd/0", "/absent/config", "/", "{home}")
    ]
    rows += [
        Row("a link to a pipe", REGION, config=lambda path: (os.mkfifo(f"{path}-pipe"), os.symlink(f"{path}-pipe", path))),
        Row("a link to a file", config=lambda path: (write(f"{path}-file", CONFIG), os.symlink(f"{path}-file", path))),
        Row("files below HOME", {"AWS_CONFIG_FILE": None, **away}, config=below_home(own)),
        Row("HOME with a slash", {"AWS_CONFIG_FILE": None, "HOME": "{home}/", **away}, config=below_home(own)),
        Row(
            "credentials below HOME",
            {"AWS_SHARED_CREDENTIALS_FILE": None},
            credentials=below_home(CREDENTIALS, "credentials"),
        ),
        Row("HOME is not set", {"HOME": None}),
        Row("HOME is not set, nor the files", {"HOME": None, "AWS_CONFIG_FILE": None, **away, **IN_ENVIRONMENT}),
        Row("HOME is empty", {"HOME": "", "AWS_CONFIG_FILE": None, **away, **IN_ENVIRONMENT}),
        Row("a blank AWS_CONFIG_FILE", {"AWS_CONFIG_FILE": "", **away, **IN_ENVIRONMENT}, config=below_home(own)),
        Row("a blank AWS_CONFIG_FILE and no keys", {"AWS_CONFIG_FILE": "", **REGION}, config=below_home(own), credentials=""),
        Row(
            "a blank AWS_SHARED_CREDENTIALS_FILE",
            {"AWS_SHARED_CREDENTIALS_FILE": ""},
            credentials=below_home(CREDENTIALS, "credentials"),
        ),
    ]
    for path in ("~/.aws/config", "$HOME/.aws/config", "${HOME}/.aws/config", "~root/absent", "$NOWHERE/config"):
        rows.append(Row(f"AWS_CONFIG_FILE is {path}", {"AWS_CONFIG_FILE": path, **away}, config=below_home(own)))
    for path in ("'{home}/.aws/config'", '"~/.aws/config"'):
        rows.append(Row(f"AWS_CONFIG_FILE is {path}", {"AWS_CONFIG_FILE": path, **IN_ENVIRONMENT}, config=below_home(own)))
    return rows


def choices_of_blanks():
    """Variables that are blank, or have quotation marks or blanks in them."""
    rows = [
        Row(f"a blank {name}", {**IN_ENVIRONMENT, name: ""})
        for name in ("AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_SAGEMAKER_A2I_RUNTIME")
    ]
    rows += [Row(f"a profile in quotation marks, {mark}", {"AWS_PROFILE": f"{mark}ops{mark}"}) for mark in "'\""]
    rows += [
        Row(
            f"a blank {name}",
            {name: text},
            ours="AKIADEFAULT00000",
            reason="the rules that all SDKs share take a blank variable for one that is not set; the CLI ends",
        )
        for name, text in (("AWS_PROFILE", ""), ("AWS_PROFILE", " "), ("AWS_DEFAULT_PROFILE", ""))
    ]
    rows.append(
        Row(
            "a blank AWS_REGION",
            {**IN_ENVIRONMENT, "AWS_REGION": ""},
            ours="us-east-1",
            reason="a blank variable is one that is not set; the CLI builds a host without a region",
        )
    )
    return rows + [
        Row(
            f"{name} with a line end of Windows",
            {**IN_ENVIRONMENT, name: f"{value}\r"},
            ours=value,
            reason="scripts of Windows leave one behind each variable; the CLI ends, or sends it",
        )
        for name, value in (("AWS_REGION", "us-west-2"), ("AWS_ACCESS_KEY_ID", "AKIAWINDOWS00000"))
    ]
