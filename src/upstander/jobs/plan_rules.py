"""The rules about plans that this desk runs by: its own newest, else the product's."""

from datetime import datetime
from functools import lru_cache
from importlib.resources import files

from upstander.records.errors import Refused
from upstander.records.people import Role, Viewer
from upstander.records.plans import PlanRules
from upstander.respond.plan_rules import parsed
from upstander.store.desk import log, pressing, rulebook
from upstander.store.desk.whole import whole

KIND = "plans"


@lru_cache(1)
def bundled() -> str:
    """The rules that come with the product."""
    return files("upstander.data").joinpath("plans.json").read_text("utf-8")


def rules() -> PlanRules:
    """What counts now."""
    return parsed(rulebook.latest(KIND) or bundled())


@whole
def load(text: str, *, who: Viewer, now: datetime) -> None:
    """Make another file of rules the one that counts; refused whole if anything in it is wrong."""
    if not who.may_everywhere([Role.FOCAL_POINT]):
        raise Refused("Ask a focal point: focal points keep these rules.")
    parsed(text)
    rulebook.add(KIND, text, who.name, now)
    pressing.anew()
    log.append(who, now, "rules of plans changed", "plans:rules")
