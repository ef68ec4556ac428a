"""From nothing to a desk that answers, on real figures, in processes of its own."""

import json
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from random import Random

import pytest

from tests.jobs import whole

KILLS = 20
HOMES = 2


def copy(prepared: Path, to: Path) -> Path:
    shutil.copytree(prepared, to)
    return to


def test_it_prints_the_top_ten_with_reasons_and_one_link_a_role(prepared: Path, tmp_path: Path) -> None:
    printed = whole.well(copy(prepared, tmp_path / "home"), "up", "--demo", "--only-prepare", "--port", "8123")
    assert "100 people within 12 months" in printed
    assert " 10 " in printed
    assert "killed" in printed
    assert len(re.findall(r"http://127\.0\.0\.1:8123/link/ups_\S+/", printed)) == 7


def test_the_accounts_lie_in_a_file_for_its_owner_alone(prepared: Path) -> None:
    listed = json.loads((prepared / "demonstration.json").read_text())
    assert {one["role"] for one in listed} == {
        *("reporter", "analyst", "focal_point", "decision_maker", "custodian", "auditor", "administrator")
    }
    assert all(one.keys() == {"role", "username", "password"} for one in listed)
    assert (prepared / "demonstration.json").stat().st_mode & 0o777 == 0o600
    assert prepared.stat().st_mode & 0o777 == 0o700


def test_something_waits_and_something_is_overdue(prepared: Path) -> None:
    waiting = json.loads(whole.well(prepared, "alerts", "waiting", "--as", "decision_maker", "--json"))
    assert [item["overdue"] for item in waiting] == [True, False]
    assert all(item["alert"]["title"].startswith("Demonstration") for item in waiting)
    assert waiting[0]["alert"]["signals"] != []


def test_the_log_of_a_demonstration_is_in_order(prepared: Path) -> None:
    log = json.loads(whole.well(prepared, "audit", "log", "--as", "auditor", "--json"))
    assert [entry["at"] for entry in log] == sorted((entry["at"] for entry in log), reverse=True)


def test_a_second_start_changes_nothing(prepared: Path, tmp_path: Path) -> None:
    home = copy(prepared, tmp_path / "home")
    before = (home / "demonstration.json").read_bytes(), whole.well(home, "audit", "root")
    whole.well(home, "up", "--demo", "--only-prepare")
    assert ((home / "demonstration.json").read_bytes(), whole.well(home, "audit", "root")) == before
    assert whole.state(home) == whole.state(prepared)


def test_without_demo_no_account_is_made_and_the_way_to_the_first_is_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert "upstander people add NAME --role administrator" in whole.well(home, "up", "--only-prepare")
    assert json.loads(whole.well(home, "people", "list", "--json")) == []
    assert not (home / "demonstration.json").exists()
    added = whole.well(home, "people", "add", "ada", "--role", "administrator")
    assert "/link/ups_" in added


