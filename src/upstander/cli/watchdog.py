"""`upstander watchdog`: a process of its own that rings when the sweep or the canary stops."""

import os
import signal
import threading
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated

import typer

from upstander.cli.home import home
from upstander.cli.options import now
from upstander.cli.shapes import single
from upstander.jobs import watchdog as jobs
from upstander.records.channels import Ways
from upstander.records.errors import Usage

app = single()


@app.command()
def watchdog(
    once: Annotated[bool, typer.Option("--once", help="Look once; end with 1 if something is wrong.")] = False,
    after: Annotated[
        int, typer.Option("--after", min=1, metavar="MINUTES", help="How long the sweep may be silent.")
    ] = 10,
    every: Annotated[int, typer.Option("--every", min=1, metavar="SECONDS", help="How often to look.")] = 60,
) -> None:
    """Ring when the ladder is not swept, or when no server took the canary of the day."""
    stop, watch, rings, known = threading.Event(), jobs.Watch(), bell(), list[str]()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        moment = now()
        wrong = jobs.look(home(), moment, timedelta(minutes=after))
        known = mention(known)
        if watch.must_ring(wrong, moment):
            for each in wrong:
                typer.echo(f"upstander watchdog: {each}", err=True)
            for kind in jobs.ring(rings, wrong, moment):
                typer.echo(f"upstander watchdog: the {kind} did not work.", err=True)
        if once:
            raise typer.Exit(1 if wrong else 0)
        stop.wait(every)


def mention(known: list[str]) -> list[str]:
    """Say what rings no bell, when it is new; returns what is so now."""
    found = [str(each) for each in jobs.worth_knowing(home())]
    for each in found:
        if each not in known:
            typer.echo(f"upstander watchdog: {each}", err=True)
    return found


def bell() -> jobs.Bell:
    """What rings, as UPSTANDER_WATCHDOG_COMMAND, UPSTANDER_WATCHDOG_URL and UPSTANDER_WATCHDOG_MAIL_TO say."""
    ways = Ways(smtp_url=given("SMTP_URL"), mail_from=given("MAIL_FROM"), allow=networks(given("WEBHOOK_ALLOW")))
    return jobs.Bell(given("WATCHDOG_COMMAND"), given("WATCHDOG_URL"), given("WATCHDOG_MAIL_TO"), ways)


def given(name: str) -> str:
    """What the surroundings say under this name; empty if nothing."""
    return os.environ.get(f"UPSTANDER_{name}", "")


def networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Addresses or networks, separated by commas; Usage for anything else."""
    try:
        return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise Usage("UPSTANDER_WEBHOOK_ALLOW lists addresses such as 10.1.2.3 or 10.0.0.0/8.") from error
