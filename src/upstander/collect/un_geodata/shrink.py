"""Fewer points for the same line: Ramer (1972), Douglas and Peucker (1973)."""

from collections.abc import Callable
from math import hypot

from upstander.collect.un_geodata.read import Line, Point


def off(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from the straight line through two others, or from their common place."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = hypot(across, up)
    if length == 0:
        return hypot(point[0] - start[0], point[1] - start[1])
    return abs(across * (start[1] - point[1]) - (start[0] - point[0]) * up) / length


def farthest(line: Line, first: int, last: int) -> tuple[float, int]:
    """The point between two others that lies farthest off, and how far."""
    return max((off(line[at], line[first], line[last]), -at) for at in range(first + 1, last))


def kept(line: Line, tolerance: float) -> list[int]:
    """The points that must stay so that none strays more than `tolerance`; both ends always stay."""
    stay, open_spans = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        if last - first < 2:
            continue
        distance, at = farthest(line, first, last)
        if distance > tolerance:
            stay.add(-at)
            open_spans += [(first, -at), (-at, last)]
    return sorted(stay)


def shrunk(arc: Line, project: Callable[[Point], Point], tolerance: float) -> Line:
    """The arc in degrees with the points that matter on the sheet: `tolerance` is in the sheet's units.

    An arc that closes on itself is an island: it keeps at least three corners.
    """
    flat = tuple(project(point) for point in arc)
    stay = kept(flat, tolerance)
    if arc[0] == arc[-1] and len(stay) < 4 <= len(arc):
        third = len(arc) // 3
        stay = [0, third, 2 * third, len(arc) - 1]
    return tuple(arc[at] for at in stay)
