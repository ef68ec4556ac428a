"""Closing and opening a backup: the age format, with a passphrase or for keys."""

from dataclasses import dataclass
from pathlib import Path

import pyrage
from pyrage import passphrase, x25519

from upstander.lib.text import mark
from upstander.records.errors import Damaged, Refused, Usage

PLAIN = b"\x1f\x8b"
SEALED = b"age-encryption.org/"

WRONG_KEY = mark("This passphrase or key does not open %(file)s: use the one it was made with.")
BROKEN = mark("%(file)s is damaged or is no backup: use another one.")


@dataclass(frozen=True, slots=True)
class Key:
    """What closes or opens a backup: a passphrase, recipients to write for, or identities to read with."""

    passphrase: str = ""
    recipients: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()


def close(plain: bytes, key: Key) -> bytes:
    """Encrypt for the recipients, or with the passphrase."""
    try:
        recipients = [x25519.Recipient.from_str(one) for one in key.recipients]
    except pyrage.RecipientError as error:
        raise Usage("A recipient looks like age1...: see what `age-keygen` printed.", "recipient") from error
    return bytes(pyrage.encrypt(plain, recipients) if recipients else passphrase.encrypt(plain, key.passphrase))


def present(source: Path) -> Path:
    """The file; Usage if there is none."""
    if not source.is_file():
        raise Usage("There is no file %(file)s: name the backup.", file=str(source))
    return source


def is_plain(source: Path) -> bool:
    """Whether it is a copy that was made before an upgrade, inside the home, unencrypted."""
    with present(source).open("rb") as file:
        return file.read(len(PLAIN)) == PLAIN


def unsealed(source: Path, key: Key) -> bytes:
    """The decrypted archive; a copy made before an upgrade lies in the home unencrypted."""
    data = present(source).read_bytes()
    if data.startswith(PLAIN):
        return data
    if not data.startswith(SEALED):
        raise Damaged(BROKEN, file=str(source))
    return opened(data, key, source)


def opened(data: bytes, key: Key, source: Path) -> bytes:
    """Decrypt; Refused for another key, Damaged where the key fits and the bytes do not."""
    try:
        identities = [x25519.Identity.from_str(one) for one in key.identities]
        return bytes(pyrage.decrypt(data, identities) if identities else passphrase.decrypt(data, key.passphrase))
    except pyrage.IdentityError as error:
        raise Usage("An identity looks like AGE-SECRET-KEY-1...: see what `age-keygen` wrote.", "identity") from error
    except pyrage.DecryptError as error:
        if "key" in str(error).lower() or "decryption failed" in str(error).lower():
            raise Refused(WRONG_KEY, file=str(source)) from error
        raise Damaged(BROKEN, file=str(source)) from error
