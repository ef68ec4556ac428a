"""What our templates can say of figures: a forecast, its reasons, its sources."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext

from upstander.records.figures import Observation
from upstander.records.forecasts import Driver, Forecast
from upstander.web import tasks
from upstander.web import words as speech
from upstander.web.marks import bars, chips
from upstander.web.marks.charts import HATCH
from upstander.web.marks.markup import Markup, joined, tag
from upstander.web.marks.words import ltr
from upstander.web.templatetags.desk import source

register = template.Library()


@register.simple_tag
def being_computed(day: date) -> bool:
    """Whether the worker has that day's forecasts before it."""
    return tasks.being_computed(day)


@register.simple_tag
def chance(forecast: Any) -> Markup:
    """The chance with its range and bar."""
    return bars.chance(forecast.probability, forecast.low, forecast.high, speech.words())


@register.simple_tag
def chance_alone(forecast: Any, big: str = "") -> Markup:
    """The chance as one figure in the computed voice."""
    return tag("span", ltr(speech.words().percent(forecast.probability)), class_="c big" if big else "c")


@register.simple_tag
def spread(forecast: Any) -> Markup:
    """The 9-in-10 range alone."""
    return ltr(speech.words().span(forecast.low, forecast.high))


@register.simple_tag
def spark(row: Any) -> Markup:
    """Two years of deaths, month by month."""
    return bars.sparkline(row.spark, row.spark_provisional, row.last_month, speech.words())


@register.simple_tag
def arrow(change: float | None) -> Markup:
    """Up or down against the month before."""
    return chips.change_arrow(change, speech.words())


@register.filter
def odds(value: float) -> Markup:
    """How hard a reason pushes the chance up or down: log-odds with sign and two decimals."""
    return ltr(f"{value:+.2f}")


@register.simple_tag
def hatch() -> Markup:
    """The pattern for what is unknown; once a page, before the first chart."""
    return HATCH


@register.filter
def model(forecast: Forecast) -> str:
    """Which model speaks."""
    return gettext("model %(name)s") % {"name": forecast.model}


@register.filter
def run(forecast: Forecast) -> str:
    """On which knowledge it rests."""
    return gettext("figures known on %(day)s") % {"day": speech.words().day(forecast.known_at)}


@register.filter
def month_before(forecast: Forecast) -> str:
    """The month a change is measured against."""
    return speech.words().month(forecast.origin - 1)


TOLD = 3
"""Reasons that are said in words; the others are in the table of all reasons."""


@register.filter
def reasons(forecast: Forecast) -> list[Driver]:
    """The reasons that weigh most, the heaviest first."""
    return sorted(forecast.drivers, key=lambda driver: -abs(driver.log_odds))[:TOLD]


@register.filter
def all_reasons(forecast: Forecast) -> list[Driver]:
    """Every reason, the heaviest first."""
    return sorted(forecast.drivers, key=lambda driver: -abs(driver.log_odds))


@register.filter
def rest_count(forecast: Forecast) -> int:
    """How many reasons are not said in words."""
    return max(0, len(forecast.drivers) - TOLD)


@register.filter
def rest_odds(forecast: Forecast) -> Markup:
    """What those add together."""
    return odds(sum(driver.log_odds for driver in all_reasons(forecast)[TOLD:]))


@register.filter
def sum_odds(forecast: Forecast) -> float:
    """The intercept and every reason, added up."""
    return forecast.intercept + sum(driver.log_odds for driver in forecast.drivers)


@register.filter
def times(value: float) -> Markup:
    """How many times as much."""
    return ltr(f"×{value:.1f}" if value < 100 else f"×{value:.0f}")


@register.simple_tag
def source_tags(vintages: Iterable[str], keep: str = "") -> Markup:
    """Several vintages of UCDP."""
    return joined([source(f"UCDP {vintage}" if vintage[:1].isdigit() else vintage, keep) for vintage in vintages], " ")


@register.simple_tag
def source_of(one: Observation | Driver, keep: str = "") -> Markup:
    """Source and vintage of a figure or a reason."""
    return source(" ".join(dict.fromkeys((one.source, one.vintage))), keep)
