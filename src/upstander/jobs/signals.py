"""Report what was seen, let the machine propose, close with a reason."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from upstander.jobs import aside
from upstander.jobs.ladder import start
from upstander.records.aside import Part
from upstander.records.checks import line, optional, passage
from upstander.records.desk import Signal, SignalKind
from upstander.records.errors import Refused, Usage
from upstander.records.figures import Kind, YearFigure
from upstander.records.forecasts import Question, WatchlistRow
from upstander.records.people import MACHINE, PUBLIC, Role, Viewer
from upstander.store.desk import log
from upstander.store.desk import signals as desk
from upstander.store.desk.situations import situation as find
from upstander.store.desk.situations import watched
from upstander.store.desk.threads import attach
from upstander.store.desk.whole import whole
from upstander.store.lake import Lake
from upstander.warn.proposals import proposals

REPORTS = (Role.REPORTER, Role.ANALYST, Role.FOCAL_POINT, Role.DECISION_MAKER)
CLOSES = (Role.ANALYST, Role.FOCAL_POINT)


@whole
def report(
    situation: str,
    title: str,
    text: str,
    *,
    who: Viewer,
    now: datetime,
    kind: SignalKind = SignalKind.REPORT,
    source: str = "",
    source_url: str = "",
    occurred_at: datetime | None = None,
    imminent: bool = False,
    key: str | None = None,
) -> str:
    """Log what a person saw or judges, and start its clocks: one cause (`key`), one thread. Returns the signal's id."""
    found = find(who, situation)
    if not who.may(REPORTS):
        raise Refused("Sign in with your own account to report.")
    if kind not in {SignalKind.REPORT, SignalKind.JUDGEMENT}:
        raise Usage("Choose report or judgement: the desk itself makes the other kinds of signal.", "kind")
    if occurred_at is not None and occurred_at > now:
        raise Usage("Choose a time in the past: a report says what has happened.", "occurred_at")
    new = Signal(
        id="",
        situation=found.id,
        kind=kind,
        title=line(title, "title"),
        text=passage(text, "text"),
        source=optional(source, "source", 200),
        source_url=web_address(source_url),
        vintage="",
        occurred_at=occurred_at,
        known_at=now,
        logged_at=now,
        by=who.name,
        by_id=who.person,
        closed_at=None,
        closed_reason="",
        closed_by="",
        status=found.status,
    )
    id = desk.add(new) or ""
    log.append(who, now, "reported", f"signal:{id}", situation, kind=kind)
    evidence = occurred_at or now
    thread = start(
        situation, found.status, new.title, who=who, now=now, evidence_at=evidence, imminent=imminent, key=key
    )
    attach(thread, signal=id)
    return id


def web_address(text: str) -> str:
    """An address that a page may link to; Usage unless it begins with https:// or http://."""
    address = optional(text, "source_url", 500)
    if address and not address.startswith(("https://", "http://")):
        raise Usage("Begin the address with https:// or http://.", "source_url")
    return address


def propose(lake: Lake, *, now: datetime, question: Question | None = None) -> int:
    """Let the machine propose signals for every situation; returns how many are new. Nothing is proposed twice.

    A situation for which that fails is set aside, and the others go on.
    """
    lines = {row.state_iso3: row for row in lake.watchlist(PUBLIC, now.date(), question or Question())}
    return aside.swept("situation", lambda part: propose_in(lake, lines, part, now), places_in, now)


def places_in(part: Part) -> dict[str, str]:
    """Situations for which signals are proposed."""
    return {id: id for id, _, _ in watched() if id not in part.without}


@whole
def propose_in(lake: Lake, lines: Mapping[str, WatchlistRow], part: Part, now: datetime) -> int:
    """Propose for these situations."""
    new = 0
    for id, iso3, status in watched():
        if id in part.without or (part.only and id not in part.only):
            continue
        for key, signal in proposals(lines[iso3], id, now, year_of(lake, iso3, now)) if iso3 in lines else ():
            added = desk.add(replace(signal, status=status), key)
            if added:
                log.append(MACHINE, now, "proposed", f"signal:{added}", id, kind=signal.kind)
                new += 1
    return new


def year_of(lake: Lake, iso3: str, now: datetime) -> YearFigure | None:
    """The newest whole year of one-sided violence there."""
    years = [each for each in lake.years(PUBLIC, now.date(), iso3) if each.kind is Kind.ONE_SIDED]
    return years[-1] if years else None


@whole
def close(id: str, reason: str, *, who: Viewer, now: datetime) -> None:
    """Close a signal; its sender reads the reason."""
    found = desk.signal(who, id)
    if not who.may(CLOSES) or found.situation not in who.grants:
        raise Refused("Ask an analyst or focal point of this situation: they close signals.")
    if found.closed_at is not None:
        raise Usage("This signal is closed already.")
    desk.close(who, id, passage(reason, "reason"), now)
    log.append(who, now, "closed", f"signal:{id}", found.situation)
