"""Sealed dissent: everybody who sees an alert may disagree without a name; a reply is due.

Filing leaves no line in the log and tells nobody before its hour is over: what is done at the same moment by the same
person would give the author away.
"""

from collections.abc import Collection
from datetime import datetime

from upstander.jobs import notices
from upstander.lib.text import Sentence, mark
from upstander.records.answers import SealedDissent
from upstander.records.aside import ALL, STRIDE, Part
from upstander.records.checks import passage
from upstander.records.errors import Refused, Usage
from upstander.records.people import MACHINE, Role, Viewer
from upstander.store.desk import alerts, custody, log, outbox, people
from upstander.store.desk import dissents as desk
from upstander.store.desk.answer_rules import rules
from upstander.store.desk.lines import signers
from upstander.store.desk.whole import whole

MOST = 50
LONG_ENOUGH = 14

FILED = mark("Somebody disagrees with an alert, under seal: a reply is due.")
LATE = mark("The reply to a sealed dissent is overdue.")


@whole
def make_key(passphrase: str, *, who: Viewer, now: datetime) -> None:
    """Make a custodian's key; its passphrase is kept nowhere, and what it sealed is lost with it."""
    custodian(who)
    if len(passphrase) < LONG_ENOUGH:
        raise Usage("Choose a passphrase of %(least)s characters at least.", "passphrase", least=LONG_ENOUGH)
    custody.add_key(who.person, passphrase, now)
    log.append(who, now, "made a custodian's key", "custody:key")


def custodian(who: Viewer) -> None:
    """Refused unless a custodian."""
    if not who.may([Role.CUSTODIAN]):
        raise Refused("Ask a custodian: only custodians keep seals.")


@whole
def file(alert: str, text: str, *, who: Viewer, now: datetime) -> str:
    """Disagree under seal. Only the full hour is kept, and the name only for a custodian's key. Returns the id."""
    found = alerts.alert(who, alert)
    if who.person <= 0 or who.reads_only:
        raise Refused("Sign in with your own account to disagree.")
    if len(desk.dissents(who, alert)) >= MOST:
        raise Usage("%(most)s sealed dissents stand beside this alert already: reply to them first.", most=MOST)
    hour = now.replace(minute=0, second=0, microsecond=0)
    author = custody.seal({"person": who.person, "name": who.name, "at": now.isoformat()})
    return desk.add(alert, passage(text, "text"), author, hour, hour + desk.HOUR + rules().reply[found.grade])


@whole
def reply(id: str, text: str, *, who: Viewer, now: datetime) -> None:
    """Reply to a sealed dissent; every reader of the alert sees it."""
    alerts.held(desk.dissent(who, id).alert)
    found = desk.dissent(who, id)
    answers_for_it = who.person == desk.issuer(found.alert) and not who.reads_only
    inside = found.situation in who.grants and who.may([Role.FOCAL_POINT])
    if not (answers_for_it or inside):
        raise Refused("Leave the reply to who issued the alert, or to a focal point of this situation.")
    if found.replied_at is not None or found.erased_at is not None:
        raise Usage("This dissent has had its reply.")
    desk.reply(id, passage(text, "text"), who, now)
    log.append(who, now, "replied to a dissent", f"dissent:{id}", found.situation, late=now > found.due_at)


@whole
def unseal(id: str, passphrase: str, reason: str, *, who: Viewer, now: datetime) -> str:
    """Look who wrote a sealed dissent: a custodian who sees the alert, with their passphrase and a reason that stays.

    Returns the author's name. Readers see that it was opened, by whom and why, and not what was found.
    """
    found = desk.dissent(who, id)
    custodian(who)
    if found.erased_at is not None:
        raise Usage("This dissent is erased, and its author with it.")
    why = passage(reason, "reason")
    author = custody.unseal(desk.author(id), who.person, passphrase)
    desk.add_opening(id, who, why, now)
    log.append(who, now, "opened a seal", f"dissent:{id}", found.situation)
    return str(author["name"])


@whole
def announce(now: datetime, part: Part = ALL) -> int:
    """Tell the log and whoever must reply of dissents whose hour is over, and once of late replies."""
    new, late = desk.unannounced(now, STRIDE, part), desk.newly_overdue(now, STRIDE, part)
    for each in new:
        log.append(MACHINE, now, "dissent filed", f"dissent:{each.id}", each.situation, hour=each.hour)
        told(each, FILED, "filed", now)
    for each in late:
        log.append(MACHINE, now, "dissent unanswered", f"dissent:{each.id}", each.situation)
        told(each, LATE, "late", now)
    return len(new) + len(late)


def told(found: SealedDissent, what: str, how: str, now: datetime) -> None:
    """Tell who answers for the alert."""
    path, said, key = f"/alerts/{found.alert}/", Sentence(what), f"dissent:{found.id}:{how}"
    for person in answering(found, now):
        notices.tell(person, said, path, found.situation, key=key, status=found.status, now=now, due=found.due_at)


def answering(found: SealedDissent, now: datetime) -> Collection[int]:
    """Who answers for the alert; where they have left, or a trigger wrote it, the focal points of its situation, who
    may reply too, and its owner.
    """
    issuer = desk.issuer(found.alert)
    if issuer and people.is_active(issuer):
        return (issuer,)
    heirs = {*signers(found.situation, [Role.FOCAL_POINT], now), *outbox.owners([found.situation]).values()}
    return sorted(each for each in heirs if people.is_active(each))
