"""Drills on pages: a room that cannot be mistaken for the real desk, links that act only by their button."""

import html
import re
from collections.abc import Callable, Set
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.conftest import Cast
from tests.jobs.test_drill import enough
from tests.jobs.test_drills import SHARE, answer, opened, player, started
from upstander.jobs import drills
from upstander.jobs.library import library
from upstander.learn import cases
from upstander.records.drills import Part
from upstander.records.people import MACHINE, Viewer
from upstander.store.desk import drills as store
from upstander.store.desk import reads
from upstander.store.desk.people import viewer_of
from upstander.store.lake import Lake

__all__ = ["opened", "player", "started"]

As = Callable[[Viewer], Client]
Player = Callable[[Part, datetime], Viewer]
SECRET = ("Kenya: post-election violence", "ken07", "kenya-2007", "Waki", "1,133", "mediator with united backing")
"""What would give the end away."""


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], datetime]:
    """Let it be another moment for the pages."""

    def move(moment: datetime) -> datetime:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return move


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.content.decode())


def test_a_link_opens_nothing_until_its_button_is_pressed(opened: drills.Opened, as_: As, now: datetime) -> None:
    browser = Client()
    path = f"/link/{opened.links[Part.ANALYST]}/"
    page = text(browser, path)
    assert "You come in as Exercise analyst" in page
    assert "EXERCISE" in page
    assert browser.get("/waiting/").status_code == 302
    answer = browser.post(path)
    assert answer.headers["Location"] == f"/drills/{opened.id}/"
    assert "You play: Analyst" in text(browser, f"/drills/{opened.id}/")
    assert store.on_this_host(opened.id).seat(Part.ANALYST).joined_at == now  # type: ignore[union-attr]


def test_whoever_comes_in_as_the_outsider_finds_nothing(started: str, opened: drills.Opened, as_: As) -> None:
    browser = Client()
    assert browser.post(f"/link/{opened.links[Part.OUTSIDER]}/").headers["Location"] == "/waiting/"
    for path in ("/waiting/", "/alerts/", "/alerts/?list=exercise", "/drills/"):
        page = text(browser, path)
        assert "close national election" not in page, path
        assert started not in page, path
    place = store.on_this_host(started).situation
    for path in (f"/drills/{started}/", f"/drills/{started}/debrief/", f"/situations/{place}/"):
        assert browser.get(path).status_code == 404, path


def test_every_page_of_the_room_says_that_it_is_an_exercise_and_gives_no_end_away(
    started: str, player: Player, as_: As, now: datetime, at: Callable[[datetime], datetime]
) -> None:
    pause = at(now + 2 * SHARE)
    drills.deliver(started, pause)
    alert = answer(started, player, pause)
    found = store.on_this_host(started)
    thread = reads.threads(player(Part.ANALYST, pause))[0][0].id
    paths = (
        f"/drills/{started}/", "/drills/", "/waiting/", "/alerts/?list=exercise", f"/alerts/{alert}/",
        f"/ladder/{thread}/", f"/situations/KEN/{found.situation}/", "/me/",
    )  # fmt: skip
    for part in (Part.ANALYST, Part.DECISION_MAKER):
        browser = as_(player(part, pause))
        for path in paths:
            page = text(browser, path)
            assert "[Exercise]" in page, path
            assert page.count("EXERCISE. Nothing here is real.") == 2, path
            assert 'class="exercise"' in page, path
            assert not [word for word in SECRET if word in page], path


def test_the_room_shows_the_case_clock_and_what_has_come_in_and_no_more(
    started: str, player: Player, as_: As, now: datetime, at: Callable[[datetime], datetime]
) -> None:
    at(now + 1.5 * SHARE)
    answer = as_(player(Part.ANALYST, now)).get(f"/drills/{started}/")
    page = html.unescape(answer.content.decode())
    assert "Sept 2007" in page
    assert "A report, Oct 2002" in page
    assert "The intelligence service reports" in page
    assert "Clashes in the west" not in page
    assert "Akiwumi" in page
    assert answer.headers["Refresh"] == "15"
    assert "Refresh" not in as_(player(Part.ANALYST, now)).get(f"/drills/{started}/?still").headers
    found = store.on_this_host(started)
    assert len(store.arrived(found.situation)) == 1, "whoever looks changes nothing: the drill's own clock lets in"
    assert {each.joined_at for each in found.seats} == {None}
    assert f'action="/drills/{started}/join"' in page
    assert as_(player(Part.ANALYST, now)).post(f"/drills/{started}/join").status_code == 302
    assert store.on_this_host(started).seat(Part.ANALYST).joined_at is not None  # type: ignore[union-attr]
    assert "/join" not in as_(player(Part.ANALYST, now)).get(f"/drills/{started}/").content.decode()


