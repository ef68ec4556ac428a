"""Papers made from one alert: minister's note, meeting pack, cable, lines to take. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from upstander.lib.text import Sentence, mark
from upstander.records.desk import Answer, Grade
from upstander.records.figures import Figure
from upstander.records.papers import (
    Bars,
    Block,
    Box,
    Grid,
    Heading,
    Items,
    Line,
    Own,
    Paper,
    PaperKind,
    Pen,
    Said,
    Text,
)
from upstander.records.tools import Evidence, Option
from upstander.respond.papers.dossier import (
    SHORT,
    Dossier,
    Place,
    answers,
    asked,
    basics,
    doubts,
    evidence,
    paper,
    planned,
    seen,
    sentence,
    standing,
    who_was_told,
)
from upstander.respond.papers.figures import MONTHS, figures
from upstander.respond.papers.follow_up import clocks, lessons, misses, promises, questions
from upstander.respond.tool_words import soon

ANSWERS = tuple(Said(each) for each in Answer)
"""What can be answered, as boxes to tick."""

PRECEDENCE = {
    Grade.WATCH: mark("Routine"),
    Grade.WARNING: mark("Priority"),
    Grade.IMMINENT: mark("Immediate"),
}
"""How a cable's urgency is called."""

NEVER = (
    mark("No death toll without its range, its source and its day."),
    mark("No name, place or word that leads to a source, a witness or a reporter."),
    mark("No crime is qualified: say facts consistent with elements of a crime, and leave the finding to a court."),
    mark("Nothing of the alert's own text: it goes no further than its TLP says."),
)
"""What nobody says in public, whatever the case."""


