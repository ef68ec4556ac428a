"""Rules agreed beforehand: every version kept, the newest is what runs."""

from datetime import datetime

from upstander.records.ladder import RuleVersion
from upstander.records.people import Viewer
from upstander.store.desk import models
from upstander.store.desk.duty import reads_roster


def latest(kind: str) -> str | None:
    """The text of the newest version; None if the desk has none of its own."""
    found = models.Rulebook.objects.filter(kind=kind).order_by("-at", "-pk")
    return found.values_list("text", flat=True).first()


def add(kind: str, text: str, by: str, now: datetime) -> None:
    """Keep a new version."""
    models.Rulebook.objects.create(kind=kind, text=text, by=by, at=now)


def rule_versions(viewer: Viewer, kind: str) -> list[RuleVersion]:
    """Every version of these rules, oldest first, for those who stand on a rung."""
    if not reads_roster(viewer):
        return []
    rows = models.Rulebook.objects.filter(kind=kind).order_by("at", "pk")
    return [RuleVersion(number, row.text, row.by, row.at) for number, row in enumerate(rows, 1)]
