"""Take an addressee off an issued alert, with a reason: the wrong person, or one who has left office."""

from collections.abc import Collection
from datetime import datetime

from upstander.jobs.alerts import authored
from upstander.jobs.decisions import settle
from upstander.jobs.hearing import left_out
from upstander.jobs.notices import tell
from upstander.lib.text import Sentence, mark
from upstander.records.checks import passage
from upstander.records.desk import Alert, AlertStage, Recipient
from upstander.records.errors import UpstanderError
from upstander.records.people import Viewer
from upstander.respond.answers import may_take_off
from upstander.store.desk import addressing, log, people
from upstander.store.desk import alerts as desk
from upstander.store.desk.whole import whole
from upstander.warn import alerts as rules

NO_MORE = mark("You were taken off an alert: it asks nothing of you any more.")


@whole
def take_off(alert: str, person: int, reason: str, *, who: Viewer, now: datetime) -> None:
    """Ask an addressee nothing more: they see the alert no longer, are told why, and count as taken off."""
    found = desk.locked(who, alert)
    rules.of_the_situation(found, who)
    own = may_take_off(found, person, who, can_answer(found))
    addressing.take_off(found.life.line, person, passage(reason, "reason"), who.person, now)
    settle(own.id, now)
    log.append(who, now, "addressee taken off", f"alert:{alert}", found.situation, of=own.name)
    key = f"alert:{alert}:off:{person}"
    tell(person, Sentence(NO_MORE), "/waiting/", found.situation, key=key, status=found.status, now=now, digest=True)
    authored(alert, now)


def can_answer(found: Alert) -> frozenset[int]:
    """Those of its addressees whose account is open, and who hear of the situation."""
    asked = [each.person for each in found.recipients if people.is_active(each.person)]
    return frozenset(asked) - left_out(found.situation, asked)


def removable(found: Alert, who: Viewer) -> list[Recipient]:
    """The addressees whom this person may take off the alert now."""
    if found.stage is not AlertStage.ISSUED or not who.may(rules.ISSUES):
        return []
    others = can_answer(found)
    return [each for each in found.recipients if may(found, each, who, others)]


def may(found: Alert, one: Recipient, who: Viewer, others: Collection[int]) -> bool:
    """Whether they may take this one off."""
    try:
        may_take_off(found, one.person, who, others)
    except UpstanderError:
        return False
    return True
