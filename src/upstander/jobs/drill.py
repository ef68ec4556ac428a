"""A drill on the real engine: a case of the past as an Exercise, played by itself from the first sign to the lesson.

Everything goes through the jobs that real people use, at the drill's pace; it ends at `now`. Nothing of it is Actual.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from upstander.jobs import access, alerts, clocks, decisions, duty, ladder, people, signals, situations
from upstander.jobs.library import library
from upstander.learn import cases, drills
from upstander.records.cases import Case, Moment, Pace, Score
from upstander.records.desk import Address, Answer, Confidence, Draft, Grade, Phase, Status
from upstander.records.ladder import StepId
from upstander.records.people import MACHINE, Role, Viewer
from upstander.respond.clocks import Reading
from upstander.store.desk import people as accounts
from upstander.store.desk import reads, rulebook
from upstander.store.desk.threads import thread_of
from upstander.store.desk.whole import whole
from upstander.store.lake import Lake

PLAYED_BY = {
    "analyst": Role.ANALYST,
    "second_reader": Role.ANALYST,
    "desk_head": Role.FOCAL_POINT,
    "decision_maker": Role.DECISION_MAKER,
}
"""Who plays a drill's roles; the outsider has no account of the drill's own: every other account is one."""

LASTS = timedelta(days=300)
KEY = "the case"
ONLY = "This is an exercise. Nothing here is real."


@dataclass(frozen=True, slots=True)
class Done:
    """One step that the room took."""

    step: str
    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Played:
    """A drill that is over: what was done when, beside what a good desk does, and the case's lesson."""

    case: Case
    situation: str
    alert: str
    done: tuple[Done, ...]
    readings: tuple[Reading, ...]
    acknowledged: datetime | None
    decision: Answer | None
    scores: tuple[Score, ...]
    outcome: str


@dataclass
class Room:
    """The people in the room, the situation they watch, and what they have done so far."""

    case: Case
    pace: Pace
    situation: str
    ids: dict[str, int]
    thread: str = ""
    alert: str = ""
    answer: Answer | None = None
    acknowledged: datetime | None = None
    grade: Grade = Grade.WATCH
    seen: list[str] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    graded: dict[str, Grade | None] = field(default_factory=dict)
    answered: dict[str, str] = field(default_factory=dict)

    def who(self, role: str, at: datetime) -> Viewer:
        """The person who plays a role, as a viewer at that moment."""
        return accounts.viewer_of(self.ids[role], at)

    def time(self, clock: str) -> timedelta:
        """The time that the drill's ladder gives a clock at the present grade."""
        rule = ladder.ladder(self.situation)
        return next(each.targets[self.grade] for each in rule.clocks if each.id == clock) or timedelta(0)

    def note(self, step: str, at: datetime, role: str, text: str = "") -> None:
        """Keep what was done."""
        self.done.append(Done(step, at, f"Exercise {role.replace('_', ' ')}", text))

    def take_and_finish(self, step: StepId, role: str, at: datetime, text: str) -> None:
        """Own a step that is open and finish it at once."""
        who = self.who(role, at)
        ladder.take(self.thread, step, who=who, now=at)
        ladder.finish(self.thread, step, text, who=who, now=at)
        self.note(step, at, role, text)


@whole
def auto(lake: Lake, id: str, *, now: datetime, tell: Callable[[int, int], None], minutes: int | None = None) -> Played:
    """Play a whole drill: every inject, every pause with an alert and a decision, the outcome and the lesson."""
    case = cases.read(library(), id)
    pace = drills.pace(case, minutes)
    begins = now - case.shares * pace.share
    room = opened(lake, case, pace, begins, now)
    moments = drills.timeline(case, begins, pace)
    for number, moment in enumerate(moments):
        tell(number, len(moments))
        (pause if moment.pause else arrive)(room, moment)
    scores = drills.scores(case, room.graded, room.answered)
    outcome = finish(room, now, scores)
    readings = next(
        each.readings
        for each in clocks.timed(room.who("analyst", now), now, Status.EXERCISE)
        if each.thread.id == room.thread
    )
    leave(room, now)
    tell(len(moments), len(moments))
    return Played(
        case, room.situation, room.alert, tuple(room.done), readings, room.acknowledged, room.answer, scores, outcome
    )


def opened(lake: Lake, case: Case, pace: Pace, begins: datetime, ends: datetime) -> Room:
    """The room: accounts of the drill's own, a situation that is an Exercise, everybody on duty."""
    ids = {role: account(role, held, begins) for role, held in PLAYED_BY.items()}
    analyst = accounts.viewer_of(ids["analyst"], begins)
    situation = situations.open_situation(
        lake,
        case.iso3,
        case.play_title,
        Phase.EMERGING,
        ONLY,
        who=analyst,
        now=begins,
        area=case.play_place,
        status=Status.EXERCISE,
    )
    rulebook.add(f"pace:{situation}", str(pace.share.total_seconds()), "drill", begins)
    room = Room(case, pace, situation, ids)
    for role in ids.keys() - {"analyst"}:
        access.give(situation, ids[role], ONLY, begins + LASTS, who=room.who("analyst", begins), now=begins)
    head = room.who("desk_head", begins)
    for turn, (role, held) in enumerate(PLAYED_BY.items()):
        duty.put_on(ids[role], held, begins, ends + pace.share, who=head, now=begins, deputy=turn, reason=ONLY)
    return room


