"""What a paper about one alert is made of, as its reader may see it, and the pieces that several papers share."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from upstander.lib.text import Sentence, mark
from upstander.records.alert_life import AlertKind
from upstander.records.desk import Alert, Decision, Recipient, Signal, Tlp
from upstander.records.figures import Figure, State, YearFigure
from upstander.records.forecasts import Forecast
from upstander.records.papers import Block, Box, Grid, Line, Own, Paper, PaperKind, Said, Text
from upstander.records.plans import Action, ActionState, Commitment, Lesson
from upstander.records.scorecards import Outcome
from upstander.records.tools import Option
from upstander.respond.clocks import Reading
from upstander.respond.plans import Miss

SHORT = 700
"""Characters of a person's text on a paper of one page; a Chinese one counts double."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One issued alert and what belongs to it. `figures` and `years`: one-sided violence in that State, oldest first.

    `ask_after`: how long a promise is left alone before somebody asks again.

    What belongs to the situation (clocks, promises, lessons) is empty for an addressee who sees the alert alone.
    """

    alert: Alert
    state: State
    figures: tuple[Figure, ...]
    forecast: Forecast | None
    made_by: str
    made_at: datetime
    zone: str
    version: str
    mine: Recipient | None = None
    readings: tuple[Reading, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    factors: tuple[Text, ...] = ()
    actions: tuple[Action, ...] = ()
    options: tuple[Option, ...] = ()
    promises: tuple[Commitment, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    misses: tuple[Miss, ...] = ()
    years: tuple[YearFigure, ...] = ()
    ask_after: timedelta = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Place:
    """A State, said in the reader's language."""

    state: State


def sentence(template: str, **values: object) -> Sentence:
    """A marked sentence with its values."""
    return Sentence(template, values)


def paper(kind: PaperKind, told: Dossier, subtitle: Text, blocks: Iterable[Block], *, short: bool = False) -> Paper:
    """A paper about an alert, with what its header and footer need."""
    alert = told.alert
    readers = tuple(each.name for each in alert.recipients) if alert.tlp is Tlp.RED else ()
    return Paper(
        kind=kind,
        title=Own(alert.title),
        subtitle=subtitle,
        blocks=tuple(blocks),
        status=alert.status,
        tlp=alert.tlp,
        made_by=told.made_by,
        made_at=told.made_at,
        zone=told.zone,
        source=source(told),
        readers=readers,
        short=short,
    )


def source(told: Dossier) -> Sentence:
    """Which text of which alert this was made from."""
    alert = told.alert
    return sentence(
        mark("From alert %(id)s, version %(n)s, text SHA-256 %(digest)s; Upstander %(version)s."),
        id=alert.id,
        n=alert.version,
        digest=alert.digest[:16],
        version=told.version,
    )


def weight(text: str) -> int:
    """How much room a text takes: a Chinese character takes that of two others."""
    return sum(2 if "\u2e80" <= character <= "\uffdc" else 1 for character in text)


def shortened(text: str, most: int = SHORT) -> Own:
    """The beginning of a text that is too long for its place, and how long it was."""
    if weight(text) <= most:
        return Own(text)
    kept = most * len(text) // weight(text)
    return Own(f"{text[:kept].rstrip()} …", cut=len(text))


def basics(told: Dossier) -> Sentence:
    """Grade, place, confidence, author and date in one sentence."""
    alert = told.alert
    return sentence(
        mark("%(grade)s for %(place)s; confidence: %(sure)s; issued by %(name)s on %(at)s."),
        grade=alert.grade,
        place=Place(told.state),
        sure=alert.confidence,
        name=alert.issued_by,
        at=alert.issued_at,
    )


KINDS = {
    AlertKind.UPDATE: mark("UPDATE"),
    AlertKind.CANCEL: mark("CANCELLED"),
    AlertKind.ALL_CLEAR: mark("ALL CLEAR"),
}
SINGLE = mark("Issued under one signature. The second was asked for on %(asked)s and did not come.")
REVIEW_DUE = mark("Another person reviews it by %(by)s.")
LATER = mark("A later text took its place on %(at)s: alert %(id)s.")


