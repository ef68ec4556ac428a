"""A trigger read from its text (TOML), and refused in one sentence that says what to change."""

import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from upstander.lib.hashing import sha256
from upstander.lib.text import mark
from upstander.records.checks import line, passage
from upstander.records.desk import Grade
from upstander.records.errors import Usage
from upstander.records.forecasts import THRESHOLDS, WINDOWS, Question
from upstander.records.ladder import SOON
from upstander.records.people import RECEIVES, Role
from upstander.records.triggers import (
    Asked,
    CalmBelow,
    ChanceFrom,
    Condition,
    DeathsFrom,
    FirstStep,
    JudgementWithin,
    ReportsFrom,
    RiseFrom,
    SurpriseFrom,
    Trigger,
)

NAME = re.compile(r"^[a-z][a-z0-9-]{1,39}$")

MOST_DEATHS = 100_000
MOST_HOURS = 24 * 60
MISSING = mark("Add %(word)s to %(where)s: it is missing.")
STRANGE = mark("Take %(word)s out of %(where)s, or spell it right: the words there are %(known)s.")
SCALE = mark("Set %(word)s in %(where)s from %(low)s to %(high)s: it is outside its scale.")
CHOICE = mark("Choose %(word)s in %(where)s among %(known)s.")

Table = Mapping[str, Any]


class Words:
    """One table of the text: its values are taken out by name, and what nobody takes is refused."""

    def __init__(self, table: object, where: str, known: tuple[str, ...]) -> None:
        self.where = where
        self.table: Table = table if isinstance(table, dict) else {}
        if not isinstance(table, dict):
            raise Usage("Write %(where)s as a table with words of its own.", where, where=where)
        for word in self.table:
            if word not in known:
                raise Usage(STRANGE, word, word=word, where=where, known=", ".join(known))

    def take(self, word: str) -> Any:
        """The value; Usage if it is missing."""
        if word not in self.table:
            raise Usage(MISSING, word, word=word, where=self.where)
        return self.table[word]

    def said(self, word: str, check: Callable[[str, str], str] = line) -> str:
        """A text."""
        value = self.take(word)
        if not isinstance(value, str):
            raise Usage("Write %(word)s in %(where)s as a text in quotes.", word, word=word, where=self.where)
        return check(value, word)

    def number(self, word: str, low: float, high: float) -> float:
        """A number on its scale, both ends included."""
        value = self.take(word)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise Usage(SCALE, word, word=word, where=self.where, low=low, high=high)
        return float(value)

    def whole(self, word: str, low: int, high: int) -> int:
        """A whole number on its scale."""
        value = self.number(word, low, high)
        if value != int(value):
            raise Usage("Write %(word)s in %(where)s as a whole number.", word, word=word, where=self.where)
        return int(value)

    def one_of(self, word: str, known: tuple[Any, ...]) -> Any:
        """One of a few values."""
        value = self.take(word)
        if isinstance(value, bool) or value not in known:
            raise Usage(CHOICE, word, word=word, where=self.where, known=", ".join(str(each) for each in known))
        return value

    def hours(self, word: str) -> float:
        """A number of hours, more than none."""
        value = self.take(word)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= MOST_HOURS:
            raise Usage(
                "Give %(word)s in %(where)s more than 0 hours, and %(most)s at most.",
                word,
                word=word,
                where=self.where,
                most=MOST_HOURS,
            )
        return float(value)


def question(words: Words) -> Question:
    """Which forecast: how many deaths within how many months."""
    return Question(words.one_of("deaths", THRESHOLDS), words.one_of("months", WINDOWS))


def chance(words: Words) -> Condition:
    """The height of a chance."""
    return ChanceFrom(question(words), words.number("percent_or_more", 0.1, 99.9) / 100)


def rise(words: Words) -> Condition:
    """The rise of a chance."""
    return RiseFrom(question(words), words.number("points_or_more", 0.1, 99.9) / 100)


def surprise(words: Words) -> Condition:
    """A surprising month."""
    return SurpriseFrom(words.whole("once_in_months", 20, 300), words.whole("deaths_or_more", 1, MOST_DEATHS))


def deaths(words: Words) -> Condition:
    """Deaths in a month."""
    return DeathsFrom(words.whole("deaths_or_more", 1, MOST_DEATHS))


def calm(words: Words) -> Condition:
    """It has not broken out yet."""
    return CalmBelow(words.whole("months", 1, 60), words.whole("deaths_below", 1, MOST_DEATHS))


def reports(words: Words) -> Condition:
    """A number of reports."""
    return ReportsFrom(words.whole("number_or_more", 1, 1000), words.whole("within_days", 1, 365))


def judgement(words: Words) -> Condition:
    """A person's judgement."""
    return JudgementWithin(words.whole("within_days", 1, 365))


CONDITIONS: dict[str, tuple[Callable[[Words], Condition], tuple[str, ...]]] = {
    "chance": (chance, ("deaths", "months", "percent_or_more")),
    "rise": (rise, ("deaths", "months", "points_or_more")),
    "surprising_month": (surprise, ("once_in_months", "deaths_or_more")),
    "deaths_in_a_month": (deaths, ("deaths_or_more",)),
    "calm": (calm, ("months", "deaths_below")),
    "reports": (reports, ("number_or_more", "within_days")),
    "judgement": (judgement, ("within_days",)),
}
"""What a condition may be on, and the words that it takes."""

