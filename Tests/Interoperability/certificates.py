"""Certificates of any shape: of authorities, of those in between, of servers, and at any time."""

import datetime
import ipaddress
import os
import ssl

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PEM = serialization.Encoding.PEM


def alternative(name):
    """A name of a certificate: an address or a host's."""
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


class Issuer:
    """A key with its certificate, which signs others; `above` signs it, None for itself."""

    def __init__(self, name, above=None, since=-2, until=3_650, names=(), is_authority=True):
        """Makes a certificate that is valid between two numbers of days from now."""
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = datetime.datetime.now(datetime.timezone.utc)
        signer = above or self
        builder = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(signer.name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + datetime.timedelta(days=since))
            .not_valid_after(now + datetime.timedelta(days=until))
            .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        )
        if names:
            builder = builder.add_extension(
                x509.SubjectAlternativeName([alternative(name) for name in names]), critical=False
            )
        self.certificate = builder.sign(signer.key, hashes.SHA256())

    def leaf(self, *names, **times):
        """Makes the certificate of a server."""
        return Issuer(names[0], self, names=names, is_authority=False, **times)

    @property
    def pem(self):
        """The certificate as PEM."""
        return self.certificate.public_bytes(PEM)

    @property
    def private(self):
        """The key as PEM."""
        return self.key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())

    def save(self, folder, name):
        """Writes the certificate; returns the file's path."""
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(self.pem)
        return path

    def context(self, folder, *along, **settings):
        """What a server needs to show this certificate, and others along with it."""
        path = os.path.join(folder, f"server-{self.certificate.serial_number}.pem")
        with open(path, "wb") as file:
            file.write(self.private + self.pem + b"".join(issuer.pem for issuer in along))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.load_cert_chain(path)
        for name, value in settings.items():
            setattr(context, name, value)
        return context
