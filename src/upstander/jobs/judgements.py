"""Judge what the options' rules ask for; what they hold back from then on is blocked."""

from datetime import datetime

from upstander.jobs import actions
from upstander.records.checks import passage
from upstander.records.errors import Refused
from upstander.records.people import Role, Viewer
from upstander.records.tools import Input, Judged
from upstander.store.desk import judgements as desk
from upstander.store.desk import log
from upstander.store.desk.situations import situation as find
from upstander.store.desk.whole import whole

JUDGES = (Role.ANALYST, Role.FOCAL_POINT)


@whole
def judge(situation: str, input: Input, value: Judged, reason: str, *, who: Viewer, now: datetime) -> None:
    """Sign a judgement of a State's will, capacity or consent, or of who would receive help."""
    found = find(who, situation)
    if not who.may(JUDGES):
        raise Refused("Ask an analyst or a focal point: they judge this.")
    desk.add(who, found.id, input, value, passage(reason, "reason"), now)
    log.append(who, now, "judged", f"situation:{found.id}", found.id, input=input, value=value)
    actions.hold_back(found.id, who=who, now=now)
