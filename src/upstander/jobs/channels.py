"""Messages leave the desk: each is taken by one worker, sent, and marked; what does not go out is tried again.

A worker that is killed between sending and marking leaves the message to another one, which sends it once more under
the same id: a mail's Message-ID, a webhook's webhook-id.
"""

import base64
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from upstander import net
from upstander.jobs import aside
from upstander.jobs.speech import moment, said
from upstander.jobs.ways import ways
from upstander.records.channels import Channel, Parcel, Trouble, Undelivered, Ways
from upstander.records.checks import line
from upstander.records.errors import Refused, Usage
from upstander.records.people import MACHINE, Role, Viewer
from upstander.store.desk import aside as tries
from upstander.store.desk import canary, contacts, log, rulebook, sealed
from upstander.store.desk import deliveries as desk
from upstander.store.desk.whole import whole
from upstander.warn import messages, webhooks

GONE = 410
TAKEN = range(200, 300)
STRIDE = 2000
MOST = 200
"""Messages sent in one round."""

WORN_OUT = len(webhooks.WAITS) + 1
"""Tries after which a message is given up that nobody refused for good; it has one more once another one passes."""

SECRET_BYTES = 32

KEPT = "messages"
DAYS, LEAST, LONGEST = 90, 14, 3650
"""How many days a message that went out stays in the delivery log, unless the desk says so; at least, at most."""


def deliver(clock: Callable[[], datetime], most: int = MOST) -> int:
    """Send what is due; returns how many went out. A place that does not answer is left alone until the next round."""
    given, down, out = ways(), set[str](), 0
    for _ in range(most):
        id = desk.take(clock(), frozenset(down))
        if id is None:
            break
        out += handled(id, given, down, clock)
    return out


def handled(id: str, given: Ways, down: set[str], clock: Callable[[], datetime]) -> int:
    """Send one message; one that breaks is set aside and waits, and the others go on."""
    on = f"message:{id}"
    done = aside.attempt(on, "", lambda: posted(id, given, down, clock), clock())
    if done is None:
        desk.failed(id, Trouble.BROKEN, tries.next_try(on), clock())
    return done or 0


def posted(id: str, given: Ways, down: set[str], clock: Callable[[], datetime]) -> bool:
    """Send one message that this worker holds, and keep what came of it."""
    try:
        parcel = desk.parcel(id)
    except Undelivered as trouble:
        desk.failed(id, str(trouble), None, clock())
        return False
    try:
        send(parcel, given, clock())
    except Undelivered as trouble:
        missed(parcel, trouble, clock())
        if not trouble.permanent:
            down.add(parcel.endpoint or parcel.channel)
        return False
    desk.sent(id, clock())
    desk.revive(parcel, WORN_OUT, clock())
    return True


def send(parcel: Parcel, given: Ways, now: datetime) -> None:
    """Hand one message to the other side; Undelivered if it does not take it."""
    if parcel.channel is Channel.EMAIL:
        to = parcel.to or given.canary_to
        if not given.mails or not to:
            raise Undelivered(Trouble.NOT_NAMED)
        net.mail(given.smtp_url, letter(parcel, given, to, now), parseaddr(given.mail_from)[1], to)
        return
    body = webhooks.body(parcel, url(parcel.path, given), opening(parcel))
    status = net.post(parcel.to, body, webhooks.headers(parcel.secret, parcel.id, now, body), allow=given.allow)
    if status == GONE:
        raise Undelivered(Trouble.GONE, status, permanent=True)
    if status not in TAKEN:
        raise Undelivered(Trouble.REFUSED, status)


def missed(parcel: Parcel, trouble: Undelivered, now: datetime) -> None:
    """Try again later, or give up; an endpoint that says it is gone is not asked again."""
    wait = None if trouble.permanent else webhooks.wait(parcel.id, parcel.attempts)
    desk.failed(parcel.id, str(trouble), now + wait if wait else None, now)
    if trouble.trouble is Trouble.GONE:
        ended(parcel.endpoint, now)