def test_killed_at_random_moments_it_ends_in_the_same_state(prepared: Path, tmp_path: Path) -> None:
    """Twenty kills at seeded moments, on two homes, each then started once more."""
    wanted, random = whole.state(prepared), Random(19_440_915)
    began = time.monotonic()
    whole.well(tmp_path / "whole", "up", "--demo", "--only-prepare")
    span, killed = time.monotonic() - began, 0
    for number in range(HOMES):
        home = tmp_path / f"home{number}"
        for _ in range(KILLS // HOMES):
            process = whole.start(home, "up", "--demo", "--only-prepare")
            time.sleep(random.uniform(0.1, span))
            killed += process.poll() is None
            process.send_signal(signal.SIGKILL)
            process.communicate()
        whole.well(home, "up", "--demo", "--only-prepare")
        assert whole.state(home) == wanted
    assert killed > KILLS // 4


def test_a_taken_port_is_refused_before_anything_is_touched(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence = whole.said(whole.run(tmp_path / "home", "up", "--port", str(port)), 1)
    assert sentence == f"Port {port} is taken: name another one with --port."
    assert not (tmp_path / "home").exists()


def test_two_at_once_on_one_home_are_refused(prepared: Path, tmp_path: Path) -> None:
    home, port = copy(prepared, tmp_path / "home"), whole.free_port()
    with serving(home, port):
        sentence = whole.said(whole.run(home, "up", "--port", str(whole.free_port())), 1)
        assert "is running on" in sentence
        sentence = whole.said(whole.run(home, "restore", str(home / "demonstration.json"), "--replace"), 2)
        assert "passphrase" in sentence


class serving:  # noqa: N801
    """The desk of this home, served until the end of the block, which kills it."""

    def __init__(self, home: Path, port: int, *words: str) -> None:
        self.process = whole.start(home, *(words or ("up", "--demo")), "--port", str(port))
        self.address = f"http://127.0.0.1:{port}"

    def __enter__(self) -> "serving":
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.address}/healthz", timeout=5).close()
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                assert self.process.poll() is None, self.process.communicate()
                time.sleep(0.1)
            else:
                return self
        raise AssertionError("the desk does not answer")

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


def test_it_serves_lets_one_click_sign_in_and_leaves_the_port_when_killed(prepared: Path, tmp_path: Path) -> None:
    home, port = copy(prepared, tmp_path / "home"), whole.free_port()
    with serving(home, port) as desk:
        assert desk.process.stdout is not None
        link = next(line.split()[-1] for line in desk.process.stdout if "decision maker" in line)
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with browser.open(link) as page:
            assert page.url == f"{desk.address}/waiting/"
            assert b"Demonstration" in page.read()
    with socket.socket() as again:
        for _ in range(100):
            if again.connect_ex(("127.0.0.1", port)) != 0:
                break
            time.sleep(0.05)
        again.close()
    with serving(home, port, "serve"):
        pass


def test_serve_refuses_to_leave_this_machine_without_tls(prepared: Path) -> None:
    sentence = whole.said(whole.run(prepared, "serve", "--host", "0.0.0.0"), 2)
    assert "UPSTANDER_PUBLIC_URL" in sentence
    tls = {"UPSTANDER_PUBLIC_URL": "https://desk.example.org"}
    assert "UPSTANDER_TRUSTED_PROXIES" in whole.said(whole.run(prepared, "serve", "--host", "0.0.0.0", more=tls), 2)


@pytest.mark.parametrize("words", [("serve",), ("serve", "--host", "0.0.0.0"), ("up",)])
def test_demonstration_accounts_are_refused_once_others_reach_the_desk(
    prepared: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    home = copy(prepared, tmp_path / "home")
    tls = {"UPSTANDER_PUBLIC_URL": "https://desk.example.org", "UPSTANDER_TRUSTED_PROXIES": "127.0.0.1"}
    ended = whole.run(home, *words, "--port", str(whole.free_port()), more=tls)
    assert "demonstration accounts" in whole.said(ended, 2)


def test_a_demonstration_is_refused_where_others_reach_the_desk(tmp_path: Path) -> None:
    tls = {"UPSTANDER_PUBLIC_URL": "https://desk.example.org"}
    assert "takes no demonstration" in whole.said(whole.run(tmp_path / "home", "up", "--demo", more=tls), 2)
    assert not (tmp_path / "home").exists()


def test_an_address_without_tls_is_no_public_address(prepared: Path) -> None:
    ended = whole.run(prepared, "serve", more={"UPSTANDER_PUBLIC_URL": "http://desk.example.org"})
    assert "begins with https://" in whole.said(ended, 2)


def test_a_database_of_a_newer_program_is_refused_and_untouched(prepared: Path, tmp_path: Path) -> None:
    home = copy(prepared, tmp_path / "home")
    with sqlite3.connect(home / "desk.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('desk', '9999_later', '2099-01-01')"
        )
    for words in (("up", "--only-prepare"), ("serve", "--port", str(whole.free_port()))):
        assert "written by a newer Upstander" in whole.said(whole.run(home, *words), 1)
    with sqlite3.connect(home / "desk.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM django_migrations WHERE name = '9999_later'").fetchone() == (1,)


def test_a_locked_database_is_said_in_one_sentence(prepared: Path, tmp_path: Path) -> None:
    home = copy(prepared, tmp_path / "home")
    quick = {"DJANGO_SETTINGS_MODULE": "tests.jobs.impatient"}
    with sqlite3.connect(home / "desk.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        ended = whole.run(home, "people", "add", "eve", "--role", "analyst", more=quick)
        other.execute("ROLLBACK")
    assert "The database is locked by another program" in whole.said(ended, 1)


def test_a_file_where_the_home_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a directory")
    assert "is not a directory" in whole.said(whole.run(tmp_path / "home", "up", "--only-prepare"), 1)


def test_a_full_disk_is_said_in_one_sentence_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    """A file size limit stands in for a full disk where there is no small disk to fill."""
    home = tmp_path / "home"
    limited = subprocess.run(
        ["bash", "-c", f"ulimit -f 40; trap '' XFSZ; exec {sys.executable} -m upstander up --only-prepare"],
        env=whole.environment(home),
        capture_output=True,
        text=True,
    )
    assert "The disk is full" in whole.said(limited, 1)
    whole.well(home, "up", "--only-prepare")
