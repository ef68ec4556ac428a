"""The desk's wording: its default, and the list of charged words that a neutral text leaves out."""

import json
from datetime import datetime
from functools import lru_cache
from importlib.resources import files

from upstander.records.alert_life import Factor, Term, Wording
from upstander.records.errors import Refused
from upstander.records.people import Role, Viewer
from upstander.store.desk import log, rulebook
from upstander.store.desk.whole import whole
from upstander.warn import wording as rules

KIND = "wording"
CHOOSES = (Role.FOCAL_POINT,)


def default() -> Wording:
    """The wording that this desk's alerts have unless their drafter chooses the other."""
    return Wording(rulebook.latest(KIND) or Wording.R2P)


def may_choose(who: Viewer) -> None:
    """Refused unless a focal point of the desk."""
    if not who.may_everywhere(CHOOSES):
        raise Refused("Ask a focal point: focal points choose the desk's wording.")


@whole
def choose(wording: Wording, *, who: Viewer, now: datetime) -> None:
    """Choose the wording that new drafts have."""
    may_choose(who)
    rulebook.add(KIND, wording, who.name, now)
    log.append(who, now, "wording chosen", "desk:wording", wording=wording)


@lru_cache(1)
def terms() -> tuple[Term, ...]:
    """The charged words in six languages, and what could be said instead."""
    return rules.terms(json.loads(files("upstander.data").joinpath("wording.json").read_text("utf-8")))


@lru_cache(1)
def factors() -> tuple[Factor, ...]:
    """The risk factors of the United Nations Framework of Analysis."""
    file = json.loads(files("upstander.data").joinpath("framework.json").read_text("utf-8"))
    return tuple(Factor(**each) for each in file["factors"])
