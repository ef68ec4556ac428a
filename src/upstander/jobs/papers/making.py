"""Make a paper from the record: a person asks for it, it says who, and so does the log."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import available_timezones

from upstander import __version__
from upstander.jobs import bottlenecks, plan_rules, wording
from upstander.jobs.clocks import Timed, of_one, timed
from upstander.jobs.ladder import ladder
from upstander.jobs.options import laid
from upstander.jobs.papers.spoken import Plain, spoken
from upstander.jobs.papers.typeset import pdf
from upstander.jobs.papers.worded import docx
from upstander.jobs.scorecards import scorecard
from upstander.lib.text import Sentence
from upstander.records.desk import Alert, AlertStage, Status
from upstander.records.errors import Refused, Usage
from upstander.records.figures import Figure, Kind
from upstander.records.forecasts import Forecast, Question
from upstander.records.papers import LANGUAGES, ON_AN_ALERT, PaperFormat, PaperKind
from upstander.records.people import PUBLIC, RECEIVES, Viewer
from upstander.records.receipts import Sealed
from upstander.records.tools import Choice
from upstander.respond.clocks import tallies
from upstander.respond.papers.alert_papers import MAKES
from upstander.respond.papers.dossier import Dossier
from upstander.respond.papers.figures import MONTHS
from upstander.respond.papers.receipt_paper import receipt as receipt_paper
from upstander.respond.papers.report import Year
from upstander.respond.papers.report import report as compose_report
from upstander.store.desk import actions, log, reads
from upstander.store.desk.threads import thread_of
from upstander.store.desk.whole import whole
from upstander.store.lake import Lake, open_lake

FIRST_YEAR = 2000


def as_json(paper: Plain) -> bytes:
    """The same words for a program: blocks in their order, each text with its direction."""
    return json.dumps(paper, ensure_ascii=False, indent=1).encode()


DRAWS = {PaperFormat.PDF: pdf, PaperFormat.DOCX: docx, PaperFormat.JSON: as_json}


@dataclass(frozen=True, slots=True)
class Made:
    """A paper as a file."""

    name: str
    type: str
    content: bytes


TYPES = {
    PaperFormat.PDF: "application/pdf",
    PaperFormat.JSON: "application/json",
    PaperFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@whole
def make(
    home: Path,
    alert: str,
    kind: PaperKind,
    language: str,
    format: PaperFormat,
    *,
    zone: str = "UTC",
    who: Viewer,
    now: datetime,
) -> Made:
    """One paper about an issued alert, in one language; what the asker may not see is not in it."""
    found = reads.alert(who, alert)
    leaves_in_a_name(who)
    if kind not in ON_AN_ALERT:
        raise Usage("Choose a paper about one alert: meeting_pack, minister_note, cable or lines_to_take.", "kind")
    if found.stage is not AlertStage.ISSUED:
        raise Usage("Issue the alert first: no paper is made of a draft.")
    told = dossier(open_lake(home), found, clock(zone), who, now)
    made = drawn(spoken(MAKES[kind](told), spoken_in(language)), format)
    log.append(who, now, "exported", f"alert:{alert}", found.situation, format=format, paper=kind, language=language)
    return Made(f"{kind}-{alert}-{language}.{format}", TYPES[format], made)


@whole
def report(
    home: Path, year: int, language: str, format: PaperFormat, *, zone: str = "UTC", who: Viewer, now: datetime
) -> Made:
    """The annual report of what the asker may see; only what is Actual counts."""
    leaves_in_a_name(who)
    if not who.may_everywhere(RECEIVES):
        raise Refused("Ask an analyst, a focal point or a decision maker: they make the report.")
    if not FIRST_YEAR <= year <= now.year:
        raise Usage("Choose a year that has begun.", "year")
    told = the_year(open_lake(home), year, clock(zone), who, now)
    made = drawn(spoken(compose_report(told), spoken_in(language)), format)
    log.append(who, now, "exported", f"report:{year}", format=format, paper=PaperKind.REPORT, language=language)
    return Made(f"annual_report-{year}-{language}.{format}", TYPES[format], made)


def the_year(lake: Lake, year: int, zone: str, who: Viewer, now: datetime) -> Year:
    """What there is to tell of a year."""
    of_year = [each for each in timed(who, now) if each.thread.opened_at.year == year]
    return Year(
        year=year,
        card=scorecard(lake, who, now, year),
        tallies=tallies(ladder(), (reading for each in of_year for reading in each.readings)),
        watched=sum(since.year <= year for since in reads.watched(who).values()),
        states={state.iso3: state for state in lake.states(PUBLIC)},
        made_by=who.name,
        made_at=now,
        zone=zone,
        version=__version__,
        promises=tuple(each for each in reads.commitments(who) if each.status is Status.ACTUAL),
        lessons=tuple(each for each in reads.lessons(who) if each.status is Status.ACTUAL),
        misses=bottlenecks.missed(who, of_year),
        ask_after=plan_rules.rules().promise,
    )


def receipt(sealed: Sealed, language: str, format: PaperFormat, zone: str) -> Made:
    """A receipt to print; the file beside it is what can be checked."""
    paper = receipt_paper(sealed, clock(zone), __version__)
    name = f"receipt-{sealed.receipt.alert}-{language}.{format}"
    return Made(name, TYPES[format], drawn(spoken(paper, spoken_in(language)), format))


def drawn(paper: Plain, format: PaperFormat) -> bytes:
    """The paper in this format."""
    return DRAWS[format](paper)


def leaves_in_a_name(who: Viewer) -> None:
    """Refused for whoever only reads."""
    if who.reads_only:
        raise Refused("Use that person's own token: a paper leaves the desk in somebody's name.")


def spoken_in(language: str) -> str:
    """One of the six languages; Usage for another."""
    if language not in LANGUAGES:
        raise Usage("Choose one of six languages: %(languages)s.", "language", languages=", ".join(LANGUAGES))
    return language


def clock(zone: str) -> str:
    """The name of a time zone; Usage for one that does not exist."""
    if zone not in available_timezones():
        raise Usage("Name a time zone such as Africa/Khartoum.", "zone")
    return zone


def dossier(lake: Lake, alert: Alert, zone: str, who: Viewer, now: datetime) -> Dossier:
    """What belongs to the alert, as far as the viewer may see it; figures are the open ones alone."""
    granted = alert.situation in who.grants
    ran = clocked(who, alert, now) if granted else ()
    return Dossier(
        alert=alert,
        state=lake.state(PUBLIC, alert.iso3),
        figures=figures(lake, alert.iso3, now),
        years=tuple(each for each in lake.years(PUBLIC, now.date(), alert.iso3) if each.kind is Kind.ONE_SIDED),
        forecast=forecast(lake, alert.iso3, now),
        made_by=who.name,
        made_at=now,
        zone=zone,
        version=__version__,
        mine=next((each for each in alert.recipients if each.person == who.person), None),
        readings=tuple(reading for each in ran for reading in each.readings),
        outcomes=tuple(reads.outcomes(who, alert.id)),
        actions=tuple(actions.of_alerts(who, [alert.id])[alert.id]),
        options=laid(who, alert.situation, Choice(), now, alert.id).offer.options if granted else (),
        promises=tuple(reads.commitments(who, alert.situation)) if granted else (),
        lessons=tuple(reads.lessons(who, alert.situation)) if granted else (),
        misses=bottlenecks.missed(who, ran),
        ask_after=plan_rules.rules().promise,
        factors=tuple(Sentence(each.name) for each in wording.factors() if each.id in alert.factors),
    )


def figures(lake: Lake, iso3: str, now: datetime) -> tuple[Figure, ...]:
    """One-sided violence in the newest months, by month: open figures, known by now."""
    last = lake.last_month(PUBLIC, now.date())
    found = lake.panel(PUBLIC, now.date(), [iso3], last - (MONTHS - 1), last, [Kind.ONE_SIDED])
    return tuple(sorted(found, key=lambda each: each.month))


def forecast(lake: Lake, iso3: str, now: datetime) -> Forecast | None:
    """The newest chance of a hundred deaths within a year, if one was computed."""
    return next((each for each in lake.forecasts(PUBLIC, now.date(), Question()) if each.iso3 == iso3), None)


def clocked(who: Viewer, alert: Alert, now: datetime) -> tuple[Timed, ...]:
    """The alert's thread with its clocks."""
    id = thread_of(alert=alert.id)
    if id is None:
        return ()
    found = reads.thread(who, id)
    return (Timed(found, of_one(who, found, now)),)
