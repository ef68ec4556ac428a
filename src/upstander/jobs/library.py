"""The case library that comes with the product."""

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(1)
def library() -> dict[str, Any]:
    """Its file, as it is."""
    found: dict[str, Any] = json.loads(files("upstander.data").joinpath("cases.json").read_text("utf-8"))
    return found
