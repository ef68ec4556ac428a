"""The ladder's rules as the file that runs."""

import json
from typing import Any

from django.utils import timezone
from ninja import Router
from typing_extensions import TypedDict

from upstander.api.access import Asked
from upstander.api.fields import Sent, answers
from upstander.jobs import ladder as jobs
from upstander.jobs import ladder_rules as rules_of
from upstander.respond.rewrite import sums

router = Router(tags=["Ladder"])


class SumObject(TypedDict):
    """How long the steps of a grade take together from signal to first human decision, and may take, in hours."""

    grade: str
    takes_hours: float
    limit_hours: float


class RulesObject(TypedDict):
    """The rules that run: `rules` is the file, `version` counts those that ran here, 0 is what came with the desk."""

    version: int
    by: str
    since: str | None
    sums: list[SumObject]
    rules: dict[str, Any]


class RulesSent(Sent):
    """A ladder's file, shaped like the one that runs."""

    rules: dict[str, Any]


def shown(request: Asked) -> RulesObject:
    """What runs now."""
    newest = rules_of.versions(request.auth)[0]
    return {
        "version": newest.number,
        "by": newest.by,
        "since": newest.at.isoformat() if newest.at else None,
        "sums": [
            {
                "grade": each.grade.value,
                "takes_hours": each.takes.total_seconds() / 3600,
                "limit_hours": each.limit.total_seconds() / 3600,
            }
            for each in sums(jobs.ladder())
        ],
        "rules": rules_of.running(),
    }


@router.get("/ladder/rules", response=answers(RulesObject))
def rules(request: Asked) -> RulesObject:
    """The rules that run, as their file, with the sums they add up to."""
    return shown(request)


@router.put("/ladder/rules", response=answers(RulesObject))
def load_rules(request: Asked, sent: RulesSent) -> RulesObject:
    """Let other rules run; refused whole if a warning could fall through them. Focal points may."""
    jobs.load(json.dumps(sent.rules), who=request.auth, now=timezone.now())
    return shown(request)