def account(role: str, held: Role, now: datetime) -> int:
    """The drill's account for a role, made or opened again; it has no password, and closes with the drill."""
    username = f"exercise-{role.replace('_', '-')}"
    eye = Viewer(0, "", frozenset({Role.ADMINISTRATOR}), reads_only=True)
    known = {person.username: person for person in reads.people(eye)}
    if username not in known:
        return people.add(username, f"Exercise {role.replace('_', ' ')}", [held], who=MACHINE, now=now).id
    if not known[username].active:
        people.reactivate(known[username].id, who=MACHINE, now=now)
    return known[username].id


def leave(room: Room, now: datetime) -> None:
    """Close the drill's accounts."""
    for id in room.ids.values():
        people.deactivate(id, who=MACHINE, now=now)


def arrive(room: Room, moment: Moment) -> None:
    """An inject becomes known: it is logged, and the first one taken and graded."""
    inject, at = moment.inject, moment.at
    room.graded[inject.id] = room.grade if room.alert else None
    room.answered[inject.id] = str(room.answer or "")
    analyst = room.who("analyst", at)
    title = f"{inject.kind}, {inject.date.isoformat()}"
    signal = signals.report(room.situation, title, inject.text, who=analyst, now=at, source=inject.who[:200], key=KEY)
    room.seen.append(inject.id)
    if not room.thread:
        room.thread = thread_of(signal=signal) or ""
        room.note("signal", at, "analyst", inject.text)
        triage(room, at + room.pace.share / 4)


def triage(room: Room, at: datetime) -> None:
    """Take the thread and grade it."""
    room.take_and_finish(StepId.ACKNOWLEDGE, "analyst", at, "Taken.")
    ladder.grade(room.thread, room.grade, who=room.who("analyst", at), now=at)
    room.take_and_finish(StepId.TRIAGE, "analyst", at, f"Graded {room.grade}.")


def pause(room: Room, moment: Moment) -> None:
    """The drill stops before an inject: the room assesses, drafts, signs, issues, acknowledges and decides."""
    at, share, row = moment.at, room.pace.share, drills.due(room.case, room.seen)
    regrade(room, row.grade_at_least if row else Grade.WARNING, at)
    if not room.alert:
        room.take_and_finish(StepId.VERIFY, "analyst", at + 0.01 * share, "Marked as not yet checkable.")
        room.take_and_finish(StepId.ASSESS, "second_reader", at + 0.02 * share, "Read by a second person.")
    id = issue(room, row.ask if row else "Say what you will do.", at + 0.03 * share)
    answered(room, id, answer_for(row.answer if row else ""), at, at + 0.04 * share)


def answer_for(expected: str) -> Answer:
    """The answer that the room gives: the expected one where this desk knows it, else to act."""
    return Answer(expected) if expected in set(Answer) else Answer.ACT


def regrade(room: Room, wanted: Grade, at: datetime) -> None:
    """Raise the grade to what is expected; it is never lowered."""
    if drills.SERIOUS[wanted] > drills.SERIOUS[room.grade]:
        room.grade = wanted
        ladder.grade(room.thread, wanted, who=room.who("analyst", at), now=at)


def issue(room: Room, ask: str, at: datetime) -> str:
    """Draft an alert on all signals so far; the second reader signs, the desk head issues."""
    found = reads.signals(room.who("analyst", at), room.situation, size=100)[0]
    text = Draft(
        title=f"{room.case.play_title}: {room.grade}",
        text="\n".join(signal.text for signal in reversed(found[:3])),
        ask=ask,
        grade=room.grade,
        confidence=Confidence.MEDIUM,
        change_our_mind="Three weeks of checked reports without violence.",
        status=Status.EXERCISE,
        signals=tuple(signal.id for signal in found),
    )
    moment = at + 0.01 * room.pace.share
    asked = Address(room.ids["decision_maker"], ask, moment + room.time("acknowledge"), moment + room.time("decide"))
    id = alerts.draft(room.situation, text, [asked], who=room.who("analyst", at), now=at)
    alerts.sign(id, who=room.who("second_reader", at), now=at)
    alerts.issue(id, who=room.who("desk_head", moment), now=moment)
    room.alert = room.alert or id
    room.note("alert", moment, "desk_head", ask)
    return id


def answered(room: Room, id: str, answer: Answer, asked: datetime, issued: datetime) -> None:
    """The decision maker acknowledges after a quarter of the time there is, and decides after three quarters."""
    at, later = issued + room.time("acknowledge") / 4, asked + 0.75 * room.time("decide")
    alerts.acknowledge(id, who=room.who("decision_maker", at), now=at)
    decisions.decide(
        id, answer, f"{ONLY} The room answers: {answer}.", who=room.who("decision_maker", later), now=later
    )
    room.acknowledged, room.answer = room.acknowledged or at, answer
    room.note("acknowledge", at, "decision_maker")
    room.note("decide", later, "decision_maker", str(answer))
    if reads.thread(room.who("analyst", later), room.thread).is_open(StepId.ACT):
        acted = later + room.time("first_action") / 2
        room.take_and_finish(StepId.ACT, "desk_head", acted, "First step of the answer done.")


def finish(room: Room, now: datetime, scores: tuple[Score, ...]) -> str:
    """The outcome, written down at the end."""
    in_time = sum(score.in_time for score in scores)
    outcome = f"{ONLY} {in_time} of {len(scores)} expected steps were taken in time."
    room.take_and_finish(StepId.REVIEW, "desk_head", now, outcome)
    return outcome
