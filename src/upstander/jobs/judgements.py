"""Judge what the options' rules ask for, and order the options by it."""

import json
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from upstander.records.checks import passage
from upstander.records.errors import Refused
from upstander.records.people import Role, Viewer
from upstander.records.plans import Judgement
from upstander.records.tools import Choice, Input, Inputs, Judged, Offer
from upstander.respond import options, tools
from upstander.store.desk import judgements as desk
from upstander.store.desk import log
from upstander.store.desk.situations import situation as find
from upstander.store.desk.whole import whole

JUDGES = (Role.ANALYST, Role.FOCAL_POINT)


@lru_cache(1)
def toolbox() -> dict[str, Any]:
    """The file of tools and their ordering rules, as it is."""
    found: dict[str, Any] = json.loads(files("upstander.data").joinpath("tools.json").read_text("utf-8"))
    return found


@whole
def judge(situation: str, input: Input, value: Judged, reason: str, *, who: Viewer, now: datetime) -> None:
    """Sign a judgement of a State's will, capacity or consent, or of who would receive help."""
    found = find(who, situation)
    if not who.may(JUDGES):
        raise Refused("Ask an analyst or a focal point: they judge this.")
    desk.add(who, found.id, input, value, passage(reason, "reason"), now)
    log.append(who, now, "judged", f"situation:{found.id}", found.id, input=input, value=value)


def standing(viewer: Viewer, situation: str) -> dict[Input, Judgement]:
    """The newest judgement of each kind; what nobody has judged is not there."""
    found: dict[Input, Judgement] = {}
    for each in desk.judgements(viewer, situation):
        found.setdefault(each.input, each)
    return found


def offer(viewer: Viewer, situation: str, choice: Choice | None = None) -> Offer:
    """The options for a situation the viewer may see, as its phase and the signed judgements order them."""
    phase = find(viewer, situation).phase
    held = standing(viewer, situation)
    judged = {each.value: held[each].value if each in held else Judged.UNKNOWN for each in Input}
    file = toolbox()
    return options.offer(file["ordering"], tools.read(file), Inputs(phase, **judged), choice)
