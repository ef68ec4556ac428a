"""A drill on the real engine: a case of the past as an Exercise, played by itself from the first sign to the lesson.

Everything goes through the jobs that real people use, at the drill's pace; it ends at `now`. Nothing of it is Actual.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from upstander.jobs import alerts, clocks, decisions, inquiries, ladder, people, referrals
from upstander.jobs.drill_seats import ONLY, account, arrive, begin, close_threads, control, furnish, name_of
from upstander.jobs.library import library
from upstander.learn import cases, drills, rooms
from upstander.records.cases import Case, Expected, Moment, Pace
from upstander.records.desk import SERIOUS, Address, Answer, Confidence, Draft, Grade, Status
from upstander.records.drills import HOLDS, PLAYED, Answered, Arrival, Drill, Measured, Part, Seat, Stand
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
    answers: tuple[Answered, ...]
    scores: tuple[Measured, ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question without whose answer the room does not decide: its id, its alert."""

    inquiry: str
    alert: str


@dataclass
class Room:
    """The people in the room, the situation they watch, and what they have done so far."""

    case: Case
    pace: Pace
    drill: Drill
    ids: dict[str, int]
    thread: str = ""
    alert: str = ""
    ask: str = "Say what you will do."
    decision: Answer | None = None
    acknowledged: datetime | None = None
    grade: Grade = Grade.WATCH
    asked: Asked | None = None
    arrived: list[Arrival] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)

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
    """Play a whole drill: every inject, every step that a good desk takes, the outcome and the lesson."""
    case = cases.read(library(), id)
    pace = drills.pace(case, minutes)
    begins = now - case.shares * pace.share
    room = opened(lake, case, minutes or case.minutes, begins)
    moments = drills.timeline(case, begins, pace)
    for number, moment in enumerate(moments):
        tell(number, len(moments))
        play(room, moment)
    found = told(room, now)
    tell(len(moments), len(moments))
    return found


def play(room: Room, moment: Moment) -> None:
    """One moment: an inject comes in, or the clock stands; and the room does what a good desk does by then."""
    row = drills.due(room.case, moment)
    if moment.pause:
        respond(room, row or stands(room), moment.at)
        return
    come_in(room, moment)
    if row:
        respond(room, row, moment.at + 0.3 * room.pace.share)


def stands(room: Room) -> Expected:
    """What the room answers where nothing new is expected: what it decided last goes on, else it keeps watching."""
    return Expected("", room.grade, room.decision or Answer.KEEP_WATCHING, room.ask)


def told(room: Room, now: datetime) -> Played:
    """The end: the outcome is written down, the clocks are read, and what the record holds is set beside the case."""
    stand = Stand(tuple(room.arrived), over=True)
    answers = desk.answers(room.situation)
    scores = rooms.measured(room.case, stand, now, desk.issued(room.situation), answers)
    outcome = finish(room, now, scores)
    timed = clocks.timed(room.who("analyst", now), now, Status.EXERCISE)
    readings = next(each.readings for each in timed if each.thread.id == room.thread)
    leave(room, now)
    done, said = tuple(room.done), (room.acknowledged, room.decision)
    return Played(room.case, room.situation, room.alert, done, readings, *said, tuple(answers), scores, outcome)


def opened(lake: Lake, case: Case, minutes: int, begins: datetime) -> Room:
    """The room: accounts that no one can sign in with, a situation that is an Exercise, the clock running."""
    ids = {part: account(f"exercise-{part.replace('_', '-')}", name_of(part), HOLDS[part], begins) for part in PLAYED}
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


def come_in(room: Room, moment: Moment) -> None:
    """An inject becomes known: it is logged; the first one is taken and graded, a later one answers what was asked."""
    inject, at = moment.inject, moment.at
    arrival = Arrival(len(room.arrived) + 1, inject, at)
    room.arrived.append(arrival)
    signal = arrive(room.drill, room.case, arrival, who=control(at), now=at)
    if not room.thread:
        room.thread = thread_of(signal=signal) or ""
        room.note("signal", at, "analyst", inject.text)
        triage(room, at + room.pace.share / 4)
    elif room.asked:
        told_more(room, room.asked, signal, inject.text, at)


def told_more(room: Room, asked: Asked, signal: str, text: str, at: datetime) -> None:
    """What came in answers the question: the analyst passes it on, and the decision that waited for it follows."""
    told, decided = at + 0.02 * room.pace.share, at + 0.05 * room.pace.share
    inquiries.answer(asked.inquiry, text, who=room.who("analyst", told), now=told, signals=[signal])
    room.note("answered", told, "analyst", text)
    room.asked = None
    decide(room, asked.alert, drills.deciding(room.case, room.arrived[-1].inject.id), "decision_maker", decided)


