"""A busy desk for tests of the whole: its people, everything they can do, and what must hold at every moment."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from django.db.models import QuerySet

from tests.conftest import NOW
from tests.jobs.test_alert_path import DRAFT
from upstander.jobs import (
    access,
    actions,
    alert_life,
    alerts,
    answer_sweep,
    calling,
    clearances,
    clocks,
    decisions,
    duty,
    inquiries,
    ladder,
    notices,
    people,
    recorded,
    referrals,
    roster,
    signals,
    situations,
    waiting,
)
from upstander.records.alert_life import ENDS
from upstander.records.answers import Medium
from upstander.records.desk import DECIDES, Address, AlertStage, Answer, Grade, Phase, Status
from upstander.records.errors import UpstanderError
from upstander.records.ladder import Happening, Ladder, Shift, StepId, Thread
from upstander.records.people import MACHINE, Role, Viewer
from upstander.records.plans import NewAction
from upstander.respond import climb
from upstander.store.desk import log, models, reads
from upstander.store.desk import threads as store
from upstander.store.desk.people import viewer_of
from upstander.store.lake import Lake

CREW = {
    "ana": Role.ANALYST,
    "abe": Role.ANALYST,
    "fay": Role.FOCAL_POINT,
    "fin": Role.FOCAL_POINT,
    "dee": Role.DECISION_MAKER,
    "dov": Role.DECISION_MAKER,
}
DAY = timedelta(days=1)


@dataclass
class Desk:
    """Who works here, on which situations; the last is an exercise."""

    people: dict[str, int]
    places: list[str]
    now: datetime
    clocks: dict[tuple[str, str], tuple[datetime, datetime]] = field(default_factory=dict)

    def who(self, name: str) -> Viewer:
        """The person as a viewer at this moment; Unknown if the account is closed."""
        return viewer_of(self.people[name], self.now)


def opened(lake: Lake, now: datetime) -> Desk:
    """Two real situations and an exercise, owned by analysts; everybody sees them and is on duty for a week."""
    ids = {name: people.add(name, name.title(), [role], who=MACHINE, now=now).id for name, role in CREW.items()}
    ids["ada"] = people.add("ada", "Ada", [Role.ADMINISTRATOR], who=MACHINE, now=now).id
    desk = Desk(ids, [], now)
    for iso3, owner, status in (("SDN", "ana", "Actual"), ("MLI", "abe", "Actual"), ("MMR", "ana", "Exercise")):
        given = {"who": desk.who(owner), "now": now, "status": Status(status)}
        place = situations.open_situation(lake, iso3, f"{iso3} now", Phase.EMERGING, "Columns were seen.", **given)
        for name in CREW.keys() - {owner}:
            access.give(place, ids[name], "On the team.", now + 40 * DAY, who=desk.who(owner), now=now)
        desk.places.append(place)
    for turn, name in enumerate(CREW):
        ends = now + (7 + turn) * DAY
        duty.put_on(ids[name], CREW[name], now, ends, who=desk.who("fay"), now=now, deputy=turn)
    return desk


def tried(deed: Callable[[], Any]) -> bool:
    """Whether the deed was done; a refusal leaves the log as it was."""
    before = log.root()
    try:
        deed()
    except UpstanderError:
        assert log.root() == before
        return False
    return True


WHO = {
    "report": "ana abe fay dee",
    "same cause": "abe fin",
    "take": "ana abe fay fin dee dov",
    "enter": "ana abe fay fin dee dov",
    "finish": "ana abe fay fin dee dov",
    "grade": "ana fay dee",
    "mark": "abe",
    "close": "ana fin",
    "draft": "ana abe",
    "sign": "abe fin",
    "issue": "fay fin",
    "acknowledge": "dee dov",
    "decide": "dee dov",
    "refer": "dee dov",
    "accept": "dee dov fay",
    "return": "dov fay",
    "need more": "dee dov",
    "reply": "ana dee fay",
    "record": "fay fin",
    "dispute": "dee dov",
    "answer anew": "dee dov",
    "update": "ana abe",
    "cancel": "abe",
    "all clear": "ana",
    "clear": "ana fay",
    "object": "abe fin",
    "ask for a second": "ana abe",
    "issue alone": "fin",
    "plan": "ana fay",
    "block": "ana fay dee",
    "open the lane": "fay dee",
    "put on": "fay fin",
    "take off": "fin fay",
    "give": "ana abe",
    "revoke": "abe ana",
    "hand over": "ana abe",
    "leave": "fay",
}
"""Who is likely to do what."""

OFTEN = ("report", "take", "take", "enter", "finish", "finish", "grade", "draft", "draft", "sign", "issue", "issue",
         "issue", "acknowledge", "acknowledge", "decide", "decide", "accept", "put on", "give")  # fmt: skip
"""What is done more often than the rest."""


def a_day(desk: Desk, chance: Random, often: int = 1) -> None:
    """Six things that people do, or try."""
    for _ in range(6):
        deed = chance.choice((*WHO, *OFTEN * often))
        names, number = WHO[deed].split(), chance.randrange(1000)
        chance.shuffle(names)
        any(tried(partial(done, desk, name, number, deed)) for name in names[:3])


def a_new_turn(desk: Desk) -> None:
    """Accounts that were closed are opened again, and everybody sees every situation and is on duty for twelve days."""
    ada = {"who": desk.who("ada"), "now": desk.now}
    for row in models.Person.objects.filter(pk__in=[desk.people[name] for name in CREW], is_active=False):
        people.reactivate(row.pk, **ada)
    for name, role in CREW.items():
        tried(partial(people.set_roles, desk.people[name], [role], **ada))
        given = {"who": desk.who("fin" if name == "fay" else "fay"), "now": desk.now}
        tried(partial(duty.put_on, desk.people[name], role, desk.now, desk.now + 12 * DAY, **given))
    for place in desk.places:
        owner = viewer_of(models.Situation.objects.get(pk=place).owner_id, desk.now)
        for name in CREW:
            until = desk.now + 13 * DAY
            tried(partial(access.give, place, desk.people[name], "On the team.", until, who=owner, now=desk.now))


def the_worker_wakes(now: datetime) -> None:
    """Everything that falls due is done, and said."""
    while ladder.sweep(now):
        pass
    answer_sweep.sweep(now)
    notices.remind(now)


def done(desk: Desk, name: str, number: int, deed: str) -> None:
    """One person does one thing."""
    deeds(desk, name, number)[deed]()


def deeds(desk: Desk, name: str, number: int) -> dict[str, Callable[[], Any]]:
    """Everything that a person can try, on whatever lies there; `number` chooses what."""
    who, now = desk.who(name), desk.now
    return (
        on_threads(desk, who, number)
        | on_alerts(desk, who, number)
        | on_answers(desk, who, number)
        | on_people(desk, who, number)
        | {
            "report": lambda: signals.report(
                desk.places[number % 3], "Smoke", "Over the town.", imminent=number % 5 == 0, who=who, now=now
            ),
            "same cause": lambda: signals.report(
                desk.places[number % 3], "Fire", "Again.", key="fire", imminent=number % 2 == 0, who=who, now=now
            ),
        }
    )


def on_threads(desk: Desk, who: Viewer, number: int) -> dict[str, Callable[[], Any]]:
    """What is done to a thread."""
    waiting = models.ThreadStep.objects.filter(done_at=None, thread__closed_at=None).order_by("-opened_at", "pk")
    thread = pick(waiting, number, "thread")
    step = StepId(pick(waiting.filter(thread=thread), number, "step", StepId.ACKNOWLEDGE))
    own = waiting.filter(owner=who.person)
    mine = pick(own, number, "thread"), StepId(pick(own, number, "step", StepId.ACKNOWLEDGE))
    grade, by = list(Grade)[number % 3], {"who": who, "now": desk.now}
    return {
        "take": lambda: ladder.take(thread, step, **by),
        "enter": lambda: ladder.enter(*mine, "Still on it.", **by),
        "finish": lambda: ladder.finish(*mine, "Done.", **by),
        "grade": lambda: ladder.grade(thread, grade, second=desk.who("fin") if number % 2 else None, **by),
        "mark": lambda: ladder.mark_imminent(thread, **by),
        "close": lambda: ladder.close(thread, "A wedding.", **by),
    }


def on_alerts(desk: Desk, who: Viewer, number: int) -> dict[str, Callable[[], Any]]:
    """What is done to an alert, and in answer to it."""
    newest = models.Alert.objects.order_by("-drafted_at", "id")
    begun = pick(drafts(desk.now), number)
    alert = pick(newest.filter(issued_at__isnull=False, recipients__person=who.person), number)
    other, by = desk.people[list(CREW)[number % 6]], {"who": who, "now": desk.now}
    referral = models.Referral.objects.filter(to=who.person).order_by("-pk")
    inquiry = models.Inquiry.objects.filter(of=who.person).order_by("-pk")
    return {
        "draft": lambda: draft(desk, desk.places[number % 3], who, number),
        "sign": lambda: alerts.sign(begun, **by),
        "issue": lambda: alerts.issue(begun, **by),
        "acknowledge": lambda: alerts.acknowledge(alert, **by),
        "decide": lambda: decisions.decide(alert, list(Answer)[number % len(Answer)], "We weighed it.", **by),
        "refer": lambda: referrals.refer(alert, other, "It is theirs.", **by),
        "accept": lambda: referrals.accept(pick(referral, number), **by),
        "return": lambda: referrals.return_(pick(referral, number), "Not mine.", **by),
        "need more": lambda: inquiries.need_more(alert, "How many?", other, desk.now + DAY / 8, "To decide.", **by),
        "reply": lambda: inquiries.answer(pick(inquiry, number), "Thirty.", **by),
    }


def on_answers(desk: Desk, who: Viewer, number: int) -> dict[str, Callable[[], Any]]:
    """What is done around an alert and after its answer."""
    newest = models.Alert.objects.order_by("-drafted_at", "id")
    begun, issued = pick(drafts(desk.now), number), pick(newest.filter(issued_at__isnull=False), number)
    given = models.Decision.objects.filter(person=who.person).order_by("-decided_at", "id")
    planned = models.Action.objects.filter(done_at=None).order_by("id")
    step = models.ThreadStep.objects.filter(done_at=None, thread__closed_at=None).order_by("-opened_at", "pk")
    now, by = desk.now, {"who": who, "now": desk.now}
    other, decider = desk.people[list(CREW)[number % 6]], desk.people[("dee", "dov")[number % 2]]
    answer, paper = (Answer.ACT, Answer.DECLINE)[number % 2], (Medium.PAPER, now, "17", desk.people["ana"])
    asked = [Address(decider, "Decide.", now + 4 * DAY, now + 6 * DAY)]
    text = replace(DRAFT, title="Graver.", reason="More were seen.", grade=list(Grade)[number % 3])
    place = desk.places[number % 3]
    return {
        "record": lambda: recorded.record(issued, decider, answer, *paper, **by),
        "dispute": lambda: recorded.dispute(pick(given, number), "I never said so.", **by),
        "answer anew": lambda: decisions.supersede(pick(given, number), answer, "It moved.", "I was wrong.", **by),
        "update": lambda: alert_life.update(issued, text, asked, **by),
        "cancel": lambda: alert_life.cancel(issued, "It was a wedding.", **by),
        "all clear": lambda: alert_life.all_clear(issued, "They went home.", **by),
        "clear": lambda: clearances.ask(begun, [other], "Any objection?", now + DAY / 4, **by),
        "object": lambda: clearances.object_to(pick(models.Clearance.objects.order_by("pk"), number), "It is.", **by),
        "ask for a second": lambda: alert_life.ask(begun, **by),
        "issue alone": lambda: alert_life.issue_alone(begun, **by),
        "plan": lambda: actions.plan(place, NewAction("Ring.", owner=other, deadline=now + DAY), **by),
        "block": lambda: actions.block(pick(planned, number), "No car.", "The ministry", **by),
        "open the lane": lambda: ladder.open_lane(pick(step, number, "thread"), **by),
    }


def on_people(desk: Desk, who: Viewer, number: int) -> dict[str, Callable[[], Any]]:
    """What is done to the roster, to access, and to accounts."""
    place, name = desk.places[number % 3], list(CREW)[number % 6]
    other, by = desk.people[name], {"who": who, "now": desk.now}
    shifts = models.ShiftHeld.objects.filter(ended_at=None).order_by("begins", "id")
    grants = models.Grant.objects.filter(revoked_at=None).order_by("granted_at", "id")
    return {
        "put on": lambda: put_on(desk, who, name, number),
        "take off": lambda: duty.take_off(pick(shifts, number), **by),
        "give": lambda: access.give(place, other, "Needed.", desk.now + (1 + number % 30) * DAY, **by),
        "revoke": lambda: access.revoke(pick(grants, number), **by),
        "hand over": lambda: situations.hand_over(place, other, "On leave.", **by),
        "leave": lambda: leave(desk, name, number),
    }


def drafts(now: datetime) -> QuerySet[models.Alert]:
    """Those that can still be issued, the newest first."""
    begun = models.Alert.objects.filter(issued_at=None).exclude(recipients__acknowledge_by__lte=now)
    return begun.order_by("-drafted_at", "id")


def pick(found: QuerySet[Any], number: int, column: str = "pk", nothing: str = "nothing") -> Any:
    """One of the first few of them; `nothing` if there is none."""
    held = list(found.values_list(column, flat=True)[:7])
    return held[number % len(held)] if held else nothing


def draft(desk: Desk, place: str, who: Viewer, number: int) -> str:
    """An alert for the two who decide, on the newest signal of the place where there is one."""
    now = desk.now
    names = ("dee", "dov")[: 1 + number % 2]
    times = (now + DAY / 6, now + DAY) if number % 4 == 0 else (now + 4 * DAY, now + 6 * DAY)
    asked = [Address(desk.people[name], "Decide.", *times) for name in names]
    signal = models.Signal.objects.filter(situation=place).order_by("-logged_at", "id").values_list("id", flat=True)
    status = Status(models.Situation.objects.get(pk=place).status)
    text = replace(DRAFT, grade=list(Grade)[number % 3], status=status, signals=tuple(signal[: number % 2]))
    return alerts.draft(place, text, asked, who=who, now=now)


def put_on(desk: Desk, who: Viewer, name: str, number: int) -> str:
    """A shift of some days, beginning now, later, or a while ago."""
    begins = desk.now + (number % 5 - 2) * DAY
    given = {"who": who, "now": desk.now, "deputy": number % 3}
    return duty.put_on(desk.people[name], CREW[name], begins, begins + (1 + number % 9) * DAY, **given)


def leave(desk: Desk, name: str, number: int) -> None:
    """The account closes or opens, or the role goes and comes back."""
    given = {"who": desk.who("ada"), "now": desk.now}
    if number % 4 == 0:
        people.deactivate(desk.people[name], **given)
    elif number % 4 == 1:
        people.reactivate(desk.people[name], **given)
    else:
        people.set_roles(desk.people[name], [CREW[name], *([Role.REPORTER] if number % 4 == 2 else [])], **given)


# What must hold -----------------------------------------------------------------------------------------------------


def open_threads(desk: Desk) -> Iterator[tuple[models.Thread, Thread, Ladder, list[Shift]]]:
    """Every open thread, as a row and a record, with its rules and who is on duty when."""
    rules = {place: ladder.ladder(place) for place in desk.places}
    shifts = ladder.unsuspected(roster.shifts_of(desk.places, NOW - DAY, desk.now))
    for row in store.full(models.Thread.objects.filter(closed_at=None)).prefetch_related("events"):
        (thread,) = calling.judged([store.record(row)])
        yield row, thread, rules[row.situation_id], shifts[row.situation_id]


def nothing_ends_in_silence(desk: Desk) -> None:
    """Every open thread acts by itself, in time, or has rung its alarm."""
    for row, thread, rule, shifts in open_threads(desk):
        review = thread.step(StepId.REVIEW)
        assert thread.open_steps or (review and review.done_at), "nothing is open"
        coming = climb.next_at(thread, rule, shifts)
        assert coming is None or (row.next_at is not None and row.next_at <= max(coming, desk.now))
        if row.next_at is None:
            rung = {event.step for event in row.events.all() if event.what == Happening.EXHAUSTED}
            assert {step.id for step in thread.open_steps} <= rung


def whoever_waits_for_an_answer_has_a_clock(desk: Desk) -> None:
    """An issued alert that nobody has decided on, and that still asks somebody, has an open thread."""
    answered = models.Decision.objects.filter(answer__in=DECIDES, disputed_at=None).values("recipient__alert")
    issued = models.Alert.objects.filter(issued_at__isnull=False).exclude(kind__in=ENDS)
    for alert in issued.exclude(pk__in=answered).select_related("thread"):
        assert alert.thread
        assert alert.thread.closed_at is None or not any(map(owes, alert.recipients.select_related("alert")))


def whoever_is_there_is_called(desk: Desk) -> None:
    """After a sweep no step waits with nobody left to call while somebody is on duty for it, or with somebody who may
    not take it."""
    for _, thread, rule, shifts in open_threads(desk):
        for step in thread.open_steps:
            assert step.owner not in thread.out(step.id)
            if step.exhausted_at and not step.owner and step.exhausted_at <= desk.now:
                assert climb.uncalled(step, thread, rule, climb.able(shifts, step, thread), desk.now) == ()


def nobody_is_called_twice(desk: Desk) -> None:
    """One call a person and step, at the moment of its event; by somebody who held the role and saw the situation."""
    events = models.LadderEvent.objects.filter(what=Happening.CALLED).values_list("thread", "step", "person", "at")
    calls = models.Call.objects.values_list("step__thread", "step__step", "person", "at")
    assert Counter(events) == Counter(calls)
    assert max(Counter(each[:3] for each in events).values(), default=1) == 1
    once = models.LadderEvent.objects.filter(what=Happening.OVERDUE).values_list("thread", "step")
    assert max(Counter(once).values(), default=1) == 1


def no_clock_is_reset(desk: Desk) -> None:
    """A step begins once, and is never given more time."""
    found = models.ThreadStep.objects.values_list("thread", "step", "opened_at", "due_at")
    for thread, step, began, due in found:
        before = desk.clocks.get((thread, step), (began, due))
        assert began == before[0]
        assert due <= before[1]
        desk.clocks[thread, step] = (began, due)


def the_inbox_holds_what_is_asked(desk: Desk) -> None:
    """Every addressee is asked by the deadline that comes next, and nobody is asked for what they have given."""
    for row in models.Recipient.objects.select_related("alert").prefetch_related("decisions__superseded_by"):
        next_one = row.decide_by if row.acknowledged_at else row.acknowledge_by
        assert row.asks_at == (next_one if owes(row) else None), row.pk


def owes(row: models.Recipient) -> bool:
    """Whether an addressee owes an answer, told from the rows themselves."""
    alert = row.alert
    issued = [each for each in models.Alert.objects.filter(line=alert.line) if each.stage == AlertStage.ISSUED]
    later = [each for each in issued if each.turn > alert.turn]
    replaced = any(each.kind in ENDS or each.recipients.filter(person=row.person_id).exists() for each in later)
    given = any(not hasattr(each, "superseded_by") and not each.disputed_at for each in row.decisions.all())
    noted = alert.kind in ENDS and row.acknowledged_at is not None
    return alert.stage == AlertStage.ISSUED and not (replaced or given or noted)


def every_open_step_waits_for_its_owner_or_whom_it_called(desk: Desk) -> None:
    """Nobody else, and nobody for a step that is done or a thread that has ended."""
    rows = models.ThreadStep.objects.filter(done_at=None, thread__closed_at=None).prefetch_related("calls")
    asked = {
        (row.thread_id, row.step, person, row.due_at)
        for row in rows
        for person in ([row.owner_id] if row.owner_id else [call.person_id for call in row.calls.all()])
    }
    assert asked == set(models.Awaited.objects.values_list("thread", "step", "person", "due_at"))


def every_addressee_answers_or_is_called_late(desk: Desk) -> None:
    """Each of them, however many others have answered: a day after a deadline there is an answer or a word of it."""
    told = set(models.Notice.objects.filter(key__startswith="late:").values_list("key", flat=True))
    late = models.Recipient.objects.filter(alert__status=Status.ACTUAL, asks_at__lt=desk.now - DAY)
    for row in late.select_related("alert"):
        assert f"late:{row.pk}:{'decide' if row.acknowledged_at else 'acknowledge'}" in told


def exercises_stay_apart(desk: Desk) -> None:
    """Nothing of the exercise is told to anybody, counted, or listed as real."""
    assert not models.Notice.objects.exclude(status=Status.ACTUAL).exists()
    drill = desk.places[2]
    for name in ("ana", "fay", "dee"):
        try:
            viewer = desk.who(name)
        except UpstanderError:
            continue
        listed = [*reads.called(viewer, desk.now)[0], *reads.threads(viewer, status=Status.ACTUAL)[0]]
        assert drill not in {thread.situation for thread in listed}
        assert drill not in {each.thread.situation for each in clocks.timed(viewer, desk.now)}
        assert all(item.alert.situation != drill for item in waiting.waiting(viewer, desk.now) if is_real(item))


def is_real(item: Any) -> bool:
    return bool(item.alert.status is Status.ACTUAL)


def the_log_tells_all(desk: Desk) -> None:
    """The chain holds, and every thing that the ladder did has its line."""
    log.verify()
    said = Counter(models.Entry.objects.filter(action__in=list(Happening)).values_list("object", "at", "action"))
    done = Counter((f"thread:{e.thread_id}", e.at, e.what) for e in models.LadderEvent.objects.all())
    assert said == done


ALWAYS = (nothing_ends_in_silence, whoever_waits_for_an_answer_has_a_clock, nobody_is_called_twice, no_clock_is_reset)
AT_LAST = (
    every_open_step_waits_for_its_owner_or_whom_it_called,
    exercises_stay_apart,
    the_inbox_holds_what_is_asked,
    the_log_tells_all,
)
A_YEAR_ON = (*ALWAYS, *AT_LAST, every_addressee_answers_or_is_called_late)
