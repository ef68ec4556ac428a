"""Papers, receipts and scorecards from the command line."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_desk import DRAFT
from tests.conftest import Cast

Token = Callable[[str], str]


@pytest.fixture
def issued(run: Run, desk: Cast, token: Token) -> str:
    """An alert to Dina, drafted by Alice and issued by Bob."""
    id = run("alerts", "draft", desk.situation, *DRAFT, "--token", token("alice")).out.strip()
    assert run("alerts", "issue", id, "--token", token("bob")).code == 0
    return id


def test_a_paper_is_written_where_it_was_asked_for_and_never_over_another(
    run: Run, issued: str, token: Token, tmp_path: Path
) -> None:
    file = tmp_path / "note.pdf"
    words = "papers", "alert", issued, "--kind", "minister_note", "--language", "ar", "-o", str(file)
    assert run(*words, "--token", token("dina")).out.strip() == str(file)
    assert file.read_bytes().startswith(b"%PDF")
    assert "is there already: name another" in run(*words, "--token", token("dina")).said(2)
    assert "No such directory" not in run(*words[:-1], "/nowhere/x.pdf", "--token", token("dina")).said(2)


def test_an_unknown_paper_is_refused_with_the_list(run: Run, issued: str, token: Token) -> None:
    said = run("papers", "alert", issued, "--kind", "poster", "--token", token("dina")).said(2)
    assert "choose one of meeting_pack, minister_note, cable, lines_to_take" in said


def test_the_report_of_a_year_is_made(run: Run, issued: str, token: Token, tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    year = str(datetime.now(UTC).year)
    assert run("papers", "report", year, "--format", "docx", "-o", str(file), "--token", token("bob")).code == 0
    assert file.read_bytes().startswith(b"PK")
    assert "they make the report" in run("papers", "report", year, "--token", token("otto")).said(2)


def test_a_receipt_is_taken_and_checked_without_a_desk(
    run: Run, issued: str, token: Token, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "receipt.json"
    file.write_text(run("receipts", "take", issued, "--token", token("bob")).out)
    monkeypatch.setenv("UPSTANDER_HOME", str(tmp_path / "nowhere"))
    checked = run("receipts", "verify", str(file))
    assert checked.code == 0
    assert "Bob: alert " in checked.out
    assert "issued" in checked.out
    assert "over another channel" in checked.err
    key = checked.out.rpartition("whose key is ")[2].strip().rstrip(".")
    assert run("receipts", "verify", str(file), "--key", key).code == 0
    assert "Another desk signed this receipt" in run("receipts", "verify", str(file), "--key", "0000").said(1)


def test_a_changed_receipt_is_refused_in_one_sentence(run: Run, issued: str, token: Token, tmp_path: Path) -> None:
    file = tmp_path / "receipt.json"
    told = json.loads(run("receipts", "take", issued, "--token", token("bob")).out)
    file.write_text(json.dumps(told | {"person": "Alice"}))
    assert "This receipt was changed after the desk signed it" in run("receipts", "verify", str(file)).said(1)
    assert "is no readable text file" in run("receipts", "verify", str(tmp_path)).said(2)


def test_scorecards_are_printed_as_a_table_and_as_json(run: Run, issued: str, token: Token) -> None:
    told = run("scorecards", "--as", "alice", "--json").json
    assert (told["late"], told["hit"], told["missed"]) == (1, 0, 0)
    assert told["warnings"][0]["alert"] == issued
    assert told["by_institution"][0]["role"] == "decision_maker"
    assert told["desk"]["settled"] is None
    assert "0 of 1" in run("scorecards", "--as", "alice").out
    assert run("scorecards", "--as", "charlie", "--json").json["warnings"] == []


def test_what_came_of_an_alert_is_put_down_with_its_source(run: Run, issued: str, token: Token) -> None:
    today = datetime.now(UTC).date().isoformat()
    words = "scorecards", "outcome", issued, "--did-not-happen", "--on", today, "--source", "The mission."
    assert run(*words, "--token", token("alice")).code == 0
    (told,) = run("scorecards", "--as", "alice", "--json").json["warnings"]
    assert (told["came"], told["voice"], told["by"]) == ("false_alarm", "judged", "Alice")
    assert "is not a day" in run(*words[:5], "soon", *words[6:], "--token", token("alice")).said(2)
