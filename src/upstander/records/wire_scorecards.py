"""Scorecards as they leave the house in JSON: what `--json` prints and the API answers, key for key."""

from typing import Literal

from typing_extensions import TypedDict

from upstander.records.scorecards import (
    AnswerTally,
    Came,
    DecisionTally,
    DeskTotals,
    DoorTally,
    Followed,
    Missed,
    Outcome,
    Rate,
    Scorecard,
    Scored,
    StepTally,
    TriggerTally,
)
from upstander.records.wire import Day, Moment, MonthText, Voice, shaped


class RateObject(TypedDict):
    """So many of so many; the range holds the true share 19 times in 20, null of nothing."""

    count: int
    of: int
    low: float | None
    high: float | None


class WarningObject(TypedDict):
    """A warning and what came of it: computed from the figures, or judged by the person named."""

    voice: Voice
    alert: str
    iso3: str
    title: str
    grade: str
    trigger: str
    threshold: int
    issued_at: Moment
    came: Came
    on: Day | None
    source: str
    by: str


class MissObject(TypedDict):
    """A beginning in a watched State of which nobody was warned in the 365 days before."""

    voice: Literal["computed"]
    iso3: str
    month: MonthText
    low: int | None
    best: int
    high: int | None
    source: str
    known_at: Day | None


class TriggerScore(TypedDict):
    """What came of one trigger's warnings; an empty name: a person thought of them."""

    trigger: str
    hit: int
    late: int
    false_alarm: int
    cancelled: int
    open: int
    unanswered: int


class DoorScore(TypedDict):
    """What came of the warnings taken to one mechanism of another organisation."""

    mechanism: str
    hit: int
    late: int
    false_alarm: int
    cancelled: int
    open: int


class StepScore(TypedDict):
    """How one step of the ladder went; `passed_over`: the thread went on before its time was up, and nobody did it."""

    step: str
    opened: int
    in_time: int
    passed_over: int
    over: int
    waiting: int


class InstitutionScore(TypedDict):
    """How one institution answered; `role` stands where it names none."""

    institution: str
    role: str | None
    asked: int
    in_time: int
    late: int
    unanswered: int
    waiting: int
    taken_off: int
    answers: dict[str, int]


class DecisionScore(TypedDict):
    """What followed upon one kind of answer."""

    answer: str
    came: dict[str, int]
    unconfirmed: int


class FollowedObject(TypedDict):
    """One answer that stands, by its institution, and what came of the warning it answers: dated, with its source."""

    voice: Voice
    alert: str
    iso3: str
    title: str
    institution: str
    role: str | None
    answer: str
    decide_by: Moment
    decided_at: Moment | None
    came: Came
    on: Day | None
    source: str
    by: str


class TotalsObject(TypedDict):
    """The whole desk, settled warnings only; null where they are too few."""

    settled: int | None
    hit: int | None
    late: int | None
    false_alarm: int | None
    unanswered: int | None
    cancelled: int | None


class ScorecardObject(TypedDict):
    """What became of warnings and answers; only what is Actual counts. `unread`: damaged threads, counted nowhere."""

    voice: Literal["computed"]
    hit: int
    late: int
    false_alarm: int
    cancelled: int
    open: int
    missed: int
    unanswered: int
    unread: int
    right: RateObject
    warned_of: RateObject
    answered_in_time: RateObject
    warnings: list[WarningObject]
    misses: list[MissObject]
    by_trigger: list[TriggerScore]
    by_mechanism: list[DoorScore]
    by_step: list[StepScore]
    by_institution: list[InstitutionScore]
    decisions: list[DecisionScore]
    each_decision: list[FollowedObject]
    desk: TotalsObject


class OutcomeObject(TypedDict):
    """A named person's account of what came of an alert."""

    voice: Literal["judged"]
    id: str
    alert: str
    happened: bool
    on: Day
    source: str
    by: str
    at: Moment
    erased_at: Moment | None


def rate(each: Rate) -> RateObject:
    """A share with its range, to a thousandth."""
    low = None if each.low is None else round(each.low, 3)
    high = None if each.high is None else round(each.high, 3)
    return {"count": each.count, "of": each.of, "low": low, "high": high}


def warning(each: Scored) -> WarningObject:
    """One warning."""
    return shaped(
        WarningObject,
        each.warned,
        voice="judged" if each.by else "computed",
        alert=each.warned.id,
        grade=each.warned.grade.value,
        came=each.came.value,
        on=each.on.isoformat() if each.on else None,
        source=each.source,
        by=each.by,
    )


def miss(each: Missed) -> MissObject:
    """One miss."""
    known = each.known_at.isoformat() if each.known_at else None
    counted = {"low": each.low, "best": each.begun.deaths, "high": each.high}
    return shaped(MissObject, each.begun, voice="computed", source=each.vintage, known_at=known, **counted)


def trigger(each: TriggerTally) -> TriggerScore:
    """One trigger."""
    counts = {came.value: each.counts.get(came, 0) for came in Came}
    return shaped(TriggerScore, each, **counts)


def door(each: DoorTally) -> DoorScore:
    """One mechanism."""
    counts = {came.value: each.counts.get(came, 0) for came in Came}
    return shaped(DoorScore, each, **counts)


def step(each: StepTally) -> StepScore:
    """One step."""
    return shaped(StepScore, each, step=each.step.value)


def institution(each: AnswerTally) -> InstitutionScore:
    """One institution."""
    answers = {answer.value: count for answer, count in each.answers.items()}
    return shaped(InstitutionScore, each, role=each.role.value if each.role else None, answers=answers)


def decision(each: DecisionTally) -> DecisionScore:
    """One kind of answer."""
    came = {came.value: count for came, count in each.counts.items()}
    return {"answer": each.answer.value, "came": came, "unconfirmed": each.unconfirmed}


def followed(each: Followed) -> FollowedObject:
    """One answer and what followed."""
    told, of = each.told, warning(each.scored)
    same = {name: of[name] for name in ("voice", "alert", "iso3", "title", "came", "on", "source", "by")}
    return shaped(FollowedObject, told, **same, role=told.role.value if told.role else None)


def outcome(each: Outcome) -> OutcomeObject:
    """One account."""
    return shaped(OutcomeObject, each, voice="judged")


def scorecard(card: Scorecard, totals: DeskTotals) -> ScorecardObject:
    """The whole card."""
    return {
        "voice": "computed",
        "hit": card.count(Came.HIT),
        "late": card.count(Came.LATE),
        "false_alarm": card.count(Came.FALSE_ALARM),
        "cancelled": card.count(Came.CANCELLED),
        "open": card.count(Came.OPEN),
        "missed": len(card.missed),
        "unanswered": card.unanswered,
        "unread": card.unread,
        "right": rate(card.right),
        "warned_of": rate(card.warned_of),
        "answered_in_time": rate(card.answered),
        "warnings": [warning(each) for each in card.scored],
        "misses": [miss(each) for each in card.missed],
        "by_trigger": [trigger(each) for each in card.triggers],
        "by_mechanism": [door(each) for each in card.doors],
        "by_step": [step(each) for each in card.steps],
        "by_institution": [institution(each) for each in card.institutions],
        "decisions": [decision(each) for each in card.decisions],
        "each_decision": [followed(each) for each in card.followed],
        "desk": shaped(TotalsObject, totals),
    }
