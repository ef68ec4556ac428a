"""Marks that sit in a line: grade, TLP, phase, change, clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from upstander.lib.text import mark
from upstander.records.desk import Grade, Phase, Status, Tlp
from upstander.web.marks.labels import GRADES, PHASES, STATUSES
from upstander.web.marks.markup import Markup, joined, tag
from upstander.web.marks.words import Words

STEPS = {Grade.WATCH: 1, Grade.WARNING: 2, Grade.IMMINENT: 3}
ARROWS = {"up": "M5 0 10 10H0Z", "down": "M5 10 0 0h10Z", "same": "M0 3h10v4H0Z"}


def icon(name: str) -> Markup:
    """An arrow for the eye; the words beside it say the same."""
    return tag("svg", tag("path", d=ARROWS[name]), class_="icon", view="0 0 10 10", aria_hidden="true")


def stairs(filled: int) -> Markup:
    """Three steps, `filled` of them solid."""
    steps = [
        tag("rect", x=n * 6 + 0.5, y=6.5 - n * 3, width=4, height=4 + n * 3, fill_opacity=None if n < filled else 0)
        for n in range(3)
    ]
    return tag("svg", *steps, view="0 0 17 11", aria_hidden="true")


def exercise_word(status: Status, words: Words) -> list[object]:
    """The word Exercise or Test on every chip of one; nothing for what is real."""
    return [] if status is Status.ACTUAL else [" ", tag("small", words(STATUSES[status]))]


def grade_badge(grade: Grade, words: Words, *, proposed: bool = False, status: Status = Status.ACTUAL) -> Markup:
    """The grade as a word and as steps; dashed while only a machine proposes it."""
    name = f"grade {grade.value} proposed" if proposed else f"grade {grade.value}"
    return tag("span", stairs(STEPS[grade]), words(GRADES[grade]), *exercise_word(status, words), class_=name)


def tlp_chip(tlp: Tlp) -> Markup:
    """Traffic Light Protocol 2.0: its own colours, never translated, always left to right."""
    colour = tlp.value.partition("+")[0].lower()
    return tag("span", f"TLP:{tlp.value}", class_=f"tlp {colour}", dir="ltr", translate="no")


def initials(name: str) -> str:
    """Amina Okoro is A. Okoro; a name of one word, or in letters without case, stays whole."""
    *given, family = name.split() or [""]
    if not given or name.upper() == name.lower():
        return name
    return " ".join([f"{part[0]}." for part in given] + [family])


def phase_chip(phase: Phase | None, by: str, words: Words, *, status: Status = Status.ACTUAL) -> Markup:
    """Who judged which phase; without a judgement it says so."""
    if phase is None:
        return tag("span", words(mark("Not assessed, no owner")), class_="phase soft")
    judged = tag("span", words(PHASES[phase]), class_="j")
    signed = tag("small", initials(by), title=by, translate="no")
    return tag("span", judged, " ", signed, *exercise_word(status, words), class_="phase")


def change_arrow(change: float | None, words: Words) -> Markup:
    """Up or down by how many percentage points against the month before; below one point it is unchanged."""
    if change is None:
        return tag("span", words(mark("no earlier figure")), class_="change soft")
    points = round(change * 100)
    if points == 0:
        return tag("span", icon("same"), " ", words(mark("unchanged")), class_="change")
    if points > 0:
        text = words.counted("up %(n)s point", "up %(n)s points", points)
        return tag("span", icon("up"), " ", text, class_="change")
    text = words.counted("down %(n)s point", "down %(n)s points", -points)
    return tag("span", icon("down"), " ", text, class_="change")


def moment(at: datetime, zone: ZoneInfo, words: Words) -> Markup:
    """A day and an hour in the reader's zone, with the machine's form beside it."""
    local = at.astimezone(zone)
    text = words(
        mark("%(day)s, %(hour)s %(place)s"),
        day=words.day(local.date()),
        hour=words.hour(at, zone),
        place=words.place(zone),
    )
    return tag("time", text, datetime=local.isoformat(timespec="minutes"))


def clock_chip(due: datetime, now: datetime, zone: ZoneInfo, words: Words) -> Markup:
    """Time left, underlined, or time late, filled; then the hour itself and where that hour is meant."""
    late = now > due
    hour = words.hour(due, zone)
    same_day = due.astimezone(zone).date() == now.astimezone(zone).date()
    when = hour if same_day else words(mark("%(day)s, %(hour)s"), day=words.weekday(due, zone), hour=hour)
    values = {"when": when, "place": words.place(zone)}
    if late:
        left = words(mark("%(time)s late"), time=words.duration(now - due))
        told = words(mark("was due %(when)s %(place)s"), **values)
    else:
        left = words.until(due - now)
        told = words(mark("due %(when)s %(place)s"), **values)
    stamp = due.astimezone(zone).isoformat(timespec="minutes")
    chip = tag("span", tag("time", left, datetime=stamp), class_="clock late" if late else "clock open")
    return joined((chip, tag("small", told)), " ")
