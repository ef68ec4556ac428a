"""Need to know more first: ask a person for something by a time. It decides nothing, and the clock runs on."""

from collections.abc import Iterable
from datetime import datetime

from upstander.jobs import notices
from upstander.jobs.authorities import take_across
from upstander.jobs.referrals import checked, may_hear
from upstander.lib.text import Sentence, mark
from upstander.records.answers import Around, Inquiry
from upstander.records.aside import ALL, STRIDE, Part
from upstander.records.checks import optional, passage
from upstander.records.errors import Usage
from upstander.records.people import MACHINE, Viewer
from upstander.respond import inquiries as rules
from upstander.store.desk import alerts, log, people
from upstander.store.desk import inquiries as desk
from upstander.store.desk.signals import signal
from upstander.store.desk.whole import whole

ASKED = mark("Somebody who must decide asks you for something first.")
ANSWERED = mark("What you needed to know is answered: your decision is next.")
LATE = mark("What you were asked has not been answered in time.")
UNANSWERED = mark("What you needed to know was not answered in time: decide without it, or ask somebody else.")


@whole
def need_more(
    alert: str,
    what: str,
    of: int,
    due_at: datetime,
    reason: str,
    *,
    who: Viewer,
    now: datetime,
    around: Around | None = None,
    late_reason: str = "",
) -> str:
    """Ask a person for what the decision lacks, by a time. The decision is owed as before. Returns the inquiry's id."""
    found = alerts.locked(who, alert)
    asked = people.viewer_of(of, now)
    before = desk.inquiries(who, alert)
    own = rules.may_ask(found, who, asked, due_at, late_reason, before, now)
    may_hear(found, asked, "of")
    texts = passage(what, "what"), passage(reason, "reason"), due_at, optional(late_reason, "late_reason")
    if said := rules.same(own, asked, texts[0], due_at, before):
        return said.id
    take_across(found, [of], who, now)
    id = desk.add(own, of, *texts, checked(around or Around()), now)
    alerts.acknowledge(own.id, now)
    log.append(who, now, "needed more", f"alert:{alert}", found.situation, inquiry=id, of=asked.name, until=due_at)
    told(desk.inquiry(who, id), of, Sentence(ASKED), "asked", now)
    return id


def told(found: Inquiry, person: int, what: Sentence, how: str, now: datetime) -> None:
    """Tell one of the two; the person asked is led to the question, and not to the alert."""
    path = f"/inquiries/{found.id}/" if person == found.of else f"/alerts/{found.alert}/"
    key = f"inquiry:{found.id}:{how}"
    due = None if how == "answered" else found.due_at
    notices.tell(person, what, path, found.situation, key=key, status=found.status, now=now, due=due)


@whole
def answer(id: str, text: str, *, who: Viewer, now: datetime, signals: Iterable[str] = ()) -> None:
    """Answer what one was asked, in words and with signals of the situation."""
    alerts.held(desk.inquiry(who, id).alert)
    found = desk.inquiry(who, id)
    rules.may_answer(found, who)
    named = tuple(dict.fromkeys(signals))
    if any(signal(who, each).situation != found.situation for each in named):
        raise Usage("Choose signals of this situation.", "signals")
    desk.answer(id, passage(text, "text"), named, now)
    late = now > found.due_at
    log.append(who, now, "answered", f"inquiry:{id}", found.situation, late=late)
    told(found, desk.owner(id), Sentence(ANSWERED), "answered", now)


@whole
def mark_overdue(now: datetime, part: Part = ALL) -> int:
    """Say once of every inquiry whose time is up that it is late, to both. Returns how many."""
    late = desk.newly_overdue(now, STRIDE, part)
    for each in late:
        log.append(MACHINE, now, "unanswered", f"inquiry:{each.id}", each.situation, of=each.of_name)
        told(each, each.of, Sentence(LATE), "late", now)
        told(each, desk.owner(each.id), Sentence(UNANSWERED), "unanswered", now)
    return len(late)
