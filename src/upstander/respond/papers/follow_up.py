"""What a paper tells of clocks, promises and lessons: what was to be done by when, and what became of it. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from upstander.lib.text import Sentence, mark
from upstander.records.papers import Block, Box, Grid, Items, Own, Said, Text
from upstander.records.plans import Commitment, Kept, Lesson
from upstander.respond.clocks import Reading
from upstander.respond.papers.dossier import Dossier, sentence, shortened
from upstander.respond.plans import Miss, late_promises

CLOCKS = {
    "signal": mark("From evidence to signal"),
    "triage": mark("From signal to grade"),
    "alert": mark("From grade to alert"),
    "acknowledge": mark("From alert to acknowledgement"),
    "decide": mark("From alert to decision"),
    "first_action": mark("From decision to first action"),
    "outcome": mark("From action to outcome"),
}
"""What each clock is called."""

MOST_QUESTIONS = 3
"""Promises and missed clocks that a note of one page names."""

BRIEF = 80
"""Characters of a promise on that page."""


def clocks(readings: Iterable[Reading]) -> tuple[Block, ...]:
    """Each clock of the chain against its target."""
    head = (mark("Clock"), mark("Took"), mark("Time allowed"), mark("How it stands"))
    rows = tuple(
        (
            Sentence(CLOCKS[each.clock]),
            Said(each.took) if each.took is not None else None,
            Said(each.target) if each.target is not None else None,
            Said(each.state),
        )
        for each in readings
        if each.clock in CLOCKS
    )
    return table(mark("The clocks"), head, rows)


def table(title: str, head: Sequence[str], rows: Sequence[tuple[Text | None, ...]]) -> tuple[Block, ...]:
    """Rows from the record under their title; nothing where there are none."""
    if not rows:
        return ()
    return (Box("recorded", (Grid(tuple(Sentence(each) for each in head), tuple(rows)),), Sentence(title)),)


def misses(found: Iterable[Miss]) -> tuple[Block, ...]:
    """Missed clocks that are still open: what held each up, who ordered which correction, by when."""
    head = (mark("Missed clock"), mark("What held it up"), mark("Correction"), mark("Ordered by"), mark("Until"))
    rows = [miss(each) for each in found if each.open and each.reading.clock in CLOCKS]
    return table(mark("Missed clocks that are still open"), head, rows)


def miss(each: Miss) -> tuple[Text | None, ...]:
    """One missed clock; a dash where nobody has said or ordered anything."""
    name, said = Sentence(CLOCKS[each.reading.clock]), each.said
    cause = sentence(mark("%(clock)s: %(title)s"), clock=name, title=each.title)
    if said is None:
        return cause, None, None, None, None
    held = mark("%(hurdle)s: %(text)s (%(name)s, %(at)s)")
    why = sentence(held, hurdle=said.hurdle, text=said.text, name=said.by, at=said.at)
    return cause, why, words(said.means), words(said.authority), Said(said.due_on) if said.due_on else None


def words(text: str) -> Text | None:
    """What somebody wrote; a dash for nothing."""
    return Own(text) if text else None


def promises(found: Iterable[Commitment], today: date, ask_after: timedelta) -> tuple[Block, ...]:
    """Who promised what to whom, by when, what became of it, who asks after it when, and where it is written."""
    head = (
        mark("Promise"),
        mark("Who promised"),
        mark("Until"),
        mark("How it stands"),
        mark("Who asks after it"),
        mark("Source"),
    )
    rows = [
        (
            Own(each.what),
            sentence(
                mark("%(by)s promised %(to)s, %(day)s"), by=each.promised_by, to=each.promised_to, day=each.made_on
            ),
            Said(each.due_on),
            kept(each, today),
            asker(each, ask_after),
            Own(each.source),
        )
        for each in found
    ]
    return table(mark("Promises"), head, rows)


def kept(each: Commitment, today: date) -> Text:
    """Whether it was kept and how we know; else what was answered last, or that its day is past."""
    if each.settled:
        return sentence(mark("%(state)s: %(evidence)s"), state=each.kept, evidence=each.evidence)
    state = sentence(mark("past its day")) if each.due_on < today else each.kept
    if not each.entries:
        return state if isinstance(state, Sentence) else Said(state)
    last, told = each.entries[-1], mark("%(state)s; %(name)s asked, %(day)s: %(answer)s")
    return sentence(told, state=state, name=last.asked_by, day=last.asked_on, answer=last.answer)


def asker(each: Commitment, ask_after: timedelta) -> Text | None:
    """Who asks after it, and when next; a dash once it is known what became of it."""
    if each.settled:
        return None
    if not each.owner:
        return sentence(mark("nobody asks after it"))
    again = mark("%(name)s asks after it, next on %(day)s")
    return sentence(again, name=each.owner_name, day=(each.asked_at + ask_after).date())


def lessons(found: Iterable[Lesson]) -> tuple[Block, ...]:
    """What was learnt: what changes, who sees to it, by when, and whether it is done."""
    head = (mark("What happened"), mark("Why"), mark("What we change"), mark("Who sees to it"), mark("Until"))
    rows = [(learnt(each), Own(each.why), Own(each.change), Own(each.owner_name), changed(each)) for each in found]
    return table(mark("Lessons"), head, rows)


def learnt(each: Lesson) -> Text:
    """What happened, beside what was expected, in its author's words."""
    told = mark("%(happened)s Expected: %(expected)s (%(name)s, %(at)s)")
    return sentence(told, happened=each.happened, expected=each.expected, name=each.by, at=each.at)


