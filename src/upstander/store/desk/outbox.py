"""The outbox: what people are told, and one row for each message, written together with the change it tells of."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from upstander.lib.text import Sentence
from upstander.records.alert_life import ENDS
from upstander.records.aside import ALL, Part
from upstander.records.channels import Channel, Late, Leads, Notice
from upstander.records.desk import AlertStage, Grade, Status
from upstander.records.people import Viewer
from upstander.store.desk import models, rows, sight

BATCH = 500

LOOK_BACK = timedelta(days=14)
"""How long after a deadline somebody is still told of it: a desk brought in from elsewhere floods nobody."""

CONFIRM = "/me/channels/confirm/"
"""Where an address is confirmed; the proof is added when the message is sent, and kept nowhere."""

SUMMARY = "summary:"
"""What the key of a daily summary begins with: it goes out by e-mail only."""


WATCH = {"grade": Grade.WATCH}
WATCHED: Mapping[Leads, QuerySet[Any]] = {
    Leads.ALERT: models.Alert.objects.filter(**WATCH),
    Leads.THREAD: models.Thread.objects.filter(Q(**WATCH) | Q(grade=None, quiet=True, imminent_at=None), urged=None),
    Leads.INQUIRY: models.Inquiry.objects.filter(recipient__alert__grade=Grade.WATCH),
    Leads.ACTION: models.Action.objects.filter(Q(alert__grade=Grade.WATCH) | Q(firing__grade=Grade.WATCH)),
}
"""What is only watched, by the page that shows it; what leads elsewhere is about no thread."""


def watched(paths: Iterable[str]) -> set[str]:
    """Those of these pages that show something only watched."""
    asked: dict[Leads, dict[str, str]] = {}
    for path in paths:
        page, _, id = path.strip("/").partition("/")
        asked.setdefault(Leads(page), {})[id] = path
    found = {page: WATCHED[page].filter(pk__in=ids) for page, ids in asked.items() if page in WATCHED}
    return {asked[page][id] for page, rows_ in found.items() for id in rows_.values_list("pk", flat=True)}


def add(new: Iterable[Notice]) -> int:
    """Keep notices and their messages; a key that a person has been told under before is left alone."""
    asked = [row_of(each) for each in new if each.status is Status.ACTUAL]
    if not asked:
        return 0
    models.Notice.objects.bulk_create(asked, ignore_conflicts=True)
    kept = set(models.Notice.objects.filter(pk__in=[row.pk for row in asked]).values_list("pk", flat=True))
    written = [row for row in asked if row.pk in kept]
    messages = outward([row for row in written if not row.digest])
    if messages:
        models.Delivery.objects.bulk_create(messages)
    return len(written)


def row_of(new: Notice) -> models.Notice:
    """A notice as a row."""
    return models.Notice(
        person_id=new.person,
        situation=new.situation,
        what=json.dumps(rows.plain(new.what), ensure_ascii=False, default=str),
        path=new.path,
        key=new.key,
        status=new.status,
        at=new.at,
        due=new.due,
        digest=new.digest,
    )


def outward(told: Sequence[models.Notice]) -> list[models.Delivery]:
    """A message for each way out that each person has."""
    people = {row.person_id for row in told}
    live = models.Contact.objects.filter(person__in=people, person__is_active=True, ended_at__isnull=True)
    contacts = list(live.filter(verified_at__isnull=False))
    takes = any(each.channel == Channel.WEBHOOK for each in contacts)
    endpoints = list(models.Endpoint.objects.filter(disabled_at__isnull=True)) if takes else []
    mine: dict[int | None, list[models.Contact]] = {}
    for each in contacts:
        mine.setdefault(each.person_id, []).append(each)
    return [
        message(row, contact, endpoint, row.at)
        for row in told
        for contact in mine.get(row.person_id, ())
        for endpoint in (endpoints if contact.channel == Channel.WEBHOOK else [None])
        if not (endpoint and row.key.startswith(SUMMARY))
    ]


def message(
    notice: models.Notice, contact: models.Contact | None, endpoint: models.Endpoint | None, now: datetime
) -> models.Delivery:
    """One message to one place, due at once."""
    return models.Delivery(
        notice=notice,
        channel=Channel.WEBHOOK if endpoint else Channel.EMAIL,
        contact=contact,
        endpoint=endpoint,
        next_at=now,
        created_at=now,
    )


def ask_to_confirm(person: int, contact: str, now: datetime) -> None:
    """Send the one message that an address gets before it is confirmed."""
    what = json.dumps(rows.plain(Sentence("")))
    row = models.Notice.objects.create(
        person_id=person, what=what, path=CONFIRM, key=f"confirm:{contact}", at=now, digest=False
    )
    asked = message(row, models.Contact.objects.get(pk=contact), None, now)
    asked.save(force_insert=True)


def owners(situations: Collection[str]) -> dict[str, int]:
    """Who owns each situation."""
    return dict(models.Situation.objects.filter(pk__in=situations).values_list("pk", "owner_id"))


def told_at(situation: str, now: datetime) -> int:
    """How many notices at this very moment interrupt somebody over a situation."""
    return models.Notice.objects.filter(at=now, situation=situation, digest=False).count()


def late(now: datetime, part: Part = ALL) -> list[Late]:
    """Deadlines of real alerts that have passed unanswered of late, and that nobody was told of, the oldest first."""
    owing = models.Recipient.objects.filter(rows.within(part), asks_at__lte=now, alert__status=Status.ACTUAL)
    span = (now - LOOK_BACK, now)
    silent = owing.filter(acknowledge_by__range=span, acknowledged_at__isnull=True)
    undecided = owing.filter(decide_by__range=span).exclude(alert__kind__in=ENDS)
    return [
        of_alert(row.alert, row.person_id, getattr(row, by), key)
        for kind, by, found in (("acknowledge", "acknowledge_by", silent), ("decide", "decide_by", undecided))
        for row, key in untold(found.order_by(by), kind)
    ]


def of_alert(alert: models.Alert, person: int, due: datetime, key: str) -> Late:
    """A deadline of an alert that has passed."""
    return Late(person, alert.issued_by_id or 0, alert.pk, alert.situation_id, due, key)


def unreviewed(now: datetime, part: Part = ALL) -> list[Late]:
    """Real alerts that went out under one signature, whose review is late, and of which nobody was told that."""
    key = Concat(Value("late:"), F("pk"), Value(":review"), output_field=CharField())
    owing = models.Alert.objects.filter(rows.within(part), single_signature=True, reviewed_at__isnull=True)
    late = owing.filter(status=Status.ACTUAL, stage=AlertStage.ISSUED, review_by__range=(now - LOOK_BACK, now))
    told = models.Notice.objects.filter(key=OuterRef("key"))
    found = late.annotate(key=key).filter(~Exists(told)).order_by("review_by")[:BATCH]
    return [of_alert(row, 0, row.review_by or now, f"late:{row.pk}:review") for row in found]


def unlooked(now: datetime, part: Part = ALL) -> list[Late]:
    """Real alerts that somebody said they would look at again by now, and of which nobody was told that."""
    key = Concat(Value("late:"), F("pk"), Value(":look"), output_field=CharField())
    kept = models.Decision.objects.filter(rows.within(part), sight.STANDS, review_at__range=(now - LOOK_BACK, now))
    told = models.Notice.objects.filter(key=OuterRef("key"))
    real = kept.filter(recipient__alert__status=Status.ACTUAL).annotate(key=key).filter(~Exists(told))
    found = real.select_related("recipient__alert").order_by("review_at")[:BATCH]
    return [
        of_alert(row.recipient.alert, row.person_id or 0, row.review_at or now, f"late:{row.pk}:look") for row in found
    ]


def untold(found: QuerySet[models.Recipient], kind: str) -> list[tuple[models.Recipient, str]]:
    """Those addressees whom nobody has told, with the key that telling them will have."""
    named = found.annotate(key=Concat(Value("late:"), F("pk"), Value(f":{kind}"), output_field=CharField()))
    told = models.Notice.objects.filter(person=OuterRef("person"), key=OuterRef("key"))
    kept = named.filter(~Exists(told)).select_related("alert")[:BATCH]
    return [(row, f"late:{row.pk}:{kind}") for row in kept]


def unsummed(limit: int = BATCH) -> dict[int, tuple[str, int]]:
    """For each person with notices that wait for their summary: their time zone and how many."""
    waiting = models.Notice.objects.filter(digest=True, digested_at__isnull=True, person__is_active=True)
    found = waiting.values("person_id", "person__time_zone").annotate(many=Count("pk")).order_by("person_id")[:limit]
    return {row["person_id"]: (row["person__time_zone"], row["many"]) for row in found}


def summed(person: int, now: datetime) -> None:
    """What waited for a person's summary is in it."""
    models.Notice.objects.filter(person=person, digest=True, digested_at__isnull=True).update(digested_at=now)


def notices(viewer: Viewer, limit: int = rows.SIZE) -> list[Notice]:
    """What the viewer was told, newest first; nothing for auditors and administrators."""
    mine = models.Notice.objects.filter(person=viewer.person if sight.takes_part(viewer) else 0).exclude(path=CONFIRM)
    mine = mine.filter(sight.hearing(viewer, "situation"))
    return [notice(row) for row in mine.order_by("-at", "id")[:limit]]


def notice(row: models.Notice) -> Notice:
    """One notice as a record."""
    return Notice(
        row.person_id or 0,
        rows.sentence(json.loads(row.what)),
        row.path,
        row.situation,
        row.key,
        Status(row.status),
        row.at,
        row.due,
        row.digest,
        row.id,
    )
