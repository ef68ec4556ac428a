"""A paper said in one language: plain text with its direction, ready to be drawn by anything."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import singledispatchmethod
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from django.utils.translation import gettext, ngettext, override

from upstander.jobs.papers.labels import LABELS
from upstander.lib.dates import Month
from upstander.lib.text import Sentence, mark
from upstander.records.checks import showable
from upstander.records.desk import Status
from upstander.records.papers import (
    LANGUAGES,
    Bars,
    Block,
    Box,
    Grid,
    Heading,
    Items,
    Line,
    Own,
    Paper,
    Pen,
    Text,
    Voice,
)
from upstander.records.tools import Rough
from upstander.respond.papers.dossier import Place
from upstander.respond.papers.figures import Percent

CODES = {"zh": "zh-hans"}
LOCALES = {"en": "en_GB", "zh": "zh_Hans"}
RIGHT_TO_LEFT = frozenset({"ar"})
STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
PLACE = re.compile(r"%\(\w+\)[sd]")
APART = "\u2068{}\u2069"
"""Holds a piece of text in its own direction inside any other."""

VOICES: dict[Voice, str] = {"recorded": mark("Recorded"), "computed": mark("Computed"), "judged": mark("Judged")}

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Speech:
    """One language and one time zone."""

    language: str
    zone: ZoneInfo

    @property
    def locale(self) -> str:
        """The CLDR locale of its numbers and dates; digits are 0-9 in all."""
        return LOCALES.get(self.language, self.language)

    @property
    def way(self) -> str:
        """Which way it is written."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    def form(self, sentence: Sentence) -> str:
        """A sentence in this language, its places not yet filled."""
        with override(CODES.get(self.language, self.language)):
            if sentence.count is not None:
                return ngettext(sentence.template, sentence.plural or sentence.template, sentence.count)
            return gettext(sentence.template)

    def say(self, sentence: Sentence) -> str:
        """A sentence with its values, names and numbers kept in their own direction."""
        form, values = self.form(sentence), sentence.values
        return form % {name: self.inside(value) for name, value in values.items()} if values else form

    def inside(self, value: object) -> str:
        """A value within a sentence."""
        text = self.value(value)
        if isinstance(value, Sentence | Place | Enum) or direction(text, "ltr") == self.way:
            return text
        return APART.format(text)

    def value(self, value: object) -> str:
        """A value as this language writes it; a dash is unknown."""
        if isinstance(value, Enum) and (type(value), value) in LABELS:
            return self.say(Sentence(LABELS[type(value), value]))
        return self.written(value)

    @singledispatchmethod
    def written(self, value: object) -> str:
        """Whatever else it is."""
        return "–" if value is None else str(value)

    @written.register
    def _(self, value: Sentence) -> str:
        return self.say(value)

    @written.register
    def _(self, value: Place) -> str:
        return value.state.name(self.language)

    @written.register
    def _(self, value: Percent) -> str:
        share = min(0.99, max(0.01, value.share))
        edge = ">" if value.share > 0.995 else "<" if value.share < 0.005 else ""
        return edge + format_percent(share, locale=self.locale)

    @written.register
    def _(self, value: int) -> str:
        return str(format_decimal(value, locale=self.locale))

    @written.register
    def _(self, value: float) -> str:
        return str(format_decimal(round(value, 1), locale=self.locale))

    @written.register
    def _(self, value: Month) -> str:
        return str(format_skeleton("yMMM", value.first_day, locale=self.locale))

    @written.register
    def _(self, value: date) -> str:
        return str(format_skeleton("yMMMd", value, locale=self.locale))

    @written.register
    def _(self, value: datetime) -> str:
        local = value.astimezone(self.zone)
        return f"{format_skeleton('yMMMd', local, tzinfo=self.zone, locale=self.locale)} {local:%H:%M}"

    @written.register
    def _(self, value: Rough) -> str:
        return str(format_unit(*value.whole(), locale=self.locale))

    @written.register
    def _(self, value: timedelta) -> str:
        minutes = round(abs(value).total_seconds() / 60)
        days, rest = divmod(minutes, 24 * 60)
        parts = ((days, "duration-day"), (rest // 60, "duration-hour"), (rest % 60, "duration-minute"))
        told = [part for part in parts if part[0]][:2] or [(0, "duration-minute")]
        return " ".join(format_unit(count, unit, "short", locale=self.locale) for count, unit in told)


def direction(text: str, otherwise: str) -> str:
    """Which way a text runs: that of its first letter."""
    found = (STRONG.get(unicodedata.bidirectional(each)) for each in text)
    return next((each for each in found if each), otherwise)


def spoken(paper: Paper, language: str) -> Plain:
    """The whole paper as plain values."""
    speech = Speech(language, ZoneInfo(paper.zone))
    way = speech.way
    said = {
        "language": "zh" if language == "zh" else language,
        "way": way,
        "kind": paper.kind.value,
        "title": told(paper.title, speech, way),
        "subtitle": told(paper.subtitle, speech, way),
        "tlp": f"TLP:{paper.tlp}",
        "drill": drill(paper.status, speech.zone),
        "handling": speech.say(handling(paper)),
        "made": speech.say(made(paper)),
        "source": speech.say(paper.source),
        "legend": [legend(voice, speech) for voice in VOICES],
        "date": paper.made_at.replace(microsecond=0).isoformat(),
        "short": paper.short,
        "blocks": [block(each, speech, way) for each in paper.blocks],
    }
    return {name: shown(value) for name, value in said.items()}


def shown(value: Any) -> Any:
    """The same without characters that no format can carry."""
    if isinstance(value, str):
        return showable(value)
    if isinstance(value, dict):
        return {name: shown(each) for name, each in value.items()}
    return [shown(each) for each in value] if isinstance(value, list) else value


def drill(status: Status, zone: ZoneInfo) -> list[str]:
    """The word that no reader can miss, in six languages; none for what is Actual."""
    if status is Status.ACTUAL:
        return []
    return [Speech(each, zone).value(status) for each in LANGUAGES]


def handling(paper: Paper) -> Sentence:
    """Who may read it."""
    if paper.readers:
        return Sentence(mark("For these readers alone: %(names)s."), {"names": "; ".join(paper.readers)})
    return Sentence(mark("Pass it on no further than its TLP says."))


def made(paper: Paper) -> Sentence:
    """Who made it, when, and whose clock it tells."""
    template = mark("Made by %(name)s on %(at)s. Times: %(zone)s.")
    return Sentence(template, {"name": paper.made_by, "at": paper.made_at, "zone": paper.zone})


def legend(voice: Voice, speech: Speech) -> Plain:
    """What each voice looks like and means."""
    means = {
        "recorded": mark("Solid: what a source recorded, with its name and date."),
        "computed": mark("Dashed: what a machine computed. Nobody has signed it."),
        "judged": mark("Signed: what a named person judged, and why."),
    }
    return {"voice": voice, "word": speech.say(Sentence(VOICES[voice])), "means": speech.say(Sentence(means[voice]))}


def told(text: Text | None, speech: Speech, way: str) -> Plain:
    """A piece of text and its direction; what a person wrote stays in its language, and says so where it was cut."""
    if text is None:
        return {"text": "–", "way": way, "own": False}
    if isinstance(text, Own):
        more = Sentence(mark("Shortened: it has %(n)s characters in the alert."), {"n": text.cut}) if text.cut else None
        return {
            "text": text.text,
            "way": direction(text.text, way),
            "own": True,
            "more": speech.say(more) if more else "",
        }
    if isinstance(text, Sentence):
        runs = direction(PLACE.sub("", speech.form(text)), way)
        return {"text": speech.say(text), "way": runs, "own": False}
    return {"text": speech.value(text.value), "way": way, "own": False}


def block(each: Block, speech: Speech, way: str) -> Plain:
    """One block as plain values."""

    def say(text: Text | None) -> Plain:
        return told(text, speech, way)

    match each:
        case Heading(text):
            return {"is": "heading", "text": say(text)}
        case Line(text, strong, number):
            return {"is": "line", "text": say(text), "strong": strong, "number": number}
        case Items(texts):
            return {"is": "items", "texts": [say(one) for one in texts]}
        case Grid(head, rows):
            return {
                "is": "grid",
                "head": [say(one) for one in head],
                "rows": [[say(one) for one in row] for row in rows],
            }
        case Bars(label, rows):
            bars = [{"text": say(one), "n": number, "said": speech.value(number)} for one, number in rows]
            return {"is": "bars", "label": say(label), "rows": bars}
        case Pen(label, choices, lines):
            return {"is": "pen", "label": say(label), "choices": [say(one) for one in choices], "lines": lines}
        case Box():
            return box(each, speech, way)


def box(each: Box, speech: Speech, way: str) -> Plain:
    """A voice's block: its word is text, so that it survives copying and being read aloud."""
    return {
        "is": "box",
        "voice": each.voice,
        "word": speech.say(Sentence(VOICES[each.voice])),
        "title": told(each.title, speech, way) if each.title else None,
        "note": told(each.note, speech, way) if each.note else None,
        "signed": told(each.signed, speech, way) if each.signed else None,
        "dissent": each.dissent,
        "blocks": [block(one, speech, way) for one in each.blocks],
    }
