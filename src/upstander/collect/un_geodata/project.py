"""From the globe to the sheet: the Equal Earth projection, and rings cut at the antimeridian."""

from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

from upstander.collect.un_geodata.read import Line, Point

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = sqrt(3) / 2
EDGE = 180.0


def equal_earth(longitude: float, latitude: float) -> Point:
    """Degrees to x and y on a globe of radius 1 (Savric, Patterson and Jenny 2018, equations 1 to 3)."""
    tilt = asin(M * sin(radians(latitude)))
    second, sixth = tilt**2, tilt**6
    slope = A1 + 3 * A2 * second + sixth * (7 * A3 + 9 * A4 * second)
    return radians(longitude) * cos(tilt) / (M * slope), tilt * (A1 + A2 * second + sixth * (A3 + A4 * second))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing so many units wide with the whole globe on it; y grows downwards."""

    width: float = 1000.0

    @property
    def unit(self) -> float:
        """Units for a globe of radius 1."""
        return self.width / (2 * equal_earth(EDGE, 0)[0])

    def place(self, point: Point) -> Point:
        """Where a longitude and a latitude lie on the sheet."""
        x, y = equal_earth(*point)
        return x * self.unit + self.width / 2, (equal_earth(0, 90)[1] - y) * self.unit


def unwrapped(ring: Line) -> Line:
    """The ring without jumps: from 179 east it goes on to 181, not to -179."""
    turned, turn = [ring[0]], 0.0
    for (before, _), (longitude, latitude) in pairwise(ring):
        step = longitude - before
        turn += -360 if step > EDGE else 360 if step < -EDGE else 0
        turned.append((longitude + turn, latitude))
    return tuple(turned)


def clipped(ring: Line, meridian: float, side: int) -> Line:
    """What lies east (`side` 1) or west (-1) of a meridian (Sutherland and Hodgman 1974)."""
    kept: list[Point] = []
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        starts_in, ends_in = (x0 - meridian) * side >= 0, (x1 - meridian) * side >= 0
        if starts_in:
            kept.append((x0, y0))
        if starts_in != ends_in:
            kept.append((meridian, y0 + (y1 - y0) * (meridian - x0) / (x1 - x0)))
    return tuple(kept)


def cut(ring: Line) -> list[Line]:
    """The ring itself, or its pieces on either side of the antimeridian."""
    whole = unwrapped(ring)
    longitudes = [longitude for longitude, _ in whole]
    if min(longitudes) >= -EDGE and max(longitudes) <= EDGE:
        return [whole]
    turns = [tuple((x + turn, y) for x, y in whole) for turn in (-360, 0, 360)]
    pieces = [clipped(clipped(turned, -EDGE, 1), EDGE, -1) for turned in turns]
    return [piece for piece in pieces if len(piece) > 2]