@whole
def ended(endpoint: str, now: datetime) -> None:
    """Disable an endpoint that answered 410 Gone."""
    if desk.disable(endpoint, str(Trouble.GONE), now):
        log.append(MACHINE, now, "endpoint disabled", f"endpoint:{endpoint}", why=str(Trouble.GONE))


def url(path: str, given: Ways) -> str:
    """Where to look; empty if the desk was not told its own address."""
    return f"{given.public_url}{messages.where(path)}" if given.public_url else ""


def opening(parcel: Parcel) -> str:
    """The one sentence that says that something waits, in the reader's language."""
    due = moment(parcel.due, parcel.language, parcel.time_zone) if parcel.due else ""
    return said(messages.first(parcel, due), parcel.language)


def letter(parcel: Parcel, given: Ways, to: str, now: datetime) -> EmailMessage:
    """The message as a mail. Its Message-ID stays the same however often it is sent."""
    host = parseaddr(given.mail_from)[1].rpartition("@")[2]
    path = f"{parcel.path}{sealed.proof(parcel.contact)}/" if parcel.confirms else parcel.path
    told = (opening(parcel), url(path, given), *(said(each, parcel.language) for each in messages.rest(parcel)))
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = given.mail_from, to, told[0]
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{parcel.id}@{host}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n\n".join(part for part in told if part) + "\n", cte="quoted-printable")
    mail["Content-Language"] = parcel.language
    return mail


def keeps_channels(who: Viewer) -> None:
    """Refused unless an administrator."""
    if not who.may([Role.ADMINISTRATOR]):
        raise Refused("Ask an administrator: administrators keep the channels.")


@whole
def add_endpoint(name: str, url: str, *, who: Viewer, now: datetime) -> str:
    """Let webhooks go to an address of the desk's own, and test it; returns the secret that signs them, shown once."""
    keeps_channels(who)
    try:
        net.target(url, ways().allow)
    except Undelivered as error:
        raise Usage(
            "Name an https:// address that is open to the network, or let the operator put its address into "
            "UPSTANDER_WEBHOOK_ALLOW.",
            "url",
        ) from error
    secret = f"whsec_{base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"
    id = contacts.add_endpoint(who, line(name, "name"), url, secret, now)
    canary.attempt(id, now)
    log.append(who, now, "endpoint added", f"endpoint:{id}")
    return secret


@whole
def disable_endpoint(id: str, *, who: Viewer, now: datetime) -> None:
    """Send nothing more to an endpoint."""
    keeps_channels(who)
    contacts.disable_endpoint(who, id, "", now)
    log.append(who, now, "endpoint disabled", f"endpoint:{id}")


@whole
def retry(id: str, *, who: Viewer, now: datetime) -> None:
    """Try a message again that was given up, or any work that was set aside."""
    keeps_channels(who)
    on = tries.retry(who, id, now)
    if not on:
        desk.retry(who, id, now)
    log.append(who, now, "tried again" if on else "message tried again", on or f"message:{id}")


def days_kept() -> int:
    """How many days a message that went out stays in the delivery log."""
    return int(rulebook.latest(KEPT) or DAYS)


@whole
def keep(days: int, *, who: Viewer, now: datetime) -> None:
    """Let messages that went out stay in the delivery log for so many days."""
    keeps_channels(who)
    if not LEAST <= days <= LONGEST:
        raise Usage("Choose from %(least)s to %(most)s days.", "days", least=LEAST, most=LONGEST)
    rulebook.add(KEPT, str(days), who.name, now)
    log.append(who, now, "messages kept", "channels:messages", days=days)


def forget(now: datetime) -> int:
    """Remove what went out longer ago than that, and keep how many it was; what did not go out stays until it does."""
    before, total = now - timedelta(days=days_kept()), 0
    while found := forget_some(before, now):
        total += found
    return total


@whole
def forget_some(before: datetime, now: datetime) -> int:
    """Remove some of it; returns how much."""
    many = desk.forget(before, STRIDE)
    if many:
        log.append(MACHINE, now, desk.FORGOT, "channels:messages", many=many, before=before)
    return sum(many.values())
