"""Disagreeing without a name: the words for everybody, the author for a custodian's passphrase alone."""

import base64
import json
from datetime import datetime, timedelta

import pyrage
import pytest
from pyrage import passphrase as lock

from tests.answers_world import lines
from tests.conftest import Cast
from tests.jobs.test_referrals_and_inquiries import issued as issued
from upstander.jobs import access, audit, dissents, people
from upstander.jobs.answer_sweep import sweep
from upstander.jobs.owed import owed
from upstander.jobs.owed_answers import DISSENT as SEALED
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.people import Viewer
from upstander.store.desk import custody, log, models
from upstander.store.desk import reads as desk

HOUR = timedelta(hours=1)
SECRET = "a river that runs uphill"
WORDS = "The columns have turned back, and nobody wrote it down."


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that takes no second: age makes guessing slow on purpose."""
    kept = lambda data, word: base64.b64encode(word.encode()) + b"|" + data  # noqa: E731
    monkeypatch.setattr(lock, "encrypt", kept)
    monkeypatch.setattr(lock, "decrypt", unlocked)


def unlocked(data: bytes, word: str) -> bytes:
    """What the quick lock holds."""
    first, _, rest = data.partition(b"|")
    if base64.b64decode(first) != word.encode():
        raise pyrage.DecryptError("decryption failed")
    return rest


@pytest.fixture
def custodian(quick: None, cast: Cast, alice: Viewer, now: datetime) -> Viewer:
    """Charlie, custodian with a key, now granted sight."""
    access.give(cast.situation, cast.people["charlie"], "Keeps seals.", now + timedelta(days=9), who=alice, now=now)
    charlie = cast.viewer("charlie")
    dissents.make_key(SECRET, who=charlie, now=now)
    return charlie


@pytest.fixture
def later(now: datetime) -> datetime:
    """Twenty-three minutes past the hour."""
    return now + timedelta(minutes=23, seconds=17)


@pytest.fixture
def filed(custodian: Viewer, issued: str, dina: Viewer, later: datetime) -> str:
    """Dina disagrees."""
    return dissents.file(issued, WORDS, who=dina, now=later)


def test_every_reader_sees_the_words_and_the_hour_and_no_name(
    filed: str, issued: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    for viewer in (alice, bob):
        (kept,) = desk.dissents(viewer, issued)
        assert (kept.text, kept.hour) == (WORDS, now)
        assert "Dina" not in repr(kept)


def test_nothing_that_the_database_holds_tells_who_or_when(filed: str, dina: Viewer, later: datetime) -> None:
    before = [json.loads(line) for line in lines() if WORDS in line or filed in line]
    assert [row["table"] for row in before] == ["desk.SealedDissent"]
    (columns,) = [row["columns"] for row in before]
    plain = {name: value for name, value in columns.items() if name != "author"}
    assert dina.person not in plain.values()
    assert "Dina" not in json.dumps(columns)
    assert later.strftime("%M:%S") not in json.dumps(columns)
    assert not any(later.strftime("%H:%M:%S") in line for line in lines())


def test_the_log_hears_of_it_after_its_hour_and_knows_no_person(filed: str, alice: Viewer, now: datetime) -> None:
    before = log.root()[0]
    assert sweep(now + timedelta(minutes=59)) == 0
    assert (sweep(now + HOUR), sweep(now + HOUR)) == (1, 0)
    assert log.root()[0] == before + 1
    line = desk.log(alice)[0][0]
    assert (line.action, line.person, line.name) == ("dissent filed", -1, "")


def test_a_long_name_is_sealed_like_a_short_one() -> None:
    names = ("Al", "N" * 200, "名" * 200, "ع" * 200)
    assert len({len(custody.padded({"person": 7, "name": name, "at": "2026-11-02"})) for name in names}) == 1


def test_a_custodian_opens_it_with_passphrase_and_reason_and_that_shows(
    filed: str, issued: str, custodian: Viewer, alice: Viewer, later: datetime
) -> None:
    found = dissents.unseal(filed, SECRET, "A court asks.", who=custodian, now=later)
    assert found == "Dina"
    (kept,) = desk.dissents(alice, issued)
    (opening,) = kept.openings
    assert (opening.by, opening.reason) == ("Charlie", "A court asks.")
    line = desk.log(alice)[0][0]
    assert (line.action, line.detail) == ("opened a seal", {})


def test_no_other_passphrase_and_nobody_else_opens_it(
    filed: str, custodian: Viewer, alice: Viewer, bob: Viewer, dina: Viewer, otto: Viewer, later: datetime
) -> None:
    with pytest.raises(Refused, match="passphrase"):
        dissents.unseal(filed, "another passphrase", "Why.", who=custodian, now=later)
    with pytest.raises(Usage):
        dissents.unseal(filed, SECRET, " ", who=custodian, now=later)
    for viewer, error in ((alice, Refused), (bob, Refused), (dina, Refused), (otto, Unknown)):
        with pytest.raises(error):
            dissents.unseal(filed, SECRET, "Why.", who=viewer, now=later)
    (kept,) = [desk.dissent(alice, filed)]
    assert kept.openings == ()


def test_a_key_made_later_does_not_open_what_was_sealed_before(
    filed: str, custodian: Viewer, cast: Cast, alice: Viewer, later: datetime
) -> None:
    dissents.make_key("another river altogether", who=custodian, now=later)
    assert dissents.unseal(filed, SECRET, "A court asks.", who=custodian, now=later) == "Dina"
    with pytest.raises(Refused, match="yours does not open"):
        dissents.unseal(filed, "another river altogether", "A court asks.", who=custodian, now=later)


def test_a_reply_is_due_from_who_issued_the_alert(
    filed: str, issued: str, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    (line,) = owed(bob, now)
    assert (line.path, line.due) == (f"/alerts/{issued}/", now + HOUR + timedelta(hours=72))
    for viewer in (alice, dina):
        with pytest.raises(Refused):
            dissents.reply(filed, "We know.", who=viewer, now=now)
    dissents.reply(filed, "We sent somebody to look.", who=bob, now=now)
    assert owed(bob, now) == []
    (kept,) = desk.dissents(dina, issued)
    assert (kept.reply, kept.replied_by) == ("We sent somebody to look.", "Bob")
    with pytest.raises(Usage):
        dissents.reply(filed, "Again.", who=bob, now=now)


def test_a_late_reply_shows_and_is_said_once(filed: str, issued: str, bob: Viewer, now: datetime) -> None:
    late = now + timedelta(days=4)
    assert (sweep(late), sweep(late)) == (2, 0)
    assert [line.overdue for line in owed(bob, late)] == [True]
    assert desk.dissents(bob, issued)[0].overdue(late)


def test_who_may_not_see_the_alert_files_and_reads_nothing(
    filed: str, issued: str, cast: Cast, otto: Viewer, ada: Viewer, stranger: Viewer, now: datetime
) -> None:
    for viewer in (otto, ada, stranger):
        with pytest.raises(Unknown):
            dissents.file(issued, "No.", who=viewer, now=now)
        with pytest.raises(Unknown):
            desk.dissent(viewer, filed)
        assert desk.dissents(viewer, issued) == []


def test_without_a_custodians_key_nothing_is_sealed(issued: str, dina: Viewer, now: datetime) -> None:
    with pytest.raises(Usage, match="custodian"):
        dissents.file(issued, WORDS, who=dina, now=now)


def test_only_a_custodian_makes_a_key_and_not_with_a_short_passphrase(
    custodian: Viewer, alice: Viewer, now: datetime
) -> None:
    with pytest.raises(Refused):
        dissents.make_key(SECRET, who=alice, now=now)
    with pytest.raises(Usage):
        dissents.make_key("short", who=custodian, now=now)


def test_the_authors_own_steps_in_the_log_say_nothing_of_it(
    custodian: Viewer, issued: str, cast: Cast, dina: Viewer, later: datetime
) -> None:
    audit.saw(dina, "alert", issued, cast.situation, later)
    before = log.root()
    dissents.file(issued, WORDS, who=dina, now=later)
    assert log.root() == before


@pytest.mark.django_db
def test_the_real_lock_keeps_a_key_to_its_passphrase(cast: Cast, charlie: Viewer, now: datetime) -> None:
    custody.add_key(charlie.person, SECRET, now)
    sealed = custody.seal({"name": "Dina"})
    assert custody.unseal(sealed, charlie.person, SECRET) == {"name": "Dina"}


def test_where_the_issuer_has_left_the_focal_points_and_the_owner_hear_of_it(
    filed: str, custodian: Viewer, alice: Viewer, bob: Viewer, cast: Cast, now: datetime
) -> None:
    people.deactivate(bob.person, who=cast.viewer("ada"), now=now)
    sweep(now + HOUR)
    told = models.Notice.objects.filter(key=f"dissent:{filed}:filed").values_list("person", flat=True)
    assert sorted(told) == sorted([alice.person, custodian.person])
    assert SEALED in {each.ask.template for each in owed(cast.viewer("charlie"), now + HOUR)}
