"""Deaths month by month: one panel per kind of violence on one log axis, and what became of the first counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from upstander.lib.dates import Month, months
from upstander.lib.text import mark
from upstander.records.figures import Figure, Kind, Revision
from upstander.web.marks.charts import drawing, legend, risen, spoken_months, text, years_along
from upstander.web.marks.labels import KIND_CLASSES, KINDS
from upstander.web.marks.markup import Markup, joined, tag
from upstander.web.marks.words import Words, isolated

ORDER = (Kind.ONE_SIDED, Kind.STATE_BASED, Kind.NON_STATE)
WIDE, NARROW = 41, 17
LETTER = 7
TOLD = 100
"""A revision is named on the chart if it moved a count by at least so many deaths and doubled or halved it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One month of one kind: `now` is None where no vintage covers it; `said` is the first count, if it was another."""

    month: Month
    now: int | None
    provisional: bool
    said: int | None


@dataclass(frozen=True, slots=True)
class Flag:
    """A judgement on the time line: who said what in which month."""

    month: Month
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The room a chart has: `decades` of the log axis, in `tall` units a panel, `step` units a month."""

    name: str
    left: float
    step: float
    tall: float
    width: float
    decades: int

    def floor(self, panel: int) -> float:
        """Where the nth panel stands."""
        return 28 + panel * (self.tall + 42) + self.tall

    def x(self, place: int) -> float:
        """Where the nth month begins."""
        return self.left + place * self.step

    def y(self, count: int, panel: int) -> float:
        """How high a count reaches."""
        return self.floor(panel) - risen(count, self.tall, self.decades)


def bars_of(
    figures: Iterable[Figure], revisions: Iterable[Revision], kind: Kind, first: Month, last: Month
) -> tuple[Bar, ...]:
    """A bar for each month from `first` to `last`, covered or not."""
    held = {figure.month: figure for figure in figures if figure.kind is kind and figure.best is not None}
    said = {row.month: row.first for row in revisions if row.kind is kind}
    rows = []
    for month in months(first, last):
        figure = held.get(month)
        now = figure.best if figure else None
        before = said.get(month)
        other = before if now is not None and before != now else None
        rows.append(Bar(month, now, bool(figure and figure.provisional), other))
    return tuple(rows)


def months_chart(
    figures: Sequence[Figure],
    revisions: Sequence[Revision],
    last: Month,
    words: Words,
    *,
    flags: Sequence[Flag] = (),
) -> Markup:
    """The 41 months up to `last` for wide screens and the newest 17 for phones; the sheet shows one of the two.

    `last` is the month of the day the page speaks for: months after the newest vintage come out as unknown.
    """
    panels = {kind: bars_of(figures, revisions, kind, last - (WIDE - 1), last) for kind in ORDER}
    short = {kind: bars[-NARROW:] for kind, bars in panels.items()}
    return joined((sheet(panels, "wide", flags, words), sheet(short, "narrow", flags, words)))


def paper_for(panels: Mapping[Kind, Sequence[Bar]], name: str) -> Paper:
    """Wide or narrow paper, with an axis that reaches the highest count."""
    counts = [max(bar.now or 0, bar.said or 0) for bars in panels.values() for bar in bars]
    decades = 5 if max(counts) <= 10**5 else 6
    left, width, tall = (54.0, 660.0, 92.0) if name == "wide" else (50.0, 360.0, 84.0)
    return Paper(name, left, (width - left - 4) / len(panels[ORDER[0]]), tall, width, decades)


def sheet(panels: Mapping[Kind, Sequence[Bar]], name: str, flags: Sequence[Flag], words: Words) -> Markup:
    """One chart of three panels."""
    paper = paper_for(panels, name)
    line = [bar.month for bar in panels[ORDER[0]]]
    foot = paper.floor(len(ORDER) - 1)
    parts = [panel_of(panels[kind], kind, place, paper, words) for place, kind in enumerate(ORDER)]
    parts += [flag_at(flag, line.index(flag.month), paper, foot) for flag in flags if flag.month in line]
    parts += [years_along(line, paper.left, paper.step, foot), unknown_months(panels[ORDER[0]], paper, foot, words)]
    label = words(
        mark("Deaths per month by kind of violence, %(months)s; the table below holds every figure."),
        months=spoken_months(line[0], line[-1], words),
    )
    return drawing(parts, paper.width, foot + 44, name, label)


def panel_of(bars: Sequence[Bar], kind: Kind, place: int, paper: Paper, words: Words) -> Markup:
    """Title, grid, bars, what the first counts said, and the greatest revision in words."""
    floor = paper.floor(place)
    shade = KIND_CLASSES[kind]
    parts = [text(0, floor - paper.tall - 12, words(KINDS[kind]), "title"), grid(place, paper, words)]
    parts += [shape(bars, shade, place, paper), unknown_months_hatched(bars, place, paper)]
    parts.append(tag("path", class_="axis", d=f"M{paper.left:g} {floor:g}H{paper.width - 4:g}"))
    parts += [said_first(bars, place, paper), told_revision(bars, place, paper, words)]
    return joined(parts)


def grid(place: int, paper: Paper, words: Words) -> Markup:
    """Lines at 10, 1,000 and 100,000, and 0 on the floor."""
    floor = paper.floor(place)
    labels = [text(paper.left - 5, floor + 4, "0", "end soft")]
    lines = ""
    for decade in range(1, paper.decades + 1, 2):
        y = paper.y(10**decade, place)
        lines += f"M{paper.left:g} {y:.1f}H{paper.width - 4:g}"
        labels.append(text(paper.left - 5, y + 4, words.number(10**decade), "end soft"))
    return joined([tag("path", class_="grid", d=lines), *labels])


