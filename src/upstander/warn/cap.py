"""An issued alert as a Common Alerting Protocol 1.2 message (OASIS CAP-v1.2). Times are UTC written `-00:00`."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from upstander.records.alert_life import AlertKind, Related
from upstander.records.checks import showable
from upstander.records.desk import Alert, AlertStage, Confidence, Grade, Recipient, Signal, Status, Tlp
from upstander.records.errors import Usage

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"

URGENCY = {Grade.WATCH: "Future", Grade.WARNING: "Expected", Grade.IMMINENT: "Immediate"}
SEVERITY = {Grade.WATCH: "Moderate", Grade.WARNING: "Severe", Grade.IMMINENT: "Extreme"}
RESPONSE = {Grade.WATCH: "Monitor", Grade.WARNING: "Assess", Grade.IMMINENT: "Execute"}
CERTAINTY = {Confidence.LOW: "Possible", Confidence.MEDIUM: "Likely", Confidence.HIGH: "Likely"}
MSG_TYPE = {
    AlertKind.ALERT: "Alert",
    AlertKind.UPDATE: "Update",
    AlertKind.CANCEL: "Cancel",
    AlertKind.ALL_CLEAR: "Update",
}
"""CAP has no all-clear of its own: it is an update whose response is AllClear."""

HEADLINE = 160
"""Characters that CAP asks a headline to keep to."""

SINGLE = "Issued under one signature: the second was asked for and did not come"


def message(alert: Alert, *, place: str, sender: str, sent: datetime) -> bytes:
    """The message as XML without blank space between elements; Usage for a draft, which is nobody's alert."""
    if alert.stage is not AlertStage.ISSUED or alert.issued_at is None:
        raise Usage("Issue the alert first: a draft is not sent.")
    root = ET.Element("alert", xmlns=NAMESPACE)
    envelope(root, alert, sender, sent)
    info(ET.SubElement(root, "info"), alert, place)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=False))


def add(parent: ET.Element, **texts: str) -> None:
    """Child elements in this order, without what XML cannot hold; an empty one is left out."""
    for name, text in texts.items():
        if text:
            ET.SubElement(parent, name).text = showable(text)


def moment(at: datetime) -> str:
    """A time as CAP writes UTC: `Z` is not allowed."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00")


def envelope(root: ET.Element, alert: Alert, sender: str, sent: datetime) -> None:
    """Who says it, whether it is real, and to whom it may go. TLP:RED goes to its addressees alone."""
    private = alert.tlp is Tlp.RED
    notes = [f"TLP:{alert.tlp}", exercise(alert), single(alert), alert.reason]
    add(
        root,
        identifier=f"{alert.id}.{alert.version}",
        sender=sender,
        sent=moment(sent),
        status=str(alert.status),
        msgType=MSG_TYPE[alert.kind],
        source="Upstander",
        scope="Private" if private else "Restricted",
        restriction="" if private else f"TLP:{alert.tlp}",
        addresses=" ".join(quoted(recipient.name) for recipient in alert.recipients) if private else "",
        code="voice:judged",
        note=". ".join(note for note in notes if note),
        references=" ".join(reference(each, sender) for each in alert.life.before) if alert.updates else "",
    )


def exercise(alert: Alert) -> str:
    """Which exercise it belongs to, as CAP asks of the note: that of its situation; empty for any other status."""
    return f"Exercise {alert.situation}" if alert.status is Status.EXERCISE else ""


def single(alert: Alert) -> str:
    """That it went out under one signature, and what a second person made of it since; empty for any other."""
    if not alert.life.single_signature:
        return ""
    return f"{SINGLE}; {f'reviewed: {alert.life.verdict}' if alert.life.verdict else 'not reviewed yet'}"


def reference(earlier: Related, sender: str) -> str:
    """An earlier message of the line, as CAP names it."""
    return f"{sender},{earlier.id}.{earlier.version},{moment(earlier.issued_at)}"


def quoted(name: str) -> str:
    """A name among addresses: in quotation marks where it holds a space."""
    plain = name.replace('"', "'")
    return f'"{plain}"' if " " in plain else plain


def info(parent: ET.Element, alert: Alert, place: str) -> None:
    """What is feared, how sure we are, and what is asked by when."""
    clear = alert.kind is AlertKind.ALL_CLEAR
    response = "AllClear" if clear else "None" if alert.kind is AlertKind.CANCEL else RESPONSE[alert.grade]
    add(parent, language="en", category="Security", event=alert.title, responseType=response)
    urgency, severity = ("Past", "Minor") if clear else (URGENCY[alert.grade], SEVERITY[alert.grade])
    add(parent, urgency=urgency, severity=severity, certainty=CERTAINTY[alert.confidence])
    ends = max((recipient.decide_by for recipient in alert.recipients), default=None)
    add(
        parent,
        effective=moment(alert.issued_at) if alert.issued_at else "",
        expires=moment(ends) if ends else "",
        senderName=alert.issued_by,
        headline=alert.title[:HEADLINE],
        description=alert.text,
        instruction=alert.ask,
    )
    parameters(parent, alert)
    area = ET.SubElement(parent, "area")
    add(area, areaDesc=f"{place}: {alert.situation_title}")
    add(ET.SubElement(area, "geocode"), valueName="ISO 3166-1 alpha-3", value=alert.iso3)


NONE = "none"
"""What nobody wrote is said aloud: a reader must not have to guess whether it was left out."""


def parameters(parent: ET.Element, alert: Alert) -> None:
    """What CAP has no element for."""
    said = [
        ("grade", str(alert.grade)),
        ("signatures", single(alert)),
        ("confidence", str(alert.confidence)),
        *([("evidence", evidence(signal)) for signal in alert.signals] or [("evidence", NONE)]),
        *(("must decide", duty(recipient)) for recipient in alert.recipients if not recipient.notes_only),
        ("risk factors", " ".join(alert.factors)),
        ("other explanations", alert.alternatives or NONE),
        ("what would change our mind", alert.change_our_mind),
        ("dissent", alert.dissent or NONE),
    ]
    for name, value in said:
        if value:
            add(ET.SubElement(parent, "parameter"), valueName=name, value=value)


def evidence(signal: Signal) -> str:
    """What the alert rests on: what it says, with a machine's ranges and reasons, from where, of when, known when."""
    source = ", ".join(each for each in (signal.source, signal.vintage) if each) or f"{signal.kind}"
    of = f", of {signal.occurred_at.date().isoformat()}" if signal.occurred_at else ""
    more = "".join(f" {line}" for line in signal.text.splitlines()) if signal.sentences else ""
    return f"{signal.title}{more} ({source}{of}, known {signal.known_at.date().isoformat()})"


def duty(recipient: Recipient) -> str:
    """Who must decide what by when: institutions by name, people only to themselves."""
    return f"{recipient.institution or 'An addressee'}: {recipient.asked} By {moment(recipient.decide_by)}"