def standing(told: Dossier) -> tuple[Block, ...]:
    """What a reader must know of the alert itself: that it changes or ends another, stands on one signature, is old."""
    alert, life = told.alert, told.alert.life
    blocks: list[Block] = [Line(sentence(LATER, at=each.issued_at, id=each.id), strong=True) for each in life.after]
    if alert.kind in KINDS:
        blocks.append(Line(Sentence(KINDS[alert.kind]), strong=True))
        blocks.append(
            Box("judged", (Line(Own(alert.reason)),), sentence(mark("Why it changes")), signed=written(alert))
        )
    if life.single_signature:
        blocks.append(Line(sentence(SINGLE, asked=life.second_asked_at), strong=True))
        if life.reviewed_at is None:
            blocks.append(Line(sentence(REVIEW_DUE, by=life.review_by)))
    return tuple(blocks)


def asked(told: Dossier, most: int = 0) -> Box:
    """What is asked, and of the reader in particular."""
    alert, mine = told.alert, told.mine
    blocks: list[Block] = [Line(cut(alert.ask, most))]
    if mine is not None:
        blocks.append(Line(sentence(mark("Of you, by %(at)s:"), at=mine.decide_by), strong=True))
        blocks.append(Line(cut(mine.asked, most)))
    return Box("judged", tuple(blocks), sentence(mark("What is asked")), signed=written(alert))


def cut(text: str, most: int) -> Own:
    """The text, shortened where a limit is given."""
    return shortened(text, most) if most else Own(text)


def written(alert: Alert) -> Sentence:
    """Who wrote it when: its drafter, and whoever wrote the present text."""
    if alert.rewritten:
        both = {"name": alert.drafted_by, "other": alert.written_by, "at": alert.drafted_at}
        return sentence(mark("%(name)s and %(other)s, %(at)s"), **both)
    return sentence(mark("%(name)s, %(at)s"), name=alert.drafted_by, at=alert.drafted_at)


def seen(told: Dossier, most: int = 0) -> Box:
    """What we see, in the words of the alert."""
    alert = told.alert
    sure = sentence(mark("confidence: %(level)s"), level=alert.confidence)
    return Box("judged", (Line(cut(alert.text, most)),), sentence(mark("What we see")), sure, written(alert))


NO_OTHER = mark("No other explanation is named.")
NO_DISSENT = mark("Nobody has written a dissent into it.")


def doubts(told: Dossier, most: int = 0) -> tuple[Block, ...]:
    """What would change our mind, what else it could be, and whoever sees it otherwise: never left out."""
    alert = told.alert
    parts = (
        (mark("What would change our mind"), alert.change_our_mind, False),
        (mark("What else it could be"), alert.alternatives, False),
        (mark("Dissent"), alert.dissent, True),
    )
    said = (
        Box("judged", (Line(cut(text, most)),), Sentence(title), signed=written(alert), dissent=dissent)
        for title, text, dissent in parts
        if text
    )
    return (*said, *(() if most else unsaid(alert)))


def unsaid(alert: Alert) -> tuple[Line, ...]:
    """What nobody wrote, said where there is room for it."""
    absent = ((NO_OTHER, alert.alternatives), (NO_DISSENT, alert.dissent))
    return tuple(Line(Sentence(without)) for without, text in absent if not text)


def evidence(signals: Sequence[Signal]) -> tuple[Block, ...]:
    """On what it rests: each signal with its source and both its times, in its own voice."""
    if not signals:
        return (Line(sentence(mark("No signal is attached."))),)
    return tuple(signal(each) for each in signals)


def signal(told: Signal) -> Box:
    """One signal: what a machine proposed is said in the reader's language, what a person wrote stays as it is."""
    said: tuple[Text, ...] = told.sentences or tuple(Own(each) for each in (told.title, told.text) if each)
    voice = "judged" if told.kind.value == "judgement" else "recorded"
    return Box(
        voice if told.by else "computed",  # type: ignore[arg-type]
        tuple(Line(each, strong=not number) for number, each in enumerate(said)),
        note=provenance(told),
        signed=sentence(mark("%(name)s, %(at)s"), name=told.by, at=told.logged_at) if told.by else None,
    )


