"""Servers whose certificates or TLS cannot be used, and files of certificates: one cause, one message."""

import base64
import contextlib
import os
import ssl
import subprocess
import tempfile
import time

import doctor
from certificates import Issuer
from hostile_peers import CountedAnswers, RawPeer
from network_checks import MANIFEST, READY, write
from network_peers import Proxy
from network_troubles import check_wording

HOST = ("localhost", "127.0.0.1")
SERVICE = "a2i-runtime.sagemaker.us-east-1.amazonaws.com"


class Row:
    """One server, and what is said of it; `connections` is how many are made to it at the most, for two loops."""

    def __init__(self, name, peer, words, connections=4, bundle="root.pem", address=False):
        """Makes a row; with `address` the server is called by its address."""
        self.name, self.peer, self.words = name, peer, words
        self.connections, self.bundle, self.address = connections, bundle, address

    @property
    def url(self):
        """Where the server is called."""
        return self.peer.url.replace("localhost", "127.0.0.1") if self.address else self.peer.url


def rows(folder):
    """Every trouble with a certificate or with TLS."""
    root, other, twin = Issuer("test root"), Issuer("other root"), Issuer("test root")
    old = Issuer("old root", since=-9, until=-1)
    middle, late = Issuer("test intermediate", root), Issuer("late intermediate", root, since=-9, until=-1)
    root.save(folder, "root.pem")
    old.save(folder, "old.pem")
    date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 15 * 86_400))

    def served(issuer, *along, date=None, **settings):
        """A server that shows a certificate, and others along with it."""
        return CountedAnswers(issuer.context(folder, *along, **settings), date)

    return [
        Row("a certificate of an intermediate", served(middle.leaf(*HOST), middle), []),
        Row(
            "an expired certificate",
            served(root.leaf(*HOST, since=-9, until=-1)),
            ["expired on", "have the certificate renewed"],
        ),
        Row(
            "a certificate of the future",
            served(root.leaf(*HOST, since=10, until=20)),
            ["is not valid before", "have the certificate replaced"],
        ),
        Row(
            "a clock that is wrong",
            served(root.leaf(*HOST, since=10, until=20), date=date),
            ["this machine's clock says", "have the clock set by NTP"],
        ),
        Row("another host's certificate", served(root.leaf("a.example")), ["('a.example')", "write the endpoint"]),
        Row("a name's certificate, called by address", served(root.leaf("localhost")), ["('localhost')"], address=True),
        Row("a certificate for another address", served(root.leaf("10.1.2.3")), ["('10.1.2.3')"]),
        Row(
            "a self-signed certificate",
            served(Issuer("localhost", names=HOST, is_authority=False)),
            ["is self-signed", "AWS_CA_BUNDLE"],
        ),
        Row("an unknown authority", served(other.leaf(*HOST)), ["'other root', which is not trusted", "AWS_CA_BUNDLE"]),
        Row("an unknown authority that is sent", served(other.leaf(*HOST), other), ["authority 'other root', which"]),
        Row(
            "an intermediate that is not sent",
            served(middle.leaf(*HOST)),
            ["'test intermediate'", "have the server send the certificates in between"],
        ),
        Row("an expired intermediate", served(late.leaf(*HOST), late), ["'late intermediate', which expired on"]),
        Row("an expired authority", served(old.leaf(*HOST)), ["'old root'", "old.pem", "expired on"], bundle="old.pem"),
        Row("an authority of the same name", served(twin.leaf(*HOST)), ["'test root'", "did not sign it"]),
        Row(
            "TLS that is too old",
            served(
                root.leaf(*HOST),
                minimum_version=ssl.TLSVersion.TLSv1,
                maximum_version=ssl.TLSVersion.TLSv1_1,
            ),
            ["neither TLS 1.2 nor 1.3"],
            connections=2,
        ),
        Row(
            "a client certificate that is wanted",
            served(root.leaf(*HOST), verify_mode=ssl.CERT_REQUIRED),
            ["wants a client certificate"],
        ),
        Row(
            "a client certificate that is wanted by TLS 1.2",
            served(root.leaf(*HOST), verify_mode=ssl.CERT_REQUIRED, maximum_version=ssl.TLSVersion.TLSv1_2),
            ["wants a client certificate"],
            connections=2,
        ),
        Row(
            "a port of plain HTTP",
            RawPeer(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"),
            ["does not speak TLS on that port", "http://"],
            connections=2,
        ),
        Row("a port of another service", RawPeer(b"SSH-2.0-OpenSSH_9.2\r\n"), ["does not speak TLS"], connections=2),
        Row("a server that says no", RawPeer(b"\x15\x03\x03\x00\x02\x02\x31"), ["(alert: access denied)"], connections=6),
        Row("a handshake that is closed", RawPeer(), ["closed the connection within the TLS handshake"], connections=6),
        Row("a handshake that is reset", RawPeer(resets=True), ["connection reset by peer", "firewall"], connections=6),
    ]


def check_servers(checks, binary):
    """Each server that cannot be used has one message with its name, the cause and the way out, and one call."""
    with tempfile.TemporaryDirectory() as folder:
        manifest = write(folder, "cleanup.yaml", MANIFEST)
        for row in rows(folder):
            with row.peer:
                environment = doctor.bare(folder, {**READY, "AWS_CA_BUNDLE": os.path.join(folder, row.bundle)})
                plan = doctor.run(binary, ["plan", manifest, "--endpoint-url", row.url], environment)
                connections = row.peer.connections
                look = doctor.run(binary, ["doctor", "--endpoint-url", row.url], environment)
            expected = 75 if row.words else 0
            checks.equal(f"{row.name}: plan ends with the exit code", plan.returncode, expected) or print(plan)
            checks.equal(f"{row.name}: doctor ends with the exit code", look.returncode, expected) or print(look)
            if not row.words:
                continue
            checks.equal(f"{row.name}: plan says one line", len(plan.stderr.strip().split("\n")), 1)
            words = [row.url.split("/")[2], *row.words]
            for verb, said in (("plan", plan.stderr), ("doctor", " ".join(look.stdout.split()))):
                missing = [part for part in words if part not in said]
                checks.check(f"{row.name}: {verb} says what to do", not missing, f"{missing} not in: {said}")
                check_wording(checks, f"{row.name}: {verb}", said)
            checks.check(f"{row.name}: no call in vain", connections <= row.connections, f"{connections} calls")


def check_behind_proxy(checks, binary):
    """A certificate that is not trusted is explained behind a proxy as well."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        manifest = write(folder, "cleanup.yaml", MANIFEST)
        root = Issuer("test root")
        bundle = root.save(folder, "root.pem")
        late = stack.enter_context(CountedAnswers(root.leaf(SERVICE, since=-9, until=-1).context(folder)))
        proxy = stack.enter_context(Proxy({f"{SERVICE}:443": late.server_address[1]}, login="a:b c"))
        variables = {**READY, "AWS_CA_BUNDLE": bundle, "HTTPS_PROXY": f"http://a:b%20c@{proxy.address}"}
        plan = doctor.run(binary, ["plan", manifest], doctor.bare(folder, variables))
        checks.check("behind a proxy an expired certificate is one", "expired on" in plan.stderr, plan.stderr)


def bundles(folder):
    """Each file of certificates: its name, its bytes (None for a folder), and what is said; no words for a good one."""
    good, key = Issuer("test root"), Issuer("key").private
    other = Issuer("other").pem
    trusted = subprocess.run(
        ["openssl", "x509", "-trustout", "-addtrust", "serverAuth"], input=good.pem, capture_output=True, check=True
    ).stdout
    der = ssl.PEM_cert_to_DER_cert(good.pem.decode())
    line = other.count(b"\n") + 1
    bad = b"-----BEGIN CERTIFICATE-----\n" + base64.b64encode(b"rubbish") + b"\n-----END CERTIFICATE-----\n"
    return good, [
        ("a bundle", good.pem + other, None),
        ("a bundle with a byte order mark", b"\xef\xbb\xbf" + good.pem, None),
        ("a bundle with CR LF", good.pem.replace(b"\n", b"\r\n"), None),
        ("a bundle with text around", b"# ours\n\n" + good.pem + b"subject=x\n" + other, None),
        ("a bundle with a key as well", key + good.pem, None),
        ("a bundle without its last line end", good.pem.rstrip(), None),
        ("a bundle that OpenSSL made of trusted certificates", trusted, None),
        ("a bad block among good ones", other + bad + good.pem, f"at line {line} of the file cannot"),
        ("a bundle that is cut", good.pem[:-40], "at line 1 of the file has no end"),
        ("a bundle without a certificate", b"hello\n", "holds no certificate in PEM form"),
        ("a private key", key, "but a private key"),
        ("a certificate in DER form", der, "openssl x509 -inform der"),
        ("a bundle in UTF-16", good.pem.decode().encode("utf-16"), "UTF-16"),
        ("an empty file", b"", "the file is empty"),
        ("a folder without hashes", None, "openssl rehash"),
    ]


def check_bundles(checks, binary):
    """Each file of certificates is used, or what is wrong with it is said before the first call."""
    with tempfile.TemporaryDirectory() as folder:
        manifest = write(folder, "cleanup.yaml", MANIFEST)
        good, table = bundles(folder)
        with CountedAnswers(good.leaf(*HOST).context(folder)) as peer:
            for number, (name, content, words) in enumerate(table):
                path = os.path.join(folder, f"bundle-{number}")
                if content is None:
                    write(folder, f"bundle-{number}/ca.pem", "")
                else:
                    with open(path, "wb") as file:
                        file.write(content)
                environment = doctor.bare(folder, {**READY, "AWS_CA_BUNDLE": path})
                for verb in (["plan", manifest], ["doctor"]):
                    done = doctor.run(binary, [*verb, "--endpoint-url", peer.url], environment)
                    said = " ".join((done.stdout + done.stderr).split())
                    claim = f"{name}: {verb[0]}"
                    checks.equal(f"{claim} ends with the exit code", done.returncode, 78 if words else 0) or print(said)
                    if words:
                        missing = [part for part in (words, path, "AWS_CA_BUNDLE") if part not in said]
                        checks.check(f"{claim} says what to do", not missing, f"{missing} not in: {said}")
                    check_wording(checks, claim, said)


def check_port(checks, binary):
    """A port that another program has is named, with the way out."""
    with tempfile.TemporaryDirectory() as folder, RawPeer() as peer:
        fleet = os.path.join(os.path.dirname(__file__), "../../examples/fleet.yaml")
        port = peer.address.split(":")[1]
        done = doctor.run(binary, ["simulate", "--fleet", fleet, "--port", port], doctor.bare(folder))
        checks.equal("a port in use: the exit code", done.returncode, 74)
        missing = [part for part in (peer.address, "Address already in use", "--port") if part not in done.stderr]
        checks.check("a port in use: what to do is said", not missing, f"{missing} not in: {done.stderr}")
        check_wording(checks, "a port in use", done.stderr)


def check_all(checks, binary):
    """Checks everything."""
    for check in (check_servers, check_behind_proxy, check_bundles, check_port):
        checks.run(check.__doc__.strip(), check, binary)
