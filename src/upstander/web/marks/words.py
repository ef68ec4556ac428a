"""One language at a time: sentences by the translator that is passed in, numbers and dates by babel. Digits are 0-9."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, format_timedelta, get_timezone_location
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from upstander.lib.dates import Month
from upstander.lib.text import Sentence
from upstander.records.tools import Rough
from upstander.web.marks.markup import Markup, tag

Say = Callable[[Sentence], str]
KEPT = 8192
WRITTEN_AS = {"en": "en_GB"}
"""The United Nations write English dates and numbers as in Britain."""


@lru_cache(KEPT)
def number(count: float, language: str) -> str:
    """A whole number with the language's separators."""
    return format_decimal(round(count), locale=language)


@lru_cache(KEPT)
def percent(share: float, language: str) -> str:
    """A chance as a whole percentage, never a bare 0 or 100: certainty is not on offer."""
    if round(share * 100) < 1:
        return "<" + format_percent(0.01, locale=language)
    if round(share * 100) > 99:
        return ">" + format_percent(0.99, locale=language)
    return format_percent(share, locale=language)


@lru_cache(KEPT)
def month_name(month: Month, skeleton: str, language: str) -> str:
    """A month in words; `skeleton` is CLDR's: yMMM, MMM."""
    return format_skeleton(skeleton, month.first_day, locale=language)


@lru_cache(KEPT)
def day_name(day: date, skeleton: str, language: str) -> str:
    """A day in words; `skeleton` is CLDR's: yMMMd, MMMEd."""
    return format_skeleton(skeleton, day, locale=language)


@lru_cache(KEPT)
def place_name(zone: ZoneInfo, language: str) -> str:
    """The city that names a time zone."""
    return get_timezone_location(zone, locale=language, return_city=True)


@lru_cache(KEPT)
def counted_unit(count: int, unit: str, language: str) -> str:
    """So many minutes, hours or days in short."""
    return format_unit(count, unit, "short", locale=language)


def isolated(text: str) -> str:
    """The text kept left to right inside any other, where no element can say so (SVG, attributes)."""
    return f"\u2066{text}\u2069"


HOURLY = timedelta(hours=72)
"""Up to here spans are told in hours, beyond in days."""

SECONDS = 120
"""Shorter ones are told in seconds: in an exercise, days are minutes."""


@dataclass(frozen=True, slots=True)
class Words:
    """What every mark needs to speak: `say` puts a Sentence into `language` (a code such as ar, zh or en)."""

    say: Say
    language: str

    @property
    def locale(self) -> str:
        """The CLDR locale whose numbers and dates this language uses."""
        return WRITTEN_AS.get(self.language, self.language)

    def __call__(self, template: str, **values: object) -> str:
        """A sentence marked for translation, with its values."""
        return self.say(Sentence(template, values))

    def counted(self, template: str, plural: str, count: int, **values: object) -> str:
        """A sentence whose form a number decides; %(n)s is the number as the language writes it."""
        return self.say(Sentence(template, {"n": self.number(count), **values}, plural, count))

    def number(self, count: float) -> str:
        """61330 is 61,330 in English."""
        return number(count, self.locale)

    def decimal(self, value: float) -> str:
        """3123.2 is 3,123; below ten one decimal is kept."""
        return format_decimal(round(value, 1) if abs(value) < 10 else round(value), locale=self.locale)

    def percent(self, share: float) -> str:
        """0.93 is 93% in English, 93 % in French."""
        return percent(share, self.locale)

    def share(self, share: float) -> str:
        """A mark on a scale: 0%, 50%, 100%."""
        return format_percent(share, locale=self.locale)

    def span(self, low: float, high: float) -> str:
        """Two chances as one range of percentages: 88–96%."""
        first = percent(low, self.locale)
        last = percent(high, self.locale)
        if first == last:
            return first
        return f"{number(low * 100, self.locale)}–{last}" if 1 <= round(low * 100) <= 99 else f"{first}–{last}"

    def month(self, month: Month) -> str:
        """Oct 2025."""
        return month_name(month, "yMMM", self.locale)

    def day(self, day: date) -> str:
        """16 Jul 2026, in the order of the language."""
        return day_name(day, "yMMMd", self.locale)

    def hour(self, at: datetime, zone: ZoneInfo) -> str:
        """14:05 in that zone."""
        return f"{at.astimezone(zone):%H:%M}"

    def weekday(self, at: datetime, zone: ZoneInfo) -> str:
        """Mon, 20 Jul in that zone."""
        return day_name(at.astimezone(zone).date(), "MMMEd", self.locale)

    def place(self, zone: ZoneInfo) -> str:
        """The city that names a time zone: Juba."""
        if zone.key in {"UTC", "Etc/UTC"}:
            return "UTC"
        return place_name(zone, self.locale)

    def duration(self, span: timedelta) -> str:
        """2 hr 10 min; 3 days 4 hr; 50 min."""
        minutes = round(abs(span).total_seconds() / 60)
        days, rest = divmod(minutes, 24 * 60)
        parts = [(days, "duration-day"), (rest // 60, "duration-hour"), (rest % 60, "duration-minute")]
        told = [part for part in parts if part[0]][:2] or [(0, "duration-minute")]
        return "\u00a0".join(counted_unit(count, unit, self.locale) for count, unit in told)

    def hours(self, span: timedelta) -> str:
        """26 hrs; 40 mins below one hour, 90 secs below two minutes; days beyond three of them."""
        seconds = round(abs(span).total_seconds())
        if 0 < seconds < SECONDS:
            return counted_unit(seconds, "duration-second", self.locale)
        if abs(span) > HOURLY:
            return self.duration(span)
        minutes = round(seconds / 60)
        count, unit = (minutes, "duration-minute") if minutes < 60 else (round(minutes / 60), "duration-hour")
        return counted_unit(count, unit, self.locale)

    def rough(self, span: Rough) -> str:
        """1 week; 18 months."""
        return format_unit(*span.whole(), locale=self.locale)

    def until(self, span: timedelta) -> str:
        """in 3 hr; in 3 days. Written out in Arabic: of the short forms CLDR lacks some, and has others wrong."""
        length: Literal["long", "short"] = "long" if self.language == "ar" else "short"
        return format_timedelta(span, threshold=1.5, format=length, add_direction=True, locale=self.locale)


def ltr(text: str, name: str = "bdi", **attributes: object) -> Markup:
    """A number or range that reads left to right in every language."""
    return tag(name, text, dir="ltr", **attributes)
