"""A desk with a crowd on it, written straight into its tables: what years of work would leave, in a minute."""

import itertools
import json
import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F

from upstander.jobs.ladder import ladder
from upstander.records import desk
from upstander.records.ladder import StepId
from upstander.records.people import Role, Viewer
from upstander.store.desk import awaited, inbox, models, people, schema

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PEOPLE = 400
ADDRESSEES = 10
BEFORE = (StepId.ACKNOWLEDGE, StepId.TRIAGE, StepId.VERIFY, StepId.ASSESS, StepId.NOTE)
CHANCE = random.Random(7)


def build(situations: int, alerts: int, now: datetime) -> None:
    """Make the tables and fill them."""
    schema.migrate()
    with transaction.atomic():
        everybody = cast(now)
        places = opened(situations, everybody, now)
        written(places, alerts, everybody, now)
    asked()


def asked() -> None:
    """Keep by when each addressee owes something; PostgreSQL must have counted its rows to find that in time."""
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    owing = inbox.unanswered(models.Recipient.objects.all()).values("pk")
    models.Recipient.objects.filter(pk__in=owing).update(asks_at=inbox.NEXT_DEADLINE)
    for some in portions(list(models.Thread.objects.values_list("id", flat=True)), 500):
        awaited.settle(some)
    if connection.vendor == "postgresql":
        connection.cursor().execute("VACUUM ANALYZE")  # or it does so by itself in the midst of what is measured


def kept(model: type, rows: Iterable[object]) -> list[object]:
    """Rows written in portions."""
    found = list(rows)
    model.objects.bulk_create(found, batch_size=2000)  # type: ignore[attr-defined]
    return found


