"""Versions of an alert: what each said, on which evidence, whom it asked, and who wrote it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from upstander.records.alert_life import AskedOf, Version
from upstander.records.people import Viewer
from upstander.store.desk import models, sight
from upstander.store.desk.alerts import TEXTS


def versions(viewer: Viewer, id: str) -> list[Version]:
    """What each version said and who wrote it, newest first; an addressee sees only the text that was issued."""
    row = sight.one(sight.alerts(viewer), id)
    found = row.history.select_related("history_user").order_by("version", "history_date", "history_id")
    if row.situation_id not in sight.granted(viewer):
        found = found.filter(version=row.version)
    written: dict[int, Any] = {}
    for each in found:
        written.setdefault(each.version, each)
    names, titles = people(written.values()), evidence(written.values())
    return [version(each, names, titles) for each in reversed(written.values())]


def people(found: Iterable[Any]) -> dict[int, str]:
    """Names of everybody whom one of the versions asked."""
    ids = {each["person"] for row in found for each in row.asked or ()}
    return dict(models.Person.objects.filter(pk__in=ids).values_list("pk", "name"))


def evidence(found: Iterable[Any]) -> dict[str, str]:
    """Titles of all signals that one of the versions rested on."""
    ids = {id for row in found for id in row.evidence or ()}
    return dict(models.Signal.objects.filter(pk__in=ids).values_list("pk", "title"))


def version(row: Any, names: Mapping[int, str], titles: Mapping[str, str]) -> Version:
    """One row of the history as a record."""
    return Version(
        number=row.version,
        by=row.history_user.name if row.history_user else "",
        at=row.history_date,
        texts={name: getattr(row, name) for name in TEXTS},
        evidence=None if row.evidence is None else {id: titles.get(id, id) for id in row.evidence},
        asked=None if row.asked is None else tuple(asked(each, names) for each in row.asked),
    )


def asked(kept: Mapping[str, Any], names: Mapping[int, str]) -> AskedOf:
    """One addressee of a version."""
    times = [datetime.fromisoformat(kept[name]) for name in ("acknowledge_by", "decide_by")]
    return AskedOf(kept["person"], names.get(kept["person"], ""), kept["asked"], *times)
