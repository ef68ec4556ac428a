"""A signed file for a network that is not connected: written in a person's name, checked anywhere."""

from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from upstander.jobs.export import handed, place
from upstander.records import wire_desk
from upstander.records.desk import AlertStage
from upstander.records.errors import Usage
from upstander.records.people import Viewer
from upstander.store import keys
from upstander.store.desk import log
from upstander.store.desk.whole import whole
from upstander.warn import airgap


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
