"""Two processes send what one desk has to send, and one of them is killed: nothing is lost, nothing is doubled."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from tests.jobs import whole
from tests.jobs.post import MailServer

MANY = 40

Postman = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def postman(request: pytest.FixtureRequest, tmp_path: Path, server: MailServer) -> Iterator[Postman]:
    """Start a process of one desk, on either database."""
    name = "upstander_postmen"
    given = {"UPSTANDER_SMTP_URL": f"smtp://127.0.0.1:{server.port}", "UPSTANDER_MAIL_FROM": "desk@example.org"}
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql")
        given["UPSTANDER_DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        with psycopg.connect(url, autocommit=True) as there:
            there.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            there.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def start(*words: object) -> "subprocess.Popen[bytes]":
        program = [sys.executable, "-m", "tests.jobs.postman", *map(str, words)]
        return subprocess.Popen(program, env=whole.environment(tmp_path, given), cwd=whole.ROOT)

    assert start("prepare", MANY).wait(60) == 0
    yield start
    if request.param == "postgresql":
        with psycopg.connect(url, autocommit=True) as there:
            there.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_nothing_is_lost_and_nothing_is_doubled(postman: Postman, server: MailServer) -> None:
    first, second = postman("post", 0, 0), postman("post", 0, 7)
    assert [first.wait(60), second.wait(60)] == [0, -9]
    got = Counter(mail["Message-ID"] for mail in server.box.mails)
    assert set(got.values()) == {1}
    assert len(got) == MANY
    assert postman("post", 6, 0).wait(60) == 0
    again = Counter(mail["Message-ID"] for mail in server.box.mails)
    assert again.keys() == got.keys()
    assert sorted(again.values(), reverse=True)[:2] == [2, 1]
