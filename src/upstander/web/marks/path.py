"""The chance at each month-end: computed, therefore dashed."""

from collections.abc import Sequence

from upstander.lib.text import mark
from upstander.records.forecasts import Forecast
from upstander.web.marks.charts import drawing, spoken_months, text, years_along
from upstander.web.marks.markup import Markup, joined, tag
from upstander.web.marks.words import Words

LEFT, ACROSS, TALL, TOP = 44, 252, 100, 12


def y_of(share: float) -> float:
    """0 lies on the floor, 1 at the ceiling."""
    return TOP + TALL * (1 - share)


def chance_chart(path: Sequence[Forecast], words: Words) -> Markup:
    """A dashed line with its 9-in-10 band, oldest month-end first, the newest named at its end."""
    if not path:
        return Markup()
    start = path[0].origin.ordinal
    step = ACROSS / max(1, path[-1].origin.ordinal - start)
    xs = [LEFT + (forecast.origin.ordinal - start) * step for forecast in path]
    line = [path[0].origin + place for place in range(path[-1].origin.ordinal - start + 1)]
    label = words(
        mark("Chance as computed at each month-end, %(months)s; now %(now)s, 9-in-10 range %(range)s."),
        months=spoken_months(line[0], line[-1], words),
        now=words.percent(path[-1].probability),
        range=words.span(path[-1].low, path[-1].high),
    )
    parts = [scale(words), years_along(line, LEFT, step, y_of(0)), band(path, xs), stroke(path, xs, words)]
    return drawing(parts, LEFT + ACROSS + 52, TOP + TALL + 28, "small", label)


def scale(words: Words) -> Markup:
    """Lines at 0, 50 and 100 %."""
    shares = [(share, words.share(share)) for share in (0.0, 0.5, 1.0)]
    lines = tag("path", class_="grid", d="".join(f"M{LEFT} {y_of(share):g}h{ACROSS}" for share, _ in shares))
    return joined([lines, *(text(LEFT - 5, y_of(share) + 4, label, "end soft") for share, label in shares)])


def band(path: Sequence[Forecast], xs: Sequence[float]) -> Markup:
    """The range, from the first month-end to the last and back."""
    above = [f"{x:.0f},{y_of(forecast.high):.1f}" for x, forecast in zip(xs, path, strict=True)]
    below = [f"{x:.0f},{y_of(forecast.low):.1f}" for x, forecast in zip(xs, path, strict=True)]
    return tag("polygon", class_="band", points=" ".join(above + below[::-1]))


def stroke(path: Sequence[Forecast], xs: Sequence[float], words: Words) -> Markup:
    """The chance itself, with a dot and its figure where it ends."""
    points = " ".join(f"{x:.0f},{y_of(forecast.probability):.1f}" for x, forecast in zip(xs, path, strict=True))
    y = y_of(path[-1].probability)
    dot = tag("circle", class_="told", cx=xs[-1], cy=y, r=4)
    figure = text(xs[-1] + 8, y + 4, words.percent(path[-1].probability), "told")
    return joined((tag("polyline", class_="line", points=points), dot, figure))
