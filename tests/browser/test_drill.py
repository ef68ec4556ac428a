"""A whole drill in browsers: four people who answer, one who must see nothing, a server that dies in the middle."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Visit, free_port, wait_for, watched
from tests.browser.test_pages import barriers, overflows
from upstander.jobs.library import library
from upstander.learn import cases

pytestmark = [pytest.mark.browser]

CASE = cases.read(library(), "syria-2011")
SHARE = CASE.minutes * 60 / CASE.shares
BEFORE = next(number for number, one in enumerate(CASE.injects) if one.id in CASE.pauses)
"""How many injects the room holds when it must decide."""

CLOCKED = Path(__file__).with_name("clocked.py")
WHO = ("analyst", "second_reader", "desk_head", "decision_maker", "outsider")
TITLE = "Shots at a crowd on Friday"
TRIES = 120
REASON = "The envoy calls both sides before the next Friday."


@dataclass
class Stage:
    """A desk with a drill on it, whose clock the test puts forward, and that can be killed and started again."""

    home: Path
    port: int
    ahead: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, *words: str) -> str:
        """Start the program; what it has printed by the time it answers."""
        surroundings = {
            name: value for name, value in os.environ.items() if not name.startswith(("UPSTANDER_", "DJANGO_"))
        }
        surroundings |= {"UPSTANDER_HOME": str(self.home), "TEST_CLOCK": str(self.ahead)}
        log = self.home.parent / f"log-{len(self.processes)}"
        command = [sys.executable, str(CLOCKED), *words, "--port", str(self.port)]
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, env=surroundings, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
        self.processes.append(process)
        wait_for(self.url, process, log)
        return log.read_text()

    def kill(self) -> None:
        """End it without a warning."""
        os.killpg(self.processes[-1].pid, signal.SIGKILL)
        self.processes[-1].wait(30)

    def later(self, shares: float) -> None:
        """Let so many shares of the drill pass."""
        self.ahead.write_text(str(float(self.ahead.read_text()) + shares * SHARE))


@pytest.fixture(scope="module")
def stage(chromium_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    place = tmp_path_factory.mktemp("drill")
    ahead = place / "ahead"
    ahead.write_text("0")
    made = Stage(place / "home", free_port(), ahead)
    yield made
    for process in made.processes:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


@pytest.fixture
def enter(browser: Browser, stage: Stage) -> Iterator[Callable[[str, bool], Visit]]:
    """Come in by a link, in a browser of one's own."""
    opened: list[BrowserContext] = []

    def by(link: str, javascript: bool) -> Visit:
        context = browser.new_context(
            locale="en", java_script_enabled=javascript, viewport={"width": 390, "height": 844}
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        visit = watched(context.new_page(), stage.url)
        visit.page.goto(link)
        visit.page.get_by_role("button", name="Come in").click()
        return visit

    yield by
    for context in opened:
        context.close()


def press(page: Page, name: str) -> None:
    """Press a button of the page."""
    page.get_by_role("button", name=name, exact=True).first.click()


def take_the_thread(analyst: Visit, room: str) -> None:
    """Own what came in, and grade it."""
    page = analyst.open(room)
    page.get_by_role("link", name="Open it").first.click()
    press(page, "Take this step")
    page.select_option("[name=grade]", "warning")
    press(page, "Record the grade")
    press(page, "Done")
    expect(page.locator("main")).to_contain_text("done by Exercise analyst")


def draft(analyst: Visit, room: str) -> None:
    """Write the alert. Whom it asks, and until when, stands there already."""
    page = analyst.open(room)
    page.get_by_role("link", name="Draft an alert").click()
    page.fill("[name=title]", TITLE)
    page.fill("[name=text]", "Two reports of shots at crowds.")
    page.fill("[name=ask]", "Call both sides before Friday.")
    page.fill("[name=change_our_mind]", "A quiet Friday.")
    page.select_option("[name=grade]", "imminent")
    page.select_option("[name=confidence]", "medium")
    for box in page.locator("[name=signals]").all():
        box.check()
    page.fill("[name=rows-0-asked]", "Decide whether the envoy calls.")
    press(page, "Record the draft")
    expect(page).to_have_url(re.compile(r"/alerts/[a-z0-9]{12}/"))


def decide(decider: Visit, room: str) -> None:
    """Acknowledge, then decide with a reason."""
    page = decider.open(room)
    press(page, "Acknowledge")
    page.locator("[name=answer][value=act]").check()
    page.fill("[name=reason]", REASON)
    press(page, "Record my answer")
    expect(page.locator("main")).to_contain_text(REASON)


def nothing_of_it(outsider: Visit, room: str) -> None:
    """No page, no list, no count."""
    for path in (room, f"{room}debrief/"):
        answer = outsider.page.goto(outsider.url + path)
        assert answer is not None
        assert answer.status == 404
        assert CASE.play_title not in outsider.page.content()
    for path in ("/waiting/", "/drills/", "/alerts/", "/alerts/?list=exercise"):
        text = outsider.open(path).content()
        for trace in (CASE.play_title, TITLE, room):
            assert trace not in text, path
    assert "Nothing waits for you" in outsider.open("/waiting/").content()


def opens(visit: Visit, room: str, says: Callable[[Page], bool]) -> Page:
    """The room, looked at again until the worker has done what is due."""
    for _ in range(TRIES):
        page = visit.open(room)
        if says(page):
            return page
        page.wait_for_timeout(500)
    return pytest.fail(visit.page.locator("main").inner_text())


def shows(visit: Visit, room: str, number: int) -> None:
    """The room has this many injects, and none of those to come."""
    text = opens(visit, room, lambda page: page.locator("section > ol.log > li.recorded").count() == number).content()
    assert "EXERCISE. Nothing here is real." in text
    assert CASE.injects[number - 1].text in text
    assert not [one.text for one in CASE.injects[number:] if one.text in text]
    assert CASE.name not in text


@pytest.mark.npm
def test_a_drill_is_played_by_four_people_and_seen_by_nobody_else(
    stage: Stage, enter: Callable[[str, bool], Visit], axe: str
) -> None:
    printed = stage.start("drill", CASE.id, "--serve", "--json")
    told = json.loads(printed[printed.index("{") : printed.rindex("}") + 1])
    room = told["room"].removeprefix(stage.url)
    people = {who: enter(told["links"][who], who != "decision_maker") for who in WHO}
    analyst, second, head, decider, outsider = (people[who] for who in WHO)

    page = head.open(room)
    assert "wait until everybody is here" in page.content()
    assert page.get_by_text("is here", exact=True).count() == 5
    press(page, "Start the drill")
    shows(analyst, room, 1)
    take_the_thread(analyst, room)
    nothing_of_it(outsider, room)

    for number in range(2, BEFORE + 1):
        stage.later(1)
        shows(decider, room, number)
    stage.later(1)
    for visit in (analyst, second, head, decider):
        opens(visit, room, lambda page: "Pause 1: the room must decide now" in page.content())
        shows(visit, room, BEFORE)

    assert barriers(analyst.page, axe) == []
    assert overflows(analyst.page) == {}
    draft(analyst, room)
    stage.kill()
    stage.start("serve", "--with-work")
    shows(analyst, room, BEFORE)

    page = second.open(room)
    page.get_by_role("link", name="Review and sign").click()
    press(page, "Sign")
    page = head.open(room)
    page.get_by_role("link", name="Review and issue").click()
    press(page, "Issue this alert")
    nothing_of_it(outsider, room)
    decide(decider, room)
    for visit in (analyst, second, head, decider):
        shows(visit, room, BEFORE + 1)
        assert "Pause 1" not in visit.page.content()
    assert head.page.goto(f"{stage.url}{room}debrief/").status == 403  # type: ignore[union-attr]

    stage.later(len(CASE.injects) - BEFORE)
    opens(head, room, lambda page: "The drill is over." in page.content())
    for visit in (analyst, decider):
        page = visit.open(f"{room}debrief/")
        for said in (
            CASE.name,
            CASE.lesson,
            REASON,
            "Exercise decision maker decided",
            CASE.turning_points[0]["decision"],
        ):
            expect(page.locator("main")).to_contain_text(str(said))
        assert "Nothing waits for you" in visit.open("/waiting/").content()
    page = analyst.open(f"{room}debrief/")
    assert barriers(page, axe) == []
    assert overflows(page) == {}
    nothing_of_it(outsider, room)
    assert [visit.strangers for visit in people.values()] == [[]] * 5
