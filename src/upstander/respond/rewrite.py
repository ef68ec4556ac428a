"""A ladder's file changed by a form: the rungs and the hours, everything that follows from them, and what is different.

The file stays whole: what the form does not know is kept as it stands.
"""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from upstander.records.desk import Grade
from upstander.records.ladder import Ladder, StepId
from upstander.records.people import Role
from upstander.respond.rules import DECIDES, critical_path, total

File = dict[str, Any]
Hours = Mapping[Grade, float]


@dataclass(frozen=True, slots=True)
class Rungs:
    """What a desk names for one step: who has it, who deputises in turn, and its hours for each grade."""

    duty: Role
    deputies: tuple[Role, ...]
    hours: Hours


@dataclass(frozen=True, slots=True)
class Wishes:
    """Everything that the form can change."""

    rungs: Mapping[StepId, Rungs]
    owner: Role
    contact: Hours
    lapse: Hours
    warned: Hours


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was: `part` is duty, deputies, hours, owner, contact, lapse or warned."""

    part: str
    step: StepId | None
    grade: Grade | None
    before: tuple[Role, ...] | timedelta
    after: tuple[Role, ...] | timedelta


def worded(role: Role) -> str:
    """A role as the file writes it."""
    return role.value.replace("_", " ")


def by_grade(hours: Hours) -> dict[str, float]:
    """Hours as the file writes them."""
    return {grade.value: hours[grade] for grade in Grade}


def steps_of(file: File) -> Iterator[File]:
    """The steps of the file, those after the decision last."""
    yield from file["steps"]
    yield from file["after_decision"]


def rewritten(file: Mapping[str, Any], wishes: Wishes) -> File:
    """Another file with these rungs and hours; its sums and clocks follow from them."""
    new = copy.deepcopy(dict(file))
    for step in steps_of(new):
        wished = wishes.rungs[StepId(step["id"])]
        step["duty_role"] = worded(wished.duty)
        step["deputy_rule"]["order"] = [worded(role) for role in wished.deputies]
        step["max_hours" if "max_hours" in step else "first_step_max_hours"] = by_grade(wished.hours)
    new.setdefault("rungs", {})["owner_role"] = worded(wishes.owner)
    said = {each["id"]: each for each in new["rules"]}
    said["empty_step"]["contact_list_exhausted_hours"] = by_grade(wishes.contact)
    said["ack_is_owning"]["ownership_lapses_after_hours_without_entry"] = by_grade(wishes.lapse)
    said["border"]["warn_silent_hours"] = by_grade(wishes.warned)
    follow(new, {id: each.hours for id, each in wishes.rungs.items()})
    return new


def follow(file: File, hours: Mapping[StepId, Hours]) -> None:
    """Let the clocks' targets and the stated sums follow from the steps' hours."""
    for clock in file["clocks"]["list"]:
        steps = [StepId(each) for each in clock.get("steps", ())] or [StepId(each) for each in of_step(clock)]
        if steps:
            clock["target_hours"] = {grade.value: sum(hours[step][grade] for step in steps) for grade in Grade}
        if clock.get("emergency", {}).get("steps"):
            clock["emergency"]["target_hours"] = hours[StepId.NOTE][Grade.IMMINENT]
    sums = file["sums_hours"]
    sums["to_first_human_decision"] = {grade.value: sum(hours[step][grade] for step in DECIDES) for grade in Grade}


def of_step(clock: Mapping[str, Any]) -> tuple[str, ...]:
    """The step whose hours a clock has without being timed by it."""
    return (clock["hours_of"],) if "hours_of" in clock else ()


def stated(file: File, ladder: Ladder) -> None:
    """Write down the sum of the emergency lane, known once the file is read."""
    file["sums_hours"]["imminent_in_emergency_lane"] = critical_path(ladder).total_seconds() / 3600


def wishes_of(ladder: Ladder) -> Wishes:
    """What a ladder says, as the form has it."""

    def hours(spans: Mapping[Grade, timedelta]) -> Hours:
        return {grade: span.total_seconds() / 3600 for grade, span in spans.items()}

    rungs = {id: Rungs(rule.duty, rule.deputies, hours(rule.allowed)) for id, rule in ladder.rules.items()}
    return Wishes(rungs, ladder.owner, hours(ladder.contact), hours(ladder.lapse), hours(ladder.warned))


@dataclass(frozen=True, slots=True)
class Sum:
    """How long the steps take together from signal to first human decision, and how long they may."""

    grade: Grade
    takes: timedelta
    limit: timedelta
    side_by_side: timedelta | None

    @property
    def over(self) -> bool:
        """Whether it is too long."""
        return self.takes > self.limit


def sums(ladder: Ladder) -> list[Sum]:
    """The sum of each grade; for imminent also what the emergency lane takes."""
    lane = critical_path(ladder)
    return [
        Sum(grade, total(ladder, grade), ladder.limits[grade], lane if grade is Grade.IMMINENT else None)
        for grade in Grade
    ]


def differences(old: Ladder, new: Ladder) -> list[Difference]:
    """Everything that another ladder does otherwise, in the order of its steps."""
    found = [each for id in StepId if id in old.rules and id in new.rules for each in of_rule(old, new, id)]
    if old.owner is not new.owner:
        found.append(Difference("owner", None, None, (old.owner,), (new.owner,)))
    for part in ("contact", "lapse", "warned"):
        before, after = getattr(old, part), getattr(new, part)
        found += [
            Difference(part, None, grade, before[grade], after[grade])
            for grade in Grade
            if before[grade] != after[grade]
        ]
    return found


def of_rule(old: Ladder, new: Ladder, id: StepId) -> Iterator[Difference]:
    """What one step does otherwise."""
    before, after = old.rules[id], new.rules[id]
    if before.duty is not after.duty:
        yield Difference("duty", id, None, (before.duty,), (after.duty,))
    if before.deputies != after.deputies:
        yield Difference("deputies", id, None, before.deputies, after.deputies)
    for grade in Grade:
        if before.allowed[grade] != after.allowed[grade]:
            yield Difference("hours", id, grade, before.allowed[grade], after.allowed[grade])
