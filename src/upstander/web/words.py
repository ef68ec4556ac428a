"""Sentences, figures and dates in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from upstander.lib.dates import Month
from upstander.lib.text import Sentence, mark
from upstander.records.channels import Channel, DeliveryState, Feed, Trouble
from upstander.records.desk import Answer, Confidence, Person, Signal, SignalKind
from upstander.records.figures import KnownBasis, Licence
from upstander.records.ladder import Happening, StepId
from upstander.records.people import Role
from upstander.records.roster import Purpose
from upstander.records.scorecards import Came
from upstander.records.tools import Rough
from upstander.respond.clocks import ClockState
from upstander.web import alert_words, answer_words, plan_words
from upstander.web.languages import our_code
from upstander.web.marks.labels import GRADES, KINDS, PHASES, STATUSES
from upstander.web.marks.words import Words, ltr

NAMED: Mapping[object, str] = {
    Answer.ACT: mark("Act"),
    Answer.KEEP_WATCHING: mark("Keep watching"),
    Answer.DECLINE: mark("Decline"),
    Answer.REFER: mark("Refer"),
    Answer.NEED_MORE: mark("Need more"),
    Confidence.LOW: mark("low"),
    Confidence.MEDIUM: mark("medium"),
    Confidence.HIGH: mark("high"),
    SignalKind.FORECAST: mark("Forecast"),
    SignalKind.CHANGE: mark("Change"),
    SignalKind.REPORT: mark("Report"),
    SignalKind.JUDGEMENT: mark("Judgement"),
    Purpose.BORDER: mark("The ladder may call somebody outside"),
    Purpose.LANE: mark("One person may open the emergency lane"),
    Role.REPORTER: mark("Reporter"),
    Role.ANALYST: mark("Analyst"),
    Role.FOCAL_POINT: mark("Focal point"),
    Role.DECISION_MAKER: mark("Decision maker"),
    Role.CUSTODIAN: mark("Custodian"),
    Role.AUDITOR: mark("Auditor"),
    Role.ADMINISTRATOR: mark("Administrator"),
    Licence.OPEN: mark("open"),
    Licence.ATTRIBUTION: mark("name the source"),
    Licence.SHARE_ALIKE: mark("name the source, share alike"),
    Licence.NO_REDISTRIBUTION: mark("not to be passed on"),
    KnownBasis.RELEASE: mark("date of the release"),
    KnownBasis.ASSUMED: mark("assumed date"),
    KnownBasis.UPPER_BOUND: mark("known by then at the latest"),
}

STEPS: Mapping[object, str] = {
    StepId.ACKNOWLEDGE: mark("Take it"),
    StepId.TRIAGE: mark("Grade it"),
    StepId.VERIFY: mark("Verify"),
    StepId.ASSESS: mark("Assess, with dissent"),
    StepId.NOTE: mark("Issue the alert"),
    StepId.DECIDE: mark("First decision"),
    StepId.ACT: mark("First action"),
    StepId.REVIEW: mark("Outcome and lesson"),
    Happening.CALLED: mark("called"),
    Happening.EMPTY: mark("nobody is on duty"),
    Happening.OVERDUE: mark("time is up"),
    Happening.LAPSED: mark("no entry in time: open again"),
    Happening.EXHAUSTED: mark("nobody is left to call"),
    Happening.WARNED: mark("nobody inside is left: warned before it goes outside"),
    Happening.OUTSIDE: mark("goes outside the organisation, under a written authority"),
    Happening.BORDER: mark("stops at the border: no written authority lets it out"),
    Happening.LEFT: mark("open again: whoever had it may not take it"),
    ClockState.WITHIN: mark("within"),
    ClockState.OVER: mark("over"),
    ClockState.MISSING: mark("still missing"),
    ClockState.CANNOT: mark("cannot be computed"),
    Came.HIT: mark("hit"),
    Came.LATE: mark("late"),
    Came.FALSE_ALARM: mark("false alarm"),
    Came.CANCELLED: mark("cancelled"),
    Came.OPEN: mark("not yet known"),
}
CLOCKS = {
    "signal": mark("From evidence to signal"),
    "triage": mark("From signal to grade"),
    "alert": mark("From grade to alert"),
    "acknowledge": mark("From alert to acknowledgement"),
    "decide": mark("From alert to decision"),
    "first_action": mark("From decision to first action"),
    "outcome": mark("From action to outcome"),
}
"""What each clock of the ladder's file is called."""

