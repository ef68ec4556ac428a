"""The projection, the cut at the antimeridian and the thinning of lines."""

from itertools import pairwise
from math import pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.collect.un_geodata.project import Sheet, clipped, cut, equal_earth, unwrapped
from upstander.collect.un_geodata.shrink import kept, off, shrunk

degrees = st.tuples(st.floats(-180, 180), st.floats(-85, 85))


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [
        (0, 0, 0, 0),
        (180, 0, 2.7066299836, 0),
        (0, 90, 0, 1.3173627592),
        (-180, 0, -2.7066299836, 0),
        (0, -90, 0, -1.3173627592),
    ],
)
def test_known_points_of_equal_earth(longitude: float, latitude: float, x: float, y: float) -> None:
    assert equal_earth(longitude, latitude) == pytest.approx((x, y), abs=1e-9)


def test_the_projection_keeps_areas() -> None:
    step, total = 1.0, 0.0
    for row in range(-90, 90):
        (x0, y0), (x1, y1) = equal_earth(step, row), equal_earth(step, row + step)
        total += (x0 + x1) / 2 * (y1 - y0) * 360
    assert total == pytest.approx(4 * pi, rel=1e-3)


def test_the_sheet_holds_the_globe() -> None:
    sheet = Sheet(1000)
    assert sheet.place((-180, 0))[0] == pytest.approx(0)
    assert sheet.place((180, 0))[0] == pytest.approx(1000)
    assert sheet.place((0, 90))[1] == pytest.approx(0)


def test_a_ring_that_stays_on_one_side_is_left_alone() -> None:
    ring = ((10.0, 0.0), (20.0, 0.0), (20.0, 10.0), (10.0, 0.0))
    assert cut(ring) == [ring]


def test_a_ring_across_the_antimeridian_becomes_two_that_end_on_it() -> None:
    pieces = cut(((170.0, 60.0), (-170.0, 60.0), (-170.0, 70.0), (170.0, 70.0), (170.0, 60.0)))
    assert len(pieces) == 2
    west, east = sorted(pieces, key=lambda piece: min(piece))
    assert (min(x for x, _ in west), max(x for x, _ in west)) == (-180, -170)
    assert (min(x for x, _ in east), max(x for x, _ in east)) == (170, 180)


def test_unwrapping_leaves_no_jump() -> None:
    turned = unwrapped(((179.0, 0.0), (-179.0, 1.0), (179.0, 2.0), (-178.0, 3.0)))
    assert turned == ((179.0, 0.0), (181.0, 1.0), (179.0, 2.0), (182.0, 3.0))


def test_clipping_away_everything_leaves_nothing() -> None:
    assert clipped(((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)), 5, 1) == ()


def test_the_distance_from_a_line_and_from_a_point() -> None:
    assert off((0, 1), (-1, 0), (1, 0)) == 1
    assert off((1, 1), (0, 0), (0, 0)) == sqrt(2)


def test_a_straight_line_needs_its_ends_only() -> None:
    assert kept(((0, 0), (1, 0), (2, 0), (3, 0)), 0.1) == [0, 3]


def test_a_corner_stays() -> None:
    assert kept(((0, 0), (1, 0), (2, 5), (3, 0), (4, 0)), 0.5) == [0, 1, 2, 3, 4]


@given(st.lists(degrees, min_size=2, max_size=40), st.floats(0.01, 20))
def test_no_point_that_was_left_out_strays_farther_than_allowed(points, tolerance: float) -> None:
    line = tuple(points)
    stay = kept(line, tolerance)
    assert stay[0] == 0
    assert stay[-1] == len(line) - 1
    for first, last in pairwise(stay):
        assert all(off(line[at], line[first], line[last]) <= tolerance for at in range(first + 1, last))


def test_an_island_keeps_a_surface() -> None:
    island = tuple((x / 1000, y / 1000) for x, y in ((0, 0), (1, 0), (2, 1), (2, 2), (1, 2), (0, 1), (0, 0)))
    assert len(shrunk(island, lambda point: point, 5)) == 4
