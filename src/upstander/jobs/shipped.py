"""The triggers that come with the product, and how each would have done in the past. Light: no model is taught here."""

import gzip
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from upstander.lib.dates import Month
from upstander.records.errors import Unknown
from upstander.records.triggers import Trigger
from upstander.warn.triggers import read

SHOWN = Month(2010, 1), Month(2025, 12)
"""The months that a page shows: those of the figures that come with the product."""

FILE = "backruns.json.gz"
"""Where the back-runs lie; `upstander snapshot backruns` writes it."""

Told = Mapping[str, Any]
"""A back-run in plain values."""


@lru_cache(1)
def bundled() -> tuple[Trigger, ...]:
    """The triggers that come with the product, by name."""
    texts = (each.read_text("utf-8") for each in files("upstander.data").joinpath("triggers").iterdir())
    return tuple(sorted((read(text) for text in texts), key=lambda trigger: trigger.name))


def named(name: str) -> Trigger:
    """The trigger of this name that comes with the product; Unknown if there is none."""
    found = next((each for each in bundled() if each.name == name), None)
    if found is None:
        raise Unknown("There is no trigger called %(name)s; see `upstander triggers list`.", "name", name=name)
    return found


@lru_cache(1)
def runs() -> tuple[Told, ...]:
    """Every back-run that comes with the product."""
    packed = files("upstander.data").joinpath(FILE).read_bytes()
    return tuple(each | {"shipped": True} for each in json.loads(gzip.decompress(packed)))


def runs_of(digest: str) -> list[Told]:
    """Those of this very text, on what was known then first; none for a text with one changed letter."""
    return [each for each in runs() if each["sha256"] == digest]
