"""Proxies and certificates that work.

A proxy that demands a user and a password leads AWS's own names to servers on this machine that have certificates of a
private authority: all is as behind a company's proxy, and nothing leaves the machine.
"""

import json
import os
import tempfile

import doctor
from credential_sources import CredentialSources
from independent_server import Server, Service
from network_peers import Authority, FixedAnswers, Proxy, secured

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


def check_all(checks, binary):
    """Checks everything."""
    with tempfile.TemporaryDirectory() as folder, Network(folder) as network:
        for check in (check_proxied, check_trust):
            checks.run(check.__doc__.strip(), check, binary, network)
