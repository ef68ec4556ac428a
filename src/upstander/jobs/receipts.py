"""Proof of passing on: the desk signs what a person did about an alert, and anybody can check it without the desk."""

from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from upstander.records.checks import line
from upstander.records.errors import Damaged, Refused
from upstander.records.ladder import StepId
from upstander.records.people import Viewer
from upstander.records.receipts import Deed, Receipt, Sealed
from upstander.respond import answers
from upstander.respond import receipts as respond
from upstander.store import keys
from upstander.store.desk import alerts, log, reads, threads
from upstander.store.desk import receipts as desk
from upstander.store.desk.whole import whole

PASSED = "Passed on to %(to)s; how: %(how)s; %(at)s UTC."


@whole
def pass_on(alert: str, to: str, how: str, at: datetime, *, who: Viewer, now: datetime) -> None:
    """Record that one passed an issued alert on: to whom, how and when, never what was said.

    The words stand in its thread; the log, and with it the receipt, names the deed alone.
    """
    found = alerts.locked(who, alert)
    answers.may_pass_on(found, who)
    told = answers.passed_at(found, at, now).astimezone(UTC)
    said = PASSED % {"to": line(to, "to"), "how": line(how, "how"), "at": f"{told:%Y-%m-%d %H:%M}"}
    if thread := threads.thread_of(alert=alert):
        threads.add_entry(thread, StepId.DECIDE, who.person, said, now)
    log.append(who, now, "passed on", f"alert:{alert}", found.situation, at=told.isoformat(timespec="minutes"))


@whole
def receipt(home: Path, alert: str, *, who: Viewer, now: datetime) -> Sealed:
    """A signed statement of what `who` did about an alert; their own deeds, whether or not they still may see it."""
    if who.reads_only:
        raise Refused("Use that person's own token: a receipt is given to the person it names.")
    found = desk.deeds(who, alert)
    if not found:
        reads.alert(who, alert)
    done = respond.deeds(found)
    status, institution = desk.standing(who, alert)
    log.append(who, now, "proved", f"alert:{alert}", found[0].situation)
    size, root = log.root()
    return seal(home, Receipt(who.name, institution, alert, status, now, done, size, root))


def provable(alert: str, who: Viewer) -> tuple[Deed, ...]:
    """What a receipt about this alert would say now of the viewer."""
    return respond.proven(desk.deeds(who, alert))


def mine(who: Viewer) -> list[tuple[str, datetime]]:
    """The alerts of which the viewer can prove something, with the time of their last deed, newest first: also those
    that they may no longer see.
    """
    return desk.about(who, respond.SILENT)


def seal(home: Path, made: Receipt) -> Sealed:
    """The receipt under the desk's signature."""
    key = keys.statement_key(home)
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return Sealed(made, public.hex(), key.sign(respond.canonical(made)).hex())


def in_the_log(sealed: Sealed) -> None:
    """Damaged unless every deed of the receipt stands in this desk's log as it says."""
    for each in sealed.receipt.deeds:
        if desk.digest_of(each.number) != each.entry:
            raise Damaged("Entry %(number)s of this desk's log is not the one on the receipt.", number=each.number)
