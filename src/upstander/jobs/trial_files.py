"""The canary of what leaves as a file: once a day each kind is built, signed and read back. None leaves the desk."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from icalendar import Calendar
from lxml import etree
from signxml.verifier import XMLVerifier

from upstander.jobs.airgap import public
from upstander.jobs.export import sign
from upstander.records.desk import Alert, AlertStage, Confidence, Grade, Status, Tlp
from upstander.store import keys, marks
from upstander.warn import airgap, calendar, cap, feeds

logger = logging.getLogger(__name__)

DAY, SOON = timedelta(days=1), timedelta(hours=1)
"""How often, and how soon again after one that failed."""

TRIED = "files"
ATOM = "{http://www.w3.org/2005/Atom}"
HOST, TITLE, PATH = "desk.invalid", "Test", "/channels/"


def prove(home: Path, now: datetime) -> None:
    """Try every kind when it is time; leave the watchdog a mark while one cannot be read back."""
    tried, failing = marks.left(home, TRIED), marks.left(home, marks.FILES)
    if tried is not None and tried <= now < tried + (SOON if failing else DAY):
        return
    marks.leave(home, TRIED, now)
    wrong = [name for name, proved in KINDS.items() if not well(name, proved, home, now)]
    marks.keep(home, marks.FILES, (failing or now) if wrong else None)


def well(name: str, proved: Callable[[Path, datetime], bool], home: Path, now: datetime) -> bool:
    """Whether one kind is built and read back as it was meant; why not is said in the log of the program."""
    try:
        found = proved(home, now)
    except Exception as error:  # noqa: BLE001  whatever is wrong with one, the others are tried
        logger.error("A test file of the kind %s cannot be read back (%s).", name, type(error).__name__)
        return False
    if not found:
        logger.error("A test file of the kind %s says something else when it is read back.", name)
    return found


def atom(home: Path, now: datetime) -> bool:  # noqa: ARG001
    """The feed, read as XML."""
    text = feeds.atom([feeds.Entry("canary", TITLE, PATH, now)], TITLE, "en", HOST, now)
    return bool(etree.fromstring(text).findtext(f"{ATOM}entry/{ATOM}title") == TITLE)


def ics(home: Path, now: datetime) -> bool:  # noqa: ARG001
    """The calendar, read as one."""
    due = now.replace(microsecond=0)
    found = Calendar.from_ical(calendar.ics([calendar.Event(PATH, "", due)], TITLE, HOST, PATH, now)).walk("VEVENT")
    return [(str(each["summary"]), each.decoded("dtend")) for each in found] == [(TITLE, due)]


def signed_cap(home: Path, now: datetime) -> bool:
    """A signed message of the status Test, its signature held against the desk's own certificate."""
    key, certificate = keys.signing_key(home, now)
    text = cap.message(alert(now), place=TITLE, sender=HOST, sent=now)
    checked = XMLVerifier().verify(sign(text, key, certificate), x509_cert=certificate.decode())
    held = checked[0] if isinstance(checked, list) else checked
    root = held.signed_xml
    return bool(root is not None and root.findtext(f"{{{cap.NAMESPACE}}}status") == Status.TEST)


def air_gap(home: Path, now: datetime) -> bool:
    """A signed file, opened as the other side opens it."""
    told = {"alert": TITLE, "exported_at": now.isoformat()}
    text = airgap.seal(told, public(home), keys.statement_key(home).sign)
    message, _ = airgap.opened(text, airgap.fingerprint(public(home)))
    return bool(message == told)


KINDS: dict[str, Callable[[Path, datetime], bool]] = {
    "atom": atom,
    "calendar": ics,
    "cap": signed_cap,
    "airgap": air_gap,
}
"""How each kind is proved."""


def alert(now: datetime) -> Alert:
    """A Test that asks nobody for anything."""
    return Alert(
        id="canary",
        situation="",
        iso3="",
        situation_title=TITLE,
        stage=AlertStage.ISSUED,
        status=Status.TEST,
        grade=Grade.WATCH,
        tlp=Tlp.RED,
        title=TITLE,
        text=TITLE,
        ask=TITLE,
        confidence=Confidence.LOW,
        change_our_mind=TITLE,
        dissent="",
        drafted_by=HOST,
        drafted_by_id=0,
        drafted_at=now,
        issued_by=HOST,
        issued_at=now,
        version=1,
        digest="",
    )