WHOLE = (
    *("name", "title", "purpose", "cause", "grade", "rings_when", "condition", "onset_deaths_in_a_month"),
    *("rings_again_after_days", "interruptions_a_week", "recipient", "first_step", "no_history"),
)


def condition(table: object, number: int) -> Condition:
    """One condition of the text."""
    where = f"condition {number}"
    on = table.get("on") if isinstance(table, dict) else None
    if on not in CONDITIONS:
        raise Usage(CHOICE, "on", word="on", where=where, known=", ".join(CONDITIONS))
    build, words = CONDITIONS[str(on)]
    return build(Words(table, where, ("on", *words)))


def recipient(table: object, number: int) -> Asked:
    """One role that must answer."""
    words = Words(table, f"recipient {number}", ("role", "asked", "acknowledge_hours", "decide_hours"))
    found = Asked(
        role=Role(words.one_of("role", tuple(sorted(role.value for role in RECEIVES)))),
        asked=words.said("asked", passage),
        acknowledge_hours=words.hours("acknowledge_hours"),
        decide_hours=words.hours("decide_hours"),
    )
    if found.decide_hours < found.acknowledge_hours:
        raise Usage("Give recipient %(number)s at least as long to decide as to acknowledge.", number=number)
    return found


def first_step(table: object, number: int) -> FirstStep:
    """One first step of the playbook."""
    words = Words(table, f"first_step {number}", ("owner", "do", "within_hours"))
    owner = Role(words.one_of("owner", tuple(sorted(role.value for role in RECEIVES))))
    return FirstStep(owner, words.said("do", passage), words.hours("within_hours"))


def several(table: Table, word: str, empty: str) -> list[object]:
    """A list of tables that must not be empty; `empty` is the refusal for one that is."""
    found = table.get(word)
    if not isinstance(found, list) or not found:
        raise Usage(empty, word)
    return found


def read(text: str) -> Trigger:
    """The trigger of a text; Usage, in one sentence, says what to change in it."""
    try:
        file = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Usage("Mend the trigger's text: it is no TOML (%(what)s).", what=str(error)) from error
    words = Words(file, "the trigger", WHOLE)
    conditions = several(file, "condition", mark("Add a condition: without one the trigger never rings."))
    asked = several(file, "recipient", mark("Add a recipient: a trigger that nobody must answer warns nobody."))
    steps = several(file, "first_step", mark("Add a first step with its owner: a trigger opens a playbook."))
    found = Trigger(
        name=name(words),
        title=words.said("title"),
        purpose=words.said("purpose", passage),
        cause=line(words.said("cause"), "cause")[:100],
        grade=Grade(words.one_of("grade", tuple(each.value for each in Grade))),
        every=words.one_of("rings_when", ("all", "any")) == "all",
        conditions=tuple(condition(each, number) for number, each in enumerate(conditions, 1)),
        onset=words.whole("onset_deaths_in_a_month", 1, MOST_DEATHS),
        again_after_days=words.whole("rings_again_after_days", 1, 365),
        budget=words.whole("interruptions_a_week", 1, 1000),
        asked=tuple(recipient(each, number) for number, each in enumerate(asked, 1)),
        playbook=tuple(first_step(each, number) for number, each in enumerate(steps, 1)),
        no_history=words.said("no_history", passage) if "no_history" in file else "",
        text=text,
        digest=sha256(text.encode()),
    )
    sensible(found)
    return found


def name(words: Words) -> str:
    """The trigger's name: short, since programs and people type it."""
    found = words.said("name")
    if not NAME.match(found):
        raise Usage("Name the trigger with 2 to 40 small letters, digits and hyphens, a letter first.", "name")
    return found


def sensible(trigger: Trigger) -> None:
    """Usage for a role asked twice, for a decision that comes too late for what is imminent, for calm alone, and for
    calm as one of several that may ring alone.
    """
    if len({each.role for each in trigger.asked}) < len(trigger.asked):
        raise Usage("Name each role once among the recipients.", "recipient")
    in_time(trigger)
    if trigger.no_history and trigger.has_history:
        raise Usage(STRANGE, "no_history", word="no_history", where="the trigger", known=", ".join(WHOLE[:-1]))
    calms = [each for each in trigger.conditions if isinstance(each, CalmBelow)]
    if len(calms) == len(trigger.conditions):
        raise Usage("Add a condition beside calm: calm alone is no reason to ring.", "condition")
    if calms and not trigger.every:
        raise Usage('Let calm stand with rings_when = "all": it narrows the other conditions.', "condition")


def in_time(trigger: Trigger) -> None:
    """Usage for a decision that may take longer than the first human one on what is imminent ever may."""
    most = SOON.total_seconds() / 3600
    for number, each in enumerate(trigger.asked, 1):
        if trigger.grade is Grade.IMMINENT and each.decide_hours > most:
            low, high = f"{min(each.acknowledge_hours, most):g}", f"{most:g}"
            raise Usage(SCALE, "decide_hours", word="decide_hours", where=f"recipient {number}", low=low, high=high)
