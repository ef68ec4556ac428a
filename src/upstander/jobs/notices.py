"""Tell people something in the transaction of the change: both happen, or neither."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from upstander.jobs import aside
from upstander.jobs.hearing import hearing
from upstander.lib.text import Sentence, mark
from upstander.records.alert_life import AlertKind
from upstander.records.aside import ALL, Part
from upstander.records.channels import Late, Notice
from upstander.records.desk import Alert, Status
from upstander.records.ladder import Event, Happening, Ladder, Move, Shift, Thread
from upstander.records.people import Role
from upstander.respond.climb import hours_of
from upstander.respond.roster import on_duty
from upstander.store.desk import outbox
from upstander.store.desk.lines import signers
from upstander.store.desk.whole import whole
from upstander.warn.messages import summary

SAYINGS = {
    Happening.CALLED: mark("The ladder calls you: take this step, or it goes to the next person."),
    Happening.EMPTY: mark("Nobody is on duty for this step: the ladder called the next role."),
    Happening.EXHAUSTED: mark("Nobody is left to call: this step waits, and nobody has it."),
    Happening.WARNED: mark("You are silent: after this time the step goes to somebody outside the organisation."),
    Happening.BORDER: mark("Nobody inside answers, and no written authority lets this step out: say who is told."),
    Happening.LAPSED: mark("Your step was taken from you: there was no entry in time."),
}
"""What the ladder tells people of what it does."""

ASKED = {
    AlertKind.ALERT: mark("An alert asks you for an answer."),
    AlertKind.UPDATE: mark("An alert that asked you has a new text: answer that one."),
    AlertKind.CANCEL: mark("An alert that asked you is cancelled: take note."),
    AlertKind.ALL_CLEAR: mark("All clear for an alert that asked you: take note."),
}
"""What an issued alert tells those whom it addresses."""

LATE = mark("A deadline of yours has passed without an answer.")
MORNING = 6
"""The hour from which a day's summary is sent."""

TO_REVIEW = mark("An alert went out under one signature: read it again and say what you make of it.")
LOOK_AGAIN = mark("You said that you would look again today: answer anew.")
WATCHED_STILL = mark("An alert that you issued is only watched, and the day to look again has come.")
UNANSWERED = mark("A deadline of an alert that you issued has passed without an answer.")


def tell(
    person: int,
    what: Sentence,
    path: str,
    situation: str,
    *,
    key: str,
    status: Status,
    now: datetime,
    due: datetime | None = None,
    digest: bool = False,
) -> None:
    """Tell a person once per `key` that something waits at `path`, by every way out that they have.

    Call it inside the job that makes the change. Exercises and tests are told to nobody outside: their inbox shows
    them. `digest`: not worth an interruption, whatever its page shows.
    """
    send([Notice(person, what, path, situation, key, status, now, due, digest)])


def send(new: Iterable[Notice]) -> int:
    """Keep what people are told; returns how many notices are new. Whatever it says of something only watched
    interrupts nobody. Nobody of a body that is suspected is told.
    """
    told = hearing(each for each in new if each.status is Status.ACTUAL)
    calm = outbox.watched({each.path for each in told if not each.digest})
    return outbox.add(replace(each, digest=each.digest or each.path in calm) for each in told)


def of_the_ladder(moves: Iterable[tuple[Move, Ladder, Sequence[Shift]]]) -> None:
    """Tell those whom the ladder called, and its owner where it found nobody."""
    told = [each for each in moves if each[0].events and each[0].after.status is Status.ACTUAL]
    owners = outbox.owners({move.after.situation for move, _, _ in told}) if told else {}
    send(
        Notice(
            person or owners[move.after.situation],
            Sentence(SAYINGS[event.what]),
            f"/ladder/{move.after.id}/",
            move.after.situation,
            f"thread:{move.after.id}:{event.step}:{event.what}:{event.at:%Y%m%dT%H%M%S}",
            move.after.status,
            event.at,
            due_of(move.after, event, rule),
        )
        for move, rule, shifts in told
        for event in move.events
        if event.what in SAYINGS
        for person in heard_by(event, rule, shifts)
    )


def heard_by(event: Event, rule: Ladder, shifts: Sequence[Shift]) -> tuple[int, ...]:
    """Whom an event is told to: the person called, else the ladder's owner on duty; 0 where nobody is."""
    return (event.person,) if event.person else on_duty(shifts, rule.owner, event.at) or (0,)


