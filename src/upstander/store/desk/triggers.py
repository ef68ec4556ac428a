"""Triggers on this desk: switches, back-runs, silences, and what rang."""

import json
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from upstander.lib.text import mark
from upstander.records import desk
from upstander.records.alert_life import ENDS
from upstander.records.errors import Unknown
from upstander.records.ladder import StepId
from upstander.records.people import APART, RECEIVES, Role, Viewer
from upstander.records.triggers import Firing, Rung, Silence, Trigger
from upstander.store.desk import models, rows, sight
from upstander.store.desk.lines import records, standing, waiting

STATE = "state"
"""The scope of a firing on open figures alone."""

KIND = "trigger:"
"""What the desk's own triggers are called in its book of rules."""

OVER = "interrupts too often"
"""What the log says when a trigger went over its weekly budget."""

NO_SILENCE = mark("There is no such silence, or it has ended.")


def takes_part(viewer: Viewer) -> bool:
    """Whether the viewer works at the desk: triggers and their switches are open to all who do."""
    return bool(viewer.roles & RECEIVES) and not viewer.roles & APART


def own_texts() -> dict[str, str]:
    """The newest text of each trigger that this desk wrote itself, by name."""
    found = models.Rulebook.objects.filter(kind__startswith=KIND).order_by("at", "pk")
    return {kind.removeprefix(KIND): text for kind, text in found.values_list("kind", "text")}


def switched() -> dict[str, tuple[str, bool, int]]:
    """For each trigger ever switched: the digest of the text, whether on, and by whom; the newest switch counts."""
    found = models.TriggerSwitch.objects.order_by("at", "pk").values_list("trigger", "digest", "on", "by")
    return {trigger: (digest, on, by) for trigger, digest, on, by in found}


def switch(trigger: str, digest: str, who: Viewer, now: datetime, *, on: bool) -> None:
    """Keep a switch."""
    models.TriggerSwitch.objects.create(trigger=trigger, digest=digest, on=on, at=now, by_id=who.person)


def add_backrun(told: dict[str, Any], who: Viewer, now: datetime) -> None:
    """Keep a back-run as its words tell it."""
    models.TriggerBackrun.objects.create(
        trigger=told["name"],
        digest=told["sha256"],
        basis=told["basis"],
        first=told["first"],
        last=told["last"],
        lake=told["lake"],
        told=json.dumps(told, ensure_ascii=False),
        at=now,
        by_id=who.person,
    )


def kept_backruns(digest: str) -> list[dict[str, Any]]:
    """Back-runs of a text, newest first, for the rules that ask whether a trigger may be on."""
    found = models.TriggerBackrun.objects.filter(digest=digest).order_by("-at", "-pk")
    return [json.loads(row.told) for row in found]


def newest_backruns(viewer: Viewer) -> dict[tuple[str, str], dict[str, Any]]:
    """The newest back-run of each text on each basis, by its digest and the basis."""
    if not takes_part(viewer):
        return {}
    kept = models.TriggerBackrun.objects.order_by("at", "pk")
    newest = {(digest, basis): key for digest, basis, key in kept.values_list("digest", "basis", "pk")}
    found = kept.filter(pk__in=newest.values())
    return {(row.digest, row.basis): json.loads(row.told) for row in found}


def owners() -> dict[str, str]:
    """Who switched each trigger last, by name: its owner."""
    found = models.TriggerSwitch.objects.order_by("at", "pk").values_list("trigger", "by__name")
    return dict(found)


def silences(viewer: Viewer, now: datetime) -> list[Silence]:
    """What is kept silent at this moment, and why: read by all who work at the desk."""
    return live_silences(now) if takes_part(viewer) else []


def live_silences(now: datetime) -> list[Silence]:
    """Silences that have not expired."""
    found = models.TriggerSilence.objects.filter(at__lte=now, until__gt=now).select_related("by").order_by("until")
    return [Silence(row.trigger, row.iso3, row.reason, row.by.name, row.at, row.until, row.id) for row in found]


