"""Rules agreed beforehand: every version kept, the newest is what runs."""

from collections.abc import Iterable
from datetime import datetime

from upstander.store.desk import models


def latest(kind: str) -> str | None:
    """The text of the newest version; None if the desk has none of its own."""
    found = models.Rulebook.objects.filter(kind=kind).order_by("-at", "-pk")
    return found.values_list("text", flat=True).first()


def newest(kinds: Iterable[str]) -> dict[str, str]:
    """The text of the newest version of each of these kinds that the desk has."""
    found = models.Rulebook.objects.filter(kind__in=list(kinds)).order_by("at", "pk")
    return dict(found.values_list("kind", "text"))


def add(kind: str, text: str, by: str, now: datetime) -> None:
    """Keep a new version."""
    models.Rulebook.objects.create(kind=kind, text=text, by=by, at=now)
