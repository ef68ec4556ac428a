"""What must be true before a thread ends, whom it takes, who hears of it, and when somebody looks back."""

from datetime import datetime

from upstander.jobs import notices, plan_rules
from upstander.lib.text import Sentence, mark
from upstander.records.channels import Notice
from upstander.records.desk import Grade
from upstander.records.errors import Usage
from upstander.records.ladder import Ladder, Thread
from upstander.records.people import Role, Viewer
from upstander.respond.climb import urgent
from upstander.respond.plans import look_back_on
from upstander.store.desk import answered, climbing, lines, plans

ENDS = (Role.ANALYST, Role.FOCAL_POINT)
"""Who closes threads."""

CLOSE_TOO = mark("One person wants to close what is marked imminent: close it with them, or say what you see.")
CLOSED = mark("This thread is closed already.")


def may_end(id: str, now: datetime) -> None:
    """Usage while somebody is waited for, or has not said what came of it."""
    if lines.unanswered(id):
        raise Usage("Wait for an answer to its alert, or cancel the alert first: no warning ends in silence.")
    if watch := answered.watched(id, now):
        name, until = watch
        raise Usage("Wait until %(until)s, or for another answer: %(name)s keeps watching.", name=name, until=until)
    if climbing.unsigned(id):
        raise Usage("Issue its imminent draft first, or withhold your name from it: it waits for a second signature.")
    if plans.warned(id) and not plans.has_outcome(id):
        raise Usage("Write down what came of it first: this thread warned somebody.", "outcome")


def takes_two(thread: Thread, rule: Ladder) -> bool:
    """Whether no one person ends it: it is imminent, and since then nobody was warned, which takes two by itself."""
    return urgent(thread, rule) and not plans.warned(thread.id, thread.imminent_at)


def tell(thread: Thread, who: Viewer, now: datetime) -> None:
    """Tell whoever was called, or may end it too, that what is imminent has ended, or that one person wants it to."""
    if not (thread.imminent_at or thread.close_asked_by):
        return
    called = {person for step in thread.steps for person in (*step.called, step.owner) if person}
    heard = {*called, *lines.signers(thread.situation, ENDS, now)} - {who.person}
    what, key = (CLOSED, "closed") if thread.closed_at else (CLOSE_TOO, f"close:{who.person}:{now:%Y%m%dT%H%M%S}")
    place = f"/ladder/{thread.id}/", thread.situation, f"thread:{thread.id}:{key}"
    notices.send(Notice(person, Sentence(what), *place, thread.status, now) for person in sorted(heard))


def look_back(thread: Thread, now: datetime, *, mistaken: bool = False) -> None:
    """Owe the looks back at what warned somebody or was grave; at what was a mistake the first one alone."""
    grave = thread.grade in {Grade.WARNING, Grade.IMMINENT} or thread.imminent_at is not None
    days = look_back_on(now.date(), plan_rules.rules().look_back) if grave or plans.warned(thread.id) else ()
    plans.add_look_backs(thread.id, days[:1] if mistaken else days)