def add_silence(new: Silence, who: Viewer) -> str:
    """Keep a silence; returns its id."""
    row = models.TriggerSilence.objects.create(
        trigger=new.trigger, iso3=new.iso3, reason=new.reason, by_id=who.person, at=new.at, until=new.until
    )
    return row.id


def end_silence(id: str, now: datetime) -> str:
    """End a silence now; returns its trigger. Unknown if there is none that still lasts."""
    row = models.TriggerSilence.objects.filter(pk=id, until__gt=now).first()
    if row is None:
        raise Unknown(NO_SILENCE)
    row.until = now
    row.save()
    return row.trigger


def record(row: models.TriggerFiring) -> Rung:
    """A firing as a record."""
    return Rung(
        id=row.id,
        trigger=row.trigger,
        title=row.title,
        iso3=row.iso3,
        situation=row.situation_id or "",
        grade=desk.Grade(row.grade),
        at=row.at,
        reasons=tuple(rows.sentence(each) for each in json.loads(row.reasons)),
        thread=row.thread_id or "",
        alert=row.alert_id or "",
        silenced=row.silenced,
        answer_by=row.answer_by,
        dismissed_at=row.dismissed_at,
        dismissed_by=row.dismissed_by.name if row.dismissed_by else "",
        dismissed_reason=row.dismissed_reason,
    )


def rung(viewer: Viewer, situation: str | None = None) -> list[Rung]:
    """What rang in the real situations that the viewer may see, or in one of whatever status, newest first."""
    found = models.TriggerFiring.objects.filter(situation__in=sight.granted(viewer))
    asked = {"situation__status": desk.Status.ACTUAL} if situation is None else {"situation": situation}
    found = found.filter(**asked)
    return [record(row) for row in found.order_by("-at", "id")]


def unowned(viewer: Viewer) -> list[Rung]:
    """What rang on open figures alone, newest first: for focal points, whether or not somebody watches the State."""
    if not hears_unowned(viewer):
        return []
    found = models.TriggerFiring.objects.filter(scope=STATE, silenced=False).select_related("dismissed_by")
    return [record(row) for row in found.order_by("-at", "id")]


def hears_unowned(viewer: Viewer) -> bool:
    """Whether the viewer is a focal point of the desk itself."""
    return Role.FOCAL_POINT in viewer.roles and not viewer.roles & APART and not viewer.exercise


def rang_at(since: datetime) -> list[tuple[str, datetime]]:
    """When each trigger called or told somebody since then, wherever it did: once for each State and moment; on open
    figures each hour once, since one notice tells of all that rang in it.
    """
    found = models.TriggerFiring.objects.filter(told=True, at__gt=since)
    rang = {
        (trigger, "", hour(at)) if scope == STATE else (trigger, iso3, at)
        for trigger, iso3, scope, at in found.values_list("trigger", "iso3", "scope", "at")
    }
    return sorted(((trigger, at) for trigger, _, at in rang), key=lambda each: each[1])


def hour(at: datetime) -> datetime:
    """The hour in which a moment lies."""
    return at.replace(minute=0, second=0, microsecond=0)


def last_rang(trigger: str) -> dict[tuple[str, str], date]:
    """For each State and scope, the day on which the trigger rang last."""
    found = models.TriggerFiring.objects.filter(trigger=trigger, silenced=False)
    latest = found.values_list("iso3", "scope").annotate(latest=Max("at"))
    return {(iso3, scope): at.date() for iso3, scope, at in latest}


def add(trigger: Trigger, firing: Firing, situation: str | None, now: datetime, *, silenced: bool) -> str | None:
    """Keep a firing; None if it rang on this ground before, whoever noticed it."""
    row, new = models.TriggerFiring.objects.get_or_create(
        trigger=trigger.name,
        iso3=firing.iso3,
        scope=situation or STATE,
        evidence=firing.evidence,
        silenced=silenced,
        defaults={
            "title": trigger.title,
            "digest": trigger.digest,
            "situation_id": situation,
            "grade": firing.grade,
            "at": now,
            "reasons": rows.written(firing.reasons),
        },
    )
    return row.id if new else None