def triage(room: Room, at: datetime) -> None:
    """Take the thread and grade it."""
    room.take_and_finish(StepId.ACKNOWLEDGE, "analyst", at, "Taken.")
    ladder.grade(room.thread, room.grade, who=room.who("analyst", at), now=at, second=room.who("second_reader", at))
    room.take_and_finish(StepId.TRIAGE, "analyst", at, f"Graded {room.grade}.")


def respond(room: Room, row: Expected, at: datetime) -> None:
    """The room assesses, drafts, signs, issues, acknowledges and answers; at half of the time that it has for each."""
    share = room.pace.share
    regrade(room, row.grade_at_least, at)
    if not room.alert:
        room.take_and_finish(StepId.VERIFY, "analyst", at + 0.01 * share, "Marked as not yet checkable.")
        room.take_and_finish(StepId.ASSESS, "second_reader", at + 0.02 * share, "Read by a second person.")
    room.ask = row.ask
    id = issue(room, row.ask, at + 0.03 * share)
    seen = at + 0.04 * share + room.time("acknowledge") / 4
    alerts.acknowledge(id, who=room.who("decision_maker", seen), now=seen)
    room.acknowledged = room.acknowledged or seen
    room.note("acknowledge", seen, "decision_maker")
    answer(room, id, Answer(row.answer), at + 0.5 * room.time("decide"))


def answer(room: Room, alert: str, given: Answer, at: datetime) -> None:
    """Give one of the five answers."""
    if given is Answer.NEED_MORE:
        ask_first(room, alert, at)
    elif given is Answer.REFER:
        hand_on(room, alert, at)
    else:
        decide(room, alert, given, "decision_maker", at)


def ask_first(room: Room, alert: str, at: datetime) -> None:
    """Ask the analyst, by the hour of the decision, for what the decision lacks."""
    who = room.who("decision_maker", at)
    until = next(each.decide_by for each in reads.alert(who, alert).recipients if each.person == who.person)
    why = f"{ONLY} The room cannot decide without it."
    id = inquiries.need_more(alert, room.ask, room.ids["analyst"], until, why, who=who, now=at)
    room.asked = Asked(id, alert)
    room.note("need_more", at, "decision_maker", f"{name_of(Part.ANALYST)}, by {until:%Y-%m-%d %H:%M} UTC: {room.ask}")


def hand_on(room: Room, alert: str, at: datetime) -> None:
    """Name the next owner, who accepts it with the deadlines as they stand, and decides."""
    accepted, decided = at + 0.03 * room.pace.share, at + 0.06 * room.pace.share
    who, why = room.who("decision_maker", at), f"{ONLY} It is for somebody else to decide."
    id = referrals.refer(alert, room.ids["next_owner"], why, who=who, now=at)
    room.note("refer", at, "decision_maker", f"{name_of(Part.NEXT_OWNER)}: {room.ask}")
    referrals.accept(id, who=room.who("next_owner", accepted), now=accepted)
    room.note("accept", accepted, "next_owner")
    decide(room, alert, Answer.ACT, "next_owner", decided)


def decide(room: Room, alert: str, given: Answer, role: str, at: datetime) -> None:
    """Decide, and take the first step of the answer where that is what is waited for."""
    decisions.decide(alert, given, f"{ONLY} The room answers: {given}.", who=room.who(role, at), now=at)
    room.decision = given
    room.note("decide", at, role, str(given))
    if reads.thread(room.who("analyst", at), room.thread).is_open(StepId.ACT):
        acted = at + 0.02 * room.pace.share
        room.take_and_finish(StepId.ACT, "desk_head", acted, "First step of the answer done.")


def regrade(room: Room, wanted: Grade, at: datetime) -> None:
    """Raise the grade to what is expected; it is never lowered."""
    if SERIOUS[wanted] > SERIOUS[room.grade]:
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


def finish(room: Room, now: datetime, scores: tuple[Measured, ...]) -> str:
    """The outcome, written down at the end."""
    in_time = sum(score.in_time for score in scores)
    outcome = f"{ONLY} {in_time} of {len(scores)} expected steps were taken in time."
    room.take_and_finish(StepId.REVIEW, "desk_head", now, outcome)
    return outcome
