"""Paper shared by all charts: a log axis, years along the foot, and the pattern for what is unknown."""

from collections.abc import Iterable, Sequence
from math import log10

from upstander.lib.dates import Month
from upstander.web.marks.markup import Markup, joined, tag
from upstander.web.marks.words import Words

# A pattern inside a chart that is display:none paints nothing anywhere else: it needs an SVG of its own, of no size.
HATCH = tag(
    "svg",
    tag(
        "defs",
        tag(
            "pattern",
            tag("path", class_="hatch", d="M0 0v5"),
            id="hatch",
            width=5,
            height=5,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        ),
    ),
    class_="defs",
    aria_hidden="true",
)


def risen(count: int | float, tall: float, decades: int) -> float:
    """Height of a count on the log axis; 1 already stands clear of the floor, 0 lies on it."""
    return 0.0 if count <= 0 else tall * (0.12 + 0.88 * min(1.0, log10(max(count, 1)) / decades))


def text(x: float, y: float, words: object, name: str | None = None) -> Markup:
    """Words in a chart."""
    return tag("text", words, class_=name, x=float(x), y=float(y))


def drawing(parts: Iterable[Markup], width: float, height: float, name: str, label: str) -> Markup:
    """A chart of so many units, with what it shows in words for those who hear it."""
    view = f"0 0 {width:.0f} {height:.0f}"
    return tag("svg", joined(parts), class_=f"chart {name}", view=view, role="img", aria_label=label)


def years_along(months: Sequence[Month], left: float, step: float, foot: float) -> Markup:
    """A tick and the year under each January."""
    januaries = [(left + place * step, month.year) for place, month in enumerate(months) if month.number == 1]
    ticks = "".join(f"M{x:.1f} {foot:.1f}v6" for x, _ in januaries)
    return joined([tag("path", class_="axis", d=ticks), *(text(x, foot + 20, year) for x, year in januaries)])


def swatch(inside: Markup) -> Markup:
    """A small sample for a legend."""
    return tag("svg", inside, view="0 0 28 14", aria_hidden="true")


def legend(rows: Iterable[tuple[Markup, str]]) -> Markup:
    """What the shapes mean: samples with words."""
    return tag("ul", *(tag("li", swatch(sample), " ", words) for sample, words in rows), class_="key")


def spoken_months(first: Month, last: Month, words: Words) -> str:
    """One month, or the first and the last."""
    return words.month(first) if first == last else f"{words.month(first)} – {words.month(last)}"
