"""A real desk in its own process, a real browser, and people who are signed in."""

import html
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, StorageState, sync_playwright

Session = Callable[[str, str], StorageState]

STARTS_WITHIN = 300
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]

OUTSIDER = """
import sys
import django
django.setup()
from django.utils import timezone
from upstander.jobs import people
from upstander.records.people import MACHINE, Role
now = timezone.now()
roles = [Role.REPORTER, Role.ANALYST, Role.FOCAL_POINT, Role.DECISION_MAKER]
person = people.add("charlie", "Charlie", roles, who=MACHINE, now=now)
people.use_link(people.reset_link(person.id, who=MACHINE, now=now), sys.argv[1], now=now)
"""


@dataclass(frozen=True)
class Desk:
    """A running desk: its address and its people's passwords, by user name, which is the role."""

    url: str
    home: Path
    people: Mapping[str, Mapping[str, str]]


@dataclass
class Visit:
    """An open page and what the browser complained about while it was open."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    loaded: list[Request] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Load a page of the desk as on a first visit; anything but success fails."""
        self.loaded.clear()
        answer = self.page.goto(self.url + path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"
        return self.page


@pytest.fixture(scope="session")
def running_desk(chromium_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """`upstander up --demo`, as `make up` starts it, on a free port of this machine."""
    home, port = tmp_path_factory.mktemp("desk") / "home", free_port()
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("UPSTANDER_", "DJANGO_"))}
    surroundings["UPSTANDER_HOME"] = str(home)
    log = home.parent / "log"
    with serving(
        [sys.executable, "-m", "upstander", "up", "--demo", "--port", str(port)], surroundings, log
    ) as process:
        url = f"http://127.0.0.1:{port}"
        wait_for(url, process, log)
        made = subprocess.run(
            [sys.executable, "-c", OUTSIDER, "a long password for charlie"],
            env=surroundings | {"DJANGO_SETTINGS_MODULE": "upstander.site.settings"},
            check=False,
            capture_output=True,
            text=True,
        )
        assert made.returncode == 0, made.stderr
        people = {each["username"]: each for each in json.loads((home / "demonstration.json").read_text())}
        people["outsider"] = {"username": "charlie", "password": "a long password for charlie"}
        yield Desk(url, home, people)


@contextmanager
def serving(command: list[str], surroundings: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of its own group, ended with everything that it started."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=surroundings, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the desk answers; fails with what it printed if it ends or takes too long."""
    for _ in range(STARTS_WITHIN * 5):
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the desk did not answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """Chromium, without a window. Its driver leaves a loop behind, on which Django would refuse the next tests."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, headless=True, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def sessions(browser: Browser, running_desk: Desk) -> Session:
    """The cookies of somebody who has signed in through the page, once per role and language. '' is nobody."""
    kept: dict[tuple[str, str], StorageState] = {}

    def session(role: str, language: str) -> StorageState:
        if (role, language) not in kept:
            context = browser.new_context(locale=language)
            page = context.new_page()
            if role:
                sign_in(page, running_desk, role)
            page.goto(f"{running_desk.url}/sign-in/?language={language}")
            kept[role, language] = context.storage_state()
            context.close()
        return kept[role, language]

    return session


def sign_in(page: Page, desk: Desk, role: str, until: str = "") -> None:
    """Type name and password, press the button; wait for the page `until`, else for any but sign-in."""
    person = desk.people[role]
    page.goto(f"{desk.url}/sign-in/")
    page.fill("[name=login]", person["username"])
    page.fill("[name=password]", person["password"])
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: until in url if until else "/sign-in/" not in url)


@pytest.fixture
def visit(browser: Browser, running_desk: Desk, sessions: Session) -> Iterator[Callable[..., Visit]]:
    """Open the desk as somebody: role, language, colours, width, with or without JavaScript."""
    opened: list[BrowserContext] = []

    def as_role(
        role: str, language: str = "en", scheme: str = "light", width: int = 1280, *, javascript: bool = True
    ) -> Visit:
        context = browser.new_context(
            storage_state=sessions(role, language),
            color_scheme=scheme,
            locale=language,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        opened.append(context)
        return watched(context.new_page(), running_desk.url)

    yield as_role
    for context in opened:
        context.close()


def watched(page: Page, url: str) -> Visit:
    """Note what the browser says against the page, and every request that leaves the desk."""
    visit = Visit(page, url)
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.on("console", lambda said: visit.complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("request", lambda sent: None if sent.url.startswith((url, "data:")) else visit.strangers.append(sent.url))
    page.on("requestfinished", lambda sent: visit.loaded.append(sent))
    return visit


ROLES = ("", "analyst", "focal_point", "decision_maker", "auditor", "administrator", "reporter", "outsider")
LINK = re.compile(r'href="(/[^"#]*)"')
ONE_OF_MANY = re.compile(r"/(?!PSE)[A-Z]{3}(?=/)|/(?:[a-z0-9]{12}|[0-9]+)(?=/|$)")
OUTSIDE = ("/static/", "/api/", "/link/")
MOST = 60
SOME = 4


@pytest.fixture(scope="session")
def pages(browser: Browser, running_desk: Desk, sessions: Session) -> Mapping[str, list[str]]:
    """What each role reaches by following links, one page of each kind: one State, one alert, one of each form."""
    return {
        role: crawl(browser, running_desk, sessions(role, "en"))
        for role in ROLES
        if role in running_desk.people | {"": {}}
    }


@pytest.fixture(scope="session")
def kinds(pages: Mapping[str, list[str]]) -> Mapping[str, list[str]]:
    """Each kind of page once: of each role what no role before it reaches."""
    met: set[str] = set()
    found: dict[str, list[str]] = {}
    for role, paths in pages.items():
        found[role] = [path for path in paths if kind(path) not in met]
        met |= {kind(path) for path in found[role]}
    return found


def crawl(browser: Browser, desk: Desk, session: StorageState) -> list[str]:
    """Paths of one page of each kind, from the first page on; of alerts some, because drafts and issued ones differ."""
    context = browser.new_context(storage_state=session, locale="en")
    waiting, met, found = ["/", "/watchlist/", "/situations/PSE/"], Counter[str](), set[str]()
    while waiting and len(found) < MOST:
        path = waiting.pop(0)
        if path in found or met[kind(path)] >= (SOME if kind(path).startswith("/alerts/*/?") else 1):
            continue
        met[kind(path)] += 1
        answer = context.request.get(desk.url + path)
        if answer.status == 200 and "text/html" in answer.headers.get("content-type", ""):
            found.add(answer.url.removeprefix(desk.url))
            links = (html.unescape(link) for link in LINK.findall(answer.text()))
            waiting += [link for link in links if not link.startswith(OUTSIDE) and "language=" not in link]
    context.close()
    return sorted(found)


def kind(path: str) -> str:
    """What a path is a page of: `/situations/*/` for every State but Palestine, whose figures lie elsewhere."""
    bare, _, query = path.partition("?")
    asked = ",".join(sorted(part.partition("=")[0] for part in query.split("&")))
    return f"{ONE_OF_MANY.sub('/*', bare)}?{asked}"
