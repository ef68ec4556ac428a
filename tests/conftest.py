"""What every test may ask for. The desk's tests run on SQLite, and once more on PostgreSQL where one is named.

Environment: UPSTANDER_TEST_POSTGRESQL (a server's URL), UPSTANDER_TEST_ON=postgresql (run on it), UPSTANDER_TEST_NPM
(a node_modules folder with axe-core), UPSTANDER_TEST_NO_SKIPS (a skipped test fails). Every other UPSTANDER_ variable
of the caller is put out of reach, so that a test never meets somebody's real desk.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

if TYPE_CHECKING:
    from django.test import Client

    from upstander.records.people import Viewer
    from upstander.store.lake import Lake

Report = pytest.TestReport | pytest.CollectReport

TEST_ON = os.environ.get("UPSTANDER_TEST_ON", "sqlite")
POSTGRESQL = os.environ.get("UPSTANDER_TEST_POSTGRESQL", "")
NO_SKIPS = bool(os.environ.get("UPSTANDER_TEST_NO_SKIPS"))
MAY_SKIP = "no publishers' files"
"""The one thing that no machine can install: where these are not given, the bundled rows are held alone."""
HOME = Path(tempfile.mkdtemp(prefix="upstander-test-"))
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def _prepare_environment() -> None:
    """Django reads its settings once: what they read must stand before."""
    atexit.register(shutil.rmtree, HOME, ignore_errors=True)
    for name in [name for name in os.environ if name.startswith("UPSTANDER_") and "_TEST_" not in name]:
        del os.environ[name]
    os.environ["UPSTANDER_HOME"] = str(HOME)
    if TEST_ON == "postgresql":
        os.environ["UPSTANDER_DATABASE_URL"] = POSTGRESQL
    os.environ["DJANGO_SETTINGS_MODULE"] = "upstander.site.settings"
    for library in ("OPENBLAS", "OMP"):  # processes that share the work must not each spin a thread on every core
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    assert settings.DATABASES


_prepare_environment()


SLOWEST = (
    "tests/browser",
    "tests/jobs/test_forecast.py",
    "tests/jobs/test_sweepers.py",
    "tests/jobs/test_backup.py",
    "tests/web/test_matrix.py",
    "tests/jobs/test_drill.py",
    "tests/jobs/test_two_postmen.py",
    "tests/jobs/test_desk_year.py",
    "tests/jobs/test_whole_year.py",
    "tests/jobs/test_up.py",
    "tests/api/test_schema.py",
    "tests/api/test_matrix.py",
)
"""What takes longest comes first: no process has to work alone at the end."""


def turn(item: pytest.Item) -> int:
    """When a test has its turn: those of slow files first, the others as they come."""
    return next((number for number, file in enumerate(SLOWEST) if item.nodeid.startswith(file)), len(SLOWEST))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever touches the desk's database is marked `desk`: these tests run once on each database."""
    items.sort(key=turn)
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"}:
            item.add_marker("desk")


class WholeFiles(LoadFileScheduling):  # type: ignore[misc]
    """A file stays in one process, and all that needs the browser in one: what they build once is then built once."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return "tests/browser" if file.startswith("tests/browser/") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WholeFiles:
    """Several processes share the work by whole files."""
    return WholeFiles(config, log)


def unskipped(report: Report) -> Report:
    """The report; as a failure if it was skipped where nothing may be skipped."""
    if NO_SKIPS and report.skipped and MAY_SKIP not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be skipped: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Report, Report]:
    """Where everything is installed, a test that was skipped proves nothing: it fails."""
    report = yield
    return report if hasattr(report, "wasxfail") else unskipped(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Report, Report]:
    """A module skipped as a whole fails in the same way."""
    return unskipped((yield))


@pytest.fixture
def now() -> datetime:
    """The moment at which tests happen."""
    return NOW


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty UPSTANDER_HOME of the test's own."""
    empty = tmp_path / "home"
    empty.mkdir()
    monkeypatch.setenv("UPSTANDER_HOME", str(empty))
    return empty


