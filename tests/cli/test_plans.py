"""A plan from the command line: promised, asked after, learnt, and read whole by those who may."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import Cast
from tests.threads import open_thread
from upstander.jobs import lessons, plans, promises, situations
from upstander.records.desk import Phase, Status
from upstander.store.lake import Lake

Token = Callable[[str], str]
DAY = datetime.now(UTC).date()
SOON = (DAY + timedelta(days=9)).isoformat()


@pytest.fixture
def promise(run: Run, desk: Cast, token: Token) -> str:
    words = ("--by", "Donors", "--to", "The district", "--what", "Ten buses", "--source", "Minutes", "--due-on", SOON)
    by = ("--token", token("alice"))
    made = run("promises", "make", desk.situation, *words, "--made-on", DAY.isoformat(), *by, "--json").json
    assert (made["kept"], made["owner"], made["promised_by"]) == ("open", None, "Donors")
    id: str = made["id"]
    return id


def test_a_promise_is_asked_after_and_kept_and_the_whole_plan_is_one_record(
    run: Run, desk: Cast, token: Token, promise: str
) -> None:
    by = ("--token", token("alice"))
    asked = run("promises", "follow-up", promise, "--answer", "Four are here.", "--partly", "--owner", "bob", *by)
    assert asked.code == 0
    (found,) = run("promises", "list", "--as", "bob", "--json").json
    assert (found["kept"], found["owner_name"], found["entries"][0]["asked_by"]) == ("partly", "Bob", "Alice")
    assert run("promises", "keep", promise, "--evidence", "Ten were counted.", *by, "--json").json["kept"] == "kept"
    assert "recorded already" in run("promises", "break", promise, "--evidence", "None.", *by).said(2)
    words = ("--expected", "A day.", "--happened", "Four.", "--why", "Nobody.", "--change", "A deputy.")
    lesson = run("lessons", "write", desk.situation, *words, "--owner", "bob", "--due-on", SOON, *by, "--json").json
    assert run("lessons", "learned", lesson["id"], *by).code == 0
    assert run("lessons", "list", "--as", "bob", "--json").json[0]["done_at"]
    action = run("actions", "plan", desk.situation, "--what", "Ring.", "--ministry", "Interior", *by).out.strip()
    plan = run("plans", "show", desk.situation, "--as", "bob", "--json").json
    assert [each["id"] for each in plan["actions"]] == [action]
    assert [plan[name][0]["id"] for name in ("promises", "lessons")] == [promise, lesson["id"]]
    assert (plan["actions"][0]["unreached"], plan["provisional"], plan["alert"]) == (["Interior"], True, None)
    assert {each["list"] for each in plan["options"]} >= {"options", "not_offered"}
    assert "Ten buses" in run("plans", "show", desk.situation, "--as", "bob").out


def test_who_does_not_see_the_situation_reads_no_plan_and_writes_none(
    run: Run, desk: Cast, token: Token, promise: str
) -> None:
    absent = run("plans", "show", "aaaaaaaaaaaa", "--as", "charlie").said(2)
    assert run("plans", "show", desk.situation, "--as", "charlie").said(2) == absent
    for kind in ("promises", "lessons", "outcomes"):
        assert run(kind, "list", "--as", "charlie", "--json").json == []
    by = ("--token", token("charlie"))
    nothing = run("promises", "keep", "aaaaaaaaaaaa", "--evidence", "Seen.", *by).said(2)
    assert run("promises", "keep", promise, "--evidence", "Seen.", *by).said(2) == nothing


def test_the_rules_about_plans_are_printed_and_loaded_by_a_focal_point(
    run: Run, desk: Cast, token: Token, tmp_path: Path
) -> None:
    file = tmp_path / "plans.json"
    file.write_text(run("plans", "rules").out.replace('"days": 90', '"days": 45'))
    assert "focal point" in run("plans", "load", str(file), "--token", token("alice")).said(2)
    assert run("plans", "load", str(file), "--token", token("bob")).code == 0
    file.write_text("{}")
    assert "Mend the file of plans" in run("plans", "load", str(file), "--token", token("bob")).said(2)


def test_what_is_only_played_stands_in_no_real_list(run: Run, desk: Cast, token: Token, lake: Lake) -> None:
    now = datetime.now(UTC)
    by = {"who": desk.viewer("alice", now), "now": now}
    drill = situations.open_situation(lake, "MLI", "Gao", Phase.EMERGING, "We practise.", status=Status.EXERCISE, **by)
    by["who"] = desk.viewer("alice", now)
    promises.make(drill, "Donors", "The district", "Buses", DAY, DAY, "Minutes", **by)
    lessons.write(drill, "A day.", "Four.", "Nobody.", "A deputy.", desk.people["bob"], DAY + timedelta(days=9), **by)
    plans.conclude(open_thread(drill, "Smoke", **by), "It was calm.", DAY, "The mission.", **by)
    for kind in ("promises", "lessons", "outcomes"):
        assert run(kind, "list", "--as", "alice", "--json").json == []
        (played,) = run(kind, "list", "--as", "alice", "--status", "Exercise", "--json").json
        assert (played["status"], played["situation"]) == ("Exercise", drill)
    assert run("plans", "show", drill, "--as", "alice", "--json").json["status"] == "Exercise"
