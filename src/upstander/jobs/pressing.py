"""Who stays silent is told again and again, and so is whoever asked: no warning ends with one late notice.

Each telling has its turn, counted from the deadline: two workers tell once, and one that slept tells of its turn alone.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from upstander.jobs import aside, plan_rules
from upstander.jobs.actions import ladder_owners
from upstander.jobs.ladder import ladders
from upstander.jobs.notices import LATE, UNANSWERED, send
from upstander.jobs.recorded import WITNESS, YOURS
from upstander.lib.text import Sentence, mark
from upstander.records.aside import ALL, Part
from upstander.records.channels import Notice
from upstander.records.desk import Grade, Status
from upstander.store.desk import outbox
from upstander.store.desk import pressing as desk
from upstander.store.desk.whole import whole

ONE_WORD = mark("An answer given elsewhere rests on one person's word: ask whoever was named to confirm it.")
DAY, WEEK = timedelta(days=1), timedelta(days=7)
STRIDE = 1000
"""Addressees that one call looks at, the most urgent first: those that are `left` wait for the next, a moment later."""


def turn(due: datetime, now: datetime, every: timedelta) -> str:
    """Which turn it is since the deadline; after a fortnight one comes each week. Empty before the first."""
    late = now - due
    if late >= outbox.LOOK_BACK:
        return f"week{late // WEEK}"
    return str(late // every) if late >= every else ""


def next_turn(due: datetime, now: datetime, every: timedelta) -> datetime:
    """When the turn after this one begins."""
    late = now - due
    if late >= outbox.LOOK_BACK:
        return due + (late // WEEK + 1) * WEEK
    return due + min((late // every + 1) * every, outbox.LOOK_BACK)


def press(now: datetime) -> int:
    """Tell those whose turn it is, some at a time; returns how many were told."""
    done = aside.swept("silent", partial(stride, now), partial(desk.silent_in, now, STRIDE), now)
    due: dict[str, list[Notice]] = {}
    for each in unconfirmed(now):
        due.setdefault(each.path, []).append(each)
    fresh = desk.untold({each.key for found in due.values() for each in found})
    mine = {path: [each for each in found if each.key in fresh] for path, found in due.items()}
    pieces = {path: found[0].situation for path, found in mine.items() if found}
    return done + aside.alone("pressing", pieces, lambda path: told(mine.get(path, [])), now)


def left(now: datetime) -> int:
    """How many silent addressees wait for the next call; those set aside have a time of their own."""
    return desk.waiting(now, aside.rest("silent")).count()


@whole
def told(waiting: list[Notice]) -> int:
    """Tell of one alert: all of it, or nothing."""
    return send(waiting)


@whole
def stride(now: datetime, part: Part = ALL) -> int:
    """Tell some of those who stay silent, and keep when the turn of each comes again."""
    found, spans = desk.silent(now, STRIDE, part), plan_rules.rules().exhausted
    done = send(silent(found, spans, now))
    desk.pressed((each, next_turn(each.due, now, spans[each.grade])) for each in found)
    return done


def silent(found: list[desk.Silent], spans: Mapping[Grade, timedelta], now: datetime) -> Iterator[Notice]:
    """Addressees who have answered nothing, and once for all of an alert who issued it, by the hours of its grade."""
    longest = desk.longest({each.alert for each in found}, now)
    for each in found:
        if which := turn(each.due, now, spans[each.grade]):
            yield about(each, each.person, LATE, f"late:{each.recipient}:again:{which}", now)
    for each in {each.alert: each for each in found if each.issuer}.values():
        if which := turn(longest[each.alert], now, spans[each.grade]):
            yield about(each, each.issuer, UNANSWERED, f"late:{each.alert}:again:{which}", now)


def unconfirmed(now: datetime) -> Iterator[Notice]:
    """Witness and addressee, once the time in which a call is answered is over and daily; after a day the owners."""
    found = desk.unconfirmed()
    rules = ladders({each.situation for each in found}) if found else {}
    for each in found:
        due = each.since + rules[each.situation].contact[each.grade]
        if now < due:
            continue
        key = f"recorded:{each.decision}:again:{turn(due, now, DAY)}"
        yield about(each, each.witness, WITNESS, f"{key}:witness", now)
        yield about(each, each.person, YOURS, f"{key}:confirm", now)
        for owner in owners(each.situation, now) if now - due >= DAY else ():
            yield about(each, owner, ONE_WORD, f"{key}:owner", now)


def owners(situation: str, now: datetime) -> set[int]:
    """Who answers for a situation and for its ladder."""
    return {*ladder_owners(situation, now), *outbox.owners({situation}).values()}


def about(each: desk.Silent | desk.Unconfirmed, person: int, what: str, key: str, now: datetime) -> Notice:
    """What a person is told of an alert."""
    due = each.due if isinstance(each, desk.Silent) else None
    return Notice(person, Sentence(what), f"/alerts/{each.alert}/", each.situation, key, Status.ACTUAL, now, due)