def opened(id: str, thread: str, alert: str | None) -> None:
    """Say what a firing opened."""
    models.TriggerFiring.objects.filter(pk=id).update(thread=thread, alert=alert)


def interrupted(id: str) -> None:
    """Say that a firing called or told somebody."""
    models.TriggerFiring.objects.filter(pk=id).update(told=True)


def grades_on(thread: str, decided_at: datetime | None) -> list[desk.Grade]:
    """The grades of the alerts that a thread has; once it is decided, of those that still ask for something."""
    found = models.Alert.objects.filter(thread=thread)
    if decided_at is not None:
        drafted = Q(stage=desk.AlertStage.DRAFT, drafted_at__gte=decided_at)
        waits = Q(pk__in=waiting(thread)) & Q(pk__in=standing(thread))
        found = found.filter(drafted | waits).exclude(kind__in=ENDS)
    return [desk.Grade(each) for each in found.values_list("grade", flat=True)]


def newest_standing(thread: str) -> tuple[str, desk.Grade, desk.Tlp] | None:
    """The issued alert of a thread that an update would take the place of: its id, grade and marking."""
    row = models.Alert.objects.filter(pk__in=standing(thread)).order_by("-issued_at", "pk").first()
    return (row.pk, desk.Grade(row.grade), desk.Tlp(row.tlp)) if row else None


def unjudged(viewer: Viewer) -> list[desk.Alert]:
    """Drafts that a trigger made for a thread already decided, while nobody has taken them or said why not."""
    on = {"thread": OuterRef("thread")}
    decided = models.ThreadStep.objects.filter(**on, step=StepId.DECIDE, done_at__lte=OuterRef("drafted_at"))
    written = models.ThreadEntry.objects.filter(**on, at__gt=OuterRef("drafted_at"))
    said = written.exclude(step=StepId.DECIDE)  # once it was decided: that an earlier alert was passed on
    found = models.Alert.objects.filter(Exists(decided), ~Exists(said), drafted_by__isnull=True)
    found = found.filter(stage=desk.AlertStage.DRAFT, thread__closed_at__isnull=True)
    mine = sight.among(of_the_situation, viewer, found)
    return records(mine.order_by("drafted_at", "pk"), mine)


def of_the_situation(viewer: Viewer) -> QuerySet[models.Alert]:
    """Alerts of granted situations: not those that merely ask the viewer."""
    return models.Alert.objects.filter(situation_id__in=sight.granted(viewer))


def heard(kind: desk.SignalKind, since: datetime) -> dict[str, tuple[datetime, ...]]:
    """When people reported or judged, by situation: open signals of this kind, newest last."""
    found: QuerySet[models.Signal] = models.Signal.objects.filter(
        kind=kind, by__isnull=False, closed_at__isnull=True, logged_at__gt=since
    )
    kept: dict[str, list[datetime]] = {}
    for situation, at in found.order_by("logged_at").values_list("situation_id", "logged_at"):
        kept.setdefault(situation, []).append(at)
    return {situation: tuple(each) for situation, each in kept.items()}


def watched(status: desk.Status) -> dict[str, list[str]]:
    """The situations of this status by State: for the machine, which shows nobody."""
    found: dict[str, list[str]] = {}
    for id, iso3 in models.Situation.objects.filter(status=status).order_by("opened_at").values_list("id", "iso3"):
        found.setdefault(iso3, []).append(id)
    return found


def told_over(trigger: str, since: datetime) -> bool:
    """Whether the owner of a trigger was told since then that it interrupts too often."""
    return models.Entry.objects.filter(action=OVER, object=f"trigger:{trigger}", at__gt=since).exists()
