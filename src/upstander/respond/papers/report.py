"""The annual report: what the desk warned of in a year, what became of it, who answered, what is still open. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from upstander.lib.text import Sentence, mark
from upstander.records.desk import Grade, Status, Tlp
from upstander.records.figures import State
from upstander.records.papers import Bars, Block, Box, Grid, Heading, Items, Line, Own, Paper, PaperKind, Said, Text
from upstander.records.plans import Commitment, Lesson
from upstander.records.scorecards import Came, Missed, Rate, Scorecard, Scored
from upstander.respond.clocks import ClockState, Tally
from upstander.respond.papers.dossier import Place, sentence
from upstander.respond.papers.figures import Percent
from upstander.respond.papers.follow_up import CLOCKS, learnt_in, lessons, misses, of_a_year, promises, table
from upstander.respond.plans import Miss

ENDS = {
    Came.HIT: mark("Hit: it came after"),
    Came.LATE: mark("Late: it had begun"),
    Came.FALSE_ALARM: mark("False alarm"),
    Came.CANCELLED: mark("Cancelled: it was a mistake"),
    Came.OPEN: mark("Not yet known"),
}
"""What each end of a warning is called."""

UNSIGNED = sentence(mark("not signed by anyone"))
MISSED = mark("Missed: no warning")


@dataclass(frozen=True, slots=True)
class Year:
    """A year as one viewer may see it; `watched`: how many States somebody watched."""

    year: int
    card: Scorecard
    tallies: Sequence[Tally]
    watched: int
    states: dict[str, State]
    made_by: str
    made_at: datetime
    zone: str
    version: str
    promises: tuple[Commitment, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    misses: tuple[Miss, ...] = ()
    ask_after: timedelta = timedelta(days=30)


def report(told: Year) -> Paper:
    """The whole report."""
    blocks: tuple[Block, ...] = (
        Line(sentence(SCOPE, name=told.made_by), strong=False),
        Heading(sentence(mark("In numbers"))),
        numbers(told),
        Heading(sentence(mark("What became of our warnings"))),
        *became(told),
        Heading(sentence(mark("How institutions answered"))),
        *answered(told),
        Heading(sentence(mark("The clocks"))),
        *clocks(told.tallies),
        *misses(told.misses),
        Heading(sentence(mark("Promises and lessons"))),
        *followed(told),
        Heading(sentence(mark("What is still open"))),
        *still_open(told),
        Heading(sentence(mark("How this was counted"))),
        Items(tuple(Sentence(each) for each in METHOD)),
    )
    return Paper(
        kind=PaperKind.REPORT,
        title=sentence(mark("Annual report %(year)s"), year=str(told.year)),
        subtitle=sentence(mark("Annual report")),
        blocks=blocks,
        status=Status.ACTUAL,
        tlp=strictest(told),
        made_by=told.made_by,
        made_at=told.made_at,
        zone=told.zone,
        source=sentence(
            mark("Figures: %(vintage)s; Upstander %(version)s."), vintage=told.card.vintage, version=told.version
        ),
    )


def strictest(told: Year) -> Tlp:
    """The strictest TLP of what it names, never looser than amber."""
    return max((Tlp.AMBER, *(each.warned.tlp for each in told.card.scored)), key=list(Tlp).index)


SCOPE = mark("What %(name)s may see at this desk. Exercises and tests are in none of these numbers.")
METHOD = (
    mark("A hit: it began within 365 days after the first alert. Late: it had begun in the 12 months up to it."),
    mark(
        "It began: the first month at the trigger's threshold after 12 months below; 100 deaths where no trigger rang."
    ),
    mark("A named person's dated account with a source counts instead of the figures."),
    mark("Institutions are counted, never persons. Only erasure removes words, and the count stays."),
)


def numbers(told: Year) -> Block:
    """How much there was."""
    graded = [each.warned.grade for each in told.card.scored]
    rows: list[tuple[Text | None, ...]] = [
        (sentence(mark("States that somebody watched")), Said(told.watched)),
        (sentence(mark("Causes of which was warned")), Said(len(graded))),
        *((sentence(mark("of these %(grade)s"), grade=grade), Said(graded.count(grade))) for grade in Grade),
        (sentence(mark("Warnings that nobody answered by the deadline")), Said(told.card.unanswered)),
    ]
    if told.card.unread:
        rows.append((sentence(mark("Threads that are damaged, and counted nowhere")), Said(told.card.unread)))
    return Box("recorded", (Grid((sentence(mark("What")), sentence(mark("How many"))), tuple(rows)),))


def became(told: Year) -> tuple[Block, ...]:
    """The bars, the shares with their ranges, and what was missed."""
    card = told.card
    bars: list[tuple[Text, int]] = [(Sentence(ENDS[came]), card.count(came)) for came in Came]
    label = sentence(mark("What became of each cause of which was warned, and what nobody warned of"))
    shares = (
        (mark("Warnings that came first, of those settled"), card.right),
        (mark("Beginnings that we warned of in time"), card.warned_of),
        (mark("Answers given in time"), card.answered),
    )
    head = (
        sentence(mark("Share")),
        sentence(mark("How many of how many")),
        sentence(mark("True share, 19 times in 20")),
    )
    table = Grid(head, tuple((Sentence(name), of(each), span(each)) for name, each in shares))
    drawn = Bars(label, (*bars, (Sentence(MISSED), len(card.missed))))
    box = Box("computed", (drawn, table), note=UNSIGNED)
    return (box, *cancelled(told), *missed(told))


def of(each: Rate) -> Text:
    """3 of 4."""
    return sentence(mark("%(n)s of %(of)s"), n=each.count, of=each.of) if each.of else sentence(mark("none yet"))


def span(each: Rate) -> Text | None:
    """The range of the true share."""
    if each.low is None or each.high is None:
        return None
    return sentence(mark("%(low)s to %(high)s"), low=Percent(each.low), high=Percent(each.high))


def cancelled(told: Year) -> tuple[Block, ...]:
    """Warnings that were withdrawn as a mistake, by whom and why: they never vanish."""
    head = mark("Warning"), mark("State"), mark("Issued"), mark("Cancelled"), mark("Why")
    rows = tuple(
        (
            Own(each.warned.title),
            place(told, each.warned.iso3),
            Said(each.warned.issued_at),
            sentence(mark("%(name)s, %(at)s"), name=each.by, at=each.on),
            Own(each.source),
        )
        for each in told.card.scored
        if each.came is Came.CANCELLED
    )
    return table(mark("Cancelled: it was a mistake"), head, rows)


def missed(told: Year) -> tuple[Block, ...]:
    """Beginnings of which nobody was warned."""
    if not told.card.missed:
        return ()
    head = (mark("State"), mark("Month"), mark("Civilians killed on purpose"), mark("Source"), mark("Known on"))
    rows = tuple(
        (place(told, each.begun.iso3), Said(each.begun.month), toll(each), Own(each.vintage), day(each.known_at))
        for each in told.card.missed
    )
    title = sentence(mark("Missed: it began, and nobody had been warned"))
    return (Box("computed", (Grid(tuple(Sentence(one) for one in head), rows),), title, UNSIGNED),)


def toll(each: Missed) -> Text:
    """A count with its range: never a bare number."""
    if each.low is None or each.high is None:
        return sentence(mark("%(n)s (range unknown)"), n=each.begun.deaths)
    return sentence(mark("%(n)s (low %(low)s, high %(high)s)"), n=each.begun.deaths, low=each.low, high=each.high)


def day(known: date | None) -> Text | None:
    """The day since which it could be known."""
    return Said(known) if known else None


def place(told: Year, iso3: str) -> Text:
    """A State's name."""
    return Said(Place(told.states[iso3])) if iso3 in told.states else Own(iso3)