def changed(each: Lesson) -> Text:
    """When the change was made, else its day."""
    return sentence(mark("changed %(at)s"), at=each.done_at) if each.done_at else Said(each.due_on)


def questions(told: Dossier) -> tuple[Block, ...]:
    """What a minister alone can ask: promises past their day or broken, missed clocks that nobody corrects."""
    today = told.made_at.date()
    late = late_promises(told.promises, today)
    broken = [each for each in told.promises if each.kept is Kept.BROKEN]
    idle = [each for each in told.misses if each.open and not (each.said and each.said.authority)]
    texts = (
        *(overdue(each, mark("%(by)s promised %(to)s by %(day)s, and it is past its day: %(what)s")) for each in late),
        *(overdue(each, mark("%(by)s promised %(to)s by %(day)s, and broke it: %(what)s")) for each in broken),
        *(uncorrected(each) for each in idle if each.reading.clock in CLOCKS),
    )[:MOST_QUESTIONS]
    return (Box("recorded", (Items(texts),), sentence(mark("To ask about"))),) if texts else ()


def overdue(each: Commitment, template: str) -> Sentence:
    """One promise to ask about."""
    what = shortened(each.what, BRIEF).text
    return sentence(template, by=each.promised_by, to=each.promised_to, day=each.due_on, what=what)


def uncorrected(each: Miss) -> Sentence:
    """One missed clock that nobody corrects."""
    told = mark("%(clock)s took %(took)s of %(target)s allowed, and nobody has ordered a correction.")
    name = Sentence(CLOCKS[each.reading.clock])
    return sentence(told, clock=name, took=each.reading.took, target=each.reading.target)


def of_a_year(found: Iterable[Commitment], year: int) -> tuple[Commitment, ...]:
    """Promises that were made, fell due or were settled in a year."""
    return tuple(each for each in found if year in {each.made_on.year, each.due_on.year, year_of(each.settled_at)})


def learnt_in(found: Iterable[Lesson], year: int) -> tuple[Lesson, ...]:
    """Lessons that were noted or became a change in a year."""
    return tuple(each for each in found if year in {each.at.year, year_of(each.done_at)})


def year_of(at: datetime | None) -> int:
    """The year of a moment; none of them for none."""
    return at.year if at else 0
