"""Plans: what an action must say, who may touch it, what lists itself, and when to look back. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from upstander.records.checks import deadline, optional, passage
from upstander.records.desk import Alert, Answer, Grade
from upstander.records.errors import Refused, Usage
from upstander.records.people import RECEIVES, Viewer
from upstander.records.plans import Action, ActionState, Bottleneck, Commitment, Funding, NewAction
from upstander.respond.clocks import ClockState, Reading

ISO4217 = 3


def checked(new: NewAction, now: datetime) -> NewAction:
    """The action with its texts trimmed; Usage names the first field that will not do."""
    kept = replace(
        new,
        what=passage(new.what, "what"),
        institution=optional(new.institution, "institution", 200),
        contact=optional(new.contact, "contact", 200),
        ministries=optional(new.ministries, "ministries", 2000),
        means=optional(new.means, "means"),
        currency=optional(new.currency, "currency", ISO4217).upper(),
        deadline=deadline(new.deadline, now, "deadline") if new.deadline else None,
        unharmed=optional(new.unharmed, "unharmed"),
        consulted=optional(new.consulted, "consulted"),
        basis=optional(new.basis, "basis"),
    )
    with_money(kept)
    if kept.option and not (kept.unharmed and kept.consulted):
        raise Usage(
            "Say how this could harm people, and which local partner was asked: both come before any option.",
            "consulted" if kept.unharmed else "unharmed",
        )
    if kept.deputy and kept.deputy == kept.owner:
        raise Usage("Choose another person as deputy.", "deputy")
    return kept


def with_money(new: NewAction) -> None:
    """Usage for a sum below nothing, or one without its currency."""
    if new.money is None:
        return
    if new.money < 0:
        raise Usage("Give a sum of money of nothing or more.", "money")
    if len(new.currency) != ISO4217 or not new.currency.isalpha():
        raise Usage("Name the currency by its three letters, such as EUR.", "currency")


def plans_here(who: Viewer) -> bool:
    """Whether this is one who works on warnings."""
    return bool(who.roles & RECEIVES)


def may_plan(who: Viewer) -> None:
    """Refused unless one who works on warnings."""
    if not who.may(RECEIVES):
        raise Refused("Ask an analyst, a focal point or a decision maker: they plan what is done.")


def acts_on(alert: Alert, who: Viewer) -> bool:
    """Whether this addressee has decided to act on it, and the decision stands."""
    own = (each.decision for each in alert.recipients if each.person == who.person)
    return any(made is not None and made.answer is Answer.ACT for made in own)


def decided_to_act(alert: Alert, who: Viewer) -> None:
    """Refused unless `who` has."""
    if not acts_on(alert, who):
        raise Refused("Decide to act first: what is done first is a part of that answer.")


def may_work_on(action: Action, who: Viewer) -> None:
    """Refused unless `who` owns the action, is its deputy, or plans for its situation; Usage once it has ended."""
    if not action.open:
        raise Usage("This action has ended: plan another one.")
    own = who.person in {action.owner, action.deputy} and who.person > 0 and not who.reads_only
    if not own and not (who.may(RECEIVES) and action.situation in who.grants):
        raise Refused("Ask the owner of this action, or somebody who works on its situation.")


def ownerless(action: Action) -> bool:
    """Whether nobody answers for it: neither a person of the desk nor a named contact of an institution."""
    return not action.owner and not (action.institution and action.contact)


def unfunded(action: Action) -> bool:
    """Whether it waits for money."""
    return action.funding in {Funding.NO, Funding.PARTLY} or (
        action.funding is Funding.UNKNOWN and action.money is not None
    )


def overdue(action: Action, now: datetime) -> bool:
    """Whether its deadline has passed."""
    return action.deadline is not None and action.deadline <= now


@dataclass(frozen=True, slots=True)
class Lists:
    """What lists itself: an action may stand in several."""

    overdue: tuple[Action, ...]
    blocked: tuple[Action, ...]
    unfunded: tuple[Action, ...]
    ownerless: tuple[Action, ...]
    others: tuple[Action, ...]
    late_promises: tuple[Commitment, ...] = ()
    unfunded_promises: tuple[Commitment, ...] = ()
    ownerless_promises: tuple[Commitment, ...] = ()


def lists(actions: Iterable[Action], now: datetime, promises: Iterable[Commitment] = ()) -> Lists:
    """Open actions, and promises not settled, by what they lack."""
    waiting = [action for action in actions if action.open]
    late = tuple(action for action in waiting if overdue(action, now))
    stuck = tuple(action for action in waiting if action.state is ActionState.BLOCKED)
    poor = tuple(action for action in waiting if unfunded(action))
    nobodys = tuple(action for action in waiting if ownerless(action))
    named = {action.id for action in (*late, *stuck, *poor, *nobodys)}
    rest = tuple(action for action in waiting if action.id not in named)
    owed = [each for each in promises if not each.settled]
    penniless = tuple(each for each in owed if each.funding in {Funding.NO, Funding.PARTLY})
    unowned = tuple(each for each in owed if not each.owner)
    return Lists(late, stuck, poor, nobodys, rest, late_promises(owed, now.date()), penniless, unowned)


def late_promises(commitments: Iterable[Commitment], today: date) -> tuple[Commitment, ...]:
    """Promises that nobody has settled by their day."""
    return tuple(each for each in commitments if not each.settled and each.due_on < today)


def look_back_on(closed: date, after: Iterable[timedelta]) -> tuple[date, ...]:
    """The days on which to look back after a thread that warned is closed."""
    return tuple(closed + span for span in after)


def pace_of(action: Action, spans: Mapping[Grade, timedelta]) -> timedelta:
    """The span of the grade of the alert that it answers; the slowest for one that answers none."""
    return max(spans.values()) if action.grade is None else spans[action.grade]


def asked_by(action: Action, spans: Mapping[Grade, timedelta]) -> datetime | None:
    """When its owner is asked next: at the deadline, or once it is under way and nobody has written for the span."""
    if action.state is not ActionState.UNDER_WAY or action.started_at is None:
        return action.deadline
    word = max([action.started_at, *(each.at for each in action.entries)]) + pace_of(action, spans)
    return word if action.deadline is None else min(word, action.deadline)


def times_blocked(action: Action, now: datetime, spans: Mapping[Grade, timedelta]) -> int:
    """How often the span of its grade has passed since something blocked it."""
    return 0 if action.blocked_at is None else max((now - action.blocked_at) // pace_of(action, spans), 0)


def key_of(thread: str, clock: str, run: int) -> str:
    """What a miss is called: its thread and clock, and which of its misses it is from the second on."""
    return f"{thread}-{clock}-{run + 1}" if run else f"{thread}-{clock}"


@dataclass(frozen=True, slots=True)
class Miss:
    """A clock that ran over its target, and what was said about it: it asks until a corrective action is done.

    `run`: how many misses of the same clock came before it.
    """

    thread: str
    title: str
    reading: Reading
    said: Bottleneck | None
    run: int = 0

    @property
    def key(self) -> str:
        """What it is called on a page."""
        return key_of(self.thread, self.reading.clock, self.run)

    @property
    def open(self) -> bool:
        """Whether it still asks."""
        return self.said is None or self.said.open


def misses(timed: Iterable[tuple[str, str, Sequence[Reading]]], said: Iterable[Bottleneck]) -> tuple[Miss, ...]:
    """Every clock over its target with its bottleneck, by thread id, title and readings."""
    by_run = {(each.thread, each.clock, each.began_at): each for each in said}
    found: list[Miss] = []
    for thread, title, readings in timed:
        before: Counter[str] = Counter()
        for reading in readings:
            if reading.state is ClockState.OVER:
                found.append(Miss(thread, title, reading, said_of(by_run, thread, reading), before[reading.clock]))
                before[reading.clock] += 1
    return tuple(found)


def said_of(
    by_run: Mapping[tuple[str, str, datetime | None], Bottleneck], thread: str, reading: Reading
) -> Bottleneck | None:
    """What was said of this run; words kept without a beginning are those of a run that had begun by then."""
    old = by_run.get((thread, reading.clock, None))
    mine = old if old and reading.began and reading.began <= old.at else None
    return by_run.get((thread, reading.clock, reading.began), mine)


def may_close(bottleneck: Bottleneck) -> None:
    """Usage until a corrective action names who orders it, with what means, by when."""
    if not (bottleneck.authority and bottleneck.means and bottleneck.due_on):
        raise Usage(
            "Name the corrective action first: who orders it, with what means, by when. Nothing else closes it.",
            "authority",
        )
