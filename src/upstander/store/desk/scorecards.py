"""Issued warnings as rows that can be counted, read in a fixed number of queries, and what came of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from upstander.records import desk
from upstander.records.alert_life import ENDS, AlertKind
from upstander.records.people import RECEIVES, Role, Viewer
from upstander.records.scorecards import Outcome, Told, Warned
from upstander.store.desk import models, sight
from upstander.store.desk.lines import later

TURN = (Role.DECISION_MAKER, Role.FOCAL_POINT, Role.ANALYST)
"""Of several roles, the one in which a person is asked."""


def warned(viewer: Viewer) -> list[Warned]:
    """Issued alerts of what is Actual that the viewer may see, newest first."""
    return read(sight.alerts(viewer))


def warned_anywhere(viewer: Viewer) -> list[Warned]:
    """The same of the whole desk, for totals that name nothing: only for those who take part in its work."""
    return read(models.Alert.objects.all()) if sight.takes_part(viewer) and viewer.may_everywhere(RECEIVES) else []


def read(found: QuerySet[models.Alert]) -> list[Warned]:
    """Alerts with those they asked and what came of them."""
    kept = found.filter(stage=desk.AlertStage.ISSUED, status=desk.Status.ACTUAL, situation__status=desk.Status.ACTUAL)
    columns = ("id", "thread_id", "situation_id", "situation__iso3", "title", "grade", "tlp", "issued_at")
    placed = ("line", "turn", "kind", "issued_by__name", "reason")
    rows = list(kept.order_by("-issued_at", "id").values_list(*columns, *placed))
    ids = kept.order_by()
    asked, came, rang, doors = told(ids), newest(ids), firings(ids), knocked(ids)
    return [
        Warned(
            id=id,
            thread=thread or "",
            situation=situation,
            iso3=iso3,
            title=title,
            grade=desk.Grade(grade),
            tlp=desk.Tlp(tlp),
            issued_at=issued_at,
            trigger=rang.get(id) or rang.get(thread or "", ""),
            doors=tuple(doors[thread]) if thread in doors else (),
            told=tuple(asked[id]),
            outcome=came.get(id),
            line=line,
            turn=turn,
            kind=AlertKind(kind),
            by=by or "",
            reason=reason,
        )
        for id, thread, situation, iso3, title, grade, tlp, issued_at, line, turn, kind, by, reason in rows
        if issued_at is not None
    ]


def told(alerts: QuerySet[models.Alert]) -> Mapping[str, list[Told]]:
    """Who was asked by each alert, as institutions, with their first decision and the answer that stands.

    Whoever had not answered when something took the alert's place in time is asked by that, or by nothing any more.
    """
    asked = models.Recipient.objects.filter(alert__in=alerts).exclude(alert__kind__in=ENDS)
    mine = Q(recipients__person=OuterRef("person"))
    newer = later(mine, OuterRef("alert__line"), OuterRef("alert__turn")).filter(issued_at__lte=OuterRef("decide_by"))
    recipients = asked.annotate(replaced=Exists(newer)).order_by("decide_by", "pk")
    first: dict[str, datetime] = {}
    stands: dict[str, desk.Answer] = {}
    counts = models.Decision.objects.filter(answer__in=desk.DECIDES, disputed_at__isnull=True)
    made = counts.filter(recipient__alert__in=alerts).order_by("decided_at", "pk")
    one_word: dict[str, bool] = {}
    loose = models.RecordedAnswer.objects.filter(witnessed_at__isnull=True, confirmed_at__isnull=True)
    unheard = made.annotate(loose=Exists(loose.filter(decision=OuterRef("pk"))))
    for recipient, answer, at, alone in unheard.values_list("recipient_id", "answer", "decided_at", "loose"):
        first.setdefault(recipient, at)
        stands[recipient], one_word[recipient] = desk.Answer(answer), alone
    columns = ("id", "alert_id", "person_id", "acknowledge_by", "decide_by", "acknowledged_at", "referred_from_id")
    rows = list(recipients.values_list(*columns, "replaced", "off_at"))
    handed = {before for *_, before, _, _ in rows if before}
    where = offices({person for _, _, person, *_ in rows})
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for id, alert, person, acknowledge_by, decide_by, acknowledged_at, _, replaced, off in rows:
        if id not in handed and (id in first or not replaced):
            institution, role = where.get(person, ("", None))
            done = first.get(id), stands.get(id), one_word.get(id, False), id not in first and off is not None
            found[alert].append(Told(institution, role, acknowledge_by, decide_by, acknowledged_at, *done))
    return found


def offices(people: Iterable[int]) -> dict[int, tuple[str, Role | None]]:
    """The institution and the role in which each is asked, a role laid down since included."""
    found = models.Person.objects.filter(pk__in=people).prefetch_related("roles_held")
    held = {row: {Role(each.role) for each in row.roles_held.all()} & RECEIVES for row in found}
    return {
        row.pk: (getattr(row, "institution", "") or "", next((role for role in TURN if role in roles), None))
        for row, roles in held.items()
    }


def firings(alerts: QuerySet[models.Alert]) -> dict[str, str]:
    """The trigger that rang first, by the alert it drafted and by the thread it opened."""
    threads = alerts.filter(thread__isnull=False).values("thread_id")
    rang = models.TriggerFiring.objects.filter(Q(alert__in=alerts) | Q(thread__in=threads), silenced=False)
    found: dict[str, str] = {}
    for trigger, alert, thread in rang.order_by("at", "pk").values_list("trigger", "alert_id", "thread_id"):
        for key in filter(None, (alert, thread)):
            found.setdefault(key, trigger)
    return found


def knocked(alerts: QuerySet[models.Alert]) -> Mapping[str, list[str]]:
    """The mechanisms that somebody knocked at, by thread."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    knocks = models.Knock.objects.filter(thread__in=alerts.filter(thread__isnull=False).values("thread_id"))
    for thread, mechanism in knocks.order_by("at", "pk").values_list("thread_id", "mechanism"):
        found[thread].append(mechanism)
    return found


def record(row: models.WarningOutcome) -> Outcome:
    """One account as a record."""
    return Outcome(
        id=row.id,
        alert=row.alert_id,
        happened=row.happened,
        on=row.on,
        source=row.source,
        by=row.by.name,
        at=row.at,
        erased_at=row.erased_at,
    )


def newest(alerts: QuerySet[models.Alert]) -> dict[str, Outcome]:
    """The account that counts, by alert."""
    found = models.WarningOutcome.objects.filter(alert__in=alerts).select_related("by").order_by("at", "pk")
    return {row.alert_id: record(row) for row in found}


def outcomes(viewer: Viewer, alert: str) -> list[Outcome]:
    """Every account of what came of an alert, newest first; Unknown if the alert is not open to the viewer."""
    row = sight.one(sight.alerts(viewer), alert)
    found = row.outcomes.select_related("by").order_by("-at", "-pk")
    return [record(each) for each in found]


def add_outcome(who: Viewer, alert: str, happened: bool, on: date, source: str, now: datetime) -> str:  # noqa: FBT001
    """Keep an account; returns its id."""
    row = models.WarningOutcome.objects.create(
        alert_id=alert, happened=happened, on=on, source=source, by_id=who.person, at=now
    )
    return row.id


def watched(viewer: Viewer) -> dict[str, date]:
    """The States of the Actual situations that the viewer may see, and since when somebody watches them."""
    found = sight.situations(viewer).filter(status=desk.Status.ACTUAL).order_by("-opened_at")
    return {iso3: at.date() for iso3, at in found.values_list("iso3", "opened_at")}
