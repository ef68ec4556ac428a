"""Options from the command line: the same lists as the page, the same judgements behind them."""

from collections.abc import Callable

from tests.cli.conftest import Run
from tests.conftest import Cast

Token = Callable[[str], str]


def test_the_options_of_a_situation_are_listed_with_their_voice(run: Run, desk: Cast) -> None:
    found = run("options", desk.situation, "--as", "alice", "--json").json
    assert found["provisional"] is True
    assert {each["voice"] for each in found["items"]} == {"computed"}
    assert not any(each["coercive"] for each in found["items"] if each["list"] == "options")


def test_a_judgement_is_signed_and_changes_the_list(run: Run, desk: Cast, token: Token) -> None:
    for what, value in (("will", "no"), ("capacity", "yes")):
        words = ("situations", "judge", desk.situation, what, value, "--reason", "They said so.")
        assert run(*words, "--token", token("alice")).code == 0
    found = run("options", desk.situation, "--as", "bob", "--json").json
    assert found["provisional"] is False
    assert {(each["input"], each["value"], each["by"]) for each in found["judgements"]} == {
        ("will", "no", "Alice"),
        ("capacity", "yes", "Alice"),
    }


def test_a_filter_narrows_and_an_unknown_one_is_refused(run: Run, desk: Cast) -> None:
    whole = run("options", desk.situation, "--as", "alice", "--csv").out.count("\n")
    some = run("options", desk.situation, "--sphere", "bilateral", "--days", "30", "--as", "alice", "--csv")
    assert 1 < some.out.count("\n") < whole
    said = run("options", desk.situation, "--sphere", "moon", "--as", "alice").said(2)
    assert said.startswith("moon is not among the choices of sphere")


def test_a_table_for_people_says_that_it_is_provisional(run: Run, desk: Cast) -> None:
    assert "Provisional" in run("options", desk.situation, "--as", "alice").out


def test_who_does_not_see_the_situation_has_no_options(run: Run, desk: Cast, token: Token) -> None:
    absent = run("options", "aaaaaaaaaaaa", "--as", "charlie").said(2)
    assert run("options", desk.situation, "--as", "charlie").said(2) == absent
    words = ("situations", "judge", desk.situation, "will", "no", "--reason", "So.")
    assert run(*words, "--token", token("charlie")).said(2) == absent
