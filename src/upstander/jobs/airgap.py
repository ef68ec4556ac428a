"""A signed file for a network that is not connected: written in a person's name, checked anywhere.

An acknowledgement comes back the same way, and is taken in by somebody on duty: never as a signature or a decision.
"""

import json
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from upstander.jobs.channels import keeps_channels
from upstander.jobs.export import handed, place
from upstander.jobs.notices import tell
from upstander.jobs.recorded import on_duty
from upstander.lib.text import Sentence, mark
from upstander.records import wire_desk
from upstander.records.checks import line
from upstander.records.desk import AlertStage
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.people import Viewer
from upstander.respond.recorded import may_record
from upstander.store import keys
from upstander.store.desk import alerts, log, rulebook
from upstander.store.desk.whole import whole
from upstander.warn import airgap

KEYS = "airgap"
FINGERPRINT, SHORT = 64, 16
UNKNOWN_KEY = mark(
    "No key on this desk's list signed this file, %(found)s did: ask the other side whose it is over another channel, "
    "and an administrator to enter it."
)
TAKEN_IN = mark("This addressee has acknowledged the alert already: there is nothing to take in.")
FOR_YOU = mark("An alert that asks you was acknowledged for you by a signed file: your answer is still due.")


@whole
def export(home: Path, id: str, *, who: Viewer, now: datetime) -> str:
    """An issued alert as a signed file, by the desk's own key, made on first use; MACHINE hands out no real one."""
    alert = handed(id, who)
    if alert.stage is not AlertStage.ISSUED:
        raise Usage("Issue the alert first: a draft is nobody's alert.")
    told = {"alert": wire_desk.alert(alert), "place": place(home, alert), "exported_at": now.isoformat()}
    text = airgap.seal(told, public(home), keys.statement_key(home).sign)
    log.append(who, now, "exported", f"alert:{id}", alert.situation, format="airgap")
    return text


def public(home: Path) -> bytes:
    """The half of the key that everybody may have."""
    return keys.statement_key(home).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def fingerprint(home: Path) -> str:
    """What the other side compares, told over another channel."""
    return airgap.fingerprint(public(home))


def acknowledge(home: Path, text: str, to: str, by: str, *, now: datetime, key: str = "") -> str:
    """On the other side, where there is no desk: a signed file that says that somebody read this alert."""
    message, _ = airgap.opened(text, key)
    said = airgap.acknowledgement(message, to, line(by, "by"), now)
    return airgap.seal(said, public(home), keys.statement_key(home).sign)


def known() -> dict[str, str]:
    """Keys of the other side by fingerprint, and whose each is."""
    found: dict[str, str] = json.loads(rulebook.latest(KEYS) or "{}")
    return found


@whole
def trust(fingerprint: str, name: str, *, who: Viewer, now: datetime) -> None:
    """Say whose key this is, as the other side told it over another channel."""
    keeps_channels(who)
    mark_of = fingerprint.strip().lower()
    if len(mark_of) != FINGERPRINT or set(mark_of) - set("0123456789abcdef"):
        raise Usage("Give the fingerprint whole, as `upstander airgap key` prints it on the other side.", "fingerprint")
    rulebook.add(KEYS, json.dumps({**known(), mark_of: line(name, "name")}, ensure_ascii=False), who.name, now)
    log.append(who, now, "key entered", f"key:{mark_of[:SHORT]}", key=mark_of)


@whole
def distrust(fingerprint: str, *, who: Viewer, now: datetime) -> None:
    """Take a key off the list: files that it signed are refused from now on."""
    keeps_channels(who)
    kept, mark_of = known(), fingerprint.strip().lower()
    if kept.pop(mark_of, None) is None:
        raise Unknown("No such key is on this desk's list.", "fingerprint")
    rulebook.add(KEYS, json.dumps(kept, ensure_ascii=False), who.name, now)
    log.append(who, now, "key removed", f"key:{mark_of[:SHORT]}", key=mark_of)


@whole
def take_in(text: str, *, who: Viewer, now: datetime) -> str:
    """Take in an acknowledgement that came back on a medium; returns the alert's id. It decides and signs nothing.

    Refused for a key that is not on the list, and the second time.
    """
    message, key = airgap.opened(text)
    said = airgap.acknowledged(message)
    found = alerts.locked(who, said.alert)
    if key not in known():
        raise Refused(UNKNOWN_KEY, found=key)
    asked = next((each for each in found.recipients if each.id == said.recipient), None)
    own = may_record(found, asked.person if asked else 0, who, said.at, now, on_duty=on_duty(found.situation, who, now))
    if own.acknowledged_at is not None:
        raise Usage(TAKEN_IN)
    alerts.acknowledge(own.id, said.at, known()[key])
    detail = {"of": own.name, "by": said.by, "whose": known()[key], "key": key, "given_at": said.at}
    late = said.at > own.acknowledge_by
    log.append(who, now, "acknowledged by file", f"alert:{found.id}", found.situation, late=late, **detail)
    key, path = f"byfile:{own.id}", f"/alerts/{found.id}/"
    tell(own.person, Sentence(FOR_YOU), path, found.situation, key=key, status=found.status, now=now)
    return found.id
