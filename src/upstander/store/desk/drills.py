"""Drills and who is seated in them; the one place that says whom an exercise may reach."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from upstander.lib.text import mark
from upstander.records.desk import DECIDES, AlertStage, Answer, Grade
from upstander.records.drills import HOLDS, ROOM, Answered, Deed, Drill, Issued, Part, Seat
from upstander.records.errors import Unknown
from upstander.records.ladder import Shift
from upstander.records.people import Viewer
from upstander.store.desk import models, sight
from upstander.store.desk.awaited import settle_in

NO_DRILL = mark("There is no such drill, or it is not open to you.")
ALWAYS = datetime.max.replace(tzinfo=UTC)


def visible(viewer: Viewer) -> QuerySet[models.Drill]:
    """Drills whose situation is granted to the viewer: an outsider has none."""
    return full(models.Drill.objects.filter(situation_id__in=sight.granted(viewer)))


def full(found: QuerySet[models.Drill]) -> QuerySet[models.Drill]:
    """With seats, in a fixed number of queries."""
    return found.select_related("situation").prefetch_related("seats__person")


def record(row: models.Drill) -> Drill:
    """The drill as a record, its seats in the order of the parts."""
    order = list(Part)
    seats = sorted(row.seats.all(), key=lambda each: order.index(Part(each.part)))
    return Drill(
        id=row.id,
        case=row.case,
        situation=row.situation_id,
        iso3=row.situation.iso3,
        minutes=row.minutes,
        opened_by=row.opened_by_id or 0,
        opened_at=row.opened_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        cleared_at=row.cleared_at,
        by_itself=row.by_itself,
        paused_at=row.paused_at,
        pauses=tuple((datetime.fromisoformat(began), datetime.fromisoformat(ended)) for began, ended in row.pauses),
        seats=tuple(
            Seat(Part(each.part), each.person_id, each.person.name, each.own, each.joined_at) for each in seats
        ),
    )


def drills(viewer: Viewer) -> list[Drill]:
    """Drills among people that the viewer may see, newest first."""
    return [record(row) for row in visible(viewer).filter(by_itself=False).order_by("-opened_at", "id")]


def drill(viewer: Viewer, id: str) -> Drill:
    """One drill; Unknown if it is not open to the viewer."""
    row = visible(viewer).filter(pk=id).first()
    if row is None:
        raise Unknown(NO_DRILL)
    return record(row)


def drill_in(viewer: Viewer, situation: str) -> Drill | None:
    """The drill that is played in a situation, if one is and the viewer may see it."""
    row = visible(viewer).filter(situation_id=situation).first()
    return record(row) if row else None


def on_this_host(id: str) -> Drill:
    """One drill, for the desk's own host; Unknown if there is none."""
    row = full(models.Drill.objects.filter(pk=id)).first()
    if row is None:
        raise Unknown(NO_DRILL)
    return record(row)


def held(id: str) -> Drill:
    """One drill, held until the transaction ends: whoever looks on meanwhile waits."""
    models.Drill.objects.select_for_update().filter(pk=id).first()
    return on_this_host(id)


def awaited(viewer: Viewer) -> list[tuple[str, str, str]]:
    """Id, case and situation of drills in which the viewer has a part and has not been seen."""
    mine = models.DrillSeat.objects.filter(person=max(viewer.person, 0), joined_at__isnull=True)
    mine = mine.filter(drill__ended_at__isnull=True, drill__situation__in=sight.granted(viewer), drill__by_itself=False)
    return list(mine.order_by("pk").values_list("drill_id", "drill__case", "drill__situation_id"))


def silent(situations: Collection[str]) -> frozenset[str]:
    """Which of these situations belong to a drill that has ended, or that is paused: it asks nobody for anything."""
    found = models.Drill.objects.filter(situation__in=situations)
    found = found.filter(Q(ended_at__isnull=False) | Q(paused_at__isnull=False))
    return frozenset(found.values_list("situation", flat=True))


def running() -> list[str]:
    """Ids of drills among people that have been started and not ended."""
    found = models.Drill.objects.filter(started_at__isnull=False, ended_at__isnull=True, by_itself=False)
    return list(found.order_by("started_at", "id").values_list("id", flat=True))


def halted(before: datetime) -> frozenset[str]:
    """Ids of drills that go on and have been paused since before."""
    found = models.Drill.objects.filter(ended_at__isnull=True, paused_at__lte=before)
    return frozenset(found.values_list("id", flat=True))


def places(ids: Collection[str]) -> dict[str, str]:
    """The situation of each of these drills."""
    return dict(models.Drill.objects.filter(pk__in=ids).values_list("id", "situation_id")) if ids else {}


