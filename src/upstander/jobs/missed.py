"""Ask why a clock was missed, until the corrective action is done."""

from datetime import UTC, datetime, time

from upstander.jobs.ladder import ladder
from upstander.lib.text import Sentence, mark
from upstander.records import wire_missed as wire
from upstander.records.ladder import Thread
from upstander.records.owed import Owed
from upstander.records.people import Viewer
from upstander.records.wire_ladder import hours, moment
from upstander.respond.clocks import Reading, of_thread
from upstander.respond.plans import Miss, misses, plans_here
from upstander.store.desk import missed as desk
from upstander.store.desk import runs

EXPLAIN = mark("A clock ran over its target: say what held it up.")
ORDER = mark("What held it up is known: name who orders the correction, with what means, by when.")
CORRECT = mark("A correction was ordered: say when it is done.")


def asks(viewer: Viewer, now: datetime) -> list[Owed]:
    """Missed clocks that wait for this person: exercises ask nobody."""
    found = desk.asked_of(viewer) if plans_here(viewer) else []
    if not found:
        return []
    by_id, ids = {thread.id: thread for thread in found}, [thread.id for thread in found]
    answers, kept = desk.moments_of(ids), runs.kept(found)

    def timed_at(thread: Thread) -> tuple[Reading, ...]:
        rule = ladder(thread.situation)
        return of_thread(thread, answers.get(thread.id, {}), rule, kept.get(thread.id, ()), now)

    timed = [(each.id, each.title, timed_at(each)) for each in found]
    return [one_miss(each, by_id[each.thread], now) for each in misses(timed, desk.said_of(ids)) if each.open]


def one_miss(miss: Miss, thread: Thread, now: datetime) -> Owed:
    """A missed clock as a line of the inbox."""
    said = miss.said
    ask = EXPLAIN if said is None else CORRECT if said.due_on else ORDER
    due = datetime.combine(said.due_on, time.max, UTC) if said and said.due_on else None
    late = due is not None and due <= now
    path = f"/clocks/#{miss.key}"
    return Owed(Sentence(ask), miss.title, path, thread.situation, thread.status, due, late, thread.grade)


def written(miss: Miss) -> wire.MissObject:
    """A missed clock as an object."""
    reading, said = miss.reading, wire.bottleneck(miss.said) if miss.said else None
    return wire.MissObject(
        voice="recorded",
        thread=miss.thread,
        title=miss.title,
        clock=reading.clock,
        grade=str(reading.grade),
        began_at=moment(reading.began),
        ended_at=moment(reading.ended),
        took_hours=hours(reading.took),
        target_hours=hours(reading.target),
        hurdle=said["hurdle"] if said else None,
        text=said["text"] if said else None,
        by=said["by"] if said else None,
        authority=said["authority"] if said else None,
        means=said["means"] if said else None,
        due_on=said["due_on"] if said else None,
        done_at=said["done_at"] if said else None,
    )
