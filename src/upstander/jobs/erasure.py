"""How long words are kept: classes, holds, and erasure that one person orders and a custodian carries out.

What has been kept as long as agreed is put before people: nothing is erased without their order.
"""

from datetime import datetime

from upstander.lib.text import Sentence, counted
from upstander.records.answer_rules import parsed, rewritten
from upstander.records.answers import Disclosure, Kept, RecordClass
from upstander.records.checks import deadline, passage
from upstander.records.errors import Refused, Usage
from upstander.records.owed import Owed
from upstander.records.people import RECEIVES, Role, Viewer
from upstander.store.desk import answer_rules, log, past_time, rulebook
from upstander.store.desk import erasing as desk
from upstander.store.desk.whole import whole

KEEPS = (Role.CUSTODIAN, Role.FOCAL_POINT)
PAGE = "/records/"

CLASSES = (Role.DECISION_MAKER, Role.FOCAL_POINT, Role.CUSTODIAN)


@whole
def load(text: str, *, who: Viewer, now: datetime) -> None:
    """Make another file of rules the one that counts; refused whole if anything in it is wrong."""
    keeps_rules(who)
    parsed(text)
    rulebook.add(answer_rules.KIND, text, who.name, now)
    past_time.recount(now)
    log.append(who, now, "rules of records changed", "records:rules")


def keeps_rules(who: Viewer) -> None:
    """Refused unless a focal point."""
    if not who.may_everywhere([Role.FOCAL_POINT]):
        raise Refused("Ask a focal point: focal points keep these rules.")


@whole
def keep(record_class: RecordClass, days: int, disclosure: Disclosure, *, who: Viewer, now: datetime) -> None:
    """Keep a class of records for so many days and let these people read it; what is kept already follows too."""
    load(rewritten(answer_rules.running(), record_class, days, disclosure), who=who, now=now)


@whole
def classify(object: str, record_class: RecordClass, *, who: Viewer, now: datetime) -> None:
    """Give a record another class: who reads it and how long it is kept follow from that."""
    found = desk.kept(who, object, now)
    if not who.may(CLASSES):
        raise Refused("Ask a decision maker, a focal point or a custodian: they class records.")
    if not desk.classify(object, who, record_class):
        raise Usage("Leave this class as it is: records of this kind have one class.", "record_class")
    past_time.recount(now, found.situation)
    log.append(who, now, "classed", object, found.situation, to=record_class, before=found.record_class)


@whole
def hold(object: str, reason: str, *, who: Viewer, now: datetime, until: datetime | None = None) -> str:
    """Keep a record from being erased until the hold is lifted, or `until` then; returns the hold's id."""
    found = desk.kept(who, object, now)
    keeps(who)
    if found.held:
        raise Usage("This record is on hold already.")
    end = deadline(until, now, "until") if until else None
    id = desk.hold(object, passage(reason, "reason"), who, now, end)
    past_time.recount(now, found.situation)
    log.append(who, now, "put on hold", object, found.situation, until=end.isoformat() if end else "")
    return id


@whole
def lift(object: str, *, who: Viewer, now: datetime) -> None:
    """Lift the hold on a record."""
    found = desk.kept(who, object, now)
    keeps(who)
    if not found.held:
        raise Usage("This record is not on hold.")
    desk.lift(object, who, now)
    past_time.recount(now, found.situation)
    log.append(who, now, "lifted the hold", object, found.situation)


def keeps(who: Viewer) -> None:
    """Refused unless a custodian or a focal point."""
    if not who.may(KEEPS):
        raise Refused("Ask a custodian or a focal point: they hold records.")


@whole
def order(object: str, basis: str, *, who: Viewer, now: datetime) -> str:
    """Order a record to be erased, on a basis that stays; a custodian carries it out. Returns the order's id."""
    found = desk.kept(who, object, now)
    if not who.may(RECEIVES | {Role.CUSTODIAN}):
        raise Refused("Ask somebody who works on this situation: they order erasure.")
    free(found)
    id = desk.order(found, passage(basis, "basis"), who, now)
    past_time.recount(now, found.situation)
    log.append(who, now, "erasure ordered", object, found.situation, order=id, record_class=found.record_class)
    return id


def free(found: Kept) -> None:
    """Usage for what is on hold, or erased already."""
    if found.held:
        raise Usage("This record is on hold: have the hold lifted first.")
    if desk.erased(found.object):
        raise Usage("The words of this record are erased already.")


@whole
def erase(order: str, *, who: Viewer, now: datetime) -> None:
    """Carry out an order of somebody else: the words are overwritten, in the history too; the tombstone stays."""
    asked = desk.erasure(who, order)
    if not who.may([Role.CUSTODIAN]):
        raise Refused("Ask a custodian: only custodians erase.")
    if asked.asked_by == who.person:
        raise Refused("Ask another custodian: nobody erases what they ordered to be erased.")
    found = desk.kept(who, asked.object, now)
    free(found)
    if desk.still_open(asked.object):
        raise Usage("End this first: it is still open, and somebody would be asked about words that are gone.")
    desk.erase(asked.object, who, now)
    log.append(who, now, "erased", asked.object, found.situation, order=order, record_class=asked.record_class)


@whole
def recount(now: datetime) -> None:
    """Count what has been kept as long as agreed, for the inboxes of those who say what becomes of it."""
    past_time.recount(now)


def asks(viewer: Viewer, now: datetime) -> list[Owed]:
    """Records past their time, for who keeps records or owns the situation; orders that wait, for custodians."""
    found = [line(each, past(each.records)) for each in past_time.piles(viewer, keeps=viewer.may(KEEPS))]
    if viewer.may([Role.CUSTODIAN]):
        found += [line(each, ordered(each.records)) for each in past_time.to_erase(viewer, now)]
    return found


def past(records: int) -> Sentence:
    """What is asked of records past their time."""
    return counted(
        "%(n)s record has been kept as long as agreed: order its erasure, or keep it longer with a reason.",
        "%(n)s records have been kept as long as agreed: order their erasure, or keep them longer with a reason.",
        records,
    )


def ordered(records: int) -> Sentence:
    """What is asked of records whose erasure was ordered."""
    return counted(
        "%(n)s record waits to be erased: carry out the order, or put it on hold.",
        "%(n)s records wait to be erased: carry out the orders, or put them on hold.",
        records,
    )


def line(found: past_time.Pile, ask: Sentence) -> Owed:
    """What waits in a situation as one line of the inbox; nothing hurries."""
    return Owed(ask, found.title, PAGE, found.situation, found.status)
