"""Triggers at a desk: list them, back-run them, switch them, keep them silent, and let them ring.

A firing opens a thread and a draft, and calls who is on duty. It never issues anything.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from upstander.jobs import aside, notices, unowned
from upstander.jobs.firings import open_draft
from upstander.jobs.readings import present
from upstander.jobs.shipped import bundled, runs_of
from upstander.lib.dates import Month
from upstander.lib.text import Sentence, mark
from upstander.records.checks import passage
from upstander.records.desk import SignalKind, Status
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.people import MACHINE, Role, Viewer
from upstander.records.triggers import Backrun, Basis, Firing, Noise, Row, Silence, Trigger
from upstander.store.desk import log, outbox, people, rulebook
from upstander.store.desk import triggers as desk
from upstander.store.desk import unowned as asked
from upstander.store.desk.whole import whole
from upstander.store.lake import Lake
from upstander.warn.backrun import may_be_on, told
from upstander.warn.noise import WEEK, WEEKS, noise, silence, silenced
from upstander.warn.triggers import fires, read, rings_again

Progress = Callable[[int, int], None]

KEEPS = (Role.FOCAL_POINT,)
PLAYS = (Role.ANALYST, Role.FOCAL_POINT)

LEAST = 60
"""Months that the back-run behind a switch must cover."""

HEARD = timedelta(days=366)

UNREADABLE = mark("The text of %(name)s cannot be read any more, and it does not ring: keep a text of it that can be.")

NO_HISTORY = mark(
    "Only people make %(name)s ring, and no history can be played: write into its text, as no_history, why it may ring."
)

TOO_OFTEN = mark("%(title)s rang %(week)s times this week; %(budget)s were agreed. Silence it, change it, or leave it.")


@dataclass(frozen=True, slots=True)
class Listed:
    """A trigger as it stands at this desk. `changed`: another text of it was switched on, so that it does not ring."""

    trigger: Trigger
    on: bool
    own: bool
    noise: Noise | None = None
    owner: int = 0
    changed: bool = False


Text = Trigger | Exception
"""A trigger as its text says it, or what is wrong with the text."""


def readable(text: str) -> Text:
    """The trigger of a text that was kept; one that rules of today refuse must not hold up the others."""
    try:
        return read(text)
    except Exception as wrong:  # noqa: BLE001  it is set aside and said aloud, whatever is wrong with it
        return wrong


def every_text() -> dict[str, tuple[Text, bool]]:
    """What stands under each name, and whether the desk wrote it: its own text stands in the place of a shipped one."""
    found: dict[str, tuple[Text, bool]] = {each.name: (each, False) for each in bundled()}
    return dict(sorted((found | {name: (readable(text), True) for name, text in desk.own_texts().items()}).items()))


def texts() -> dict[str, tuple[Trigger, bool]]:
    """Every trigger by name that can be read, and whether the desk wrote it."""
    return {name: (text, own) for name, (text, own) in every_text().items() if not isinstance(text, Exception)}


def find(name: str) -> Trigger:
    """The trigger that runs under this name here; Unknown if there is none, Refused if its text cannot be read."""
    found, _ = every_text().get(name, (None, False))
    if found is None:
        raise Unknown("There is no trigger called %(name)s; see `upstander triggers list`.", "name", name=name)
    if isinstance(found, Exception):
        raise Refused(UNREADABLE, "name", name=name) from found
    return found


def unreadable() -> dict[str, Exception]:
    """What is wrong with each text that cannot be read, by name."""
    return {name: text for name, (text, _) in every_text().items() if isinstance(text, Exception)}


def list_triggers(now: datetime) -> list[Listed]:
    """Every trigger that can be read, with its switch and its noise. A changed text is off until it is back-run and
    switched on again.
    """
    switched = desk.switched()
    rang = desk.rang_at(now - WEEKS * WEEK)
    listed = []
    for trigger, own in texts().values():
        text, on, owner = switched.get(trigger.name, ("", False, 0))
        heard = noise(trigger, [at for each, at in rang if each == trigger.name], now)
        same = text == trigger.digest
        listed.append(Listed(trigger, on and same, own, heard, owner, on and not same))
    return listed


def fallen() -> list[str]:
    """Triggers that were switched on and ring no more, as their text has changed or is in the product no more."""
    standing = every_text()

    def stands(name: str, digest: str) -> bool:
        text, _ = standing.get(name, (None, False))
        return isinstance(text, Exception) or (text is not None and text.digest == digest)

    return sorted(name for name, (digest, on, _) in desk.switched().items() if on and not stands(name, digest))


@whole
def keep_backrun(played: Backrun, *, who: Viewer, now: datetime) -> None:
    """Keep a back-run on this desk: a trigger can be switched on only after one of its very text."""
    plays_triggers(who)
    desk.add_backrun(told(played), who, now)
    log.append(who, now, "back-run", f"trigger:{played.trigger}", basis=played.basis, digest=played.digest)


@whole
def load(text: str, *, who: Viewer, now: datetime) -> str:
    """Add a trigger of this desk's own, or another text of one; it is off until back-run. Returns its name."""
    keeps_triggers(who)
    found = read(text)
    rulebook.add(desk.KIND + found.name, text, who.name, now)
    log.append(who, now, "trigger changed", f"trigger:{found.name}", digest=found.digest)
    return found.name


