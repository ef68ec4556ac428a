"""The mechanisms' file read as doors: shown with their marks, never run by themselves. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from upstander.records.doors import Door, Mark, Saying

MARKED = re.compile(r"\(\s*([VOU])\b[^()]*\)|\b([VOU])(?=[,;:]| \()")
"""A mark inside a sentence: `(V)`, `(O, high)`, `(U: number not found)`, `V, earlier reading`."""

OWN_PLACE = frozenset({"id", "level", "name", "verified", "roles", "steps", "decision_points", "gap"})
OWN_PLACE |= {"who_can_start", "limit"}


def saying(text: str, whole: Mark) -> Saying:
    """A sentence with its own mark, else that of the whole entry; the weakest of several counts."""
    found = [Mark(first or second) for first, second in MARKED.findall(text)]
    return Saying(text, max(found, key=list(Mark).index) if found else whole)


def sayings(value: object, whole: Mark) -> tuple[Saying, ...]:
    """Whatever the file says under one name, sentence by sentence."""
    return tuple(saying(text, whole) for text in flat(value))


def flat(value: object, before: str = "") -> Iterator[str]:
    """The texts of a value: a list's each, a mapping's each with its name."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from flat(inner, f"{before}{str(name).replace('_', ' ')}: ")
    elif isinstance(value, list):
        for inner in value:
            yield from flat(inner, before)
    else:
        yield f"{before}{value}"


def door(entry: Mapping[str, Any]) -> Door:
    """One mechanism of the file."""
    word = str(entry["verified"]).split()
    whole = Mark(word[0]) if word and word[0] in set(Mark) else Mark.NONE
    return Door(
        id=entry["id"],
        level=entry["level"],
        name=entry["name"],
        verified=whole,
        partly="partly" in word,
        roles=tuple(entry.get("roles", ())),
        steps=sayings(entry["steps"], Mark.NONE if "partly" in word else whole),
        decision_points=sayings(entry.get("decision_points", []), Mark.NONE if "partly" in word else whole),
        gap=entry.get("gap", ""),
        who_can_start=entry.get("who_can_start", ""),
        limit=entry.get("limit", ""),
        told=tuple(
            (name, sayings(value, Mark.NONE if "partly" in word else whole))
            for name, value in entry.items()
            if name not in OWN_PLACE
        ),
    )


def doors(file: Mapping[str, Any]) -> tuple[Door, ...]:
    """Every mechanism, in the order of the file."""
    return tuple(door(each) for each in file["mechanisms"])
