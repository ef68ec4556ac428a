"""The ladder read from its file, and everything that would let a warning fall through it refused."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import Any

from upstander.lib.places import Trail, traced
from upstander.records.desk import Grade
from upstander.records.errors import Usage
from upstander.records.ladder import SOON, Clock, Ladder, Rule, StepId
from upstander.records.people import APART, Role
from upstander.respond.fixed import repeats

DECIDES = (StepId.ACKNOWLEDGE, StepId.TRIAGE, StepId.VERIFY, StepId.ASSESS, StepId.NOTE, StepId.DECIDE)
"""Up to the first human decision, in the order in which they are taken."""

BESIDE = frozenset({StepId.VERIFY, StepId.ASSESS, StepId.DECIDE})
"""What the emergency lane runs at once."""

LONGEST = timedelta(days=3660)
"""Whatever is said to last longer is a slip of the pen."""

OWNER = "focal point"
WARNED: Mapping[str, float] = {"watch": 24, "warning": 2, "imminent": 0.25}
"""What a file that says nothing of it means."""

OWNS = frozenset({Role.FOCAL_POINT, Role.DECISION_MAKER})
"""Roles that a ladder may belong to."""

Hours = Mapping[str, float | None]


def read(file: Mapping[str, Any]) -> Ladder:
    """The ladder of a file shaped like `mechanisms.json`'s `generic_ladder`; Usage names what is wrong with it."""
    trail = Trail()
    try:
        ladder = built(file, trail)
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise Usage(
            "Mend the ladder's file: %(what)s is missing or is no value of its kind.", what=trail.place
        ) from error
    checked(ladder)
    return ladder


def built(file: Mapping[str, Any], trail: Trail | None = None) -> Ladder:
    """The file's words as records; the trail says how far reading came."""
    file = traced(file, trail or Trail())
    rules = tuple(rule(each) for part in ("steps", "after_decision") for each in file[part])
    no_loop([each.id for each in rules])
    said, note = file["rules"], file["clocks"]["list"]["alert"]
    return Ladder(
        rules=MappingProxyType({each.id: each for each in rules}),
        order=tuple(StepId(each) for each in file["lanes"]["normal"]["order"]),
        side_by_side=beside(file["lanes"]["emergency"]["order"]),
        note_after_decision=no_longer(note["emergency"]["target_hours"]),
        contact=spans(said["empty_step"]["contact_list_exhausted_hours"]),
        lapse=spans(said["ack_is_owning"]["ownership_lapses_after_hours_without_entry"]),
        limits=spans(file["sums_hours"]["limits"]),
        ungraded=Grade(file["ungraded"]),
        clocks=tuple(clock(each) for each in file["clocks"]["list"]),
        owner=role(file.get("rungs", {}).get("owner_role", OWNER)),
        warned=spans(said["border"].get("warn_silent_hours", WARNED)),
        again=next((repeats(each) for each in file["after_decision"] if each["id"] == StepId.REVIEW), None),
    )


def beside(order: Sequence[Any]) -> frozenset[StepId]:
    """What the emergency lane runs at once, after acknowledging and triage; nothing where its order is another."""
    *first, last = order
    whole = first == [StepId.ACKNOWLEDGE, StepId.TRIAGE] and not isinstance(last, str)
    return frozenset(StepId(each) for each in last) if whole else frozenset()


def rule(step: Mapping[str, Any]) -> Rule:
    """One step of the file."""
    order = tuple(role(each) for each in step["deputy_rule"]["order"])
    hours = step.get("first_step_max_hours") or step["max_hours"]
    return Rule(StepId(step["id"]), step["name"], role(step["duty_role"]), order, spans(hours))


def role(words: str) -> Role:
    """A role from the file's words: `focal point` is focal_point."""
    return Role(words.replace(" ", "_"))


def spans(hours: Mapping[str, float]) -> Mapping[Grade, timedelta]:
    """Hours by grade as spans; an error for a grade that has none, or too many."""
    return MappingProxyType({grade: no_longer(hours[grade]) for grade in Grade})


def no_longer(hours: float) -> timedelta:
    """Hours as a span; ValueError for more than a ladder can wait."""
    found = timedelta(hours=hours)
    if found > LONGEST:
        raise ValueError
    return found


def targets(hours: Hours | float) -> Mapping[Grade, timedelta | None]:
    """Target hours by grade; one number stands for all, None for no target."""
    by_grade = hours if isinstance(hours, Mapping) else dict.fromkeys(Grade, hours)
    return MappingProxyType({grade: span(by_grade[grade]) for grade in Grade})


def span(hours: float | None) -> timedelta | None:
    """Hours as a span."""
    return None if hours is None else no_longer(hours)


def clock(each: Mapping[str, Any]) -> Clock:
    """One clock of the file; the emergency lane may begin it elsewhere or give it another target."""
    usual = targets(each["target_hours"])
    other = each.get("emergency", {}).get("target_hours")
    return Clock(each["id"], each["from"], each["to"], usual, usual if other is None else targets(other))


def checked(ladder: Ladder) -> None:
    """Usage for a loop, a hole, a rung nobody may stand on, or steps that add up to more than they may take."""
    for refusal in refusals(ladder):
        raise refusal


def refusals(ladder: Ladder) -> list[Usage]:
    """Everything that would let a warning fall through, each in one sentence; nothing if the ladder may run."""
    checks: list[Callable[[], None]] = [lambda: no_loop(ladder.order), lambda: no_hole(ladder)]
    checks += [partial(stands_on_a_rung, each) for each in ladder.rules.values()]
    checks += [lambda: some_time(ladder), lambda: soon_enough(ladder), lambda: owned(ladder)]
    if found := objections(checks):
        return found
    return objections([partial(in_time, ladder, grade) for grade in Grade])


