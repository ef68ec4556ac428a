"""What became of warnings as bars: the word, the bar and the number side by side, one axis for all."""

from collections.abc import Mapping

from upstander.lib.text import mark
from upstander.records.scorecards import Came
from upstander.web.marks.charts import drawing, text
from upstander.web.marks.markup import Markup, tag
from upstander.web.marks.words import Words

LEFT, ACROSS, LINE, ASIDE = 150, 240, 30, 50

CAME: Mapping[Came, str] = {
    Came.HIT: mark("Hit: it came after"),
    Came.LATE: mark("Late: it had begun"),
    Came.FALSE_ALARM: mark("False alarm"),
    Came.CANCELLED: mark("Cancelled: it was a mistake"),
    Came.OPEN: mark("Not yet known"),
}
"""What each end of a warning is called."""

MISSED = mark("Missed: no warning")
SHADES: Mapping[Came, str] = {
    Came.HIT: "tally",
    Came.LATE: "tally half",
    Came.FALSE_ALARM: "tally none",
    Came.CANCELLED: "tally none",
    Came.OPEN: "tally later",
}


def scores_chart(counts: Mapping[Came, int], missed: int, words: Words) -> Markup:
    """A bar for each end of a warning, and one for what nobody warned of."""
    rows = [(SHADES[came], words(CAME[came]), counts.get(came, 0)) for came in CAME]
    rows.append(("tally gone", words(MISSED), missed))
    most = max(1, *(count for _, _, count in rows))
    parts = [part for place, row in enumerate(rows) for part in bar(place, row, most, words)]
    total = sum(counts.values())
    told = words.counted(mark("What became of %(n)s warning"), mark("What became of %(n)s warnings"), total)
    return drawing(parts, LEFT + ACROSS + ASIDE, LINE * len(rows) + 8, "small", told)


def bar(place: int, row: tuple[str, str, int], most: int, words: Words) -> list[Markup]:
    """One bar between its word and its number; none for nothing."""
    shade, label, count = row
    y, width = 4 + place * LINE, ACROSS * count / most
    shown = [tag("rect", class_=shade, x=LEFT, y=y, width=width, height=18)] if count else []
    return [text(LEFT - 8, y + 14, label, "end"), *shown, text(LEFT + width + 8, y + 14, words.number(count))]