def provenance(told: Signal) -> Sentence:
    """Source, when it happened, when it was known."""
    name = " ".join(part for part in (told.source, told.vintage) if part)
    if not name:
        return sentence(mark("No source is named; known on %(day)s."), day=told.known_at.date())
    return sentence(mark("Source: %(name)s; known on %(day)s."), name=name, day=told.known_at.date())


def who_was_told(told: Dossier) -> Box:
    """Who else was asked and has answered."""
    head = (mark("Who"), mark("Institution"), mark("Decides by"), mark("Acknowledged"), mark("Answered"))
    rows = tuple(stands(each, told.made_at) for each in told.alert.recipients)
    return Box("recorded", (Grid(tuple(Sentence(each) for each in head), rows),), sentence(mark("Who was told")))


def stands(one: Recipient, now: datetime) -> tuple[Text | None, ...]:
    """One addressee: asked until when, what they did, or that they are late."""
    return (
        Own(one.name),
        Own(one.institution) if one.institution else None,
        Said(one.decide_by),
        moment_or(one.acknowledged_at, one.acknowledge_by, now),
        answer(one, now),
    )


def moment_or(done: datetime | None, due: datetime, now: datetime) -> Text:
    """When it was done, or that it waits or is late."""
    if done is not None:
        return Said(done)
    return sentence(mark("late since %(at)s") if due <= now else mark("waits until %(at)s"), at=due)


def answer(one: Recipient, now: datetime) -> Text:
    """The decision that stands, or that there is none."""
    made = one.decision
    if made is None:
        return moment_or(None, one.decide_by, now)
    return sentence(mark("%(answer)s, %(at)s"), answer=made.answer, at=made.decided_at)


def answers(told: Dossier) -> tuple[Block, ...]:
    """Every decision that stands, with its reason, who was present, and whoever disagreed."""
    made = [each for one in told.alert.recipients for each in one.decisions if each.stands]
    return tuple(
        Box("judged", tuple(because(each)), sentence(mark("Answer: %(answer)s"), answer=each.answer), signed=by(each))
        for each in made
    )


def because(made: Decision) -> Iterator[Block]:
    """The parts of a decision that have words; what was erased says so."""
    if made.erased_at is not None:
        yield Line(sentence(mark("The words were erased; it counts on.")))
    elif made.withheld:
        asked = mark("These words are open on request: ask a decision maker or a focal point of this situation.")
        yield Line(sentence(asked))
    for title, text in (("", made.reason), (mark("Present"), made.present), (mark("Dissent"), made.dissent)):
        if text:
            if title:
                yield Line(Sentence(title), strong=True)
            yield Line(Own(text))


def by(made: Decision) -> Sentence:
    """Whose decision it is, and who wrote it down where it was given by telephone or on paper."""
    if made.recorded_by:
        told = mark("%(name)s, %(at)s, recorded by %(by)s")
        return sentence(told, name=made.name, at=made.decided_at, by=made.recorded_by)
    return sentence(mark("%(name)s, %(at)s"), name=made.name, at=made.decided_at)


def planned(told: Dossier) -> tuple[Block, ...]:
    """What is being done about it: who, until when, with what, and what stands in the way."""
    if not told.actions:
        return ()
    head = (mark("Action"), mark("Owner"), mark("Until"), mark("Means"), mark("How it stands"))
    rows = tuple(
        (
            Own(each.what),
            Own(each.institution or each.owner_name) if each.institution or each.owner_name else None,
            Said(each.deadline) if each.deadline else None,
            Own(each.means) if each.means else None,
            stands_at(each),
        )
        for each in told.actions
    )
    return (Box("recorded", (Grid(tuple(Sentence(each) for each in head), rows),), sentence(mark("What is planned"))),)


def stands_at(each: Action) -> Text:
    """Where an action stands, and what blocks it."""
    if each.state is ActionState.BLOCKED and each.blocker:
        return sentence(mark("%(state)s: %(blocker)s"), state=each.state, blocker=each.blocker)
    return Said(each.state)
