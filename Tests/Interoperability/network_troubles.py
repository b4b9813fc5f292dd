"""What every error of the network and of credentials says."""

import contextlib
import tempfile

import doctor
from hostile_peers import RawPeer
from network_checks import KEYS, PASSWORD, READY, Network, write
from network_peers import closed_port

LIBRARY_WORDS = (
    "NIO", "BoringSSL", "OPENSSL", "handshakeFailed", "descriptor", "errno", "HTTPParserError", "HTTPClientError",
    "IOError", "/checkouts/", "/Sources/", ".swift", ".cc:", "Optional(", "nil", "sslv3", "tlsv1",
)
"""What stands in texts of libraries, and never in ours."""


def check_wording(checks, claim, said):
    """Nothing of a library is said."""
    found = [word for word in LIBRARY_WORDS if word in said]
    checks.check(f"{claim} has no library's words", not found, f"{found} in: {said}")


class Trouble:
    """One error that a user meets: what brings it about, and what must be said."""

    def __init__(self, name, exit_code, words, variables=None, arguments=(), config=""):
        """Makes a row; `words` must all be said by `plan` and by `doctor`."""
        self.name, self.exit_code, self.words = name, exit_code, words
        self.variables, self.arguments, self.config = variables or {}, list(arguments), config


def troubles(network, raw):
    """Every error that says what to do; `raw` has proxies that are none, by name."""
    role = "[profile ops]\nrole_arn = arn:aws:iam::123456789012:role/forbidden\nsource_profile = base\n"
    base = "[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = s\n"
    sso = (
        "[profile ops]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = ops\n"
        "[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://start.example/start\n"
    )
    region = {"AWS_REGION": "us-east-1"}

    def calling(server):
        """The flags that call a server."""
        return ["--endpoint-url", server.url]

    return [
        Trouble(
            "an unknown profile, by flag",
            64,
            ["'opz'", "did you mean 'ops'?"],
            region,
            ["--profile", "opz"],
            base + role,
        ),
        Trouble(
            "an unknown profile, by variable",
            78,
            ["'opz'", "did you mean 'ops'?"],
            {**region, "AWS_PROFILE": "opz"},
            (),
            base + role,
        ),
        Trouble("no region", 78, ["no region", "--region", "AWS_REGION"], KEYS),
        Trouble("no credentials", 77, ["no AWS credentials", "aws sso login", "AWS_PROFILE"], region),
        Trouble("an expired single sign-on", 77, ["aws sso login --profile ops"], region, ["--profile", "ops"], sso),
        Trouble(
            "a role that is refused",
            77,
            ["arn:aws:iam::123456789012:role/forbidden", "sts:AssumeRole"],
            {**region, "AWS_ENDPOINT_URL_STS": network.sources.url},
            ["--profile", "ops"],
            base + role,
        ),
        Trouble(
            "a role that wants a code",
            77,
            ["mfa_serial"],
            region,
            ["--profile", "ops"],
            f"{base}{role}mfa_serial = arn:mfa\n",
        ),
        Trouble("a denied action", 77, ["sagemaker:DescribeHumanLoop"], READY, calling(network.denying)),
        Trouble("an expired session", 77, ["ExpiredToken", "sign in again"], READY, calling(network.expiring)),
        Trouble(
            "nobody listens",
            75,
            ["refused the connection"],
            READY,
            ["--endpoint-url", f"http://127.0.0.1:{closed_port()}"],
        ),
        Trouble(
            "an unknown host",
            75,
            ["is not known to DNS", "HTTPS_PROXY"],
            READY,
            ["--endpoint-url", "https://a2i.invalid"],
        ),
        Trouble("an untrusted certificate", 75, ["is not trusted", "AWS_CA_BUNDLE"], READY, calling(network.secure)),
        Trouble(
            "an expired certificate",
            75,
            ["expired on", "have the certificate renewed"],
            {**READY, "AWS_CA_BUNDLE": network.authority.path},
            calling(network.late),
        ),
        Trouble(
            "another host's certificate",
            75,
            ["another host's name"],
            {**READY, "AWS_CA_BUNDLE": network.authority.path},
            calling(network.stranger),
        ),
        Trouble(
            "certificates that are absent",
            78,
            ["/absent.pem", "AWS_CA_BUNDLE", "no such file"],
            {**READY, "AWS_CA_BUNDLE": "/absent.pem"},
        ),
        Trouble(
            "a proxy that demands a user",
            75,
            [network.proxy.address, "HTTPS_PROXY", "user:password@"],
            network.behind(""),
        ),
        Trouble(
            "a proxy that knows another password",
            75,
            [network.proxy.address, "HTTPS_PROXY", "does not accept"],
            network.behind("alice:wr0ng@"),
        ),
        Trouble(
            "a proxy that does not allow the host",
            75,
            [network.open_proxy.address, "NO_PROXY", "eu-west-1"],
            {**READY, "AWS_REGION": "eu-west-1", "HTTPS_PROXY": f"http://{network.open_proxy.address}"},
        ),
        Trouble(
            "a proxy that is not there",
            75,
            ["the proxy http://127.0.0.1:", "HTTPS_PROXY", "cannot be reached"],
            {**READY, "HTTPS_PROXY": f"http://alice:wr0ng@127.0.0.1:{closed_port()}"},
        ),
        Trouble(
            "a proxy that has no way to the host",
            75,
            [raw["gateway"].address, "will not connect", "NO_PROXY"],
            {**READY, "HTTPS_PROXY": f"http://{raw['gateway'].address}"},
        ),
        Trouble(
            "a proxy that closes the connection",
            75,
            [raw["closing"].address, "closed the connection", "is it an HTTP proxy?"],
            {**READY, "HTTPS_PROXY": f"http://{raw['closing'].address}"},
        ),
        Trouble(
            "a proxy that is another service",
            75,
            [raw["ssh"].address, "is it an HTTP proxy?"],
            {**READY, "HTTPS_PROXY": f"http://{raw['ssh'].address}"},
        ),
        Trouble(
            "a plain service that resets the connection",
            75,
            [raw["resetting"].address, "connection reset by peer", "firewall"],
            READY,
            ["--endpoint-url", f"http://{raw['resetting'].address}"],
        ),
        Trouble(
            "a plain service that is no HTTP",
            75,
            [raw["ssh"].address, "is not HTTP"],
            READY,
            ["--endpoint-url", f"http://{raw['ssh'].address}"],
        ),
        Trouble(
            "a proxy by TLS",
            78,
            ["HTTPS_PROXY", "https://", "not supported"],
            {**READY, "HTTPS_PROXY": "https://alice:wr0ng@p:1"},
        ),
        Trouble("a SOCKS proxy", 78, ["HTTPS_PROXY", "SOCKS"], {**READY, "HTTPS_PROXY": "socks5://alice:wr0ng@p:1"}),
        Trouble(
            "a redirect", 75, ["https://login.example/sign-in", "not followed"], READY, calling(network.redirecting)
        ),
        Trouble("a page of the network", 75, ["endpoint"], READY, calling(network.page)),
    ]


