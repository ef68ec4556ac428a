"""An issued alert as a Common Alerting Protocol 1.2 message (OASIS CAP-v1.2). Times are UTC written `-00:00`."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from upstander.records.desk import Alert, AlertStage, Confidence, Grade, Tlp
from upstander.records.errors import Usage

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"

URGENCY = {Grade.WATCH: "Future", Grade.WARNING: "Expected", Grade.IMMINENT: "Immediate"}
SEVERITY = {Grade.WATCH: "Moderate", Grade.WARNING: "Severe", Grade.IMMINENT: "Extreme"}
RESPONSE = {Grade.WATCH: "Monitor", Grade.WARNING: "Assess", Grade.IMMINENT: "Execute"}
CERTAINTY = {Confidence.LOW: "Possible", Confidence.MEDIUM: "Likely", Confidence.HIGH: "Likely"}
HEADLINE = 160
"""Characters that CAP asks a headline to keep to."""


def message(alert: Alert, *, place: str, sender: str, sent: datetime) -> bytes:
    """The message as XML without blank space between elements; Usage for a draft, which is nobody's alert."""
    if alert.stage is not AlertStage.ISSUED or alert.issued_at is None:
        raise Usage("Issue the alert first: a draft is not sent.")
    root = ET.Element("alert", xmlns=NAMESPACE)
    envelope(root, alert, sender, sent)
    info(ET.SubElement(root, "info"), alert, place)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=False))


def add(parent: ET.Element, **texts: str) -> None:
    """Child elements in this order; an empty one is left out."""
    for name, text in texts.items():
        if text:
            ET.SubElement(parent, name).text = text


def moment(at: datetime) -> str:
    """A time as CAP writes UTC: `Z` is not allowed."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00")


def envelope(root: ET.Element, alert: Alert, sender: str, sent: datetime) -> None:
    """Who says it, whether it is real, and to whom it may go. TLP:RED goes to its addressees alone."""
    private = alert.tlp is Tlp.RED
    add(
        root,
        identifier=f"{alert.id}.{alert.version}",
        sender=sender,
        sent=moment(sent),
        status=str(alert.status),
        msgType="Alert",
        source="Upstander",
        scope="Private" if private else "Restricted",
        restriction="" if private else f"TLP:{alert.tlp}",
        addresses=" ".join(quoted(recipient.name) for recipient in alert.recipients) if private else "",
        code="voice:judged",
        note=f"TLP:{alert.tlp}",
    )


def quoted(name: str) -> str:
    """A name among addresses: in quotation marks where it holds a space."""
    plain = name.replace('"', "'")
    return f'"{plain}"' if " " in plain else plain


def info(parent: ET.Element, alert: Alert, place: str) -> None:
    """What is feared, how sure we are, and what is asked by when."""
    add(parent, language="en", category="Security", event=alert.title, responseType=RESPONSE[alert.grade])
    add(parent, urgency=URGENCY[alert.grade], severity=SEVERITY[alert.grade], certainty=CERTAINTY[alert.confidence])
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


def parameters(parent: ET.Element, alert: Alert) -> None:
    """What CAP has no element for."""
    said = {
        "grade": str(alert.grade),
        "confidence": str(alert.confidence),
        "what would change our mind": alert.change_our_mind,
        "dissent": alert.dissent,
    }
    for name, value in said.items():
        if value:
            add(ET.SubElement(parent, "parameter"), valueName=name, value=value)