def answered(told: Year) -> tuple[Block, ...]:
    """Who answered in time; what followed each answer."""
    if not told.card.institutions:
        return (Line(sentence(mark("Nobody was asked."))),)
    head = (
        mark("Institution or role"),
        mark("Asked"),
        mark("In time"),
        mark("Late"),
        mark("Unanswered"),
        mark("Taken off"),
    )
    rows = tuple(
        (
            Own(each.institution) if each.institution else Said(each.role),
            Said(each.asked),
            Said(each.in_time),
            Said(each.late),
            Said(each.unanswered),
            Said(each.taken_off),
        )
        for each in told.card.institutions
    )
    given = tuple(
        sentence(FOLLOWED, answer=each.answer, n=count, came=came)
        for each in told.card.decisions
        for came, count in each.counts.items()
    )
    table = Box("recorded", (Grid(tuple(Sentence(one) for one in head), rows),))
    return (
        (table, Box("computed", (Items(given),), sentence(mark("What followed each answer")), UNSIGNED))
        if given
        else (table,)
    )


FOLLOWED = mark("%(answer)s, then %(came)s: %(n)s")


def clocks(tallies: Iterable[Tally]) -> tuple[Block, ...]:
    """Medians against their targets."""
    head = (mark("Clock"), mark("Grade"), mark("Time allowed"), mark("Median"), mark("Over its time"))
    rows = tuple(
        (Sentence(CLOCKS[each.clock]), Said(each.grade), lasting(each.target), lasting(each.median), late(each))
        for each in tallies
        if each.clock in CLOCKS
    )
    if not rows:
        return (Line(sentence(mark("No clock has started on what is open to you."))),)
    return (Box("recorded", (Grid(tuple(Sentence(one) for one in head), rows),)),)


def followed(told: Year) -> tuple[Block, ...]:
    """What was promised and learnt in the year, and what became of it."""
    made = of_a_year(told.promises, told.year)
    blocks = (*promises(made, told.made_at.date(), told.ask_after), *lessons(learnt_in(told.lessons, told.year)))
    return blocks or (Line(sentence(mark("No promise and no lesson is noted in this year."))),)


def lasting(span: object) -> Text | None:
    """A length of time; a dash for none."""
    return None if span is None else Said(span)


def late(each: Tally) -> Text:
    """How many took longer than allowed."""
    total = sum(each.states.values())
    return sentence(mark("%(n)s of %(of)s"), n=each.states.get(ClockState.OVER, 0), of=total)


def still_open(told: Year) -> tuple[Block, ...]:
    """Warnings on which somebody still owes an answer."""
    waits = [each for each in told.card.scored if any(one.decided_at is None for one in each.warned.told)]
    if not waits:
        return (Line(sentence(mark("Every warning has its answers."))),)
    head = (mark("Warning"), mark("State"), mark("Issued"), mark("Answer due"))
    return (
        Box("recorded", (Grid(tuple(Sentence(one) for one in head), tuple(open_row(told, each) for each in waits)),)),
    )


def open_row(told: Year, each: Scored) -> tuple[Text | None, ...]:
    """One warning that waits, with its earliest deadline."""
    due = min(one.decide_by for one in each.warned.told if one.decided_at is None)
    return Own(each.warned.title), place(told, each.warned.iso3), Said(each.warned.issued_at), Said(due)
