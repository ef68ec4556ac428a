"""An alert as CAP 1.2: accepted by the validator and by the OASIS schema, signed, and never a draft."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from xml.etree import ElementTree as ET

import capvalidator
import pytest

from tests.warn.test_alerts import alert
from upstander.jobs.export import sign
from upstander.records.alert_life import AlertKind, Life, Related
from upstander.records.desk import Alert, AlertStage, Confidence, Grade, Signal, SignalKind, Status, Tlp
from upstander.records.errors import Usage
from upstander.store.keys import signing_key
from upstander.warn import cap, plain

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


def test_the_note_of_an_exercise_names_the_exercise_beside_its_marking_and_no_other_note_does() -> None:
    found = {each: issued(status=each, situation="s-7f3") for each in Status}
    assert {each: said(alert, "cap:note") for each, alert in found.items()} == {
        Status.ACTUAL: "TLP:AMBER",
        Status.EXERCISE: "TLP:AMBER. Exercise s-7f3",
        Status.TEST: "TLP:AMBER",
    }
    result = capvalidator.check_schema(written(found[Status.EXERCISE]))
    assert result.passed, result.message


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


def test_what_xml_cannot_hold_is_left_out_of_an_older_alert() -> None:
    found = issued(title="Fire\ufffe near\x0b", text="Smoke\uffff\ufdd0\U0001ffff rises", ask="Call\ud800.")
    result = capvalidator.check_schema(written(found))
    assert result.passed, result.message
    words = [said(found, f"cap:info/cap:{name}") for name in ("headline", "description", "instruction")]
    assert words == ["Fire near", "Smoke rises", "Call."]


def test_the_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    first = signing_key(tmp_path, NOW)
    assert signing_key(tmp_path, NOW) == first
    assert (tmp_path / "signing-key.pem").stat().st_mode & 0o077 == 0


EARLIER = Related("a0", AlertKind.ALERT, 2, NOW - timedelta(hours=5))


def following(kind: AlertKind, **changes: object) -> Alert:
    return issued(kind=kind, updates="a0", reason="They moved.", life=Life("a0", before=(EARLIER,)), **changes)


@pytest.mark.parametrize("kind", AlertKind)
@pytest.mark.parametrize("grade", Grade)
def test_the_validator_accepts_updates_cancellations_and_the_all_clear(
    kind: AlertKind, grade: Grade, key: tuple[bytes, bytes]
) -> None:
    signed = sign(written(following(kind, grade=grade)), *key)
    result = capvalidator.check_schema(signed)
    assert result.passed, result.message
    assert capvalidator.check_signature(signed).passed


@pytest.mark.parametrize(
    ("kind", "said_as", "response"),
    [
        (AlertKind.UPDATE, "Update", "Assess"),
        (AlertKind.CANCEL, "Cancel", "None"),
        (AlertKind.ALL_CLEAR, "Update", "AllClear"),
    ],
)
def test_what_follows_an_alert_names_the_message_it_changes(kind: AlertKind, said_as: str, response: str) -> None:
    found = following(kind)
    assert (said(found, "cap:msgType"), said(found, "cap:info/cap:responseType")) == (said_as, response)
    assert said(found, "cap:references") == "upstander,a0.2,2026-11-02T04:00:00-00:00"
    assert "They moved." in (said(found, "cap:note") or "")


def test_the_message_it_names_is_the_one_that_was_sent() -> None:
    first = replace(issued(), id="a0", version=2, issued_at=EARLIER.issued_at)
    root = ET.fromstring(cap.message(first, place="Sudan", sender="upstander", sent=EARLIER.issued_at))
    sent = [root.findtext(f"cap:{name}", namespaces=CAP) for name in ("sender", "identifier", "sent")]
    assert ",".join(each or "" for each in sent) == said(following(AlertKind.UPDATE), "cap:references")


def test_a_single_signature_is_marked_in_the_message_and_in_plain_text() -> None:
    alone = issued(grade=Grade.IMMINENT, life=Life(single_signature=True, second_asked_at=NOW, review_by=NOW))
    assert "one signature" in (said(alone, "cap:note") or "")
    assert any("one signature" in line for line in told(alone))
    assert not any("one signature" in line for line in told(issued()))


def told(found: Alert) -> list[str]:
    return [str(line) for line in plain.message(found, place="Sudan")]


def test_plain_text_names_who_decides_what_by_when_on_which_evidence() -> None:
    signal = Signal(
        "s1", "s1", SignalKind.REPORT, "Smoke", "", "A nurse", "", "", NOW, NOW, NOW, "Alice", 1, None, "", ""
    )
    found = issued(signals=(signal,), alternatives="A market fire.", dissent="The envoy objects.", factors=("RF7",))
    text = "\n".join(told(found))
    for words in ("Dina must decide by 2026-11-03 03:00Z: Call.", "A nurse", "2026-11-02", "A market fire.", "RF7"):
        assert words in text
    assert "The envoy objects." in text
    assert "Evidence: Smoke" in text


@pytest.mark.parametrize("status", Status)
def test_plain_text_of_an_exercise_says_so_first(status: Status) -> None:
    assert told(issued(status=status))[0].startswith(str(status).upper()) is (status is not Status.ACTUAL)


def test_a_draft_is_not_handed_out_as_text_either() -> None:
    with pytest.raises(Usage, match="Issue the alert first"):
        plain.message(alert(), place="Sudan")


def test_evidence_dissent_and_other_explanations_that_nobody_wrote_are_said_to_be_none() -> None:
    parameters = ET.fromstring(written(issued(signals=(), alternatives="", dissent=""))).findall(
        "cap:info/cap:parameter", CAP
    )
    told = {each.findtext("cap:valueName", None, CAP): each.findtext("cap:value", None, CAP) for each in parameters}
    assert {told["evidence"], told["dissent"], told["other explanations"]} == {"none"}
