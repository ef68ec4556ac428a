"""Who may see which rows: the one place that turns a viewer into a filter."""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from upstander.lib.text import mark
from upstander.records.desk import AlertStage, Status
from upstander.records.errors import Unknown
from upstander.records.people import APART, Role, Viewer
from upstander.store.desk.models import (
    Alert,
    Decision,
    Drill,
    Entry,
    Grant,
    Person,
    Recipient,
    Referral,
    Signal,
    Situation,
)

OPEN_REFERRAL = Q(accepted_at__isnull=True, returned_at__isnull=True, withdrawn_at__isnull=True)
"""Referrals that wait for their person."""

STANDS = Q(superseded_by__isnull=True, disputed_at__isnull=True)
"""Decisions in whose place nothing has come."""

STILL_PLAYED = Q(situation__drill__isnull=True) | Q(
    situation__drill__ended_at__isnull=True, situation__drill__paused_at__isnull=True
)
"""All but what belongs to a drill that is over, or paused."""


def takes_part(viewer: Viewer) -> bool:
    """Whether the viewer is a person in the work, and not one who keeps the people or reads the log."""
    return viewer.person > 0 and not viewer.roles & APART


def granted(viewer: Viewer) -> frozenset[str]:
    """Ids of the situations the viewer may see; none for auditors and administrators."""
    return frozenset() if viewer.roles & APART else viewer.grants


def in_play(viewer: Viewer) -> frozenset[str]:
    """The same without those of drills that are over, or paused: looked up once, and not joined to each row."""
    return going_on(granted(viewer))


def going_on(found: frozenset[str]) -> frozenset[str]:
    """These situations without those of drills that are over, or paused."""
    still = Q(ended_at__isnull=True, paused_at__isnull=True)
    return found.difference(Drill.objects.exclude(still).values_list("situation", flat=True)) if found else found


def situations(viewer: Viewer) -> QuerySet[Situation]:
    """Situations granted to the viewer."""
    return Situation.objects.filter(id__in=granted(viewer))


def played() -> list[str]:
    """Ids of situations of exercises that go on."""
    drilled = Situation.objects.exclude(status=Status.ACTUAL)
    return list(drilled.filter(Q(drill__isnull=True) | Q(drill__ended_at__isnull=True)).values_list("pk", flat=True))


def signals(viewer: Viewer) -> QuerySet[Signal]:
    """Signals of granted situations, and the viewer's own; none for auditors and administrators."""
    own = Q(by_id=viewer.person) if takes_part(viewer) else Q(pk__in=())
    return Signal.objects.filter(Q(situation_id__in=granted(viewer)) | own)


def alerts(viewer: Viewer) -> QuerySet[Alert]:
    """Alerts of granted situations, and issued ones addressed to the viewer."""
    return Alert.objects.filter(Q(situation_id__in=granted(viewer)) | addressed(viewer))


def addressed(viewer: Viewer) -> Q:
    """Issued alerts that ask this person for an answer, or are referred to them; nobody asks an auditor."""
    person = viewer.person if takes_part(viewer) else 0
    mine = Recipient.objects.filter(person_id=person, off_at__isnull=True)
    referred = Referral.objects.filter(OPEN_REFERRAL, to_id=person)
    asked = Q(id__in=mine.values("alert_id")) | Q(id__in=referred.values("recipient__alert_id"))
    return Q(stage=AlertStage.ISSUED) & asked & hearing(viewer, "situation")


def hearing(viewer: Viewer, situation: str) -> Q:
    """What is of no situation in which the body where the viewer works is suspected; `situation`: the way there.

    It narrows what was addressed to them by name; what was granted to them has ended by itself.
    """
    return ~Q(**{f"{situation}__in": viewer.shut}) if viewer.shut else Q()


def on_alerts(viewer: Viewer, alert: str) -> Q:
    """What belongs to alerts the viewer may see; `alert`: the way to the alert from the rows that are asked.

    The same as `alerts`, asked row by row: quick where few rows are looked at, however many alerts there are.
    """
    person = viewer.person if takes_part(viewer) else 0
    mine = Recipient.objects.filter(person_id=person, off_at__isnull=True, alert=OuterRef(f"{alert}_id"))
    referred = Referral.objects.filter(OPEN_REFERRAL, to_id=person, recipient__alert=OuterRef(f"{alert}_id"))
    asked = Q(**{f"{alert}__stage": AlertStage.ISSUED}) & (Exists(mine) | Exists(referred))
    asked &= hearing(viewer, f"{alert}__situation")
    return Q(**{f"{alert}__situation_id__in": granted(viewer)}) | asked


def decisions(viewer: Viewer) -> QuerySet[Decision]:
    """Decisions on alerts the viewer may see."""
    return Decision.objects.filter(on_alerts(viewer, "recipient__alert"))


def entries(viewer: Viewer) -> QuerySet[Entry]:
    """The whole log for an auditor; about people for an administrator; else of granted situations, and one's own."""
    if Role.AUDITOR in viewer.roles:
        return Entry.objects.all()
    if Role.ADMINISTRATOR in viewer.roles:
        return Entry.objects.filter(situation="")
    own = Q(person=viewer.person) if viewer.person > 0 else Q(pk__in=())
    return Entry.objects.filter(Q(situation__in=granted(viewer)) | own)


NO_SUCH = {
    Situation: mark("There is no such situation, or it is not open to you."),
    Signal: mark("There is no such signal, or it is not open to you."),
    Alert: mark("There is no such alert, or it is not open to you."),
    Decision: mark("There is no such decision, or it is not open to you."),
    Grant: mark("There is no such grant, or it is not open to you."),
    Person: mark("There is no such person, or they are not open to you."),
}
"""One sentence for what does not exist and for what the viewer may not see."""

Seen = TypeVar("Seen", bound=Model)


def among(visible: Callable[[Viewer], QuerySet[Seen]], viewer: Viewer, found: QuerySet[Seen]) -> QuerySet[Seen]:
    """The rows found that the viewer may see. What nobody looks for is not looked up: most inboxes ask for little."""
    ids = list(found.values_list("pk", flat=True))
    return visible(viewer).filter(pk__in=ids) if ids else found.none()


Row = TypeVar("Row", Situation, Signal, Alert, Decision, Grant, Person)


def one(rows: QuerySet[Row], id: str | int) -> Row:
    """The row with this id among those the viewer may see; Unknown otherwise."""
    found = rows.filter(pk=id).first()
    if found is None:
        raise Unknown(NO_SUCH[rows.model])
    return found
