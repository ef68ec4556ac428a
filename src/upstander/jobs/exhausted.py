"""A ladder with nobody left to call rings again and again, and not only where it was silent before."""

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from upstander.jobs import aside, plan_rules, roster
from upstander.jobs.hearing import left_out
from upstander.jobs.ladder import ladders
from upstander.jobs.notices import SAYINGS, send
from upstander.lib.text import Sentence
from upstander.records.channels import Notice
from upstander.records.ladder import Happening, Ladder, Thread
from upstander.records.people import Role
from upstander.respond.climb import hours_of
from upstander.respond.roster import on_duty
from upstander.store import marks
from upstander.store.desk import exhausted as desk
from upstander.store.desk import outbox, threads
from upstander.store.desk import roster as people
from upstander.store.desk.lines import signers
from upstander.store.desk.whole import whole


@dataclass(frozen=True, slots=True)
class Heard:
    """The ladder of each situation, and who hears there that nobody is left."""

    rules: Mapping[str, Ladder]
    people: Mapping[str, Set[int]]


def ring(home: Path, now: datetime) -> None:
    """Tell of every real ladder that has nobody left to call, and leave the watchdog a mark while there is one;
    a demonstration leaves none.
    """
    found = desk.exhausted()
    marks.keep(home, marks.EXHAUSTED, desk.since(desk.in_earnest(found)))
    rules = ladders({thread.situation for thread in found}) if found else {}
    heard = Heard(rules, hearers(rules, now) if rules else {})
    due = {thread.id: thread.situation for thread, _ in unheard(found, heard, now)}
    aside.alone("exhausted", due, lambda id: again(id, heard, now), now)


@whole
def again(id: str, heard: Heard, now: datetime) -> int:
    """Tell of one: two workers wait for each other, and the second finds nobody whom it has to tell."""
    threads.held(id)
    return send(notice(*each, now) for each in unheard(desk.exhausted(id), heard, now))


def notice(thread: Thread, person: int, now: datetime) -> Notice:
    """What a person is told."""
    step = desk.step(thread)
    what, path = Sentence(SAYINGS[Happening.EXHAUSTED]), f"/ladder/{thread.id}/"
    key = f"thread:{thread.id}:{step.id}{desk.KEY}{now:%Y%m%dT%H%M%S}"
    return Notice(person, what, path, thread.situation, key, thread.status, now, step.due_at)


def unheard(found: Collection[Thread], heard: Heard, now: datetime) -> Iterator[tuple[Thread, int]]:
    """Threads, and people who have not been told within the hours of the grade whose hours count."""
    spans = plan_rules.rules().exhausted if found else {}
    told = desk.told(now - max(spans.values())) if spans else {}
    for thread in found:
        for person in sorted(heard.people.get(thread.situation, ())):
            last = told.get((thread.id, person))
            if last is None or now - last >= spans[hours_of(thread, heard.rules[thread.situation])]:
                yield thread, person


def hearers(rules: Mapping[str, Ladder], now: datetime) -> dict[str, set[int]]:
    """For each situation whoever owns the ladder there now, its focal points, and always its owner; nobody of another
    organisation, and nobody else of a suspected body.
    """
    shifts, owners, outside = roster.shifts_of(rules, now, now), outbox.owners(rules), people.outsiders()
    found = {}
    for each, rule in rules.items():
        able = {*on_duty(shifts[each], rule.owner, now), *signers(each, [Role.FOCAL_POINT], now)} - outside
        found[each] = {owners[each], *(able - left_out(each, able))}
    return found
