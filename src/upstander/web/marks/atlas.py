"""Where the map's shapes lie: read once from the file that stands beside the drawing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BUNDLED = Path(__file__).parents[1] / "static" / "web" / "world.json"


@dataclass(frozen=True, slots=True)
class Atlas:
    """`view` is the drawing's viewBox; `points` holds where a number goes, by ISO 3166 code; `source` credits it.

    `drawn_with` names the shape that holds a place without one of its own.
    """

    view: tuple[float, float, float, float]
    points: Mapping[str, tuple[float, float]]
    drawn_with: Mapping[str, str]
    source: Mapping[str, str]


def read_atlas(text: str) -> Atlas:
    """The atlas written as JSON by the map builder."""
    told = json.loads(text)
    left, up, width, height = told["view"]
    points = {code: (place["at"][0], place["at"][1]) for code, place in told["places"].items()}
    return Atlas((left, up, width, height), points, told["without_polygon"], told["source"])


@cache
def bundled_atlas() -> Atlas:
    """The atlas of the map that is installed with the program."""
    return read_atlas(BUNDLED.read_text(encoding="utf-8"))