def uncleared(ended_before: datetime, opened_before: datetime) -> list[str]:
    """Ids of drills whose own accounts are still open though they ended, or were never started, long ago."""
    stale = Q(ended_at__lte=ended_before) | Q(started_at__isnull=True, opened_at__lte=opened_before)
    return list(models.Drill.objects.filter(stale, cleared_at__isnull=True).values_list("id", flat=True))


def add(new: Drill) -> str:
    """Keep a drill and its seats; returns its id."""
    row = models.Drill.objects.create(
        case=new.case,
        situation_id=new.situation,
        minutes=new.minutes,
        opened_by_id=new.opened_by or None,
        opened_at=new.opened_at,
        started_at=new.started_at,
        by_itself=new.by_itself,
    )
    models.DrillSeat.objects.bulk_create(
        models.DrillSeat(drill=row, part=seat.part, person_id=seat.person, own=seat.own) for seat in new.seats
    )
    return row.id


def start(id: str, now: datetime) -> None:
    """Let the clock run."""
    models.Drill.objects.filter(pk=id, started_at__isnull=True).update(started_at=now)


def pause(id: str, now: datetime) -> None:
    """Let the drill's clock stand, and its ladder: the sweep finds no thread of it."""
    row = models.Drill.objects.get(pk=id)
    row.paused_at = now
    row.save()
    models.Thread.objects.filter(situation=row.situation_id, closed_at__isnull=True).update(next_at=None)


def resume(id: str, now: datetime) -> None:
    """Let it run again: what was still to come comes later by as long as it stood."""
    row = models.Drill.objects.get(pk=id)
    began = row.paused_at or now
    row.pauses, row.paused_at = [*row.pauses, [began.isoformat(), now.isoformat()]], None
    row.save()
    models.Thread.objects.filter(situation=row.situation_id, closed_at__isnull=True).update(next_at=now)
    put_off(row.situation_id, now - began)


def put_off(situation: str, by: timedelta) -> None:
    """Move every deadline of a situation that nobody has met yet."""
    own, on_alert = {"situation": situation}, {"alert__situation": situation}
    stands = models.Decision.objects.filter(sight.STANDS, recipient=OuterRef("pk"))
    addressed = models.Recipient.objects.filter(~Exists(stands), **on_alert)
    late = (
        (addressed.filter(acknowledged_at__isnull=True), ("acknowledge_by",)),
        (addressed, ("decide_by", "asks_at")),
        (models.ThreadStep.objects.filter(thread__situation=situation, done_at__isnull=True), STEP_TIMES),
        (models.Inquiry.objects.filter(recipient__alert__situation=situation, answered_at__isnull=True), ("due_at",)),
        (models.Clearance.objects.filter(**on_alert, recorded_at__isnull=True), ("until",)),
        (models.SealedDissent.objects.filter(**on_alert, replied_at__isnull=True), ("due_at",)),
        (models.Alert.objects.filter(**own, issued_at__isnull=True), ("second_asked_at",)),
        (models.Alert.objects.filter(**own, reviewed_at__isnull=True), ("review_by",)),
        (models.Action.objects.filter(**own, done_at__isnull=True), ("deadline",)),
    )
    for rows, names in late:
        rows.update(**{name: F(name) + by for name in names})
    settle_in(situation)


STEP_TIMES = ("due_at", "called_at", "owned_at", "entry_at", "held_until", "warned_at", "exhausted_at", "overdue_at")
"""What an open step counts its time from."""

STANDS_STILL = mark("The drill is paused: wait until it goes on.")


def stands_still(situation: str) -> bool:
    """Whether this is a drill that is paused."""
    return models.Drill.objects.filter(situation=situation, paused_at__isnull=False).exists()


def pauses(situations: Collection[str], now: datetime) -> dict[str, tuple[tuple[datetime, datetime], ...]]:
    """From when until when the clocks of these situations stood: those of drills that were paused."""
    found = models.Drill.objects.filter(situation__in=situations).exclude(paused_at__isnull=True, pauses=[])
    return {row.situation_id: record(row).stood(now) for row in full(found)}


def end(id: str, at: datetime) -> None:
    """Let the drill be over."""
    models.Drill.objects.filter(pk=id, ended_at__isnull=True).update(ended_at=at)


def clear(id: str, at: datetime) -> None:
    """Note that the drill's own accounts are closed."""
    models.Drill.objects.filter(pk=id).update(cleared_at=at)


def join(person: int, now: datetime) -> tuple[str, Part] | None:
    """Note that a person has come in; the drill that their account was made for, and the part they play in it."""
    seat = models.DrillSeat.objects.filter(person=person, own=True).order_by("-pk").first()
    if seat is None:
        return None
    models.DrillSeat.objects.filter(pk=seat.pk, joined_at__isnull=True).update(joined_at=now)
    return seat.drill_id, Part(seat.part)


def seen(id: str, person: int, now: datetime) -> None:
    """Note when a person was first in the room."""
    models.DrillSeat.objects.filter(drill=id, person=person, joined_at__isnull=True).update(joined_at=now)


