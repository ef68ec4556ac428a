"""The map: one shared drawing, shades by chance, hatch for the unknown, ranks that key to the table."""

import gzip
import re
from pathlib import Path

import pytest

import upstander.web
from upstander.web.marks import Place, Words, bundled_atlas, map_key, read_atlas, world_map
from upstander.web.marks.world import shade

WORDS = Words(str, "en")
DRAWING = Path(upstander.web.__file__).parent / "static" / "web" / "world.svg"
SMALL = read_atlas(
    '{"view": [0, 0, 10, 5], "places": {"SDN": {"at": [3, 2]}, "PSE": {"at": [4, 1]}, "XJK": {"at": [6, 1]}},'
    ' "without_polygon": {"XKX": "SRB"}, "source": {}}'
)


@pytest.mark.parametrize(
    ("chance", "name"),
    [
        (0.0, "r0"),
        (0.0099, "r0"),
        (0.01, "r1"),
        (0.05, "r2"),
        (0.15, "r3"),
        (0.4, "r4"),
        (0.7, "r5"),
        (None, "unknown"),
    ],
)
def test_shades_change_at_the_limits(chance: float | None, name: str) -> None:
    assert shade(chance) == name


def test_a_place_is_drawn_by_reference_with_its_shade_and_its_words() -> None:
    drawn = world_map([Place("SDN", "Sudan", 0.93, 1, "/situations/SDN/")], SMALL, "/static/web/world.svg", WORDS)
    assert '<use class="r5" href="/static/web/world.svg#SDN"><title>Sudan: \u206693%\u2069</title></use>' in drawn
    assert 'viewBox="0 0 10 5"' in drawn
    assert 'aria-label="Rank 1, Sudan: \u206693%\u2069"' in drawn


def test_a_place_counted_elsewhere_is_hatched_and_says_where() -> None:
    drawn = world_map([Place("PSE", "State of Palestine", link="/p/", counted_under="Israel")], SMALL, "w.svg", WORDS)
    assert (
        '<use class="unknown" href="w.svg#PSE"><title>State of Palestine: no figure of its own, counted under Israel'
        in drawn
    )
    assert '<a href="/p/" tabindex="-1">' in drawn


def test_a_place_nobody_speaks_of_is_hatched_and_a_disputed_one_named() -> None:
    drawn = world_map([], SMALL, "w.svg", WORDS)
    assert drawn.count('class="unknown"') == 3
    assert "Jammu and Kashmir: in dispute, no figure of its own" in drawn


def test_a_place_without_chance_is_hatched_never_pale() -> None:
    drawn = world_map([Place("SDN", "Sudan")], SMALL, "w.svg", WORDS)
    assert '<use class="unknown" href="w.svg#SDN"><title>Sudan: not computed' in drawn


def test_disputed_borders_are_dashed_above_all_shapes() -> None:
    drawn = world_map([], SMALL, "w.svg", WORDS)
    assert drawn.rindex('class="dash" href="w.svg#disputed"') > drawn.rindex('class="unknown"')


def test_only_the_first_fourteen_ranks_are_numbered_and_five_on_phones() -> None:
    atlas = bundled_atlas()
    places = [Place(code, code, 0.5, rank) for rank, code in enumerate(list(atlas.points)[:30], 1)]
    drawn = world_map(places, atlas, "w.svg", WORDS)
    assert drawn.count('class="pinno"') == 5
    assert drawn.count('class="pinno w"') == 9
    assert drawn.index(">14</text>") < drawn.index(">1</text>")


def test_a_place_the_drawing_does_not_hold_is_left_out() -> None:
    assert "XKX" not in world_map([Place("XKX", "Kosovo", 0.1, 1)], SMALL, "w.svg", WORDS)


def test_the_map_can_be_read_by_hand_and_does_not_trap_the_keyboard() -> None:
    drawn = world_map([Place("SDN", "Sudan", 0.9, 1, "/s/")], SMALL, "w.svg", WORDS)
    shapes, pins = drawn.split("</g>", 1)
    assert 'aria-hidden="true"' in shapes
    assert all('tabindex="-1"' in link for link in re.findall(r"<a [^>]*>", shapes))
    assert 'tabindex="-1"' not in pins


def test_the_key_names_six_steps_and_the_hatch() -> None:
    key = map_key(WORDS)
    told = re.findall(r"\u2066([^\u2069]*)\u2069", key)
    assert told == ["&lt;1%", "1–5%", "5–15%", "15–40%", "40–70%", "≥70%", "UN Geodata"]
    assert "not computed" in key
    assert "disputed or undetermined" in key


def test_a_replaced_map_is_credited_to_its_own_source() -> None:
    assert "Boundaries: \u2066Our survey\u2069, simplified" in map_key(WORDS, "Our survey")


def test_the_bundled_drawing_and_its_index_name_the_same_places() -> None:
    drawn = set(re.findall(r'id="([A-Z]{3})"', DRAWING.read_text(encoding="utf-8")))
    assert drawn == set(bundled_atlas().points)
    assert len(drawn) > 240


def test_the_bundled_drawing_says_where_it_comes_from() -> None:
    source = bundled_atlas().source
    assert source["title"].startswith("UN Geodata")
    assert (source["package"], source["version"]) == ("plotly.js", "3.5.0")
    assert len(source["sha256"]) == 64
    assert "upstander snapshot map" in source["rebuild"]


def test_the_bundled_drawing_is_small_and_has_no_colour_of_its_own() -> None:
    text = DRAWING.read_bytes()
    assert len(gzip.compress(text, 9, mtime=0)) < 48 * 1024
    assert b"fill=" not in text
    assert b"<script" not in text


def test_names_are_escaped() -> None:
    assert "<script" not in world_map([Place("SDN", "<script>", 0.9, 1, '"><script>')], SMALL, "w.svg", WORDS)
