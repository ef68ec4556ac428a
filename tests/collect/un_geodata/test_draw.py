"""Boundaries to a drawing: shared borders stay shared, disputes are dashed, nobody is lost."""

import csv
import json
import re
from pathlib import Path

import pytest

import upstander.web
from upstander.collect.un_geodata.draw import drawn, index, inside, middle, path, svg, unsettled, without_specks
from upstander.collect.un_geodata.known import DISPUTED, WITHOUT_POLYGON
from upstander.collect.un_geodata.project import Sheet
from upstander.collect.un_geodata.read import read
from upstander.records.errors import Usage

STATIC = Path(upstander.web.__file__).parent / "static" / "web"
PLACES = Path(upstander.web.__file__).parents[1] / "collect" / "places" / "places.csv"
FORMER = {"CSK", "DDR", "YMD", "YUG"}

# Two neighbours with a crooked border (arc 0), a disputed strip east of them (arcs 2, 3), and far islands.
SQUARES = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [
        [[10, 0], [0, 3], [1, 0], [0, 3], [-1, 0], [0, 4]],
        [[10, 10], [-10, 0], [0, -10], [10, 0]],
        [[20, 0], [0, 10]],
        [[20, 10], [5, 0], [0, -10], [-5, 0]],
        [[10, 0], [10, 0]],
        [[20, 10], [-10, 0]],
        [[40, 0], [1, 0], [0, 1], [-1, -1]],
        [[50, 0], [6, 0], [0, 6], [-6, -6]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "id": "AAA", "arcs": [[0, 1]]},
                {"type": "Polygon", "id": "BBB", "arcs": [[4, 2, 5, -1]]},
                {"type": "Polygon", "id": "XJK", "arcs": [[-3, 3]]},
                {"type": "MultiPolygon", "id": "CCC", "arcs": [[[6]], [[7]]]},
                {"type": "Polygon", "id": "ATA", "arcs": [[7]]},
                {"type": "Polygon", "id": "CCC", "arcs": [[6]]},
                {"type": "Point", "id": "DOT", "arcs": []},
            ][:6]
        }
    },
}


def world(tolerance: float = 0.4):
    return drawn(read(json.dumps(SQUARES)), Sheet(), tolerance)


def test_a_code_that_comes_twice_is_one_place_and_antarctica_stays_out() -> None:
    shapes = read(json.dumps(SQUARES)).shapes
    assert set(shapes) == {"AAA", "BBB", "CCC", "XJK"}
    assert shapes["CCC"] == ((6,), (7,), (6,))


@pytest.mark.parametrize("tolerance", [0.1, 0.4, 5.0])
def test_neighbours_share_every_point_of_their_border(tolerance: float) -> None:
    places = world(tolerance).places
    sheet = Sheet()
    crooked = {sheet.place(point) for point in ((10, 0), (10, 3), (11, 3), (11, 6), (10, 6), (10, 10))}
    first, second = (crooked & set(places[code][0]) for code in ("AAA", "BBB"))
    assert first == second
    assert len(first) >= 2


def test_a_border_with_a_disputed_area_is_dashed_and_others_are_not() -> None:
    dashed = world().disputed
    sheet = Sheet()
    assert dashed == (tuple(map(sheet.place, ((20, 0), (20, 10)))),)


@pytest.mark.parametrize(
    ("codes", "dashed"),
    [
        ({"MAR", "ESH"}, True),
        ({"SDN", "SSD"}, True),
        ({"ISR", "SYR"}, True),
        ({"FRA", "ESP"}, False),
        ({"XJK"}, False),
        ({"XHT", "EGY"}, True),
    ],
)
def test_which_borders_are_not_settled(codes: set[str], dashed: bool) -> None:
    assert unsettled(codes) is dashed


def test_specks_go_but_never_a_whole_place() -> None:
    speck = ((0.0, 0.0), (0.1, 0.0), (0.0, 0.1))
    land = ((0.0, 0.0), (9.0, 0.0), (0.0, 9.0))
    assert without_specks([speck, land]) == (land,)
    assert without_specks([speck]) == (speck,)


def test_a_path_is_an_absolute_start_and_short_steps() -> None:
    assert path(((10.0, 20.0), (10.5, 19.5), (10.52, 19.52), (13.5, 20.5))) == "M10 20l.5-.5 3 1"
    assert path(((1.0, 1.0), (1.0, 1.0))) == "M1 1l.1 0"


def test_a_label_lies_within_its_place() -> None:
    horseshoe = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (8.0, 10.0), (8.0, 2.0), (2.0, 2.0), (2.0, 10.0), (0.0, 10.0))
    assert inside(middle([horseshoe]), horseshoe)


def test_a_place_too_thin_for_the_grid_gets_its_centre() -> None:
    assert middle([((0.0, 0.0), (0.0, 2.0), (0.0, 1.0))]) == (0.0, 1.0)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"transform": 1}', json.dumps(SQUARES | {"arcs": [[[1]]]})])
def test_what_is_no_topology_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(Usage, match=r"take dist/topojson/world_50m\.json"):
        read(text)


def test_the_index_tells_places_disputes_and_source() -> None:
    told = json.loads(index(world(), {"title": "x"}))
    assert set(told["places"]) == {"AAA", "BBB", "CCC", "XJK"}
    assert told["disputed"] == DISPUTED
    assert told["source"] == {"title": "x"}
    assert told["without_polygon"] == WITHOUT_POLYGON


def test_the_drawing_names_each_place_once() -> None:
    assert re.findall(r'id=["\'](\w+)', svg(world())) == ["AAA", "BBB", "CCC", "XJK", "disputed"]


def bundled() -> dict[str, tuple[tuple[tuple[float, float], ...], ...]]:
    """The rings of each place in the drawing that is installed."""
    text = (STATIC / "world.svg").read_text(encoding="utf-8")
    return {
        code: tuple(map(ring, drawn.split("z")[:-1]))
        for code, drawn in re.findall(r'id="(\w{3})"[^>]* d=\'([^\']*)', text)
    }


def ring(piece: str) -> tuple[tuple[float, float], ...]:
    numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", piece)]
    x = y = 0.0
    points = []
    for step in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step[0], y + step[1]
        points.append((x, y))
    return tuple(points)


def test_every_present_state_has_a_shape_or_a_stated_reason() -> None:
    with PLACES.open(encoding="utf-8") as rows:
        codes = {row["iso3"] for row in csv.DictReader(rows)}
    assert codes - FORMER - set(bundled()) - set(WITHOUT_POLYGON) == set()
    assert not set(WITHOUT_POLYGON) & set(bundled())


@pytest.mark.parametrize(
    ("spot", "longitude", "latitude", "code"),
    [
        ("Crimea", 34.1, 45.2, "UKR"),
        ("Western Sahara", -13.0, 24.5, "ESH"),
        ("Golan", 35.8, 33.0, "SYR"),
        ("West Bank", 35.25, 32.0, "PSE"),
        ("Jammu and Kashmir", 75.0, 34.0, "XJK"),
        ("Aksai Chin", 79.3, 35.0, "XAC"),
        ("Darfur", 24.5, 13.5, "SDN"),
    ],
)
def test_the_bundled_drawing_follows_the_united_nations(
    spot: str, longitude: float, latitude: float, code: str
) -> None:
    at = Sheet().place((longitude, latitude))
    assert [name for name, rings in bundled().items() if any(inside(at, ring) for ring in rings)] == [code], spot


@pytest.mark.parametrize("code", sorted(DISPUTED))
def test_disputed_areas_are_shapes_of_their_own(code: str) -> None:
    assert bundled()[code]