def may_be_asked(situation: str, person: int) -> bool:
    """Whether a situation may reach a person: a drill its own room only, everything else nobody's exercise account."""
    if models.Drill.objects.filter(situation=situation).exists():
        seats = models.DrillSeat.objects.filter(drill__situation=situation, person=person)
        opened = models.Drill.objects.filter(situation=situation, opened_by=person)
        return seats.exclude(part=Part.OUTSIDER).exists() or opened.exists()
    return not models.Person.objects.filter(pk=person, exercise=True).exists()


def room_mates(viewer: Viewer) -> QuerySet[models.DrillSeat]:
    """Seats of drills that the viewer sees and that are not over: for choosing whom to ask."""
    seats = models.DrillSeat.objects.filter(
        drill__situation_id__in=sight.granted(viewer), drill__ended_at__isnull=True, drill__by_itself=False
    )
    return seats.exclude(part=Part.OUTSIDER)


def shifts(situations: Collection[str]) -> dict[str, list[Shift]]:
    """For situations that are drills, who is on duty: the room and nobody else. The desk's roster knows none of it."""
    drills = models.Drill.objects.filter(situation__in=situations).prefetch_related("seats__person")
    return {row.situation_id: [shift(row, seat) for seat in seated(row)] for row in drills}


def seated(row: models.Drill) -> list[models.DrillSeat]:
    """The seats of the room, in the order in which they are called."""
    found = {Part(seat.part): seat for seat in row.seats.all() if seat.person.is_active}
    return [found[part] for part in ROOM if part in found]


def shift(row: models.Drill, seat: models.DrillSeat) -> Shift:
    """A seat as a turn of duty while the drill lasts."""
    part = Part(seat.part)
    ends = row.ended_at or ALWAYS
    return Shift(seat.person_id, HOLDS[part], row.opened_at, ends, ROOM.index(part), name=seat.person.name)


def arrived(situation: str) -> frozenset[str]:
    """Keys of the injects that lie on the desk already."""
    found = models.Signal.objects.filter(situation=situation, key__startswith="inject:")
    return frozenset(key for key in found.values_list("key", flat=True) if key)


def decided(situation: str) -> list[datetime]:
    """When the room decided: to hand an alert on, or to ask for more first, decides nothing."""
    found = models.Decision.objects.filter(recipient__alert__situation=situation, answer__in=DECIDES)
    return list(found.order_by("decided_at").values_list("decided_at", flat=True))


def answers(situation: str) -> list[Answered]:
    """Every answer of the room, oldest first: decisions, what was asked first, what the next owner has accepted."""
    here = {"recipient__alert__situation": situation}
    made = models.Decision.objects.filter(answer__in=DECIDES, **here).select_related("person", "recipient")
    referred = models.Referral.objects.filter(accepted_at__isnull=False, **here).select_related("recipient__person")
    asked = models.Inquiry.objects.filter(**here).select_related("asked_by", "recipient")
    found = [
        Answered(row.decided_at, row.answer, row.person.name, row.recipient.alert_id, row.reason, row.dissent)
        for row in made.order_by("decided_at", "pk")
    ]
    found += [
        Answered(
            row.accepted_at, Answer.REFER, row.recipient.person.name, row.recipient.alert_id, row.reason, row.dissent
        )
        for row in referred
        if row.accepted_at
    ]
    found += [
        Answered(row.asked_at, Answer.NEED_MORE, row.asked_by.name, row.recipient.alert_id, row.reason, row.dissent)
        for row in asked
    ]
    return sorted(found, key=lambda each: each.at)


def issued(situation: str) -> list[Issued]:
    """Every alert that the room issued, oldest first."""
    found = models.Alert.objects.filter(situation=situation, stage=AlertStage.ISSUED).order_by("issued_at", "pk")
    return [
        Issued(row.issued_at, Grade(row.grade), row.issued_by.name if row.issued_by else "", row.id, row.ask)
        for row in found.select_related("issued_by")
        if row.issued_at is not None
    ]


WORDS = frozenset(
    {"reported", "drafted", "changed", "signed", "issued", "acknowledged", "decided", "superseded", "referred"}
    | {"accepted", "returned", "needed more", "answered", "drill paused", "drill resumed"}
    | {"step taken", "step renewed", "step done", "entry", "graded", "marked imminent", "opened", "thread closed"}
)
"""What a debrief tells of the log."""


def deeds(situation: str) -> list[Deed]:
    """What the people of the room did, as the log has it, oldest first."""
    room = models.DrillSeat.objects.filter(drill__situation=situation).values_list("person_id", flat=True)
    found = models.Entry.objects.filter(situation=situation, person__in=list(room), action__in=WORDS).order_by("number")
    return [Deed(row.action, row.at, row.name) for row in found]
