"""Drills on the command line: listed by title, opened for people with a link for each part, looked back on."""

import re
from datetime import UTC, datetime, timedelta

from tests.cli.conftest import Run
from tests.conftest import Cast
from upstander.cli.home import PORT, home
from upstander.jobs import drills
from upstander.records.drills import Part
from upstander.records.people import MACHINE
from upstander.store.desk import drills as store


def test_a_drill_for_people_prints_a_link_for_each_part(desk: Cast, run: Run) -> None:
    told = run("drill", "kenya-2007", "--json").json
    assert told["status"] == "Exercise"
    assert set(told["links"]) == set(Part)
    assert all(re.fullmatch(r"http://127\.0\.0\.1:8000/link/ups_[\w-]+/", link) for link in told["links"].values())
    assert store.on_this_host(told["drill"]).started_at is None
    again = run("drill", "--links", told["drill"], "--port", "8123").out
    assert again.count("http://127.0.0.1:8123/link/") == 6
    assert "EXERCISE" in again
    (home() / PORT).write_text("8124")
    assert "http://127.0.0.1:8124/link/" in run("drill", "--links", told["drill"]).out


def test_a_part_can_go_to_somebody_of_the_desk(desk: Cast, run: Run) -> None:
    told = run("drill", "kenya-2007", "--seat", "analyst=alice", "--json").json
    assert "analyst" not in told["links"]
    assert store.on_this_host(told["drill"]).part_of(desk.people["alice"]) is Part.ANALYST


def test_what_cannot_be_is_refused_in_one_sentence(desk: Cast, run: Run) -> None:
    assert "42 minutes or more" in run("drill", "kenya-2007", "--minutes", "10").said(2)
    assert "such as analyst=alice" in run("drill", "kenya-2007", "--seat", "alice").said(2)
    assert "Leave the outsider out" in run("drill", "kenya-2007", "--seat", "outsider=alice").said(2)
    assert "holds its role" in run("drill", "kenya-2007", "--seat", "desk_head=alice").said(2)
    assert "choose one that" in run("drill", "atlantis-1999").said(2)
    assert "no such drill" in run("drill", "--debrief", "nothinghere1").said(2)


def test_the_debrief_waits_for_the_end(desk: Cast, run: Run) -> None:
    id = run("drill", "kenya-2007", "--json").json["drill"]
    assert "Wait until the drill is over" in run("drill", "--debrief", id).said(2)
    drills.start(id, who=MACHINE, now=datetime.now(UTC) - timedelta(hours=2))
    told = run("drill", "--debrief", id, "--json").json
    assert told["status"] == "Exercise"
    assert told["name"] == "Kenya: post-election violence"
    assert told["in_time"] == 0
    assert [each["answer"] for each in told["pauses"]] == [None, None, None]
    assert all(each["history"]["decision"] for each in told["pauses"])
    assert len(told["injects"]) == 19
    assert {each["mark"] for each in told["injects"]} <= {"verified", "memory-high", "memory-low"}
    assert "mediator" in run("drill", "--debrief", id).out