@pytest.fixture(scope="session")
def postgresql() -> str:
    """The address of a PostgreSQL server to test on."""
    if not POSTGRESQL:
        pytest.skip("no PostgreSQL: name a server's address in UPSTANDER_TEST_POSTGRESQL")
    return POSTGRESQL


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The browser that tests drive."""
    path = next((Path(found) for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no chromium: install the package chromium")
    return path


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core, which finds barriers on a page."""
    source = Path(os.environ.get("UPSTANDER_TEST_NPM") or "node_modules", "axe-core/axe.min.js")
    if not source.is_file():
        pytest.skip("no axe-core: run `npm install axe-core`, or name the folder in UPSTANDER_TEST_NPM")
    return source.read_text()


@pytest.fixture(scope="session")
def lake() -> "Lake":
    """The bundled figures, read in place."""
    from upstander.store.lake import open_lake

    return open_lake(None)


ROLES = {
    "alice": ("analyst",),
    "bob": ("focal_point",),
    "dina": ("decision_maker",),
    "charlie": ("reporter", "analyst", "focal_point", "decision_maker", "custodian"),
    "otto": ("auditor",),
    "ada": ("administrator",),
}
"""The cast. Alice owns the situation. Bob is on her team and sees it. Dina decides, once an alert is addressed to her.
Charlie may do everything that a role allows, and must see nothing. Otto reads the log, Ada keeps the accounts."""


@dataclass(frozen=True)
class Cast:
    """The people by name, and the situation that Alice opened."""

    people: Mapping[str, int]
    situation: str

    def viewer(self, name: str, at: datetime = NOW) -> "Viewer":
        """The person as a viewer, with what was granted by then."""
        from upstander.store.desk import people

        return people.viewer_of(self.people[name], at)


@pytest.fixture
def cast(db: None, lake: "Lake") -> Cast:
    """Everybody, one situation in Sudan that Alice owns and Bob may see."""
    from tests.laid import laid

    return laid(lambda: gathered(lake))


def gathered(lake: "Lake") -> Cast:
    """Make the cast and its situation."""
    from upstander.jobs import access, people, situations
    from upstander.records.desk import Phase
    from upstander.records.people import MACHINE, Role
    from upstander.store.desk.people import viewer_of

    before = NOW - timedelta(days=1)
    ids = {
        name: people.add(name, name.title(), [Role(role) for role in roles], who=MACHINE, now=before).id
        for name, roles in ROLES.items()
    }
    alice = viewer_of(ids["alice"], before)
    opened = situations.open_situation(
        lake, "SDN", "Darfur", Phase.EMERGING, "Columns were seen on the road.", who=alice, now=before
    )
    owner = viewer_of(ids["alice"], before)
    access.give(opened, ids["bob"], "Works on it with me.", NOW + timedelta(days=30), who=owner, now=before)
    return Cast(ids, opened)


@pytest.fixture
def situation(cast: Cast) -> str:
    """The situation that Alice owns."""
    return cast.situation


@pytest.fixture
def alice(cast: Cast) -> "Viewer":
    """An analyst, the owner."""
    return cast.viewer("alice")


@pytest.fixture
def bob(cast: Cast) -> "Viewer":
    """A focal point, granted sight of the situation."""
    return cast.viewer("bob")


@pytest.fixture
def dina(cast: Cast) -> "Viewer":
    """A decision maker: sees what is addressed to her."""
    return cast.viewer("dina")


@pytest.fixture
def charlie(cast: Cast) -> "Viewer":
    """Every role of the work, no grant: must see nothing of the situation."""
    return cast.viewer("charlie")


@pytest.fixture
def otto(cast: Cast) -> "Viewer":
    """An auditor: the log only."""
    return cast.viewer("otto")


@pytest.fixture
def ada(cast: Cast) -> "Viewer":
    """An administrator: people only."""
    return cast.viewer("ada")


@pytest.fixture
def stranger() -> "Viewer":
    """Nobody: not signed in."""
    from upstander.records.people import PUBLIC

    return PUBLIC


@pytest.fixture
def as_(db: None, monkeypatch: pytest.MonkeyPatch) -> "Callable[[Viewer], Client]":
    """A client signed in as somebody, without the sign-in dance, at `now`: a test is anyone, at any time."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: NOW)

    def signed_in(viewer: "Viewer") -> Client:
        client = Client()
        if viewer.person > 0:
            row = get_user_model().objects.get(pk=viewer.person)
            client.force_login(row, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
