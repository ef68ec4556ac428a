"""Actions: seen by whoever sees the situation, by their owner and deputy, and by the ministries they touch."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from upstander.lib.text import mark
from upstander.records.desk import Grade, Status
from upstander.records.errors import Unknown
from upstander.records.people import Viewer
from upstander.records.plans import Action, ActionEntry, Funding, NewAction
from upstander.store.desk import models, sight

NO_ACTION = mark("There is no such action, or it is not open to you.")
OPEN = Q(done_at__isnull=True, dropped_at__isnull=True) & (
    Q(firing__isnull=True) | Q(firing__thread__closed_at__isnull=True)
)
"""Actions that are not ended; first steps of a playbook end with their thread."""

WITH = ("situation", "owner", "deputy", "planned_by", "alert", "firing")


def visible(viewer: Viewer) -> QuerySet[models.Action]:
    """Actions of granted situations, and those that the viewer owns, seconds, or is a party to."""
    person = viewer.person if sight.takes_part(viewer) else 0
    own = Q(owner=person) | Q(deputy=person) | Q(parties__person=person)
    own &= sight.hearing(viewer, "situation")
    found = models.Action.objects.filter(Q(situation_id__in=sight.granted(viewer)) | own)
    return found.select_related(*WITH).distinct()


def actions(
    viewer: Viewer, situation: str | None = None, *, open_only: bool = False, status: Status | None = None
) -> list[Action]:
    """Actions the viewer may see, the earliest deadline first."""
    found = visible(viewer)
    found = found.filter(OPEN) if open_only else found
    asked = {"situation": situation, "situation__status": status}
    found = found.filter(**{name: value for name, value in asked.items() if value is not None})
    kept = found.prefetch_related("parties__person", "entries__person").order_by("deadline", "planned_at", "id")
    return [record(row) for row in kept]


def action(viewer: Viewer, id: str) -> Action:
    """One action; Unknown if it is not open to the viewer."""
    return record(one(viewer, id))


def one(viewer: Viewer, id: str) -> models.Action:
    """Its row; Unknown if it is not open to the viewer."""
    row = visible(viewer).filter(pk=id).first()
    if row is None:
        raise Unknown(NO_ACTION)
    return row


def mine(viewer: Viewer) -> list[Action]:
    """Open actions that the viewer owns or seconds, and blocked ones in the viewer's situations."""
    person = max(viewer.person, 0)
    theirs = Q(owner=person) | Q(deputy=person) | Q(blocked_at__isnull=False, situation__owner=person)
    found = sight.among(visible, viewer, models.Action.objects.filter(OPEN, sight.STILL_PLAYED).filter(theirs))
    kept = found.prefetch_related("parties__person", "entries__person")
    return [record(row) for row in kept.order_by("deadline", "id")]


def blocked_in() -> dict[str, str]:
    """Ids of actions that are blocked, and the situation of each."""
    found = models.Action.objects.filter(OPEN, blocked_at__isnull=False)
    return dict(found.order_by("blocked_at", "id").values_list("id", "situation_id"))


def blocked(id: str) -> list[Action]:
    """This action, if it is blocked: for the desk's own programs."""
    found = models.Action.objects.filter(OPEN, pk=id, blocked_at__isnull=False)
    full = found.select_related(*WITH)
    return [record(row) for row in full.prefetch_related("parties__person", "entries__person")]


def of_options(situation: str) -> list[Action]:
    """What was planned out of the list of options and is not ended: for the desk's own programs."""
    found = models.Action.objects.filter(OPEN, situation=situation).exclude(option="")
    full = found.select_related(*WITH)
    return [record(row) for row in full.prefetch_related("parties__person", "entries__person").order_by("id")]


