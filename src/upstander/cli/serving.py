"""Before serving: a free port, and the rules for leaving this machine."""

import ipaddress
import socket
import time

from upstander.cli.home import public_url, trusted_proxies
from upstander.records.errors import Fault, Refused, Usage

PATIENCE = 3.0
"""Seconds in which a server that was just killed lets go of its port."""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server on this address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        raise Usage("%(host)s is not an address: name one such as 127.0.0.1.", field="host", host=host) from None


def beyond_loopback(host: str) -> bool:
    """Whether others reach the desk: by this address, or through what UPSTANDER_PUBLIC_URL declares in front."""
    public = public_url()
    if not is_loopback(host) and not (public and trusted_proxies()):
        raise Refused(
            "Without TLS the desk answers this machine only: put a proxy with TLS in front and name it in "
            "UPSTANDER_PUBLIC_URL=https://... and UPSTANDER_TRUSTED_PROXIES."
        )
    return bool(public) or not is_loopback(host)


def free_port(host: str, port: int) -> None:
    """Fault if somebody serves on this port already."""
    until = time.monotonic() + PATIENCE
    while True:
        problem = busy(host, port)
        if problem is None:
            return
        if time.monotonic() > until:
            raise Fault("Port %(port)s is taken: name another one with --port.", field="port", port=port) from problem
        time.sleep(0.1)


def busy(host: str, port: int) -> OSError | None:
    """What stands in the way of listening there; None if nothing does."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except PermissionError as error:
            raise Fault("This account may not listen on port %(port)s: name one above 1023.", port=port) from error
        except OSError as error:
            return error
    return None
