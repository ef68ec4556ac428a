"""The drawing of the world, one path a place, and where each place lies in it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from xml.sax.saxutils import quoteattr

from upstander.collect.un_geodata.known import DISPUTED, UNSETTLED, WITHOUT_POLYGON
from upstander.collect.un_geodata.project import Sheet, cut
from upstander.collect.un_geodata.read import Line, Point, Topology, joined
from upstander.collect.un_geodata.shrink import off, shrunk

TOLERANCE, SPECK, MARGIN, GRID = 0.4, 0.8, 4.0, 16
"""How far a line may stray and how small an island may be left out, in units of the sheet; points tried for a label."""


@dataclass(frozen=True, slots=True)
class World:
    """Pieces of each place and the lines to be dashed, in units of the sheet."""

    places: Mapping[str, tuple[Line, ...]]
    disputed: tuple[Line, ...]

    def view(self) -> tuple[float, float, float, float]:
        """Left, upper, width, height of all there is, with a margin."""
        left, upper, right, lower = box(point for pieces in self.places.values() for piece in pieces for point in piece)
        return left - MARGIN, upper - MARGIN, right - left + 2 * MARGIN, lower - upper + 2 * MARGIN


def box(points: Iterable[Point]) -> tuple[float, float, float, float]:
    """Least x, least y, greatest x, greatest y."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def size(piece: Line) -> float:
    """The longer side of a piece."""
    left, upper, right, lower = box(piece)
    return max(right - left, lower - upper)


def drawn(topology: Topology, sheet: Sheet, tolerance: float = TOLERANCE) -> World:
    """Every shape on the sheet: each arc is simplified once, so that neighbours share it."""
    users = topology.users()
    arcs = [shrunk(arc, sheet.place, tolerance) if number in users else arc for number, arc in enumerate(topology.arcs)]
    places = {}
    for code, rings in topology.shapes.items():
        pieces = [piece for ring in rings for piece in cut(joined(ring, arcs))]
        places[code] = without_specks([tuple(map(sheet.place, piece)) for piece in pieces])
    dashed = [tuple(map(sheet.place, arcs[number])) for number, codes in sorted(users.items()) if unsettled(codes)]
    return World(places, tuple(dashed))


def without_specks(pieces: Sequence[Line]) -> tuple[Line, ...]:
    """The pieces large enough to see; the largest stays whatever its size."""
    largest = max(pieces, key=size)
    return tuple(piece for piece in pieces if piece is largest or size(piece) >= SPECK)


def unsettled(codes: set[str]) -> bool:
    """Whether the border between these places is drawn dashed."""
    return len(codes) > 1 and (bool(codes & DISPUTED.keys()) or tuple(sorted(codes)) in UNSETTLED)


def tenths(points: Line) -> list[tuple[int, int]]:
    """The points on a grid of a tenth of a unit, without one that repeats the one before."""
    grid = [(round(x * 10), round(y * 10)) for x, y in points]
    return [at for number, at in enumerate(grid) if number == 0 or at != grid[number - 1]]


def figure(tenth: int) -> str:
    """-5 is -.5, 30 is 3."""
    return f"{tenth / 10:g}".replace("0.", ".") if abs(tenth) < 10 else f"{tenth / 10:g}"


def pair(x: int, y: int) -> str:
    """Two numbers; the sign of the second parts them if it has one."""
    return f"{figure(x)}{'' if y < 0 else ' '}{figure(y)}"


def path(points: Line) -> str:
    """A line as an SVG path: one absolute start, then steps."""
    grid = tenths(points)
    steps = [pair(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(grid)]
    run = "".join(step if step[0] == "-" or not place else f" {step}" for place, step in enumerate(steps))
    return f"M{pair(*grid[0])}l{run}" if steps else f"M{pair(*grid[0])}l.1 0"


def svg(world: World) -> str:
    """The drawing: a path for each code, one for the dashed borders, no colour, for pages to refer to."""
    view = " ".join(f"{side:g}" for side in rounded(world.view()))
    paths = [
        f"<path id={quoteattr(code)} fill-rule='evenodd' d='{'z'.join(map(path, pieces))}z'/>"
        for code, pieces in sorted(world.places.items())
    ]
    dashed = f"<path id='disputed' d='{''.join(map(path, world.disputed))}'/>"
    return f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='{view}'>\n" + "\n".join([*paths, dashed]) + "\n</svg>\n"


def rounded(numbers: Iterable[float]) -> list[float]:
    """To a tenth."""
    return [round(number, 1) for number in numbers]


def inside(point: Point, ring: Line) -> bool:
    """Whether a point lies within a ring: an eastward ray crosses it an odd number of times."""
    x, y = point
    crossings = sum(
        (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True)
    )
    return crossings % 2 == 1


def clearance(point: Point, ring: Line) -> float:
    """How far a point keeps from the border."""
    return min(reach(point, start, end) for start, end in zip(ring, ring[1:] + ring[:1], strict=True))


def reach(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from a stretch of border, ends included."""
    across, up = end[0] - start[0], end[1] - start[1]
    along = (point[0] - start[0]) * across + (point[1] - start[1]) * up
    if 0 < along < across**2 + up**2:
        return off(point, start, end)
    return min(hypot(point[0] - corner[0], point[1] - corner[1]) for corner in (start, end))


def middle(pieces: Sequence[Line]) -> Point:
    """Where a label goes: the point of a grid over the largest piece that keeps farthest from its border."""
    largest = max(pieces, key=size)
    left, upper, right, lower = box(largest)
    steps = [(number + 0.5) / GRID for number in range(GRID)]
    grid = [(left + (right - left) * across, upper + (lower - upper) * down) for across in steps for down in steps]
    within = [point for point in grid if inside(point, largest)]
    if not within:
        return (left + right) / 2, (upper + lower) / 2
    return max(within, key=lambda point: clearance(point, largest))


def index(world: World, source: Mapping[str, str]) -> str:
    """Where each place lies (label point, bounding box), who has no polygon, what is dashed, and the source: JSON."""
    told = {
        "source": dict(source),
        "view": rounded(world.view()),
        "places": {
            code: {"at": rounded(middle(pieces)), "box": rounded(box(point for piece in pieces for point in piece))}
            for code, pieces in sorted(world.places.items())
        },
        "disputed": DISPUTED,
        "unsettled": {"-".join(pair): reason for pair, reason in UNSETTLED.items()},
        "without_polygon": WITHOUT_POLYGON,
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
