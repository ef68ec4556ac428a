"""A drill on the real engine: a case of the past as an Exercise, played by itself from the first sign to the lesson.

Everything goes through the jobs that real people use, at the drill's pace; it ends at `now`. Nothing of it is Actual.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from upstander.jobs import alerts, clocks, decisions, ladder, people
from upstander.jobs.drill_seats import ONLY, account, arrive, begin, close_threads, control, furnish, name_of
from upstander.jobs.library import library
from upstander.learn import cases, drills
from upstander.records.cases import Case, Moment, Pace, Score
from upstander.records.desk import DECIDES, Address, Answer, Confidence, Draft, Grade, Status
from upstander.records.drills import HOLDS, ROOM, Arrival, Drill, Part, Seat
from upstander.records.ladder import StepId
from upstander.records.people import MACHINE, Viewer
from upstander.respond.clocks import Reading
from upstander.store.desk import drills as desk
from upstander.store.desk import people as accounts
from upstander.store.desk import reads
from upstander.store.desk.threads import thread_of
from upstander.store.desk.whole import whole
from upstander.store.lake import Lake


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
    drill: Drill
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

    @property
    def situation(self) -> str:
        """The situation that is played."""
        return self.drill.situation

    def who(self, role: str, at: datetime) -> Viewer:
        """The person who plays a role, as a viewer at that moment."""
        return accounts.viewer_of(self.ids[role], at)

    def time(self, clock: str) -> timedelta:
        """The time that the drill's ladder gives a clock at the present grade."""
        rule = ladder.ladder(self.situation)
        return next(each.targets[self.grade] for each in rule.clocks if each.id == clock) or timedelta(0)

    def note(self, step: str, at: datetime, role: str, text: str = "") -> None:
        """Keep what was done."""
        self.done.append(Done(step, at, name_of(Part(role)), text))

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
    room = opened(lake, case, minutes or case.minutes, begins)
    moments = drills.timeline(case, begins, pace)
    for number, moment in enumerate(moments):
        tell(number, len(moments))
        (pause if moment.pause else come_in)(room, moment)
    standing(room, None)
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


def opened(lake: Lake, case: Case, minutes: int, begins: datetime) -> Room:
    """The room: accounts that no one can sign in with, a situation that is an Exercise, the clock running."""
    ids = {part: account(f"exercise-{part.replace('_', '-')}", name_of(part), HOLDS[part], begins) for part in ROOM}
    seats = [Seat(part, id, "") for part, id in ids.items()]
    drill = furnish(lake, case, minutes, seats, opener=0, now=begins, by_itself=True)
    begin(drill, case, begins)
    return Room(case, drills.pace(case, minutes), drill, {str(part): id for part, id in ids.items()})


def leave(room: Room, now: datetime) -> None:
    """End the drill: its thread and its accounts are closed."""
    close_threads(room.drill, now)
    desk.end(room.drill.id, now)
    for id in room.ids.values():
        people.deactivate(id, who=MACHINE, now=now)
    desk.clear(room.drill.id, now)


def standing(room: Room, inject: str | None) -> None:
    """Note how the room stands when an inject is shown, or at the end, for what was expected by then."""
    for row in room.case.expected:
        if drills.following(room.case, row.by) == inject:
            room.graded[row.by] = room.grade if room.alert else None
            room.answered[row.by] = str(room.answer or "")


def come_in(room: Room, moment: Moment) -> None:
    """An inject becomes known: it is logged, and the first one taken and graded."""
    inject, at = moment.inject, moment.at
    standing(room, inject.id)
    room.seen.append(inject.id)
    arrival = Arrival(len(room.seen), inject, at)
    signal = arrive(room.drill, room.case, arrival, who=control(at), now=at)
    if not room.thread:
        room.thread = thread_of(signal=signal) or ""
        room.note("signal", at, "analyst", inject.text)
        triage(room, at + room.pace.share / 4)


def triage(room: Room, at: datetime) -> None:
    """Take the thread and grade it."""
    room.take_and_finish(StepId.ACKNOWLEDGE, "analyst", at, "Taken.")
    ladder.grade(room.thread, room.grade, who=room.who("analyst", at), now=at, second=room.who("second_reader", at))
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
    """The answer that the room gives: the expected one where it decides, else to act."""
    return Answer(expected) if expected in DECIDES else Answer.ACT


def regrade(room: Room, wanted: Grade, at: datetime) -> None:
    """Raise the grade to what is expected; it is never lowered."""
    if drills.SERIOUS[wanted] > drills.SERIOUS[room.grade]:
        room.grade = wanted
        ladder.grade(room.thread, wanted, who=room.who("analyst", at), now=at, second=room.who("second_reader", at))


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
