"""The case library read from its file: what may be shown during play, and what waits for the debrief."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from upstander.lib.text import mark
from upstander.records.cases import Case, Expected, Inject
from upstander.records.desk import Grade
from upstander.records.errors import Unknown, Usage

NO_CASE = mark("There is no case %(case)s: choose one that `upstander drill` lists.")


def playable(file: Mapping[str, Any]) -> tuple[str, ...]:
    """Ids of the cases that can be played."""
    return tuple(each["id"] for each in file["cases"] if each["drill"]["playable"])


def read(file: Mapping[str, Any], id: str) -> Case:
    """The case of this id or of an older spelling; Unknown if there is none, Usage if it cannot be played."""
    for each in file["cases"]:
        if id in (each["id"], *each["aka"]):
            if not each["drill"]["playable"]:
                raise Usage("%(case)s cannot be played: it has no mass violence to answer.", "case", case=id)
            return case(each)
    raise Unknown(NO_CASE, "case", case=id)


def titled(file: Mapping[str, Any], title: str) -> Case:
    """The playable case of this play title, the only name it has while it is played; Unknown if there is none."""
    for id in playable(file):
        found = read(file, id)
        if found.play_title == title:
            return found
    raise Unknown(NO_CASE, "case", case=title)


def case(each: Mapping[str, Any]) -> Case:
    """One case of the file."""
    drill = each["drill"]
    injects = {one["id"]: inject(one, closed_shown=drill["desk_sees_closed"]) for one in each["timeline"]}
    played = tuple(injects[one] for one in drill["inject_ids"])
    pauses = {point["pause_before"] for point in each["turning_points"] if point["pause_before"]}
    return Case(
        id=each["id"],
        name=each["name"],
        iso3=each["iso3"],
        play_title=each["play_title"],
        play_place=each["play_place"],
        desk=drill["desk"],
        roles=tuple(drill["roles"]),
        minutes=drill["compressed_minutes"],
        injects=played,
        debrief=tuple(injects[one] for one in drill["debrief_ids"]),
        pauses=frozenset(pauses & {one.id for one in played}),
        expected=tuple(expected(one) for one in drill["expected"]),
        lesson=each["lesson"],
        should_have=each["what_a_desk_should_have_done"],
        label=each["label"],
        turning_points=tuple(each["turning_points"]),
        windows=each["response_windows"],
        toll=tuple(each["toll"]),
    )


def inject(one: Mapping[str, Any], *, closed_shown: bool) -> Inject:
    """One inject, dated when the desk that plays could know it."""
    closed = not one["public"] and not closed_shown
    known = one.get("public_on") or one["date"] if closed else one["date"]
    source = one.get("source") or {}
    return Inject(
        id=one["id"],
        date=date.fromisoformat(known),
        precision=one.get("precision", "day"),
        kind=one["kind"],
        text=one["text"],
        who=one["who"],
        mark=one["mark"],
        source=source.get("title", ""),
        factors=tuple(one.get("factors", ())),
        publisher=source.get("publisher", ""),
        source_date=source.get("date", ""),
        day_from=one.get("day_from", ""),
    )


def expected(one: Mapping[str, Any]) -> Expected:
    """One row of what a good desk does."""
    return Expected(one["by"], Grade(one["grade_at_least"]), one["answer"], one["ask"])


def hushed(case: Case, text: str) -> str:
    """A text of the desk's own books without what it says of this case: its aside, or else all of it."""
    names = {part.strip() for part in re.split(r"[:,/()]| and ", f"{case.name.partition(':')[0]},{case.play_place}")}
    word = rf"\b(?:{'|'.join(re.escape(name) for name in sorted(names - {''}))})\b"
    kept = re.sub(rf"\s*\([^()]*{word}[^()]*\)", "", text)
    return "" if re.search(word, kept) else kept