def cast(now: datetime) -> dict[str, list[models.Person]]:
    """A chief who sees everything, a minister whom half the alerts ask, somebody with nothing, a crowd of each role."""
    names = {
        "chief": [("chief", Role.FOCAL_POINT)],
        "minister": [("minister", Role.DECISION_MAKER)],
        "idle": [("idle", Role.FOCAL_POINT)],
        "analyst": [(f"analyst-{n}", Role.ANALYST) for n in range(PEOPLE // 4)],
        "focal_point": [(f"focal-{n}", Role.FOCAL_POINT) for n in range(PEOPLE // 4)],
        "decision_maker": [(f"decides-{n}", Role.DECISION_MAKER) for n in range(PEOPLE // 2)],
    }
    made = {kind: [person(name, now) for name, _ in each] for kind, each in names.items()}
    rows = kept(models.Person, itertools.chain(*made.values()))
    stored = {row.username: row for row in models.Person.objects.all()}
    assert len(stored) == len(rows)
    roles = [
        models.RoleHeld(person=stored[name], role=role, since=now - 300 * DAY, given_by="chief")
        for each in names.values()
        for name, role in each
    ]
    kept(models.RoleHeld, roles)
    return {kind: [stored[name] for name, _ in each] for kind, each in names.items()}


def person(username: str, now: datetime) -> models.Person:
    """An account that nobody signs in to by password."""
    return models.Person(username=username, name=username.title(), password="!", created_at=now - 300 * DAY)


def opened(number: int, everybody: dict[str, list[models.Person]], now: datetime) -> list[models.Situation]:
    """Situations, each with a team, of whom somebody of each role is on duty."""
    rows = [
        models.Situation(
            iso3=("SDN", "MLI", "MMR", "COD", "ETH")[n % 5],
            title=f"Situation {n}",
            phase=desk.Phase.EMERGING,
            owner=CHANCE.choice(everybody["analyst"]),
            opened_at=now - 200 * DAY,
        )
        for n in range(number)
    ]
    kept(models.Situation, rows)
    kept(models.PhaseChange, (judged(row) for row in rows))
    kept(models.Grant, (each for row in rows for each in granted(row, everybody, now)))
    crew = (everybody[kind] for kind in ("chief", "analyst", "focal_point", "decision_maker"))
    on_duty = list(itertools.chain.from_iterable(crew))
    kept(models.ShiftHeld, (shift for n, row in enumerate(on_duty) for shift in shifts(row, n, now)))
    return rows


def judged(row: models.Situation) -> models.PhaseChange:
    """The judgement that a situation begins with."""
    return models.PhaseChange(situation=row, phase=row.phase, reason="Columns.", by=row.owner, at=row.opened_at)


def granted(row: models.Situation, everybody: dict[str, list[models.Person]], now: datetime) -> Iterator[models.Grant]:
    """Who sees a situation: the chief, three analysts, two focal points, four who decide."""
    team = [*everybody["chief"]]
    for kind, size in (("analyst", 3), ("focal_point", 2), ("decision_maker", 4)):
        team += CHANCE.sample(everybody[kind], size)
    for each in team:
        yield models.Grant(
            situation=row,
            person=each,
            reason="Works on it.",
            granted_by=row.owner,
            granted_at=now - 150 * DAY,
            expires_at=now + 150 * DAY,
        )


def shifts(row: models.Person, number: int, now: datetime) -> Iterator[models.ShiftHeld]:
    """A year of weeks on duty, for a quarter of the people."""
    role = {"c": Role.FOCAL_POINT, "a": Role.ANALYST, "f": Role.FOCAL_POINT, "d": Role.DECISION_MAKER}[row.username[0]]
    for week in range(-10, 10) if number % 2 == 0 else ():
        begins = now + week * 7 * DAY
        yield models.ShiftHeld(person=row, role=role, begins=begins, ends=begins + 7 * DAY, deputy=number % 3)


def written(
    places: list[models.Situation], number: int, everybody: dict[str, list[models.Person]], now: datetime
) -> None:
    """Alerts with their evidence, addressees, answers and open threads."""
    threads = kept(models.Thread, (thread(places[n % len(places)], n, now) for n in range(number)))
    signals = kept(models.Signal, map(signal, threads))
    alerts = kept(models.Alert, (alert(each, n) for n, each in enumerate(threads)))
    models.Alert.objects.update(line=F("id"))
    kept(
        models.Alert.signals.through,
        (models.Alert.signals.through(alert_id=a.id, signal_id=s.id) for a, s in zip(alerts, signals, strict=True)),
    )
    kept(models.Signature, (signature(each) for each in alerts))
    asked = kept(models.Recipient, (row for n, each in enumerate(alerts) for row in addressed(each, n, everybody)))
    kept(models.Decision, (decision(row) for n, row in enumerate(asked) if n % 4 == 3))
    climbed(threads, everybody, now)
    log_lines(alerts)


def thread(place: models.Situation, n: int, now: datetime) -> models.Thread:
    """An open thread; the sweep has nothing to do with it for a while."""
    opened = now - 4 * DAY - n % 97 * HOUR
    return models.Thread(
        situation=place,
        title=f"Cause {n}",
        grade=(desk.Grade.WATCH, desk.Grade.WARNING, desk.Grade.IMMINENT)[n % 3],
        opened_at=opened,
        graded_at=opened + HOUR,
        next_at=now + DAY + n % 50 * HOUR,
    )


def signal(row: models.Thread) -> models.Signal:
    """What the thread began with."""
    return models.Signal(
        situation_id=row.situation_id,
        thread=row,
        kind=desk.SignalKind.REPORT,
        title=row.title,
        text="Thirty vehicles on the road.",
        known_at=row.opened_at,
        logged_at=row.opened_at,
        by_id=row.situation.owner_id,
    )


def alert(row: models.Thread, n: int) -> models.Alert:
    """An issued alert; one in twenty is a draft still."""
    draft = n % 20 == 7
    return models.Alert(
        situation_id=row.situation_id,
        thread=row,
        stage=desk.AlertStage.DRAFT if draft else desk.AlertStage.ISSUED,
        grade=row.grade,
        title=f"Alert {n}",
        text="What we see, in a paragraph of some length. " * 8,
        ask="Call the board together.",
        confidence=desk.Confidence.MEDIUM,
        change_our_mind="Three quiet weeks.",
        drafted_by_id=row.situation.owner_id,
        drafted_at=row.opened_at + HOUR,
        issued_by_id=None if draft else row.situation.owner_id,
        issued_at=None if draft else row.opened_at + 2 * HOUR,
        digest="0" * 64,
    )


def signature(row: models.Alert) -> models.Signature:
    """A name under the text."""
    return models.Signature(alert=row, person_id=row.drafted_by_id, at=row.drafted_at, digest=row.digest)


def addressed(row: models.Alert, n: int, everybody: dict[str, list[models.Person]]) -> Iterator[models.Recipient]:
    """Ten addressees; the minister on every second alert, the chief on every tenth."""
    asked = CHANCE.sample(everybody["decision_maker"], ADDRESSEES)
    if n % 2 == 0:
        asked[0] = everybody["minister"][0]
    if n % 10 == 1:
        asked[0] = everybody["chief"][0]
    for turn, each in enumerate(asked):
        yield models.Recipient(
            alert=row,
            person=each,
            asked="Decide.",
            acknowledge_by=row.drafted_at + 4 * HOUR,
            decide_by=row.drafted_at + 18 * HOUR + turn * DAY,
            acknowledged_at=row.drafted_at + 3 * HOUR if (n + turn) % 3 else None,
        )


def decision(row: models.Recipient) -> models.Decision:
    """An answer."""
    return models.Decision(
        recipient=row,
        person_id=row.person_id,
        answer=desk.Answer.KEEP_WATCHING,
        reason="We watch it.",
        decided_at=row.decide_by - HOUR,
    )


def climbed(threads: list[models.Thread], everybody: dict[str, list[models.Person]], now: datetime) -> None:
    """Five steps done and one that waits for a decision, each called, some owned."""
    steps = kept(models.ThreadStep, (step for n, row in enumerate(threads) for step in taken(row, n, everybody, now)))
    called = models.Call
    people_of = itertools.cycle(everybody["decision_maker"] + everybody["analyst"])
    rows = (called(step=each, person=next(people_of), turn=0, at=each.opened_at) for each in steps)
    kept(called, rows)
    chief = everybody["chief"][0]
    waiting = [each for each in steps if each.done_at is None]
    kept(called, (called(step=each, person=chief, turn=1, at=now - HOUR) for n, each in enumerate(waiting) if n % 5))
    events = (models.LadderEvent(thread=e.thread, at=e.opened_at, step=e.step, what="called", person=1) for e in steps)
    kept(models.LadderEvent, events)


def taken(
    row: models.Thread, n: int, everybody: dict[str, list[models.Person]], now: datetime
) -> Iterator[models.ThreadStep]:
    """The steps of one thread."""
    for turn, step in enumerate(BEFORE):
        at = row.opened_at + turn * HOUR
        owner = row.situation.owner_id
        yield models.ThreadStep(
            thread=row, step=step, opened_at=at, due_at=at + 4 * HOUR, called_at=at, owner_id=owner, owned_at=at,
            done_at=at + HOUR, done_by_id=owner,
        )  # fmt: skip
    yield models.ThreadStep(
        thread=row,
        step=StepId.DECIDE,
        opened_at=now - 2 * HOUR,
        due_at=now + 20 * DAY,
        called_at=now,
        owner=everybody["chief"][0] if n % 10 == 3 else None,
        owned_at=now - HOUR if n % 10 == 3 else None,
    )


def log_lines(alerts: list[models.Alert]) -> None:
    """A log as long as the desk is old; its chain is not what is measured."""
    rows = [
        models.Entry(
            number=n,
            at=row.drafted_at,
            person=row.drafted_by_id,
            name="Somebody",
            action="drafted",
            object=f"alert:{row.id}",
            situation=row.situation_id,
            detail=json.dumps({"grade": row.grade}),
            before="0" * 64,
            digest="0" * 64,
        )
        for n, row in enumerate(itertools.chain(*[alerts] * 3), 1)
    ]
    kept(models.Entry, rows)
    models.Head.objects.create(pk=1, number=len(rows), digest="0" * 64)


def recipients() -> int:
    """How many rows the inbox is made of."""
    return models.Recipient.objects.count()


def viewer(username: str, now: datetime) -> Viewer:
    """The person as a viewer."""
    return people.viewer_named(username, now, reads_only=False)


def fall_due(number: int, now: datetime) -> None:
    """Let the calls of this many threads go unanswered until now: each is due to call the next person."""
    rule = ladder()
    ids = list(models.Thread.objects.order_by("id").values_list("id", flat=True)[:number])
    with transaction.atomic():
        for some in portions(ids, 500):
            late = models.ThreadStep.objects.filter(thread__in=some, done_at__isnull=True)
            late.update(called_at=now - max(rule.contact.values()), owner=None, owned_at=None)
            awaited.settle(some)
            models.Thread.objects.filter(pk__in=some).update(next_at=now - HOUR)


def portions(ids: list[str], size: int) -> Iterator[list[str]]:
    """A list cut into pieces."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
