"""The desk from the command line: reading as somebody, acting with one's own token, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ended, Run
from tests.conftest import Cast

Token = Callable[[str], str]

DRAFT = (
    *("--title", "Killings on the road", "--text", "Two columns were seen.", "--ask", "Decide whether to act."),
    *("--grade", "warning", "--confidence", "medium", "--change-our-mind", "A quiet week.", "--to", "dina"),
)
LISTS = (("situations", "list"), ("signals", "list"), ("alerts", "list"), ("alerts", "waiting"), ("decisions", "list"))


@pytest.fixture
def issued(run: Run, desk: Cast, token: Token) -> str:
    """An alert to Dina, drafted by Alice and issued by Bob."""
    id = run("alerts", "draft", desk.situation, *DRAFT, "--token", token("alice")).out.strip()
    assert run("alerts", "issue", id, "--token", token("bob")).code == 0
    return id


def test_without_a_desk_the_way_to_one_is_named(run: Run) -> None:
    assert run("alerts", "list", "--as", "alice").said(1) == "There is no desk yet: run `upstander up` first."


@pytest.mark.parametrize("words", LISTS)
def test_reading_asks_with_whose_eyes(run: Run, desk: Cast, words: tuple[str, ...]) -> None:
    assert "Say with whose eyes you read" in run(*words).said(2)


@pytest.mark.parametrize("words", LISTS)
def test_a_stranger_is_not_somebody(run: Run, desk: Cast, words: tuple[str, ...]) -> None:
    assert "There is no person called mallory" in run(*words, "--as", "mallory").said(2)


@pytest.mark.parametrize("words", LISTS)
def test_to_charlie_every_list_is_empty(run: Run, desk: Cast, issued: str, words: tuple[str, ...]) -> None:
    assert run(*words, "--as", "charlie", "--json").json == []


def test_what_charlie_may_not_see_does_not_exist(run: Run, desk: Cast, issued: str) -> None:
    absent = run("alerts", "show", "aaaaaaaaaaaa", "--as", "charlie").said(2)
    assert run("alerts", "show", issued, "--as", "charlie").said(2) == absent
    absent = run("situations", "show", "aaaaaaaaaaaa", "--as", "charlie").said(2)
    assert run("situations", "show", desk.situation, "--as", "charlie").said(2) == absent


ACTS = (
    ("situations", "open", "SDN", "--title", "T", "--phase", "latent", "--reason", "R"),
    ("situations", "phase", "{situation}", "ongoing", "--reason", "R"),
    ("situations", "hand-over", "{situation}", "bob", "--reason", "R"),
    ("situations", "give", "{situation}", "dina", "--reason", "R", "--until", "2999-01-01"),
    ("situations", "revoke", "aaaaaaaaaaaa"),
    ("signals", "report", "{situation}", "--title", "T", "--text", "X"),
    ("signals", "close", "aaaaaaaaaaaa", "--reason", "R"),
    ("alerts", "draft", "{situation}", *DRAFT),
    ("alerts", "sign", "aaaaaaaaaaaa"),
    ("alerts", "issue", "aaaaaaaaaaaa"),
    ("alerts", "acknowledge", "aaaaaaaaaaaa"),
    ("decisions", "decide", "aaaaaaaaaaaa", "act", "--reason", "R"),
    ("decisions", "supersede", "aaaaaaaaaaaa", "act", "--reason", "R", "--why", "W"),
)


@pytest.mark.parametrize("words", ACTS, ids=lambda words: " ".join(words[:2]))
class TestActing:
    """Every command that changes something."""

    def said(self, run: Run, desk: Cast, words: tuple[str, ...], *more: str) -> str:
        return run(*(word.format(situation=desk.situation) for word in words), *more).said(2)

    def test_as_only_reads(self, run: Run, desk: Cast, words: tuple[str, ...]) -> None:
        assert self.said(run, desk, words, "--as", "alice").startswith("--as only reads")

    def test_it_asks_who_acts(self, run: Run, desk: Cast, words: tuple[str, ...]) -> None:
        assert self.said(run, desk, words).startswith("Say who acts")

    def test_a_made_up_token_opens_nothing(self, run: Run, desk: Cast, words: tuple[str, ...]) -> None:
        assert "not valid any more" in self.said(run, desk, words, "--token", "ups_made-up")

    def test_charlie_can_do_nothing_here(self, run: Run, desk: Cast, token: Token, words: tuple[str, ...]) -> None:
        if words[:2] == ("situations", "open"):
            words = (*words[:2], "XXX", *words[3:])  # anybody with the role may open one of their own, but not nowhere
        self.said(run, desk, words, "--token", token("charlie"))


def test_an_alert_goes_from_draft_to_decision(run: Run, desk: Cast, token: Token, issued: str) -> None:
    waiting = run("alerts", "waiting", "--as", "dina", "--json").json
    assert [(item["verb"], item["alert"]["id"], item["overdue"]) for item in waiting] == [
        ("acknowledge", issued, False)
    ]
    dina = token("dina")
    assert run("alerts", "acknowledge", issued, "--token", dina).code == 0
    first = run("decisions", "decide", issued, "act", "--reason", "We send observers.", "--token", dina).out.strip()
    second = run(
        *("decisions", "supersede", first, "keep-watching", "--reason", "They are there already."),
        *("--why", "The report was old.", "--token", dina),
    ).out.strip()
    rows = {row["id"]: row for row in run("decisions", "list", "--as", "dina", "--json").json}
    assert rows[first]["superseded_by"] == second
    assert rows[second]["answer"] == "keep_watching"
    shown = run("alerts", "show", issued, "--as", "alice", "--json").json
    assert shown["recipients"][0]["decision"]["id"] == second


def test_the_token_may_come_from_the_environment(
    run: Run, desk: Cast, token: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPSTANDER_TOKEN", token("alice"))
    assert run("situations", "phase", desk.situation, "imminent", "--reason", "Shelling began.").code == 0
    assert run("situations", "list", "--json").json[0]["phase"] == "imminent"


def test_a_situation_is_opened_shared_and_handed_over(run: Run, desk: Cast, token: Token) -> None:
    alice = token("alice")
    words = "--title", "Kordofan", "--phase", "emerging", "--reason", "Columns move west."
    id = run("situations", "open", "sdn", *words, "--token", alice).out.strip()
    grant = run(
        *("situations", "give", id, "dina", "--reason", "She must know.", "--until", "2027-01-31", "--token", alice)
    )
    assert grant.code == 0, grant.err
    assert run("situations", "show", id, "--as", "dina", "--json").json["title"] == "Kordofan"
    assert run("situations", "revoke", grant.out.strip(), "--token", alice).code == 0
    run("situations", "show", id, "--as", "dina").said(2)
    assert run("situations", "hand-over", id, "bob", "--reason", "Leave.", "--token", alice).code == 0
    assert run("situations", "show", id, "--as", "bob", "--json").json["owner_name"] == "Bob"


def test_a_report_is_closed_with_a_reason(run: Run, desk: Cast, token: Token) -> None:
    alice = token("alice")
    words = "--title", "Smoke", "--text", "Seen from the hill.", "--occurred", "2026-11-01T10:00Z"
    id = run("signals", "report", desk.situation, *words, "--token", alice).out.strip()
    assert run("signals", "close", id, "--reason", "A brick kiln.", "--token", alice).code == 0
    assert run("signals", "show", id, "--as", "bob", "--json").json["closed_reason"] == "A brick kiln."


@pytest.mark.parametrize(
    ("more", "part"),
    [
        (("--grade", "scary"), "scary is no grade: choose one of watch, warning, imminent."),
        (("--confidence", "total"), "total is no confidence: choose one of low, medium, high."),
        (("--to", "nobody"), "There is nobody called nobody whom you may name here."),
        (("--acknowledge-by", "soon"), "soon is not a time: write it as 2026-03-01T18:00Z."),
        (("--acknowledge-by", "2027-01-01T10:00"), "2027-01-01T10:00 does not say its time zone"),
        (("--acknowledge-by", "2020-01-01"), "still to come"),
        (("--acknowledge-by", "2028-01-02", "--decide-by", "2028-01-01"), "Let --decide-by not come before"),
        (("--signal", "aaaaaaaaaaaa"), "There is no"),
    ],
)
def test_a_draft_that_cannot_be_is_refused(
    run: Run, desk: Cast, token: Token, more: tuple[str, ...], part: str
) -> None:
    assert part in run("alerts", "draft", desk.situation, *DRAFT, *more, "--token", token("alice")).said(2)


def test_the_last_page_says_where_it_stands_and_csv_stays_clean(run: Run, desk: Cast, issued: str) -> None:
    printed = run("alerts", "list", "--as", "alice", "--csv")
    assert printed.err == ""
    assert printed.out.splitlines()[0].startswith("voice,id,situation")


def test_looking_with_a_token_is_logged_and_looking_with_as_is_not_in_that_persons_name(
    run: Run, desk: Cast, token: Token, issued: str
) -> None:
    run("situations", "show", desk.situation, "--as", "bob")
    assert not seen(run("audit", "log", "--as", "otto", "--json"))
    run("situations", "show", desk.situation, "--token", token("bob"))
    assert [row["name"] for row in seen(run("audit", "log", "--as", "otto", "--json"))] == ["Bob"]
    run("plans", "show", desk.situation, "--token", token("alice"))
    (thread,) = run("ladder", "list", "--as", "bob", "--json").json
    action = run("actions", "plan", desk.situation, "--what", "Ring.", "--token", token("alice")).out.strip()
    run("ladder", "show", thread["id"], "--token", token("bob"))
    run("actions", "show", action, "--token", token("bob"))
    run("answers", "show", issued, "--token", token("bob"))
    assert [(row["name"], row["object"]) for row in seen(run("audit", "log", "--as", "otto", "--json"))] == [
        ("Bob", f"alert:{issued}"),
        ("Bob", f"action:{action}"),
        ("Bob", f"thread:{thread['id']}"),
        ("Alice", f"situation:{desk.situation}"),
        ("Bob", f"situation:{desk.situation}"),
    ]


def seen(log: Ended) -> list[dict[str, str]]:
    """Entries of the log that say that somebody was shown something."""
    return [row for row in log.json if row["action"] == "seen"]


def test_the_log_is_for_auditors(run: Run, desk: Cast) -> None:
    assert run("audit", "log", "--as", "otto", "--json").json != []
    assert {row["situation"] for row in run("audit", "log", "--as", "ada", "--json").json} == {""}
    assert run("audit", "log", "--as", "charlie", "--json").json == []


def test_the_root_that_was_printed_is_the_one_that_is_verified(run: Run, desk: Cast) -> None:
    root = run("audit", "root").out.strip()
    assert run("audit", "verify", "--root", root).out.strip() == root
    parts = run("audit", "verify", "--json").json
    assert f"{parts['size']}:{parts['digest']}" == root


def test_a_root_that_was_cut_or_made_up_is_noticed(run: Run, desk: Cast) -> None:
    size, _, digest = run("audit", "root").out.strip().partition(":")
    assert "its end was cut" in run("audit", "verify", "--root", f"{int(size) + 1}:{digest}").said(1)
    assert "was rewritten" in run("audit", "verify", "--root", f"{size}:{'0' * 64}").said(1)
    assert "Give the root as" in run("audit", "verify", "--root", "nonsense").said(2)


def test_the_machine_proposes_nothing_twice(run: Run, desk: Cast, home: Path) -> None:
    assert run("signals", "propose").out != "New signals: 0.\n"
    assert run("signals", "propose").out == "New signals: 0.\n"