def due_of(thread: Thread, event: Event, rule: Ladder) -> datetime | None:
    """Until when the step waits; after a warning, until when it stays inside."""
    if event.what is Happening.WARNED:
        return event.at + rule.warned[hours_of(thread, rule)]
    step = thread.step(event.step)
    return step.due_at if step else None


def of_an_alert(alert: Alert, now: datetime) -> None:
    """Tell everybody whom an issued alert addresses."""
    send(
        Notice(
            recipient.person,
            Sentence(ASKED[alert.kind]),
            f"/alerts/{alert.id}/",
            alert.situation,
            f"alert:{alert.id}:issued",
            alert.status,
            now,
            recipient.acknowledge_by,
        )
        for recipient in alert.recipients
    )


def remind(now: datetime) -> int:
    """Tell, once, whoever has let a deadline of an alert pass unanswered; and who issued it, once for all of them.

    Whoever could see to a review that is late hears of it too, and whoever kept watching until today. Returns how many
    were told. What fails is set aside.
    """
    done = aside.swept("recipient", lambda part: told_late(now, part), lambda part: late_in(now, part), now)
    done += aside.swept("alert", lambda part: told_unreviewed(now, part), lambda part: reviews_in(now, part), now)
    return done + aside.swept("decision", lambda part: told_again(now, part), lambda part: looks_in(now, part), now)


def late_in(now: datetime, part: Part) -> dict[str, str]:
    """Which addressees are to be told, and the situation of each."""
    return {each.key.split(":")[1]: each.situation for each in outbox.late(now, part)}


@whole
def told_late(now: datetime, part: Part = ALL) -> int:
    """Tell them."""
    return send(
        overdue(late, person, what, key, now)
        for late in outbox.late(now, part)
        for person, what, key in (
            (late.person, LATE, late.key),
            (late.issuer, UNANSWERED, f"late:{late.alert}:{late.key.rpartition(':')[2]}"),
        )
        if person
    )


def overdue(late: Late, person: int, what: str, key: str, now: datetime) -> Notice:
    """That a deadline of an alert has passed."""
    return Notice(person, Sentence(what), f"/alerts/{late.alert}/", late.situation, key, Status.ACTUAL, now, late.due)


def reviews_in(now: datetime, part: Part) -> dict[str, str]:
    """Which alerts went out under one signature and wait too long for their review, and the situation of each."""
    return {each.alert: each.situation for each in outbox.unreviewed(now, part)}


@whole
def told_unreviewed(now: datetime, part: Part = ALL) -> int:
    """Tell who issued such an alert, and every focal point of its situation."""
    return send(
        overdue(late, person, what, late.key, now)
        for late in outbox.unreviewed(now, part)
        for person, what in [
            (late.issuer, UNANSWERED),
            *((each, TO_REVIEW) for each in signers(late.situation, [Role.FOCAL_POINT], now) if each != late.issuer),
        ]
        if person
    )


def looks_in(now: datetime, part: Part) -> dict[str, str]:
    """Which answers have come to their day to look again, and the situation of each."""
    return {each.key.split(":")[1]: each.situation for each in outbox.unlooked(now, part)}


@whole
def told_again(now: datetime, part: Part = ALL) -> int:
    """Tell whoever only keeps watching, and who issued it."""
    return send(
        overdue(late, person, what, late.key, now)
        for late in outbox.unlooked(now, part)
        for person, what in ((late.person, LOOK_AGAIN), (late.issuer, WATCHED_STILL))
        if person
    )


def summarise(now: datetime) -> int:
    """Once a day, from six in the morning where they are, tell each person how much waits that is not urgent."""
    found = {str(person): waits for person, waits in outbox.unsummed().items()}
    return aside.alone(
        "person", dict.fromkeys(found, ""), lambda id: sum_up(int(id), *found.get(id, ("UTC", 0)), now), now
    )


@whole
def sum_up(person: int, zone: str, many: int, now: datetime) -> int:
    """Tell one person; 0 where it is not yet morning, or nothing waits any more."""
    local = now.astimezone(ZoneInfo(zone))
    if local.hour < MORNING or not many:
        return 0
    what, key = summary(many), f"{outbox.SUMMARY}{local:%Y-%m-%d}"
    told = send([Notice(person, what, "/waiting/", "", key, Status.ACTUAL, now)])
    if told:
        outbox.summed(person, now)
    return told