CHANNELS: Mapping[object, str] = {
    Channel.EMAIL: mark("E-mail"),
    Channel.WEBHOOK: mark("Webhook"),
    DeliveryState.WAITING: mark("waits"),
    DeliveryState.SENT: mark("a server took it"),
    DeliveryState.DEAD: mark("given up"),
    Feed.ATOM: mark("Feed"),
    Feed.CALENDAR: mark("Calendar of deadlines"),
    Trouble.NO_ANSWER: mark("no answer"),
    Trouble.REFUSED: mark("refused"),
    Trouble.NOT_ALLOWED: mark("this address may not be reached"),
    Trouble.NOT_NAMED: mark("no mail server is named"),
    Trouble.GONE: mark("it says that it is gone"),
    Trouble.ENDED: mark("this address is not used any more"),
    Trouble.UNREADABLE: mark("the address was sealed with another secret key"),
    Trouble.BROKEN: mark("an error in this program, or in what is kept of the message"),
}
"""What the ways out of the desk are called, and what stands in their way."""

LISTS: tuple[Mapping[Any, str], ...] = (
    PHASES,
    GRADES,
    STATUSES,
    KINDS,
    NAMED,
    alert_words.KINDS,
    alert_words.VERDICTS,
    alert_words.WORDINGS,
)
PLAIN: Mapping[object, str] = {word: said for words_of in LISTS for word, said in words_of.items()}
"""What each word of the desk's closed lists is called where only its text is at hand."""

LABELS: Mapping[tuple[type, object], str] = {
    (type(word), word): said
    for words_of in (*LISTS, STEPS, CHANNELS, *answer_words.WORDS, *plan_words.WORDS)
    for word, said in words_of.items()
}
"""The same by kind of word: to act is an answer and a step, imminent a phase and a grade."""

REGIONS = {
    "Africa": mark("Africa"),
    "Americas": mark("Americas"),
    "Asia": mark("Asia"),
    "Europe": mark("Europe"),
    "Middle East": mark("Middle East"),
}


def language() -> str:
    """Which of our six languages is being spoken."""
    return our_code(get_language())


def words() -> Words:
    """The marks' way to speak, in the reader's language."""
    return Words(say, language())


def zone() -> ZoneInfo:
    """The reader's time zone."""
    current = timezone.get_current_timezone()
    return current if isinstance(current, ZoneInfo) else ZoneInfo("UTC")


def say(sentence: Sentence) -> str:
    """The sentence in the reader's language, its values written as that language writes them."""
    if sentence.count is not None:
        form = ngettext(sentence.template, sentence.plural or sentence.template, sentence.count)
    else:
        form = gettext(sentence.template)
    return form % {name: written(value) for name, value in sentence.values.items()} if sentence.values else form


def title_of(signal: Signal) -> str:
    """A signal's title: what the machine says is said in the reader's language, what a person wrote stays."""
    return say(signal.sentences[0]) if signal.sentences else signal.title


def text_of(signal: Signal) -> str:
    """A signal's text in the same way, one sentence to a line."""
    return "\n".join(say(each) for each in signal.sentences[1:]) if signal.sentences else signal.text


def written(value: object) -> object:
    """A value inside a sentence: numbers, months and dates in the language's own way."""
    if isinstance(value, Sentence):
        return say(value)
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return words().number(value)
    if isinstance(value, float):
        return words().decimal(value)
    if isinstance(value, Month):
        return words().month(value)
    if isinstance(value, Rough):
        return words().rough(value)
    if isinstance(value, datetime):
        return words().day(value.astimezone(zone()).date())
    if isinstance(value, date):
        return words().day(value)
    return value


def label(value: object) -> str:
    """What a word of a closed list is called in the reader's language."""
    said = LABELS.get((type(value), value)) or PLAIN.get(value)
    return gettext(said) if said else str(value)


def say_name(person: Person) -> str:
    """A name with its roles, for choosing among people."""
    return f"{person.name} ({', '.join(sorted(label(role) for role in person.roles))})"


def region(name: str) -> str:
    """A region's name in the reader's language."""
    return gettext(REGIONS.get(name, name)) if name else ""


__all__ = ["LABELS", "label", "language", "ltr", "region", "say", "say_name", "words", "written", "zone"]
