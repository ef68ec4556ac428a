"""`upstander alerts export --format airgap` and `upstander airgap`: out of one desk, checked anywhere."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import Cast
from tests.jobs import whole
from tests.jobs.test_alert_path import DRAFT
from upstander.jobs import airgap, alerts
from upstander.records.desk import Address
from upstander.store.desk import reads


@pytest.fixture
def file(run: Run, desk: Cast, token: Callable[[str], str], tmp_path: Path) -> Path:
    """An alert in Bob's name, on a medium."""
    now = datetime.now(UTC)
    asked = Address(desk.people["dina"], "Call.", now + timedelta(hours=4), now + timedelta(hours=18))
    id = alerts.draft(desk.situation, DRAFT, [asked], who=desk.viewer("alice", now), now=now)
    alerts.issue(id, who=desk.viewer("bob", now), now=now)
    written = run("alerts", "export", id, "--format", "airgap", "--token", token("bob"))
    assert written.code == 0, written.err
    path = tmp_path / "alert.json"
    path.write_text(written.out)
    return path


def test_it_is_checked_against_the_key_told_by_telephone(run: Run, file: Path) -> None:
    key = run("airgap", "key").out.strip()
    checked = run("airgap", "verify", str(file), "--key", key)
    assert (checked.code, checked.json["alert"]["title"], checked.json["place"]) == (0, DRAFT.title, "Sudan")
    assert f"Nothing was changed. Signed by the key {key}." in checked.err
    assert "another channel" in run("airgap", "verify", str(file)).err


def test_a_changed_file_is_refused(run: Run, file: Path) -> None:
    file.write_text(file.read_text().replace("warning", "watch"))
    assert "was changed after it was signed" in run("airgap", "verify", str(file)).said(1)


def test_another_key_is_refused(run: Run, file: Path) -> None:
    assert "another key signed it" in run("airgap", "verify", str(file), "--key", "0" * 64).said(2)


def test_what_is_no_file_is_refused(run: Run, tmp_path: Path) -> None:
    assert "There is no file" in run("airgap", "verify", str(tmp_path / "nothing")).said(2)


def test_what_is_real_leaves_the_desk_in_somebodys_name_only(run: Run, file: Path) -> None:
    id = file.read_text().partition('"alert": {')[2].partition('"id": "')[2].partition('"')[0]
    assert run("alerts", "export", id, "--format", "airgap").code == 2
    assert "Choose the format" in run("alerts", "export", id, "--format", "carrier-pigeon").said(2)


def test_an_acknowledgement_comes_back_by_file_once_and_decides_nothing(
    run: Run, file: Path, desk: Cast, token: Callable[[str], str], tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    there, back = tmp_path / "there", tmp_path / "read.json"
    back.write_text(airgap.acknowledge(there, file.read_text(), "", "Duty officer, Ministry", now=now))
    assert whole.well(there, "airgap", "key").strip() == airgap.fingerprint(there)
    key, bob = airgap.fingerprint(there), token("bob")
    assert f"{key} did" in run("airgap", "import", str(back), "--token", bob).said(2)
    for wrong in (("airgap", "trust", key, "Closed network", "--token", bob), ("airgap", "trust", "0", "x")):
        assert run(*wrong).code == 2
    assert run("airgap", "trust", key, "Closed network", "--token", token("ada")).code == 0
    for name in ("charlie", "otto", "ada", "dina"):
        assert run("airgap", "import", str(back), "--token", token(name)).code == 2
    assert run("airgap", "import", str(back), "--token", bob).code == 0
    assert "nothing to take in" in run("airgap", "import", str(back), "--token", bob).said(2)
    assert "acknowledges nothing" in run("airgap", "import", str(file), "--token", bob).said(1)
    back.write_text(back.read_text().replace("Duty officer", "The minister"))
    assert "was changed" in run("airgap", "import", str(back), "--token", bob).said(1)
    (found,), _ = reads.alerts(desk.viewer("bob", now))
    (asked,) = found.recipients
    assert (asked.acknowledged_at, asked.by_file, asked.decision) == (now, "Closed network", None)
    shown = run("alerts", "show", found.id, "--json", "--token", bob).json["recipients"][0]
    assert shown["by_file"] == "Closed network"
    assert [each.name for each in found.signatures] == ["Bob"]
    (line,) = [each for each in reads.log(desk.viewer("alice", now))[0] if each.action == "acknowledged by file"]
    assert (line.name, line.detail["of"], line.detail["by"], line.detail["key"]) == (
        "Bob",
        "Dina",
        "Duty officer, Ministry",
        key,
    )


def test_a_key_taken_off_the_list_opens_nothing(
    run: Run, file: Path, token: Callable[[str], str], tmp_path: Path
) -> None:
    back, ada = tmp_path / "read.json", token("ada")
    back.write_text(airgap.acknowledge(tmp_path, file.read_text(), "Dina", "Somebody", now=datetime.now(UTC)))
    key = airgap.fingerprint(tmp_path)
    assert run("airgap", "distrust", key, "--token", ada).code == 2
    assert run("airgap", "trust", key, "Closed network", "--token", ada).code == 0
    assert run("airgap", "distrust", key, "--token", ada).code == 0
    assert f"{key} did" in run("airgap", "import", str(back), "--token", token("bob")).said(2)
    assert "this alert asks Dina" in run("airgap", "acknowledge", str(file), "--by", "X", "--to", "Eve").said(2)