def note(told: Dossier) -> Paper:
    """The minister's note: one page with what is asked, what is known, who disagrees, and boxes to answer."""
    open_questions = questions(told)
    most = SHORT * 2 // 3 if open_questions else SHORT
    blocks = (
        Line(basics(told), strong=True),
        *standing(told),
        asked(told, most),
        seen(told, most),
        *doubts(replace(told, alert=replace(told.alert, alternatives="")), most // 2),
        *figures(told, 1),
        who_was_told(told),
        *open_questions,
        Pen(sentence(mark("Your answer, name and date")), ANSWERS),
    )
    return paper(PaperKind.NOTE, told, sentence(mark("Minister's note")), blocks, short=True)


def pack(told: Dossier) -> Paper:
    """The decision meeting's pack: agenda, the whole record, and a sheet for what is decided."""
    blocks = (
        Line(basics(told), strong=True),
        *standing(told),
        Heading(sentence(mark("Agenda"))),
        Items(tuple(Sentence(each) for each in AGENDA)),
        Heading(Sentence(AGENDA[0])),
        asked(told),
        who_was_told(told),
        Heading(Sentence(AGENDA[1])),
        seen(told),
        *factors(told),
        *figures(told, MONTHS),
        *chart(told.figures),
        *reasons(told),
        Heading(Sentence(AGENDA[2])),
        *evidence(told.alert.signals),
        Heading(Sentence(AGENDA[3])),
        *doubts(told),
        Heading(Sentence(AGENDA[4])),
        *record(told),
        Heading(Sentence(AGENDA[5])),
        *options(told.options),
        *sheet(),
    )
    return paper(PaperKind.PACK, told, sentence(mark("Decision meeting pack")), blocks)


AGENDA = (
    mark("What must be decided, by whom, by when"),
    mark("What we see, and the figures"),
    mark("On what it rests"),
    mark("What speaks against it"),
    mark("What was done and answered so far"),
    mark("Decisions of this meeting"),
)
"""The order of a meeting."""


def factors(told: Dossier) -> tuple[Block, ...]:
    """The risk factors that the alert names."""
    if not told.factors:
        return ()
    title = sentence(mark("Risk factors of the United Nations Framework of Analysis"))
    return (Box("judged", (Items(told.factors),), title),)


def chart(found: Iterable[Figure]) -> tuple[Block, ...]:
    """The months as bars; a month that is unknown has none and is in the table."""
    rows: tuple[tuple[Text, int], ...] = tuple((Said(each.month), each.best) for each in found if each.best is not None)
    label = sentence(mark("Civilians killed on purpose by month, best estimates; the table has their ranges"))
    return (Box("recorded", (Bars(label, rows),)),) if rows else ()


def reasons(told: Dossier) -> tuple[Block, ...]:
    """Why the machine says so: its strongest reasons, each with its source."""
    if told.forecast is None:
        return ()
    strongest = sorted(told.forecast.drivers, key=lambda each: -abs(each.log_odds))[:5]
    head = (sentence(mark("Reason")), sentence(mark("Source")))
    rows = tuple((each.sentence, Own(" ".join((each.source, each.vintage)).strip())) for each in strongest)
    title, whose = sentence(mark("Why the forecast says so")), sentence(mark("not signed by anyone"))
    return (Box("computed", (Grid(head, rows),), title, whose),) if rows else ()


def record(told: Dossier) -> tuple[Block, ...]:
    """Answers so far, what is planned and promised, what came of it and was learnt, the clocks and what missed them."""
    promised = promises(told.promises, told.made_at.date(), told.ask_after)
    done = (*answers(told), *planned(told), *promised, *came(told))
    blocks = (*done, *lessons(told.lessons), *clocks(told.readings), *misses(told.misses))
    return blocks or (Line(sentence(mark("Nobody has answered yet."))),)


def came(told: Dossier) -> tuple[Block, ...]:
    """What named persons said came of it."""
    it_came, it_did_not = mark("It began on %(on)s."), mark("Nothing had begun until %(on)s.")
    return tuple(
        Box(
            "judged",
            (Line(sentence(it_came if each.happened else it_did_not, on=each.on)), Line(Own(each.source))),
            sentence(mark("What came of it")),
            signed=sentence(mark("%(name)s, %(at)s"), name=each.by, at=each.at),
        )
        for each in told.outcomes[:1]
    )


MOST_OPTIONS = 8
"""Options that a pack names; the desk's page has them all."""


def options(found: Iterable[Option]) -> tuple[Block, ...]:
    """What the rules list for this situation, in their order: prevention and consent first."""
    head = (mark("Option"), mark("Charter basis"), mark("How soon it can help"), mark("What research found"))
    rows = tuple(
        (
            Sentence(each.tool.name),
            Sentence(each.tool.legal_basis),
            soon(*each.tool.lead_days),
            research(each.tool.evidence),
        )
        for each in tuple(found)[:MOST_OPTIONS]
    )
    if not rows:
        return ()
    title = sentence(mark("Options that the rules list, in the order of the rules; none of them is a proposal"))
    return (Box("computed", (Grid(tuple(Sentence(each) for each in head), rows),), title, UNSIGNED),)


UNSIGNED = sentence(mark("not signed by anyone"))


def research(found: Evidence | None) -> Sentence:
    """How many findings went which way, with their source; unknown where nobody has reviewed it."""
    counted = found and (found.on_mass_atrocities or found.on_related_outcomes)
    if not found or not counted:
        return sentence(mark("unknown"))
    return sentence(
        mark("less violence: %(less)s, no or mixed effect: %(none)s, more: %(more)s (%(source)s)"),
        less=counted.decrease,
        none=counted.none_or_mixed,
        more=counted.increase,
        source=found.source,
    )


def sheet() -> tuple[Block, ...]:
    """Lines for the pen: who does what by when, with what means; who was present; who disagrees."""
    labels = (
        mark("Answer"),
        mark("Reason"),
        mark("Who does what, by when, with what means"),
        mark("Who was present"),
        mark("Dissent, with its author"),
    )
    return tuple(Pen(Sentence(each), () if place else ANSWERS, 3 if place else 1) for place, each in enumerate(labels))


def cable(told: Dossier) -> Paper:
    """A diplomatic cable: precedence, from, to, subject, reference, numbered paragraphs."""
    alert = told.alert
    head = (
        (mark("Precedence"), Sentence(PRECEDENCE[alert.grade])),
        (mark("Handling"), Own(f"TLP:{alert.tlp}")),
        (mark("From"), Own(told.made_by)),
        (mark("To"), Own("; ".join(each.institution or each.name for each in alert.recipients))),
        (mark("Date"), Said(told.made_at)),
        (mark("Subject"), Own(alert.title)),
        (mark("Reference"), sentence(mark("Alert %(id)s of %(at)s"), id=alert.id, at=alert.issued_at)),
    )
    rows: tuple[tuple[Text | None, ...], ...] = tuple((Sentence(name), value) for name, value in head)
    blocks = (Grid((), rows), *numbered(told), Line(sentence(mark("End of message.")), strong=True))
    return paper(PaperKind.CABLE, told, sentence(mark("Diplomatic cable")), blocks)


def numbered(told: Dossier) -> Iterator[Block]:
    """The cable's paragraphs, each with its number."""
    parts: tuple[tuple[str, Callable[[Dossier], tuple[Block, ...]]], ...] = (
        (mark("Summary"), lambda one: (Line(basics(one)), *standing(one))),
        (mark("Action requested"), lambda one: (asked(one),)),
        (mark("What we see"), lambda one: (seen(one),)),
        (mark("On what it rests"), lambda one: evidence(one.alert.signals)),
        (mark("Figures"), lambda one: figures(one, 3)),
        (mark("What speaks against it"), doubts),
        (mark("Who was told"), lambda one: (who_was_told(one),)),
    )
    for number, (title, write) in enumerate(parts, 1):
        yield Line(Sentence(title), strong=True, number=number)
        yield from write(told)


def lines(told: Dossier) -> Paper:
    """Lines to take: what may be said in public is open figures with their source; the alert itself is background."""
    blocks = (
        Heading(sentence(mark("May be said in public"))),
        Line(sentence(mark("Each figure is said with its source, its day and its range."))),
        Items(tuple(public(told))),
        Heading(sentence(mark("If asked"))),
        Grid(
            (sentence(mark("Question")), sentence(mark("Answer"))),
            tuple((Sentence(each), Sentence(reply)) for each, reply in QUESTIONS),
        ),
        Heading(sentence(mark("Never said"))),
        Items(tuple(Sentence(each) for each in NEVER)),
        Heading(sentence(mark("Background for the speaker, not to be said"))),
        Line(basics(told)),
        *standing(told),
        seen(told, SHORT),
        *doubts(told, SHORT),
    )
    return paper(PaperKind.LINES, told, sentence(mark("Lines to take")), blocks)


def public(told: Dossier) -> Iterator[Text]:
    """Sentences made of open figures alone."""
    for each in reversed([one for one in told.figures if one.best is not None][-3:]):
        template = (
            mark(
                "In %(month)s UCDP counts %(n)s civilians killed on purpose in %(place)s, range unknown "
                "(vintage %(vintage)s, known on %(day)s)."
            )
            if each.low is None or each.high is None
            else mark(
                "In %(month)s UCDP counts %(n)s civilians killed on purpose in %(place)s, between %(low)s and %(high)s "
                "(vintage %(vintage)s, known on %(day)s)."
            )
        )
        yield sentence(
            template,
            month=each.month,
            n=each.best,
            low=each.low,
            high=each.high,
            place=Place(told.state),
            vintage=each.vintage,
            day=each.known_at,
        )
    yield sentence(mark("The same method is applied to every State, allies too."))
    yield sentence(mark("Prevention comes first: consent before coercion, and no call for force."))


QUESTIONS = (
    (mark("Has an alert been issued?"), mark("We do not speak about single alerts.")),
    (
        mark("How sure are you?"),
        mark("Figures are counts by a named source, with a range. Those of the newest months rise as more is known."),
    ),
    (
        mark("Is this genocide?"),
        mark("That finding is for a court. We speak of facts, and act before such a finding is needed."),
    ),
    (
        mark("What will you do?"),
        mark("Decisions are made known by those who make them, once they are made."),
    ),
)
"""What will be asked, and what can be answered without giving anything away."""


MAKES: dict[PaperKind, Callable[[Dossier], Paper]] = {
    PaperKind.NOTE: note,
    PaperKind.PACK: pack,
    PaperKind.CABLE: cable,
    PaperKind.LINES: lines,
}
"""Every paper that is made from one alert."""
