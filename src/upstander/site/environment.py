"""What the surroundings say: UPSTANDER_* variables, read here and in the command line only."""

import os
import secrets
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from upstander.records.errors import Usage

Network = IPv4Network | IPv6Network


LONGEST = 7 * 24
"""Hours: no session lasts for longer than a week."""


class Environment(BaseSettings):
    """The variables Upstander reads. `home` holds all that it keeps."""

    model_config = SettingsConfigDict(env_prefix="UPSTANDER_", extra="ignore")

    home: Path = Path("~/.upstander")
    database_url: str = ""
    public_url: str = ""
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode] = ()
    smtp_url: str = ""
    mail_from: str = ""
    canary_to: str = ""
    webhook_allow: Annotated[tuple[Network, ...], NoDecode] = ()
    session_hours: int = 12
    secret_key: str = ""
    secret_key_file: Path | None = None

    @field_validator("home")
    @classmethod
    def absolute(cls, value: Path) -> Path:
        """`~` and relative paths are made absolute once."""
        return value.expanduser().absolute()

    @field_validator("trusted_proxies", "webhook_allow", mode="before")
    @classmethod
    def networks(cls, value: object, asked: ValidationInfo) -> tuple[Network, ...]:
        """Addresses or networks, separated by commas."""
        if not isinstance(value, str):
            return tuple(value)  # type: ignore[arg-type]
        name = f"UPSTANDER_{(asked.field_name or '').upper()}"
        return tuple(read_network(part.strip(), name) for part in value.split(",") if part.strip())

    @field_validator("smtp_url")
    @classmethod
    def mail_server(cls, value: str) -> str:
        """How the mail server is reached, as an address."""
        parts = urlsplit(value)
        if value and (parts.scheme not in ("smtp", "smtp+starttls", "smtps") or not parts.hostname):
            raise Usage("UPSTANDER_SMTP_URL must look like smtp+starttls://user:password@mail.example.org:587.")
        return value

    @field_validator("mail_from", "canary_to")
    @classmethod
    def mailbox(cls, value: str, asked: ValidationInfo) -> str:
        """An e-mail address, with or without a name."""
        if value and "@" not in parseaddr(value)[1]:
            name = f"UPSTANDER_{(asked.field_name or '').upper()}"
            raise Usage("%(name)s must hold an e-mail address such as desk@example.org.", name=name)
        return value

    @field_validator("session_hours", mode="before")
    @classmethod
    def hours(cls, value: object) -> int:
        """For how many hours a session lasts at most."""
        text = str(value).strip()
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= LONGEST:
            raise Usage("UPSTANDER_SESSION_HOURS must be a number from 1 to 168; it is %(value)s.", value=text)
        return int(text)

    @field_validator("public_url")
    @classmethod
    def bare(cls, value: str) -> str:
        """Scheme and host, without a path."""
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise Usage("UPSTANDER_PUBLIC_URL must look like https://desk.example.org; it is %(value)s.", value=value)
        return f"{parts.scheme}://{parts.netloc}" if value else ""

    @property
    def public_host(self) -> str:
        """The host of the public address, or nothing."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def secure(self) -> bool:
        """Whether TLS in front of us has been declared."""
        return self.public_url.startswith("https://")


def read_network(text: str, name: str) -> Network:
    """One address or network; Usage otherwise."""
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise Usage(
            "%(name)s lists addresses such as 127.0.0.1 or 10.0.0.0/8; %(value)s is none.", name=name, value=text
        ) from None


def database(environment: Environment) -> dict[str, Any]:
    """Django's settings for the desk: SQLite under the home unless a URL names a PostgreSQL."""
    if not environment.database_url:
        return sqlite(environment.home / "desk.sqlite3")
    parts = urlsplit(environment.database_url)
    if parts.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    raise Usage(
        "UPSTANDER_DATABASE_URL must begin with postgresql:// or sqlite://; it begins with %(scheme)s.",
        scheme=parts.scheme or "nothing",
    )


def sqlite(path: Path) -> dict[str, Any]:
    """Writers queue at BEGIN instead of failing at COMMIT; readers never wait."""
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


def secret_key(environment: Environment) -> str:
    """The signing key: given, read from a file, else made once under the home."""
    if environment.secret_key:
        return environment.secret_key
    if environment.secret_key_file:
        return read_key(environment.secret_key_file)
    path = environment.home / "secret-key"
    if not path.exists():
        make_key(path)
    return read_key(path)


def read_key(path: Path) -> str:
    """What the key file says; Usage where there is nothing to read."""
    try:
        key = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        key = ""
    if len(key) < 32:
        raise Usage("The secret key in %(path)s cannot be read or is shorter than 32 characters.", path=path)
    return key


def make_key(path: Path) -> None:
    """Write a new key, readable by its owner only; whoever comes second keeps the first one's."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
