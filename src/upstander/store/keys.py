"""The desk's signing key: made on first use, kept in its home, readable by nobody else."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.x509.oid import NameOID

from upstander.records.errors import Damaged

BITS = 3072
LASTS = timedelta(days=3650)
FILE = "signing-key.pem"
STATEMENTS = "statement-key.pem"
"""The key under short statements such as receipts: small enough to be typed off paper."""
OWN = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Upstander desk")])


def signing_key(home: Path, now: datetime) -> tuple[bytes, bytes]:
    """Private key and self-signed certificate, both PEM."""
    path = home / FILE
    if not path.exists():
        make(path, now)
    text = path.read_bytes()
    cut = text.index(b"-----BEGIN CERTIFICATE-----")
    return text[:cut], text[cut:]


def make(path: Path, now: datetime) -> None:
    """Write a new key aside and rename it: two at once end with one of the two, whole."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    keep(path, private + certificate(key, now).public_bytes(serialization.Encoding.PEM))


def keep(path: Path, content: bytes) -> None:
    """Write a secret aside, readable by its owner alone, and rename it."""
    aside = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def statement_key(home: Path) -> ed25519.Ed25519PrivateKey:
    """The Ed25519 key under receipts, made on first use."""
    path = home / STATEMENTS
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        keep(
            path,
            ed25519.Ed25519PrivateKey.generate().private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            ),
        )
    found = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(found, ed25519.Ed25519PrivateKey):
        raise Damaged("%(file)s holds no key of the kind it should: restore a backup.", file=str(path))
    return found


def certificate(key: rsa.RSAPrivateKey, now: datetime) -> x509.Certificate:
    """A certificate that the desk signs itself: compare its fingerprint over another channel."""
    return (
        x509.CertificateBuilder()
        .subject_name(OWN)
        .issuer_name(OWN)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LASTS)
        .add_extension(x509.KeyUsage(True, True, False, False, False, False, False, False, False), critical=True)  # noqa: FBT003
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("upstander.invalid")]), critical=False)
        .sign(key, hashes.SHA256())
    )
