"""Small marks of a table's row: the chance with its range, and two years of deaths."""

from collections.abc import Sequence
from functools import lru_cache
from math import log10

from upstander.lib.dates import Month
from upstander.lib.text import mark
from upstander.web.marks.markup import BREAK, Markup, joined, short, tag
from upstander.web.marks.words import KEPT, Words, ltr

WIDE, TALL = 116, 28
TICKS = ((0, 1), (0.25, 0), (0.5, 0), (0.75, 0), (1, 1))


@lru_cache(KEPT)
def range_bar(probability: float, low: float, high: float) -> Markup:
    """0 to 100 %: dashed for the range, a thick pin for the chance. Hidden from the ear: put the numbers beside it."""
    ticks = "".join(f"M{2 + WIDE * share:g} {15 - end}v{3 + 2 * end}" for share, end in TICKS)
    band = tag("rect", class_="band", x=2 + low * WIDE, y=3, width=max(2.0, (high - low) * WIDE), height=9)
    pin = tag("path", class_="pin", d=f"M{short(2 + probability * WIDE)} 1v13")
    return tag(
        "svg",
        tag("path", class_="axis", d=f"M2 17h{WIDE}{ticks}"),
        band,
        pin,
        class_="range",
        view="0 0 120 20",
        aria_hidden="true",
    )


def chance(probability: float, low: float, high: float, words: Words) -> Markup:
    """The chance and its 9-in-10 range in figures, computed voice, then the bar."""
    share = tag("span", ltr(words.percent(probability)), class_="c")
    label = words(mark("9-in-10 range"))
    span = tag("small", tag("span", label, " ", class_="aside"), ltr(words.span(low, high)))
    return joined((share, span, BREAK, range_bar(probability, low, high)), " ")


def tall(count: int) -> float:
    """The height of a bar: logarithmic from 10, so that hundreds and tens of thousands part company."""
    return min(float(TALL), max(1.5, TALL * log10(max(count, 10) / 10) / 4))


def block(x: float, y: float, width: float, height: float) -> str:
    """A rectangle as a piece of a path."""
    return f"M{short(x)} {short(y)}h{short(width)}v{short(height)}h{short(-width)}z"


def sparkline(values: Sequence[int | None], provisional: Sequence[bool], last: Month, words: Words) -> Markup:
    """Deaths month by month, the newest in `last`, and the peak in words.

    Filled: final; open: first count; a line on the floor: none recorded; hatched: unknown.
    """
    drawing = bars(tuple(values), tuple(provisional))
    return joined((drawing, tag("small", peak(values, last, words), class_="soft")))


@lru_cache(KEPT)
def bars(values: tuple[int | None, ...], provisional: tuple[bool, ...]) -> Markup:
    """The drawing of a sparkline; the same row is drawn once."""
    step = 104 / max(len(values), 1)
    pieces: dict[str, list[str]] = {"one bar": [], "one provisional": [], "grid": [], "unknown": []}
    for place, (count, first_count) in enumerate(zip(values, provisional, strict=True)):
        x = place * step + 0.6
        if count is None:
            pieces["unknown"].append(block(x, 2, step - 1.2, TALL))
        elif count == 0:
            pieces["grid"].append(f"M{short(x)} 29.5h{short(step - 1.2)}")
        else:
            name = "one provisional" if first_count else "one bar"
            pieces[name].append(block(x, 30 - tall(count), step - 1.2, tall(count)))
    paths = [tag("path", class_=name, d="".join(drawn)) for name, drawn in pieces.items() if drawn]
    floor = tag("path", class_="axis", d="M0 30.5h104")
    return tag("svg", *paths, floor, class_="spark", view="0 0 104 32", aria_hidden="true")


def peak(values: Sequence[int | None], last: Month, words: Words) -> str:
    """The worst month in words, or that nothing is recorded or known."""
    known = [(count, -place) for place, count in enumerate(values) if count is not None]
    if not known:
        return words(mark("unknown"))
    count, place = max(known)
    if count == 0:
        return words(mark("none recorded"))
    month = last - (len(values) - 1 + place)
    return words(mark("peak %(n)s, %(month)s"), n=words.number(count), month=words.month(month))
