"""Mechanisms of others, as doors. Needs no desk and no account."""

import json
from functools import lru_cache
from importlib.resources import files

from upstander.records.doors import Door
from upstander.records.errors import Unknown
from upstander.respond import doors as reading


@lru_cache(1)
def doors() -> tuple[Door, ...]:
    """The mechanisms that come with the product."""
    return reading.doors(json.loads(files("upstander.data").joinpath("mechanisms.json").read_text("utf-8")))


def door(id: str) -> Door:
    """One of them; Unknown if there is none."""
    found = next((each for each in doors() if each.id == id), None)
    if found is None:
        raise Unknown("There is no mechanism called %(id)s; see `upstander mechanisms`.", "mechanism", id=id)
    return found
