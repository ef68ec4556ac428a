"""What the options' rules hold of a situation: the signed judgements that stand, and the order that follows."""

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from upstander.records.people import Viewer
from upstander.records.plans import Judgement
from upstander.records.tools import Choice, Input, Inputs, Judged, Offer
from upstander.respond import options, tools
from upstander.store.desk import judgements as desk
from upstander.store.desk.situations import situation as find


@lru_cache(1)
def toolbox() -> dict[str, Any]:
    """The file of tools and their ordering rules, as it is."""
    found: dict[str, Any] = json.loads(files("upstander.data").joinpath("tools.json").read_text("utf-8"))
    return found


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
