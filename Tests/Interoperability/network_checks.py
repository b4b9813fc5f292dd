"""Proxies and certificates, and what every error says.

A proxy that demands a user and a password leads AWS's own names to servers on this machine that have certificates of a
private authority: all is as behind a company's proxy, and nothing leaves the machine.
"""

import json
import os
import tempfile

import doctor
from credential_sources import CredentialSources
from independent_server import Server, Service
from network_peers import Authority, FixedAnswers, Proxy, closed_port, secured

SERVICE = "a2i-runtime.sagemaker.us-east-1.amazonaws.com"
STS = "sts.us-east-1.amazonaws.com"
PASSWORD = "p@ss:w/rd"
QUOTED_PASSWORD = "p%40ss%3Aw%2Frd"
KEYS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret"}
READY = {**KEYS, "AWS_REGION": "us-east-1"}
MANIFEST = """\
apiVersion: loopsweep/v1
kind: HumanLoopCleanup
target: {account: "123456789012"}
loops: [done-1, idle-1]
"""


def write(folder, name, text):
    """Writes a file; returns its path."""
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


class Network:
    """A private authority, AWS's services behind its certificates, and a proxy that leads to them."""

    def __init__(self, folder):
        """Makes everything; it serves within a `with`."""
        self.folder = folder
        self.authority = Authority(folder)
        self.manifest = write(folder, "cleanup.yaml", MANIFEST)
        self.log = open(os.path.join(folder, "calls.jsonl"), "w", encoding="utf-8")
        self.service = Service(self.log, fault_share=0)
        self.plain = Server(self.service)
        self.secure = secured(Server(self.service), self.authority.context(SERVICE, "localhost"))
        self.sources = CredentialSources()
        self.sts = secured(CredentialSources(), self.authority.context(STS))
        self.stranger = secured(Server(self.service), self.authority.context("other.example"))
        self.late = secured(Server(self.service), self.authority.context("localhost", days=-1))
        routes = {f"{SERVICE}:443": self.secure.server_address[1], f"{STS}:443": self.sts.server_address[1]}
        self.proxy = Proxy(routes, login=f"alice:{PASSWORD}")
        self.open_proxy = Proxy(routes)
        denial = json.dumps({"Message": "User: arn:aws:iam::123456789012:user/alice is not authorized"}).encode()
        self.denying = FixedAnswers(403, {"x-amzn-errortype": "AccessDeniedException"}, denial)
        self.expiring = FixedAnswers(
            403, {"x-amzn-errortype": "ExpiredTokenException"}, b'{"message": "The token is expired"}'
        )
        self.redirecting = FixedAnswers(302, {"Location": "https://login.example/sign-in?ticket=t1cket"})
        self.page = FixedAnswers(200, {"Content-Type": "text/html"}, b"<html>Welcome to the hotel</html>")
        self.peers = (
            self.plain,
            self.secure,
            self.sources,
            self.sts,
            self.stranger,
            self.late,
            self.proxy,
            self.open_proxy,
            self.denying,
            self.expiring,
            self.redirecting,
            self.page,
        )

    def populate(self):
        """Puts the loops of the manifest into the service."""
        self.service.add("done-1", "Completed")
        self.service.add("idle-1", "InProgress")

    def behind(self, login, **variables):
        """The variables of a machine that has the proxy alone, with a login in its URL."""
        return {
            **READY,
            "HTTPS_PROXY": f"http://{login}{self.proxy.address}",
            "AWS_CA_BUNDLE": self.authority.path,
            **variables,
        }

    def __enter__(self):
        """Begins to serve."""
        for peer in self.peers:
            peer.__enter__()
        return self

    def __exit__(self, *_):
        """Ends serving."""
        for peer in self.peers:
            peer.__exit__()
        self.log.close()


def check_proxied(checks, binary, network):
    """A look and a whole run through a proxy that demands credentials, to endpoints of a private authority."""
    network.populate()
    environment = doctor.bare(network.folder, network.behind(f"alice:{QUOTED_PASSWORD}@"))
    look = doctor.Look(binary, environment, network.manifest)
    checks.equal("behind a proxy all is well", look.exit_code, 0) or print(look)
    for subject in ("identity", "proxy", "certificates", "access", "clock"):
        checks.equal(f"behind a proxy '{subject}' is ok", look.verdict(subject), "ok")
    checks.equal("the proxy is shown without its password", look.value("proxy"), f"http://{network.proxy.address}")
    checks.equal(
        "both services were reached by CONNECT",
        {target for target, _ in network.proxy.seen},
        {f"{SERVICE}:443", f"{STS}:443"},
    )
    done = doctor.run(binary, ["run", network.manifest, "--yes"], environment)
    checks.equal("a run behind a proxy ends well", done.returncode, 0) or print(done.stdout, done.stderr)
    checks.equal("a run behind a proxy removes the loops", network.service.statuses(), {})
    checks.check("the password is not printed", PASSWORD not in f"{look}{done.stdout}{done.stderr}")


def check_trust(checks, binary, network):
    """Each setting that names certificates is followed."""
    hashed = os.path.join(network.folder, "hashed")
    os.makedirs(hashed, exist_ok=True)
    with open(network.authority.path, encoding="utf-8") as file:
        text = file.read()
    # The name by which OpenSSL looks an authority up; `openssl rehash` makes it.
    digest = doctor.run(
        "openssl", ["x509", "-noout", "-subject_hash", "-in", network.authority.path], os.environ
    ).stdout
    write(hashed, f"{digest.strip()}.0", text)
    config = write(network.folder, "trusting", f"[default]\nca_bundle = {network.authority.path}\n")
    settings = {
        "AWS_CA_BUNDLE": {"AWS_CA_BUNDLE": network.authority.path},
        "AWS_CA_BUNDLE as a folder": {"AWS_CA_BUNDLE": hashed},
        "ca_bundle of the profile": {"AWS_CONFIG_FILE": config},
        "REQUESTS_CA_BUNDLE": {"REQUESTS_CA_BUNDLE": network.authority.path},
        "SSL_CERT_FILE": {"SSL_CERT_FILE": network.authority.path},
        "SSL_CERT_DIR": {"SSL_CERT_DIR": f"/absent:{hashed}"},
    }
    for name, variables in settings.items():
        variables = {**READY, **variables, "AWS_ENDPOINT_URL_STS": network.sources.url}
        look = doctor.Look(binary, doctor.bare(network.folder, variables), "--endpoint-url", network.secure.url)
        checks.equal(f"{name} is trusted", look.verdict("access"), "ok") or print(look)


class Trouble:
    """One error that a user meets: what brings it about, and what must be said."""

    def __init__(self, name, exit_code, words, variables=None, arguments=(), config=""):
        """Makes a row; `words` must all be said by `plan` and by `doctor`."""
        self.name, self.exit_code, self.words = name, exit_code, words
        self.variables, self.arguments, self.config = variables or {}, list(arguments), config


def troubles(network):
    """Every error that says what to do."""
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
            ["AWS_CA_BUNDLE"],
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
    for trouble in troubles(network):
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
            leaked = [secret for secret in ("wr0ng", "t1cket", PASSWORD) if secret in said]
            checks.check(f"{trouble.name}: {verb} keeps secrets", not leaked, leaked)


def check_all(checks, binary):
    """Checks everything."""
    with tempfile.TemporaryDirectory() as folder, Network(folder) as network:
        for check in (check_proxied, check_trust, check_errors):
            checks.run(check.__doc__.strip(), check, binary, network)
