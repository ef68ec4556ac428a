"""Reads a TopoJSON text: arcs in degrees, and shapes made of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from upstander.collect.un_geodata.known import LEFT_OUT
from upstander.records.errors import Usage

Point = tuple[float, float]
Line = tuple[Point, ...]
Ring = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Topology:
    """`arcs` in degrees of longitude and latitude; `shapes` holds rings of arcs by ISO 3166 code (X*: disputed).

    A ring names its arcs by number; ~n is arc n backwards. Holes need no mark: paths are filled even and odd.
    """

    arcs: tuple[Line, ...]
    shapes: Mapping[str, tuple[Ring, ...]]

    def users(self) -> dict[int, set[str]]:
        """Which shapes each arc bounds: two for a border, one for a coast."""
        found: dict[int, set[str]] = {}
        for code, rings in self.shapes.items():
            for ring in rings:
                for arc in ring:
                    found.setdefault(max(arc, ~arc), set()).add(code)
        return found


def read(text: str) -> Topology:
    """The countries of a TopoJSON text; Usage if it is none."""
    try:
        told = json.loads(text)
        scale, shift = told["transform"]["scale"], told["transform"]["translate"]
        arcs = tuple(unpacked(arc, scale, shift) for arc in told["arcs"])
        shapes = gathered(told["objects"]["countries"]["geometries"])
    except (ValueError, KeyError, TypeError, IndexError) as fault:
        raise Usage(
            "This is no TopoJSON file with countries; take dist/topojson/world_50m.json of the npm package plotly.js."
        ) from fault
    return Topology(arcs, shapes)


def unpacked(arc: Sequence[Sequence[int]], scale: Sequence[float], shift: Sequence[float]) -> Line:
    """An arc stored as steps on a grid, as points in degrees."""
    points, x, y = [], 0, 0
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return tuple(points)


def gathered(geometries: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Ring, ...]]:
    """The rings of each code; a code that comes several times is one shape."""
    shapes: dict[str, tuple[Ring, ...]] = {}
    for geometry in geometries:
        if geometry["id"] not in LEFT_OUT:
            shapes[geometry["id"]] = shapes.get(geometry["id"], ()) + rings_of(geometry)
    return shapes


def rings_of(geometry: Mapping[str, Any]) -> tuple[Ring, ...]:
    """All rings of a polygon or of several."""
    polygons = {"Polygon": [geometry["arcs"]], "MultiPolygon": geometry["arcs"]}.get(geometry["type"], [])
    return tuple(tuple(ring) for polygon in polygons for ring in polygon)


def joined(ring: Ring, arcs: Sequence[Line]) -> Line:
    """The arcs of a ring end to end; the point where two meet stands once."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return tuple(points)
