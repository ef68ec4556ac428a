"""Write down what was learnt and who changes what, and say that it is changed."""

from datetime import date, datetime, time

from upstander.jobs.situations import may_own
from upstander.lib.text import Sentence, mark
from upstander.records.checks import passage
from upstander.records.errors import Usage
from upstander.records.owed import Owed
from upstander.records.people import Viewer
from upstander.records.plans import Lesson
from upstander.respond import plans as rules
from upstander.store.desk import log
from upstander.store.desk import plans as desk
from upstander.store.desk.situations import situation as find
from upstander.store.desk.whole import whole

CHANGE = mark("A lesson names you: make its change, and say so.")


@whole
def write(
    situation: str,
    expected: str,
    happened: str,
    why: str,
    change: str,
    owner: int,
    due_on: date,
    *,
    who: Viewer,
    now: datetime,
) -> str:
    """Write down a lesson: what changes, who sees to it, by when. Returns its id."""
    found = find(who, situation)
    rules.may_plan(who)
    may_own(owner, now)
    if due_on <= now.date():
        raise Usage("Choose a day that is still to come.", "due_on")
    words = passage(expected, "expected"), passage(happened, "happened"), passage(why, "why"), passage(change, "change")
    new = Lesson("", found.id, *words, owner, "", due_on, None, who.name, now, found.status)
    id = desk.add_lesson(who, new)
    log.append(who, now, "lesson noted", f"lesson:{id}", found.id)
    return id


@whole
def learned(id: str, *, who: Viewer, now: datetime) -> None:
    """The change that a lesson asks for is made."""
    situation = desk.learned(who, id, now)
    rules.may_plan(who)
    log.append(who, now, "lesson learned", f"lesson:{id}", situation)


def owed(viewer: Viewer, now: datetime) -> list[Owed]:
    """Lessons whose change this person sees to."""
    return [asked(each, now) for each in desk.lessons_of(viewer)]


def asked(each: Lesson, now: datetime) -> Owed:
    """A lesson as a line of the inbox, due when its day begins."""
    due = datetime.combine(each.due_on, time(0), now.tzinfo)
    path = f"/situations/{each.situation}/"
    return Owed(Sentence(CHANGE), each.change[:120], path, each.situation, each.status, due, overdue=due <= now)