@whole
def switch_on(name: str, *, who: Viewer, now: datetime) -> None:
    """Let a trigger ring; whoever does owns it. Refused before a back-run, or if it rang everywhere in it; one that has
    no history to play is refused until its text says why it may ring without.

    The back-run that comes with the product is enough for the very text that comes with it.
    """
    keeps_triggers(who)
    found = find(name)
    if found.has_history:
        tried(found)
    elif not found.no_history:
        raise Refused(NO_HISTORY, "name", name=name)
    desk.switch(name, found.digest, who, now, on=True)
    log.append(who, now, "switched on", f"trigger:{name}", digest=found.digest, history=found.has_history)


def tried(found: Trigger) -> None:
    """Refused before a back-run of this very text, or if it rang everywhere in it."""
    kept = [each for each in (*desk.kept_backruns(found.digest), *runs_of(found.digest)) if long_enough(each)]
    if not kept:
        raise Refused(
            "Back-run %(name)s first, as known and over 5 years or more: `upstander triggers backrun %(name)s`.",
            "name",
            name=found.name,
        )
    may_be_on(found.name, kept[0]["rang_in"], kept[0]["states"])


def long_enough(kept: Mapping[str, object]) -> bool:
    """Whether a back-run stands on what was known, over enough months."""
    first, last = Month.read(str(kept["first"])), Month.read(str(kept["last"]))
    return kept["basis"] == Basis.AS_KNOWN and last.ordinal - first.ordinal + 1 >= LEAST


@whole
def switch_off(name: str, *, who: Viewer, now: datetime) -> None:
    """Stop a trigger from ringing."""
    keeps_triggers(who)
    if name not in fallen():
        find(name)
    digest, on, _ = desk.switched().get(name, ("", False, 0))
    if not on:
        raise Usage("%(name)s is off already.", "name", name=name)
    desk.switch(name, digest, who, now, on=False)
    log.append(who, now, "switched off", f"trigger:{name}")


@whole
def suppress(name: str, reason: str, until: datetime, *, who: Viewer, now: datetime, iso3: str = "") -> str:
    """Keep a trigger silent until a moment, everywhere or in one State; what would have rung is kept. Returns an id."""
    keeps_triggers(who)
    kept: Silence = silence(find(name).name, iso3, reason, who.name, now, until)
    id = desk.add_silence(kept, who)
    log.append(who, now, "kept silent", f"trigger:{name}", iso3=iso3, until=until)
    return id


@whole
def unsuppress(id: str, *, who: Viewer, now: datetime) -> str:
    """End a silence before it expires; returns its trigger."""
    keeps_triggers(who)
    name = desk.end_silence(id, now)
    log.append(who, now, "silence ended", f"trigger:{name}")
    return name


@whole
def dismiss(id: str, reason: str, *, who: Viewer, now: datetime) -> str:
    """Say why no situation is opened where it rang on open figures, for this firing and what rang there before; returns
    the State. What rings there anew asks anew.
    """
    keeps_triggers(who)
    reason = passage(reason, "reason")
    iso3 = asked.dismiss(id, reason, who, now)
    log.append(who, now, "dismissed", f"firing:{id}", iso3=iso3)
    return iso3


def plays_triggers(who: Viewer) -> None:
    """Refused unless an analyst or a focal point."""
    if not who.may_everywhere(PLAYS):
        raise Refused("Ask an analyst or a focal point: they keep back-runs.")


def keeps_triggers(who: Viewer) -> None:
    """Refused unless a focal point."""
    if not who.may_everywhere(KEEPS):
        raise Refused("Ask a focal point: focal points keep the triggers.")


