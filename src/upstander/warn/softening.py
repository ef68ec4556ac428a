"""What changed from one version of an alert to the next, and whether it was softened. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from upstander.lib.text import bare
from upstander.records.alert_life import AskedOf, Version
from upstander.records.desk import Confidence, Grade, Tlp
from upstander.records.wire import plain
from upstander.records.wire_alerts import SofteningObject, VersionObject
from upstander.warn.crime_words import others_named, speaks_of_it
from upstander.warn.victims import lost

GRADES = (Grade.WATCH, Grade.WARNING, Grade.IMMINENT)
CONFIDENCES = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
TLPS = (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER, Tlp.AMBER_STRICT, Tlp.RED)
WRITTEN = ("title", "text", "ask", "alternatives", "change_our_mind", "dissent", "reason")

LONG = 1000
"""Words of a text that is compared more coarsely: its commonest words are no guide."""


class Soft(StrEnum):
    """The ways in which an alert is softened."""

    GRADE = "grade lowered"
    CONFIDENCE = "confidence lowered"
    NARROWER = "told to fewer"
    WIDER = "told to more"
    LATER = "deadline postponed"
    RECIPIENT = "addressee removed"
    FACTOR = "factor removed"
    EVIDENCE = "evidence removed"
    DISSENT = "dissent removed"
    ALTERNATIVES = "alternatives removed"
    VICTIMS = "number of victims lowered"
    ASK = "ask changed"
    WORD = "crime word removed"
    CRIME = "crime no longer named"


EMPTIED = (("dissent", Soft.DISSENT), ("alternatives", Soft.ALTERNATIVES))
NOTHING = frozenset(
    {"", "none", "no", "na", "nil", "nothing", "nobody", "noone", "nodissent", "tbd", "x", "aucun", "aucune", "non"}
    | {"neant", "rien", "sansobjet", "ninguno", "ninguna", "nada", "nadie", "нет", "никто", "无", "無", "没有", "沒有"}
    | {"暂无", "لا", "لايوجد"}
)
"""What people type, bare, where they have nothing to say."""

NEUTRAL = frozenset({Soft.WIDER})
"""A change worth naming that softens nothing."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One softening: which, and of what: a name, a title, a factor; empty where there is nothing to name."""

    soft: Soft
    of: str = ""

    @property
    def softens(self) -> bool:
        """Whether the alert says less than before."""
        return self.soft not in NEUTRAL


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text as it changed: `how` is kept, gone or new."""

    how: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """One part that differs: word by word where people wrote it, else the two values."""

    part: str
    old: object
    new: object
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One version beside the one before it: who wrote it, what differs, what was softened."""

    version: Version
    changes: tuple[Change, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def softened(self) -> bool:
        """Whether anything in it says less than before."""
        return any(mark.softens for mark in self.marks)


def steps(versions: Sequence[Version], base: Version | None = None) -> tuple[Step, ...]:
    """Every version, newest first, each beside the one before it; the first beside the alert it changes."""
    known = (*versions, base) if base is not None else tuple(versions)
    newer = tuple(Step(new, changes(old, new), marks(old, new)) for new, old in pairwise(known))
    return newer if base is not None else (*newer, *(Step(first) for first in versions[-1:]))


def marks(old: Version, new: Version) -> tuple[Mark, ...]:
    """What one version takes back of the one before it."""
    return (*of_values(old.texts, new.texts), *of_words(old.texts, new.texts), *of_rows(old, new))


def of_values(old: Mapping[str, object], new: Mapping[str, object]) -> list[Mark]:
    """A lower grade, less confidence, fewer or more people told, fewer factors."""
    found = []
    if fell(GRADES, old["grade"], new["grade"]):
        found.append(Mark(Soft.GRADE))
    if fell(CONFIDENCES, old["confidence"], new["confidence"]):
        found.append(Mark(Soft.CONFIDENCE))
    if old["tlp"] != new["tlp"]:
        found.append(Mark(Soft.WIDER if fell(TLPS, old["tlp"], new["tlp"]) else Soft.NARROWER))
    had, has = named(old.get("factors")), named(new.get("factors"))
    return found + [Mark(Soft.FACTOR, each) for each in had if each not in has]


def named(value: object) -> list[str]:
    """A list of words, empty where a version had none."""
    return [str(each) for each in value] if isinstance(value, list | tuple) else []


def fell(order: Sequence[str], old: object, new: object) -> bool:
    """Whether a value went down in its order."""
    return order.index(str(new)) < order.index(str(old))


def of_words(old: Mapping[str, object], new: Mapping[str, object]) -> list[Mark]:
    """A dissent or other ways that went, another ask, a crime no longer named, a number of victims gone or lowered."""
    found = [Mark(soft) for name, soft in EMPTIED if written(old, name) and not written(new, name)]
    if old["ask"] != new["ask"]:
        found.append(Mark(Soft.ASK))
    had, has = parts(old), parts(new)
    if speaks_of_it(had) and not speaks_of_it(has):
        found.append(Mark(Soft.WORD))
    if others_named(had) - others_named(has):
        found.append(Mark(Soft.CRIME))
    return found + [Mark(Soft.VICTIMS, number) for number in lost(had, has)]


def parts(texts: Mapping[str, object]) -> list[str]:
    """Everything that people wrote."""
    return [str(texts.get(name, "")) for name in WRITTEN]


def written(texts: Mapping[str, object], name: str) -> bool:
    """Whether a part says something: a dash or a word for nothing does not."""
    return bare(str(texts.get(name, ""))) not in NOTHING


def of_rows(old: Version, new: Version) -> list[Mark]:
    """Evidence and addressees that went, deadlines put off; nothing where a version does not remember them."""
    found = []
    if old.evidence is not None and new.evidence is not None:
        found += [Mark(Soft.EVIDENCE, title) for id, title in old.evidence.items() if id not in new.evidence]
    if old.asked is not None and new.asked is not None:
        found += of_people(old.asked, {each.person: each for each in new.asked})
    return found


def of_people(old: Iterable[AskedOf], new: Mapping[int, AskedOf]) -> list[Mark]:
    """Addressees who went, who have more time, or of whom something else is asked."""
    found = []
    for before in old:
        after = new.get(before.person)
        if after is None:
            found.append(Mark(Soft.RECIPIENT, before.name))
            continue
        if after.decide_by > before.decide_by or after.acknowledge_by > before.acknowledge_by:
            found.append(Mark(Soft.LATER, before.name))
        if after.asked != before.asked:
            found.append(Mark(Soft.ASK, before.name))
    return found


def changes(old: Version, new: Version) -> tuple[Change, ...]:
    """Every part that differs."""
    return tuple(
        Change(name, old.texts[name], value, pieces(str(old.texts[name]), str(value)) if name in WRITTEN else ())
        for name, value in new.texts.items()
        if name in old.texts and old.texts[name] != value
    )


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The words that stayed, went and came, in reading order."""
    before, after = split(old), split(new)
    found = []
    long = max(len(before), len(after)) > LONG
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=long).get_opcodes():
        if tag == "equal":
            found.append(Piece("kept", "".join(before[a:b])))
        if tag in {"delete", "replace"}:
            found.append(Piece("gone", "".join(before[a:b])))
        if tag in {"insert", "replace"}:
            found.append(Piece("new", "".join(after[c:d])))
    return tuple(found)


def split(text: str) -> list[str]:
    """Words with the space after them; a script that writes none is taken sign by sign."""
    return re.findall(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+\s*|\s+", text)


def told(step: Step) -> VersionObject:
    """A version as it leaves the house."""
    marks = [SofteningObject(what=mark.soft.value, of=mark.of, softens=mark.softens) for mark in step.marks]
    version = step.version
    changed = [change.part for change in step.changes]
    return VersionObject(
        version=version.number, by=version.by, at=str(plain(version.at)), changed=changed, softened=marks
    )
