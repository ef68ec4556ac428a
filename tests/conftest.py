"""What every test may ask for. The desk's tests run on SQLite, and once more on PostgreSQL where one is named.

Environment: UPSTANDER_TEST_POSTGRESQL (a server's URL), UPSTANDER_TEST_ON=postgresql (run on it), UPSTANDER_TEST_NPM
(a node_modules folder with axe-core), UPSTANDER_TEST_NO_SKIPS (a skipped test fails). Every other UPSTANDER_ variable
of the caller is put out of reach, so that a test never meets somebody's real desk.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

TEST_ON = os.environ.get("UPSTANDER_TEST_ON", "sqlite")
POSTGRESQL = os.environ.get("UPSTANDER_TEST_POSTGRESQL", "")
NO_SKIPS = bool(os.environ.get("UPSTANDER_TEST_NO_SKIPS"))
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
    if Path(__file__).parents[1].joinpath("src/upstander/web/apps.py").exists():
        os.environ["DJANGO_SETTINGS_MODULE"] = "upstander.site.settings"


_prepare_environment()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever touches the desk's database is marked `desk`: these tests run once on each database."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"}:
            item.add_marker("desk")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Where everything is installed, a test that was skipped proves nothing: it fails."""
    report = yield
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be skipped: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """A module skipped as a whole fails in the same way."""
    report = yield
    if NO_SKIPS and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be skipped: {report.longrepr}"
    return report


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
