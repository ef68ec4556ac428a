"""A back-run year by year: how often a trigger rang and what came of it, what began and whether it had rung before."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from upstander.lib.text import mark
from upstander.records.triggers import Verdict
from upstander.web.marks.charts import drawing, text
from upstander.web.marks.markup import Markup, joined, tag
from upstander.web.marks.words import Words

LANES: Mapping[str, str] = {
    Verdict.EARLY: mark("Rang, and it began within a year"),
    Verdict.FALSE_ALARM: mark("Rang, and nothing began within a year"),
    Verdict.UNDER_WAY: mark("Rang while it was under way"),
    Verdict.OPEN: mark("Rang, and the year is not over"),
    "hit": mark("Began, and it had rung"),
    "miss": mark("Began, and it had not rung"),
}
"""One lane for each, from above."""

SHADES = {
    Verdict.EARLY: "bar state",
    Verdict.FALSE_ALARM: "one provisional",
    "hit": "bar state",
    "miss": "bar one",
}
LEFT, STEP, TALL, GAP = 6, 38, 34, 48


def counted(told: Mapping[str, Any]) -> dict[str, Counter[int]]:
    """For each lane, how many in each year."""
    found: dict[str, Counter[int]] = {lane: Counter() for lane in LANES}
    for each in told["firings"]:
        found[each["verdict"]][int(each["fired_on"][:4])] += 1
    for each in told["onsets"]:
        found["hit" if each["hit"] else "miss"][int(each["month"][:4])] += 1
    return found


def firings_chart(told: Mapping[str, Any], words: Words) -> Markup:
    """A lane for each, a column for each year with its number."""
    years = range(int(told["first"][:4]), int(told["last"][:4]) + 1)
    lanes = [(lane, counts) for lane, counts in counted(told).items() if counts]
    most = max((max(counts.values()) for _, counts in lanes), default=1)
    parts = [one_lane(lane, counts, place, years, most, words) for place, (lane, counts) in enumerate(lanes)]
    foot = len(lanes) * (TALL + GAP) + 16
    along = [text(x_of(year, years) + STEP / 2, foot, year, "mid soft") for year in years]
    label = words(mark("What rang and what began, year by year"))
    return drawing([*parts, *along], LEFT * 2 + STEP * len(years), foot + 6, "", label)


def x_of(year: int, years: range) -> float:
    """Where a year begins."""
    return LEFT + (year - years.start) * STEP


def one_lane(lane: str, counts: Counter[int], place: int, years: range, most: int, words: Words) -> Markup:
    """The title, a line to stand on, and a column with its number for each year that has any."""
    floor = place * (TALL + GAP) + GAP + TALL - 6
    total = words.number(counts.total())
    parts = [
        text(LEFT, floor - TALL - 22, words(mark("%(what)s: %(n)s"), what=words(LANES[lane]), n=total), "title"),
        tag("path", class_="grid", d=f"M{LEFT} {floor}H{LEFT + STEP * len(years)}"),
    ]
    for year, count in sorted(counts.items()):
        tall = max(2.0, TALL * count / most)
        x = x_of(year, years)
        shade = SHADES.get(lane, "bar non")
        parts.append(
            tag(
                "rect",
                class_=shade,
                x=x + 8.0,
                y=floor - tall,
                width=STEP - 16.0,
                height=tall,
            )
        )
        parts.append(text(x + STEP / 2, floor - tall - 3, words.number(count), "mid"))
    return joined(parts)
