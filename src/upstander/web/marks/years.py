"""Deaths by year as the publisher gives them: low, best, high."""

from collections.abc import Sequence
from math import log10

from upstander.lib.text import mark
from upstander.records.figures import Kind, YearFigure
from upstander.web.marks.charts import drawing, text
from upstander.web.marks.labels import KIND_CLASSES, KINDS
from upstander.web.marks.markup import Markup, joined, tag
from upstander.web.marks.words import Words, isolated

LEFT, ACROSS, LINE, ASIDE = 40, 190, 26, 150


def x_of(count: int) -> float:
    """From 10 to 100,000 on a log axis; smaller and greater counts stand at its ends."""
    return LEFT + ACROSS * min(1.0, log10(max(count, 10) / 10) / 4)


def years_chart(figures: Sequence[YearFigure], kind: Kind, words: Words) -> Markup:
    """A line a year, oldest first: a dot for the best estimate, a whisker where a range is published, both in words."""
    rows = sorted((figure for figure in figures if figure.kind is kind), key=lambda figure: figure.year)
    foot = LINE * len(rows) + 4
    lines = [year_line(row, 18 + place * LINE, words) for place, row in enumerate(rows)]
    label = words(mark("Deaths per year: %(kind)s"), kind=words(KINDS[kind]))
    return drawing([scale(foot, words), *lines], LEFT + ACROSS + ASIDE, foot + 20, "small", label)


def scale(foot: float, words: Words) -> Markup:
    """Lines at 10, 1,000 and 100,000: each is 100 times the one before."""
    at = [(x_of(10**decade), words.number(10**decade)) for decade in (1, 3, 5)]
    lines = tag("path", class_="grid", d="".join(f"M{x:g} 4V{foot:g}" for x, _ in at))
    return joined([lines, *(text(x, foot + 14, label, "mid soft") for x, label in at)])


def year_line(row: YearFigure, y: float, words: Words) -> Markup:
    """One year; without a published range it gets its dot and the words, not a made-up whisker."""
    shade = KIND_CLASSES[row.kind]
    parts = [text(0, y + 4, row.year)]
    beside = LEFT + ACROSS + 14
    if row.best is None:
        return joined([*parts, text(beside, y + 4, words(mark("unknown")), "soft")])
    low, high = (row.best, row.best) if row.low is None or row.high is None else (row.low, row.high)
    if low != high:
        parts.append(tag("path", class_=f"{shade} whisker", d=f"M{x_of(low):.1f} {y:g}H{x_of(high):.1f}"))
    parts.append(tag("circle", class_=shade, cx=x_of(row.best), cy=y, r=5))
    return joined([*parts, text(beside, y + 4, spoken(row, words))])


def spoken(row: YearFigure, words: Words) -> str:
    """1,792 (1,781–3,237), or that the range is unknown."""
    best = words.number(row.best or 0)
    if row.low is None or row.high is None:
        return words(mark("%(n)s (range unknown)"), n=best)
    return isolated(f"{best} ({words.number(row.low)}–{words.number(row.high)})")