def test_a_pause_asks_its_question_and_says_how_long_it_waits(
    started: str, player: Player, as_: As, now: datetime, at: Callable[[datetime], datetime]
) -> None:
    at(now + 2 * SHARE)
    page = text(as_(player(Part.DECISION_MAKER, now)), f"/drills/{started}/")
    assert "Pause 1: the room must decide now" in page
    assert "The clock stands." in page
    form = text(as_(player(Part.ANALYST, now)), f"/situations/KEN/{store.on_this_host(started).situation}/draft")
    assert re.search(r'<option value="\d+" selected>Exercise decision maker', form)
    assert f'value="{(now + 5 * SHARE).replace(second=0) + timedelta(minutes=1):%Y-%m-%dT%H:%M}"' in form


def test_the_debrief_is_refused_before_the_end_and_tells_everything_after_it(
    started: str, player: Player, as_: As, now: datetime, at: Callable[[datetime], datetime]
) -> None:
    analyst = player(Part.ANALYST, now)
    shut = as_(analyst).get(f"/drills/{started}/debrief/")
    assert shut.status_code == 403
    assert "Wait until the drill is over" in shut.content.decode()
    drills.deliver(started, now + 2 * SHARE)
    answer(started, player, now + 2 * SHARE)
    drills.deliver(started, at(now + timedelta(hours=2)))
    assert "Go to the debrief" in text(as_(player(Part.ANALYST, now)), f"/drills/{started}/")
    page = text(as_(player(Part.ANALYST, now)), f"/drills/{started}/debrief/")
    for told in ("Kenya: post-election violence", "security organs did not turn", "best estimate 1,133",
                 "at least 1,000",
                 "from memory, sure", "read in the source named", "Known only later", "list flashpoint districts",
                 "after 0 min 4 s", "the pause ended by itself", "The room agrees."):  # fmt: skip
        assert told in page, told


def words_of(id: str) -> Set[object]:
    """What the pages of a case find words and figures for."""
    case = cases.read(library(), id)
    items = {word for one in (*case.injects, *case.debrief) for word in (one.kind, one.mark, one.precision)}
    figures = {tuple(row[name] is None for name in ("low", "best", "high")) for row in case.toll}
    windows = {(name, value is None) for name, value in case.windows.items() if not isinstance(value, list | dict)}
    return {case.label, *items, *figures, *windows, *(row.answer for row in case.expected)}


@pytest.mark.parametrize("id", enough(words_of))
def test_a_case_has_a_room_and_a_debrief_that_can_be_read_whatever_words_it_needs(
    lake: Lake, as_: As, now: datetime, at: Callable[[datetime], datetime], id: str
) -> None:
    made = drills.open_drill(lake, id, who=MACHINE, now=now)
    drills.start(made.id, who=MACHINE, now=now)
    case, seats = cases.read(library(), id), store.on_this_host(made.id).seats
    page = text(as_(viewer_of(seats[0].person, now)), f"/drills/{made.id}/")
    assert case.play_title in page
    assert case.lesson not in page
    assert case.name in case.play_place or case.name not in page
    drills.deliver(made.id, at(now + timedelta(hours=3)))
    page = text(as_(viewer_of(seats[0].person, now)), f"/drills/{made.id}/debrief/")
    told = drills.debrief(store.on_this_host(made.id), now + timedelta(hours=3))
    assert len(told.stand.arrived) == len(case.injects) == len(store.arrived(store.on_this_host(made.id).situation))
    assert told.in_time == 0
    assert case.name in page
    assert "%(" not in page