def check_errors(checks, binary, network):
    """Every error says what to do, with its exit code, in `plan` and in `doctor`, and never a secret."""
    raw = {
        "gateway": RawPeer(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"),
        "closing": RawPeer(),
        "ssh": RawPeer(b"SSH-2.0-OpenSSH_9.2\r\n"),
        "resetting": RawPeer(resets=True),
    }
    with contextlib.ExitStack() as stack:
        for peer in raw.values():
            stack.enter_context(peer)
        for trouble in troubles(network, raw):
            check_error(checks, binary, network, trouble)


def check_error(checks, binary, network, trouble):
    """One error, in `plan` and in `doctor`."""
    config = write(network.folder, "config", trouble.config)
    # Who the caller is does not matter here; STS is this machine's, or not reached at all.
    sts = {"AWS_ENDPOINT_URL_STS": network.sources.url} if "HTTPS_PROXY" not in trouble.variables else {}
    variables = doctor.bare(network.folder, {"AWS_CONFIG_FILE": config, **sts, **trouble.variables})
    plan = doctor.run(binary, ["plan", network.manifest, *trouble.arguments], variables)
    look = doctor.run(binary, ["doctor", *trouble.arguments], variables)
    for verb, done in (("plan", plan), ("doctor", look)):
        said = " ".join((done.stdout + done.stderr).split())
        checks.equal(
            f"{trouble.name}: {verb} ends with the exit code", done.returncode, trouble.exit_code
        ) or print(said)
        missing = [words for words in trouble.words if words not in said]
        checks.check(f"{trouble.name}: {verb} says what to do", not missing, f"{missing} not in: {said}")
        check_wording(checks, f"{trouble.name}: {verb}", said)
        leaked = [secret for secret in ("wr0ng", "t1cket", PASSWORD) if secret in said]
        checks.check(f"{trouble.name}: {verb} keeps secrets", not leaked, leaked)


def check_all(checks, binary):
    """Checks everything."""
    with tempfile.TemporaryDirectory() as folder, Network(folder) as network:
        checks.run(check_errors.__doc__.strip(), check_errors, binary, network)