def evaluate(lake: Lake, now: datetime, status: Status = Status.ACTUAL) -> int:
    """Ask every trigger that is on about every State; returns how many rang. Twice, or in two processes, harms nobody.

    In a State with situations of this status each is asked with its own reports; a firing there opens a thread and a
    draft. What rings on open figures alone asks the focal points.
    """
    on, wrong = [each for each in list_triggers(now) if each.on], unread()
    questions = dict.fromkeys(question for each in on for question in each.trigger.questions)
    rows = present(lake, questions, now.date()) if on else []
    places = placed(rows, desk.watched(status), now, everywhere=status is Status.ACTUAL)
    silences = desk.live_silences(now)
    named = {each.trigger.name: each for each in on}

    def one(name: str) -> int:
        if name in wrong:
            raise wrong[name]
        if name not in named:
            return 0
        rang = ask(named[name].trigger, places, silences, status, now)
        warn_owner(named[name], now)
        return rang

    return aside.alone("trigger", dict.fromkeys((*wrong, *named), ""), one, now)


def unread() -> dict[str, Exception]:
    """What is wrong with each text that cannot be read and was switched on: it should ring, and does not."""
    switched = desk.switched()
    return {name: wrong for name, wrong in unreadable().items() if name in switched and switched[name][1]}


def placed(
    rows: Iterable[Row], watched: Mapping[str, list[str]], now: datetime, *, everywhere: bool
) -> list[tuple[Row, str | None]]:
    """Each row alone, and with each situation of its State and that one's reports.

    Alone it is made of open figures, watched or not: its absence would tell that somebody watches the State.
    """
    reports, judged = (desk.heard(kind, now - HEARD) for kind in (SignalKind.REPORT, SignalKind.JUDGEMENT))
    found: list[tuple[Row, str | None]] = []
    for row in sorted(rows, key=lambda each: (each.iso3, -each.month.ordinal)):
        for id in watched.get(row.iso3, []):
            found.append((replace(row, reports=reports.get(id, ()), judgements=judged.get(id, ())), id))
        if everywhere:
            found.append((row, None))
    return found


def ask(
    trigger: Trigger,
    places: Iterable[tuple[Row, str | None]],
    silences: list[Silence],
    status: Status,
    now: datetime,
) -> int:
    """Let one trigger ring where it does; a State or situation rings once in the days that the trigger says."""
    last, rang = desk.last_rang(trigger.name), 0
    for row, situation in places:
        place = row.iso3, situation or desk.STATE
        if not rings_again(trigger, last.get(place), row.day):
            continue
        firing = fires(trigger, row)
        if firing is None:
            continue
        quiet = silenced(silences, trigger.name, row.iso3, now) is not None
        if ring(trigger, firing, situation, status, now, silent=quiet) and not quiet:
            last[place] = row.day
            rang += 1
    return rang


@whole
def ring(
    trigger: Trigger, firing: Firing, situation: str | None, status: Status, now: datetime, *, silent: bool
) -> bool:
    """Keep a firing and, unless it is silenced, open its thread and draft, or ask the focal points where it rang on
    open figures alone; False if it rang before.
    """
    id = desk.add(trigger, firing, situation, now, silenced=silent)
    if id is None:
        return False
    log.append(MACHINE, now, "rang", f"firing:{id}", situation or "", trigger=trigger.name, silenced=silent)
    if silent:
        return True
    if situation is None:
        unowned.ring(id, trigger, firing.iso3, now)
        return True
    before = outbox.told_at(situation, now)
    open_draft(id, trigger, firing, situation, status, now)
    if outbox.told_at(situation, now) > before:
        desk.interrupted(id)
    return True


@whole
def warn_owner(listed: Listed, now: datetime) -> None:
    """Tell its owner, once a week, that a trigger interrupts more often than agreed; the focal points on duty where the
    owner has left.
    """
    name = listed.trigger.name
    heard = noise(listed.trigger, [at for each, at in desk.rang_at(now - WEEKS * WEEK) if each == name], now)
    if heard.over and not desk.told_over(name, now - WEEK):
        hearing = [listed.owner] if people.is_active(listed.owner) else sorted(unowned.on_call(now))
        week, budget = heard.last_week, heard.budget
        on = f"trigger:{name}"
        log.append(MACHINE, now, desk.OVER, on, of=listed.owner, told=hearing, last_week=week, budget=budget)
        values = {"title": listed.trigger.title, "week": week, "budget": budget}
        said, key = Sentence(TOO_OFTEN, values), f"trigger:{name}:{now:%Y%m%dT%H%M%S}"
        for person in hearing:
            notices.tell(person, said, f"/triggers/{name}/", "", key=key, status=Status.ACTUAL, now=now)