def test_a_focal_point_opens_a_drill_by_its_play_title_and_gets_the_links_once(
    cast: Cast, bob: Viewer, as_: As
) -> None:
    browser = as_(bob)
    page = text(browser, "/drills/")
    assert "Exercise: a close national election" in page
    assert not [word for word in ("kenya-2007", "post-election violence") if word in page]
    sent = {"case": "Exercise: a close national election", "analyst": cast.people["alice"]}
    made = browser.post("/drills/open", sent)
    assert made.status_code == 200
    assert len(re.findall(r"/link/ups_", made.content.decode())) == 5
    id = reads.drills(cast.viewer("bob"))[0].id
    assert "/link/ups_" not in text(browser, f"/drills/{id}/")
    assert browser.post(f"/drills/{id}/start").status_code == 302
    assert "In the case it is" in text(as_(cast.viewer("alice")), f"/drills/{id}/")
    for verb in ("pause", "resume", "stop"):
        assert as_(cast.viewer("alice")).post(f"/drills/{id}/{verb}").status_code == 403
        assert as_(cast.viewer("charlie")).post(f"/drills/{id}/{verb}").status_code == 404
        assert browser.get(f"/drills/{id}/{verb}").status_code == 405
    assert browser.post(f"/drills/{id}/pause").status_code == 302
    for viewer in (bob, cast.viewer("alice")):
        page = text(as_(viewer), f"/drills/{id}/")
        assert "The drill is paused: wait until it goes on." in page
        assert "The clock stands." in page
        assert ("Let the drill go on" in page) is (viewer == bob)
    assert "<b>paused</b>" in text(browser, "/drills/")
    sent = {"report-title": "A", "report-text": "B", "report-kind": "report"}
    place = store.on_this_host(id).situation
    said = as_(cast.viewer("alice")).post(f"/situations/KEN/{place}/report", sent)
    assert said.status_code == 400
    assert "paused: wait until" in said.content.decode()
    assert browser.post(f"/drills/{id}/resume").status_code == 302
    assert "Pause the drill" in text(browser, f"/drills/{id}/")


def test_a_drill_that_cannot_be_is_refused_in_the_form(cast: Cast, bob: Viewer, as_: As) -> None:
    title = "Exercise: a close national election"
    short = as_(bob).post("/drills/open", {"case": title, "minutes": 5})
    assert short.status_code == 400
    assert "Give the drill 42 minutes or more." in short.content.decode()
    twice = {"case": title, "analyst": cast.people["alice"], "second_reader": cast.people["alice"]}
    assert "Give each part to another person." in as_(bob).post("/drills/open", twice).content.decode()


@pytest.mark.parametrize(
    "path",
    ["/watchlist/", "/situations/", "/situations/KEN/", "/ladder/", "/triggers/", "/people/", "/log/", "/scorecards/",
     "/sources/", "/channels/"],
)  # fmt: skip
def test_whoever_only_plays_finds_nothing_of_the_real_desk(
    started: str, player: Player, as_: As, now: datetime, path: str
) -> None:
    browser = as_(player(Part.DESK_HEAD, now))
    assert browser.get(path).status_code == 404
    assert browser.post(path).status_code == 404


def test_whoever_only_plays_makes_no_token_and_asks_no_program(
    started: str, player: Player, as_: As, now: datetime
) -> None:
    browser = as_(player(Part.DESK_HEAD, now))
    assert browser.post("/me/tokens").status_code == 404
    assert browser.get("/api/alerts").status_code == 401


def test_the_rest_of_the_desk_finds_no_trace_of_a_drill(
    started: str, player: Player, cast: Cast, as_: As, now: datetime, three_states: None
) -> None:
    drills.deliver(started, now + 2 * SHARE)
    answer(started, player, now + 2 * SHARE)
    place = store.on_this_host(started).situation
    for name in ("charlie", "bob", "alice"):
        browser = as_(cast.viewer(name))
        for path in ("/waiting/", "/alerts/", "/alerts/?list=exercise", "/situations/", "/situations/KEN/", "/ladder/",
                     "/log/", "/drills/", "/scorecards/", "/watchlist/"):  # fmt: skip
            for form in ("", "&format=csv" if "?" in path else "?format=csv"):
                page = browser.get(path + form).content.decode()
                for trace in (place, started, "Exercise analyst", "Clashes before the vote"):
                    assert trace not in page, (name, path, trace)
