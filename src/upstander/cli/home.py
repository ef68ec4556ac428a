"""Where everything lies and what the surroundings say: the command's only reading of UPSTANDER_ settings."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from upstander.records.errors import Usage

DEFAULT = ".upstander"
PORT = "port"
"""The file that holds the port on which the desk was served last."""

USUAL = 8000


def home() -> Path:
    """UPSTANDER_HOME, else `.upstander` in the account's own directory; nothing is made."""
    named = os.environ.get("UPSTANDER_HOME", "")
    return Path(named).expanduser().absolute() if named else Path.home() / DEFAULT


def settle(place: Path) -> None:
    """Make this the home of everything that starts from here on."""
    os.environ["UPSTANDER_HOME"] = str(place)


def served_port() -> int:
    """The port on which this home's desk was served last; the usual one where it never was."""
    try:
        return int((home() / PORT).read_text("ascii"))
    except (OSError, ValueError):
        return USUAL


def database_named() -> bool:
    """Whether UPSTANDER_DATABASE_URL names a database outside the home."""
    return bool(os.environ.get("UPSTANDER_DATABASE_URL"))


def secret_key_outside() -> bool:
    """Whether the key that seals addresses comes from the surroundings, and a backup of the home lacks it."""
    named = os.environ.get("UPSTANDER_SECRET_KEY_FILE", "")
    inside = bool(named) and Path(named).expanduser().absolute().is_relative_to(home())
    return bool(os.environ.get("UPSTANDER_SECRET_KEY")) or (bool(named) and not inside)


def public_url() -> str:
    """UPSTANDER_PUBLIC_URL, which declares TLS in front; empty if unset, Usage unless it is https."""
    named = os.environ.get("UPSTANDER_PUBLIC_URL", "")
    if named and (urlsplit(named).scheme != "https" or not urlsplit(named).hostname):
        raise Usage(
            "UPSTANDER_PUBLIC_URL must be an address that begins with https://, such as https://desk.example.org."
        )
    return named


def trusted_proxies() -> tuple[str, ...]:
    """UPSTANDER_TRUSTED_PROXIES: the addresses whose word about TLS is believed."""
    return tuple(part.strip() for part in os.environ.get("UPSTANDER_TRUSTED_PROXIES", "").split(",") if part.strip())


def traceback_wanted() -> bool:
    """Whether UPSTANDER_TRACEBACK asks for the full trace of a mistake of ours."""
    return bool(os.environ.get("UPSTANDER_TRACEBACK"))