def shape(bars: Sequence[Bar], shade: str, place: int, paper: Paper) -> Markup:
    """Filled bars are final, open ones first counts, a ring on the floor says that none was recorded."""
    drawn: dict[str, str] = {"bar": "", "provisional": ""}
    rings = []
    for number, bar in enumerate(bars):
        x = paper.x(number) + paper.step * 0.15
        if bar.now == 0:
            middle = paper.x(number) + paper.step / 2
            rings.append(tag("circle", class_=f"{shade} nil", cx=middle, cy=paper.floor(place) - 3, r=1.8))
        elif bar.now is not None:
            high = risen(bar.now, paper.tall, paper.decades)
            wide = paper.step * 0.7
            name = "provisional" if bar.provisional else "bar"
            drawn[name] += f"M{x:.1f} {paper.floor(place):g}v{-high:.1f}h{wide:.1f}v{high:.1f}z"
    paths = [tag("path", class_=f"{shade} {name}", d=path) for name, path in drawn.items() if path]
    return joined([*paths, *rings])


def said_first(bars: Sequence[Bar], place: int, paper: Paper) -> Markup:
    """A tick across the bar where the first count stood."""
    ticks = "".join(
        f"M{paper.x(number):.1f} {paper.y(bar.said, place):.1f}h{paper.step:.1f}"
        for number, bar in enumerate(bars)
        if bar.said is not None
    )
    return joined((tag("path", class_="halo", d=ticks), tag("path", class_="said", d=ticks))) if ticks else Markup()


def told_revision(bars: Sequence[Bar], place: int, paper: Paper, words: Words) -> Markup:
    """The greatest revision of the panel in words, if it is great: Oct 2025: 3,885 → 59,961."""
    number = max(range(len(bars)), key=lambda place: moved(bars[place]))
    if not moved(bars[number]):
        return Markup()
    bar = bars[number]
    figures = isolated(f"{words.number(bar.said or 0)} → {words.number(bar.now or 0)}")
    told = f"{words.month(bar.month)}: {figures}"
    before = number > len(bars) / 2
    reach = round(len(told) * LETTER / paper.step) + 1
    beside = bars[max(0, number - reach) : number] if before else bars[number + 1 : number + 1 + reach]
    tops = [paper.y(max(other.now or 0, other.said or 0), place) - 5 for other in beside]
    y = max(min([*tops, paper.y(1, place)]), paper.floor(place) - paper.tall + 10)
    x = paper.x(number) - 6 if before else paper.x(number + 1) + 6
    return text(x, y, told, "end noted" if before else "noted")


def moved(bar: Bar) -> int:
    """By how many deaths a revision moved the count; 0 where that is not worth naming."""
    if bar.now is None or bar.said is None:
        return 0
    low, high = sorted((bar.now, bar.said))
    return high - low if high - low >= TOLD and high >= 2 * low else 0


def runs_of_unknown(bars: Sequence[Bar]) -> list[tuple[int, int]]:
    """Where the months without any vintage begin and end."""
    runs: list[tuple[int, int]] = []
    for number, bar in enumerate(bars):
        if bar.now is None:
            start = runs.pop()[0] if runs and runs[-1][1] == number else number
            runs.append((start, number + 1))
    return runs


def unknown_months_hatched(bars: Sequence[Bar], place: int, paper: Paper) -> Markup:
    """A hatched field from floor to ceiling: unknown, not zero."""
    return joined(
        tag(
            "rect",
            class_="unknown",
            x=paper.x(start) + 1,
            y=paper.floor(place) - paper.tall,
            width=(end - start) * paper.step - 1,
            height=paper.tall,
        )
        for start, end in runs_of_unknown(bars)
    )


def unknown_months(bars: Sequence[Bar], paper: Paper, foot: float, words: Words) -> Markup:
    """The newest run of unknown months in words, below the years."""
    runs = runs_of_unknown(bars)
    if not runs:
        return Markup()
    start, end = runs[-1]
    told = words(mark("%(months)s: unknown"), months=spoken_months(bars[start].month, bars[end - 1].month, words))
    return text(paper.width - 4, foot + 37, told, "end soft")


def flag_at(flag: Flag, number: int, paper: Paper, foot: float) -> Markup:
    """Judged: a double line through all panels, and the words in serif."""
    x = paper.x(number)
    line = tag("path", class_="flag", d=f"M{x - 1.5:.1f} 4V{foot:g}m3 0V4")
    late = number > paper.width / paper.step * 0.6
    return joined((line, text(x - 6 if late else x + 6, 13, flag.text, "by end" if late else "by")))


def months_key(words: Words) -> Markup:
    """What the shapes of the monthly chart mean."""
    return legend(
        (
            (tag("rect", class_="one bar", x=8, width=10, height=14), words(mark("final release"))),
            (
                tag("rect", class_="one provisional", x=8, y=1, width=10, height=12),
                words(mark("first count, will change")),
            ),
            (tag("path", class_="said", d="M6 7h14"), words(mark("what the first count said"))),
            (tag("circle", class_="one nil", cx=13, cy=9, r=2.5), words(mark("none recorded"))),
            (tag("rect", class_="unknown", width=28, height=14), words(mark("unknown, not zero"))),
        )
    )
