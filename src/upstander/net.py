"""The only room that opens sockets outward: mail to the desk's own mail server, webhooks to checked addresses."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from smtplib import SMTP, SMTP_SSL, SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from threading import Timer
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx2

from upstander.records.channels import Trouble, Undelivered

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PATIENCE = 10.0
"""Seconds that another machine has for each step of its answer."""

ALTOGETHER = 30.0
"""Seconds that handing over one message may take in all."""

NAT64 = ip_network("64:ff9b::/96")
WIRE_SERVERS = frozenset({ip_address("168.63.129.16")})
"""Addresses that look public and belong to the machine's own cloud."""

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: where to connect, and under which name."""

    address: Address
    port: int
    host: str
    scheme: str
    rest: str

    @property
    def url(self) -> str:
        """The address to connect to, the name left out: nothing is looked up twice."""
        place = f"[{self.address}]" if self.address.version == 6 else str(self.address)
        return f"{self.scheme}://{place}:{self.port}{self.rest}"


def resolve(host: str, port: int) -> list[Address]:
    """Every address of a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ip_address(str(each[4][0]).partition("%")[0]) for each in found))


def inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for, else itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1] or address


def is_public(address: Address) -> bool:
    """Whether the address is somebody else's machine on the open network."""
    real = inner(address)
    return real.is_global and not real.is_multicast and not real.is_reserved and real not in WIRE_SERVERS


def named(address: Address, allow: tuple[Network, ...]) -> bool:
    """Whether the operator has named this address as one of the desk's own."""
    return any(inner(address) in network for network in allow)


def target(url: str, allow: tuple[Network, ...] = ()) -> Target:
    """Where a webhook goes. Undelivered unless every address of its name is public and it is https, or all are named
    as the desk's own.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError as error:
        raise Undelivered(Trouble.NOT_ALLOWED, permanent=True) from error
    if parts.scheme not in ("https", "http") or not host or parts.username or parts.password:
        raise Undelivered(Trouble.NOT_ALLOWED, permanent=True)
    port = port or (443 if parts.scheme == "https" else 80)
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise Undelivered(Trouble.NO_ANSWER) from error
    own = all(named(address, allow) for address in found)
    if not found or not (own or (parts.scheme == "https" and all(is_public(address) for address in found))):
        raise Undelivered(Trouble.NOT_ALLOWED)
    query = f"?{parts.query}" if parts.query else ""
    return Target(found[0], port, host, parts.scheme, f"{parts.path or '/'}{query}")


def post(url: str, body: bytes, headers: dict[str, str], *, allow: tuple[Network, ...] = ()) -> int:
    """Send a body to a checked address; returns the status. Follows no redirect and reads no answer beyond its head."""
    to = target(url, allow)
    usual = 443 if to.scheme == "https" else 80
    host = to.host if to.port == usual else f"{to.host}:{to.port}"
    sent = {**headers, "Host": host, "Content-Type": "application/json", "User-Agent": "Upstander"}
    line = Line()
    more = {"sni_hostname": to.host, "trace": line.heard}
    try:
        with (
            within(line.cut),
            httpx2.Client(verify=ssl.create_default_context(), trust_env=False, timeout=PATIENCE) as client,
            client.stream("POST", to.url, content=body, headers=sent, extensions=more) as answer,
        ):
            return answer.status_code
    except (httpx2.HTTPError, OSError) as error:
        raise Undelivered(Trouble.NO_ANSWER) from error


class Line:
    """The socket under a request, so that it can be cut: who answers a byte at a time holds nobody up."""

    def __init__(self) -> None:
        self.socket: socket.socket | None = None

    def heard(self, event: str, told: dict[str, Any]) -> None:
        """Remember the socket of the newest connection, encrypted or not."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self.socket = told["return_value"].get_extra_info("socket")

    def cut(self) -> None:
        """End it, whoever is waiting on it."""
        if self.socket is not None:
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_RDWR)


@contextmanager
def within(cut: Callable[[], None]) -> Iterator[None]:
    """Cut what takes longer than a message may take in all."""
    timer = Timer(ALTOGETHER, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def mail(server: str, message: EmailMessage, sender: str, to: str) -> None:
    """Hand a message to the desk's mail server; Undelivered if it does not take it."""
    try:
        link = connected(server, sender)
    except (OSError, SMTPException) as error:
        raise Undelivered(Trouble.NO_ANSWER) from error
    try:
        with within(lambda: cut(link)):
            link.send_message(message, sender, [to])
    except SMTPRecipientsRefused as error:
        code = error.recipients[to][0]
        raise Undelivered(Trouble.REFUSED, code, permanent=code >= 500) from error
    except SMTPResponseException as error:
        lasting = isinstance(error, SMTPDataError) and error.smtp_code >= 500
        raise Undelivered(Trouble.REFUSED, error.smtp_code, permanent=lasting) from error
    except (OSError, SMTPException) as error:
        raise Undelivered(Trouble.NO_ANSWER) from error
    finally:
        part(link)


def connected(server: str, sender: str) -> SMTP:
    """A connection to the mail server, encrypted and signed in as its address says."""
    parts = urlsplit(server)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    name = sender.rpartition("@")[2].rstrip(">") or "localhost"
    tls = ssl.create_default_context()
    if parts.scheme == "smtps":
        link: SMTP = SMTP_SSL(host, port, name, timeout=PATIENCE, context=tls)
    else:
        link = SMTP(host, port, name, timeout=PATIENCE)
    try:
        if parts.scheme == "smtp+starttls":
            link.starttls(context=tls)
        if parts.username:
            link.login(unquote(parts.username), unquote(parts.password or ""))
    except (OSError, SMTPException):
        part(link)
        raise
    return link


def cut(link: SMTP) -> None:
    """End a connection that somebody waits on."""
    if link.sock is not None:
        with suppress(OSError):
            link.sock.shutdown(socket.SHUT_RDWR)


def part(link: SMTP) -> None:
    """Say goodbye; a message that was taken stays taken, whatever is answered now."""
    with suppress(OSError, SMTPException):
        link.quit()
    link.close()