def record(row: models.Action) -> Action:
    """An action as a record."""
    same = ("id", "option", "what", "institution", "contact", "ministries", "means", "money", "currency", "deadline")
    times = ("planned_at", "started_at", "blocked_at", "done_at", "dropped_at")
    words = ("unharmed", "consulted", "basis", "blocker", "lifted_by", "ended_why")
    return Action(
        **{name: getattr(row, name) for name in (*same, *times, *words)},
        situation=row.situation_id,
        iso3=row.situation.iso3,
        situation_title=row.situation.title,
        status=Status(row.situation.status),
        alert=row.alert_id or "",
        thread=(row.alert.thread_id or "") if row.alert else "",
        owner=row.owner_id or 0,
        owner_name=row.owner.name if row.owner else "",
        deputy=row.deputy_id or 0,
        deputy_name=row.deputy.name if row.deputy else "",
        funding=Funding(row.funding),
        planned_by=row.planned_by.name if row.planned_by else "",
        grade=Grade(row.alert.grade) if row.alert else Grade(row.firing.grade) if row.firing else None,
        opened_on=(row.firing.thread_id or "") if row.firing else "",
        parties=tuple(party.person.name for party in row.parties.all()),
        reached=tuple(each.institution for each in near(row) if each is not None and each.institution),
        entries=tuple(
            ActionEntry(each.person.name, each.at, each.text) for each in sorted(row.entries.all(), key=lambda e: e.at)
        ),
    )


def near(row: models.Action) -> list[models.Person | None]:
    """Everybody who sees an action because they are named in it."""
    return [row.owner, row.deputy, *(party.person for party in row.parties.all())]


def add(who: Viewer, situation: str, new: NewAction, now: datetime) -> str:
    """Keep a planned action; returns its id."""
    same = ("what", "option", "institution", "contact", "ministries", "means", "money", "currency", "funding")
    row = models.Action.objects.create(
        **{name: getattr(new, name) for name in (*same, "deadline", "unharmed", "consulted", "basis")},
        situation_id=situation,
        alert_id=new.alert or None,
        owner_id=new.owner or None,
        deputy_id=new.deputy or None,
        planned_by_id=who.person,
        planned_at=now,
    )
    return row.id


def add_first_step(firing: str, situation: str, what: str, owner: int, due: datetime, now: datetime) -> str:
    """Keep a first step of a playbook; returns its id."""
    given = {"firing_id": firing, "situation_id": situation, "what": what, "funding": Funding.NOT_NEEDED}
    return models.Action.objects.create(**given, owner_id=owner, deadline=due, planned_at=now).id


def under_way(thread: str) -> set[str]:
    """The first steps that firings opened on a thread and nobody has ended."""
    return set(models.Action.objects.filter(OPEN, firing__thread=thread).values_list("what", flat=True))


def first_steps(viewer: Viewer, **of: str) -> list[Action]:
    """Those that firings opened on one `alert` or one `thread`, as far as the viewer may see, the earliest first."""
    found = visible(viewer).filter(**{f"firing__{name}": id for name, id in of.items()})
    kept = found.prefetch_related("parties__person", "entries__person").order_by("deadline", "id")
    return [record(row) for row in kept]


def change(id: str, **values: Any) -> None:
    """Set columns of an action."""
    models.Action.objects.filter(pk=id).update(**values)


def add_entry(id: str, person: int, text: str, now: datetime) -> None:
    """Keep what somebody wrote on it."""
    models.ActionEntry.objects.create(action_id=id, person_id=person, text=text, at=now)


def add_party(id: str, person: int, now: datetime) -> None:
    """Let a person of a touched ministry see it."""
    models.ActionParty.objects.get_or_create(action_id=id, person_id=person, defaults={"at": now})


def of_alerts(viewer: Viewer, alerts: list[str]) -> Mapping[str, list[Action]]:
    """Visible actions by the alert they answer."""
    found: dict[str, list[Action]] = {id: [] for id in alerts}
    for row in visible(viewer).filter(alert__in=alerts).order_by("planned_at"):
        found[row.alert_id or ""].append(record(row))
    return found