def objections(checks: Iterable[Callable[[], None]]) -> list[Usage]:
    """What each of these objects to."""
    found = []
    for check in checks:
        try:
            check()
        except Usage as error:
            found.append(error)
    return found


def no_hole(ladder: Ladder) -> None:
    """Usage if a step is missing, comes out of its turn, or is left out of the emergency lane."""
    for step in (*DECIDES, StepId.ACT, StepId.REVIEW):
        if step not in ladder.rules or (step in DECIDES and step not in ladder.order):
            raise Usage("Add the step %(step)s: a signal would stop before it.", "steps", step=str(step))
    if tuple(dict.fromkeys(ladder.order)) != DECIDES:
        raise Usage(
            "Put the steps up to the decision into this order: %(steps)s. In any other a signal would skip one.",
            "lanes",
            steps=", ".join(DECIDES),
        )
    if ladder.side_by_side != BESIDE:
        raise Usage(
            "Let the emergency lane run verify, assess and decide side by side, after acknowledge and triage: else "
            "nobody is asked to decide in time.",
            "lanes",
        )


def soon_enough(ladder: Ladder) -> None:
    """Usage if a decision on what is imminent may take longer than it ever may."""
    if ladder.limits[Grade.IMMINENT] > SOON:
        raise Usage(
            "Limit imminent to %(limit)s hours or fewer up to the first human decision.", "sums", limit=in_hours(SOON)
        )


def owned(ladder: Ladder) -> None:
    """Usage if the ladder belongs to a role that cannot answer for it."""
    if ladder.owner not in OWNS:
        raise Usage("Let a focal point or a decision maker own the ladder.", "owner")


def some_time(ladder: Ladder) -> None:
    """Usage for hours of contact, of lapse or of warning that are none."""
    for spans in (ladder.contact, ladder.lapse, ladder.warned):
        if any(span <= timedelta(0) for span in spans.values()):
            raise Usage("Give people some time to answer, to leave an entry, and to hear a warning.", "hours")


def patient(ladder: Ladder) -> None:
    """Usage if a step could rest for longer than its own time: held against what is loaded, not what runs already."""
    for refusal in waits(ladder):
        raise refusal


def waits(ladder: Ladder) -> list[Usage]:
    """What could let a step rest for longer than its own time, by grade; nothing if the ladder may be loaded."""
    longest, shortest = (
        {grade: of(ladder.rules[step].allowed[grade] for step in DECIDES) for grade in Grade} for of in (max, min)
    )
    review = {Grade.IMMINENT: ladder.rules[StepId.REVIEW].allowed[Grade.IMMINENT]}
    again = {Grade.IMMINENT: ladder.again or timedelta(0)}
    held = (
        ("contact", ladder.contact, shortest),
        ("lapse", ladder.lapse, longest),
        ("warned", ladder.warned, shortest),
        ("review", again, review),
    )
    return [
        Usage(
            "Shorten %(what)s of %(grade)s to %(limit)s hours or fewer: nothing waits for longer than its step lasts.",
            "hours",
            what=what,
            grade=str(grade),
            limit=in_hours(limit),
        )
        for what, spans, limits in held
        for grade, limit in limits.items()
        if spans[grade] > limit
    ]


def no_loop(order: Sequence[StepId]) -> None:
    """Usage if a step comes twice."""
    for step in order:
        if order.count(step) > 1:
            raise Usage("Take the step %(step)s out once: a signal would go round in a loop.", "lanes", step=str(step))


def stands_on_a_rung(each: Rule) -> None:
    """Usage for a custodian, auditor or administrator on a rung, or a step without time."""
    if (APART | {Role.CUSTODIAN}) & {each.duty, *each.deputies}:
        raise Usage(
            "Choose another role for the step %(step)s: this one stands on no rung.", "steps", step=str(each.id)
        )
    if any(allowed <= timedelta(0) for allowed in each.allowed.values()):
        raise Usage("Give the step %(step)s some time.", "steps", step=str(each.id))


def total(ladder: Ladder, grade: Grade) -> timedelta:
    """The most time from signal to first human decision when every step takes all it may."""
    return sum((ladder.rules[step].allowed[grade] for step in DECIDES), timedelta(0))


def critical_path(ladder: Ladder) -> timedelta:
    """The same in the emergency lane, where some steps run side by side."""
    first = sum(
        (ladder.rules[step].allowed[Grade.IMMINENT] for step in (StepId.ACKNOWLEDGE, StepId.TRIAGE)), timedelta(0)
    )
    return first + max(ladder.rules[step].allowed[Grade.IMMINENT] for step in ladder.side_by_side)


def in_time(ladder: Ladder, grade: Grade) -> None:
    """Usage if the steps add up to more than the limit."""
    summed, limit = total(ladder, grade), ladder.limits[grade]
    if summed > limit:
        raise Usage(
            "Shorten the steps of %(grade)s: they take %(hours)s hours and may take %(limit)s.",
            "steps",
            grade=str(grade),
            hours=in_hours(summed),
            limit=in_hours(limit),
        )


def in_hours(span: timedelta) -> float | int:
    """A span in hours to a hundredth, whole hours without a point: the same number wherever it is read."""
    hours = round(span.total_seconds() / 3600, 2)
    return int(hours) if hours == int(hours) else hours
