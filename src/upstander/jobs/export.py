"""Hand an issued alert out of the desk: a person asks for it, and the log says so."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from lxml import etree
from signxml.signer import XMLSigner

from upstander.records.desk import Alert
from upstander.records.errors import Refused
from upstander.records.people import MACHINE, PUBLIC, Viewer
from upstander.store import keys
from upstander.store.desk import alerts, lines, log, reads
from upstander.store.desk.whole import whole
from upstander.store.lake import open_lake
from upstander.warn import cap, plain


@whole
def as_cap(home: Path, id: str, *, who: Viewer, now: datetime, sender: str = "upstander") -> bytes:
    """A CAP 1.2 message with an enveloped XML signature by the desk's own key, made on first use.

    The desk's host itself (MACHINE) hands out exercises and tests only.
    """
    alert = handed(id, who)
    text = cap.message(alert, place=place(home, alert), sender=sender, sent=alert.issued_at or now)
    signed = sign(text, *keys.signing_key(home, now))
    log.append(who, now, "exported", f"alert:{id}", alert.situation, format="cap")
    return signed


@whole
def as_text(home: Path, id: str, *, who: Viewer, now: datetime) -> str:
    """The alert as plain text, word for word what its addressees read; MACHINE as above."""
    alert = handed(id, who)
    text = "\n".join(str(each) for each in plain.message(alert, place=place(home, alert)))
    log.append(who, now, "exported", f"alert:{id}", alert.situation, format="text")
    return text


def handed(id: str, who: Viewer) -> Alert:
    """The alert to hand out; Refused for who only reads. It names every message that it follows: a reader who was asked
    by an update alone must know what it takes the place of.
    """
    alert = alerts.unreal(id) if who == MACHINE else reads.alert(who, id)
    if who.reads_only:
        raise Refused("Use that person's own token: an alert leaves the desk in somebody's name.")
    return replace(alert, life=replace(alert.life, before=lines.whole_line(id)))


def place(home: Path, alert: Alert) -> str:
    """The State's name in English."""
    return open_lake(home).state(PUBLIC, alert.iso3).name("en")


def sign(text: bytes, key: bytes, certificate: bytes) -> bytes:
    """The message with its signature inside, as CAP 1.2 section 3.3.4.1 has it."""
    root = etree.fromstring(text)
    signed = XMLSigner().sign(root, key=key, cert=certificate.decode())
    return bytes(etree.tostring(signed, xml_declaration=True, encoding="UTF-8"))
