"""The log only grows, and shows when somebody made it shrink or lie."""

from datetime import datetime
from itertools import pairwise

import pytest
from django.db import DatabaseError, connection, transaction

from tests.conftest import Cast
from upstander.jobs import audit
from upstander.records.errors import Damaged, Usage
from upstander.records.people import Viewer
from upstander.store.desk import log
from upstander.store.desk import reads as desk


def unguarded(statement: str) -> None:
    """What somebody who holds the database can do: lift the guard, change a row, put the guard back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE desk_entry DISABLE TRIGGER ALL")
        else:
            cursor.execute("DROP TRIGGER log_no_update")
            cursor.execute("DROP TRIGGER log_no_delete")
        cursor.execute(statement)


def test_every_act_is_a_line_that_follows_the_line_before(cast: Cast, otto: Viewer) -> None:
    lines = list(reversed(desk.log(otto)[0]))
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert all(after.before == before.digest for before, after in pairwise(lines))
    assert audit.verify() == f"{lines[-1].number}:{lines[-1].digest}"


@pytest.mark.parametrize("statement", ["UPDATE desk_entry SET name = 'Nobody'", "DELETE FROM desk_entry"])
def test_the_database_refuses_to_change_a_line(cast: Cast, statement: str) -> None:
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    audit.verify()


@pytest.mark.parametrize("column", ["name", "action", "object", "situation", "detail", "before", "digest"])
def test_any_changed_column_is_named_by_its_entry(cast: Cast, column: str) -> None:
    unguarded(f"UPDATE desk_entry SET {column} = 'x' WHERE number = 3")
    with pytest.raises(Damaged, match="Entry 3"):
        audit.verify()


def test_a_changed_time_is_named(cast: Cast) -> None:
    unguarded("UPDATE desk_entry SET at = '2020-01-01 00:00:00+00:00' WHERE number = 2")
    with pytest.raises(Damaged, match="Entry 2"):
        audit.verify()


def test_a_missing_line_is_named(cast: Cast) -> None:
    unguarded("DELETE FROM desk_entry WHERE number = 2")
    with pytest.raises(Damaged, match="Entry 2 of the log is missing"):
        audit.verify()


def test_a_cut_tail_shows_against_a_root_kept_elsewhere(cast: Cast) -> None:
    kept = audit.root()
    size = int(kept.split(":")[0])
    unguarded(f"DELETE FROM desk_entry WHERE number > {size - 2}")
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE desk_head SET number = {size - 2}, "
            f"digest = (SELECT digest FROM desk_entry WHERE number = {size - 2})"
        )
    assert audit.verify() == audit.root()
    with pytest.raises(Damaged, match=f"ends at entry {size - 2} but held {size}"):
        audit.verify(kept)


def test_a_cut_tail_shows_even_without_one_unless_the_head_was_changed_too(cast: Cast) -> None:
    size = log.root()[0]
    unguarded(f"DELETE FROM desk_entry WHERE number = {size}")
    with pytest.raises(Damaged, match="cut"):
        audit.verify()


def test_a_rewritten_log_shows_against_a_root_kept_elsewhere(cast: Cast) -> None:
    size, digest = log.root()
    with pytest.raises(Damaged, match="rewritten"):
        log.verify((size - 1, digest))


@pytest.mark.parametrize("text", ["", "5", "5:abc", f"x:{'0' * 64}", f"-1:{'0' * 64}"])
def test_what_is_no_root_is_refused(text: str) -> None:
    with pytest.raises(Usage, match="upstander audit root"):
        audit.read_root(text)


def test_sight_is_logged_once_a_day(cast: Cast, situation: str, bob: Viewer, otto: Viewer, now: datetime) -> None:
    before = log.root()[0]
    audit.saw(bob, "situation", situation, situation, now)
    audit.saw(bob, "situation", situation, situation, now)
    assert log.root()[0] == before + 1
    assert desk.log(otto)[0][0].action == "seen"
