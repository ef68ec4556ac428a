"""A person can prove that they passed a warning on; nobody can prove it for another."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from upstander.jobs import access, alerts, decisions, receipts
from upstander.records.desk import Address, Answer
from upstander.records.errors import Damaged, Refused, Unknown
from upstander.records.people import Viewer
from upstander.respond.receipts import verify, written
from upstander.store.desk import log, reads
from upstander.store.keys import STATEMENTS


@pytest.fixture
def issued(cast: Cast, alice: Viewer, bob: Viewer, now: datetime) -> str:
    to_dina = Address(cast.people["dina"], "Call the board.", now + timedelta(hours=4), now + timedelta(hours=18))
    id = alerts.draft(cast.situation, DRAFT, [to_dina], who=alice, now=now)
    alerts.issue(id, who=bob, now=now)
    return id


def test_each_proves_what_they_did_and_nothing_that_another_did(
    issued: str, home: Path, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    decisions.decide(issued, Answer.DECLINE, "No means.", who=dina, now=now)
    done = {who.name: receipts.receipt(home, issued, who=who, now=now).receipt for who in (alice, bob, dina)}
    assert {name: [each.did for each in made.deeds] for name, made in done.items()} == {
        "Alice": ["drafted", "thread opened"],
        "Bob": ["issued"],
        "Dina": ["decided"],
    }
    assert done["Bob"].deeds[0].text == reads.alert(bob, issued).digest
    assert (done["Dina"].log_size, done["Dina"].log_root) == log.root()


def test_a_receipt_holds_no_word_of_the_alert(
    issued: str, home: Path, bob: Viewer, situation: str, now: datetime
) -> None:
    text = written(receipts.receipt(home, issued, who=bob, now=now))
    for word in (DRAFT.title, DRAFT.text, DRAFT.ask, "Darfur", "SDN", "Dina", situation):
        assert word not in text
    assert verify(text).receipt.person == "Bob"


def test_the_desk_signs_with_one_key_that_nobody_else_reads(
    issued: str, home: Path, bob: Viewer, now: datetime
) -> None:
    first, second = (receipts.receipt(home, issued, who=bob, now=now).key for _ in range(2))
    assert first == second
    assert (home / STATEMENTS).stat().st_mode & 0o077 == 0


def test_who_sees_nothing_is_told_the_same_of_what_does_not_exist(
    issued: str, home: Path, charlie: Viewer, otto: Viewer, stranger: Viewer, now: datetime
) -> None:
    for who in (charlie, otto, stranger):
        for id in (issued, "nothinghere1"):
            with pytest.raises(Unknown, match="There is no such alert, or it is not open to you"):
                receipts.receipt(home, id, who=who, now=now)


def test_who_has_only_read_has_nothing_to_prove(issued: str, home: Path, dina: Viewer, now: datetime) -> None:
    with pytest.raises(Refused, match="There is nothing to prove yet"):
        receipts.receipt(home, issued, who=dina, now=now)


def test_access_that_has_ended_takes_nobodys_proof_away(
    cast: Cast, issued: str, home: Path, alice: Viewer, now: datetime
) -> None:
    access.revoke(reads.grants(alice, cast.situation)[0].id, who=alice, now=now)
    bob = cast.viewer("bob")
    with pytest.raises(Unknown):
        reads.alert(bob, issued)
    assert receipts.receipt(home, issued, who=bob, now=now).receipt.deeds[0].did == "issued"
    assert receipts.mine(bob) == [(issued, now)]


def test_nobody_takes_anothers_receipt(issued: str, home: Path, bob: Viewer, now: datetime) -> None:
    with pytest.raises(Refused, match="own token"):
        receipts.receipt(home, issued, who=replace(bob, reads_only=True), now=now)


def test_a_receipt_is_held_against_the_log(issued: str, home: Path, bob: Viewer, now: datetime) -> None:
    sealed = receipts.receipt(home, issued, who=bob, now=now)
    receipts.in_the_log(sealed)
    raw = json.loads(written(sealed))
    raw["deeds"][0]["number"] = 1
    forged = receipts.seal(home, replace(sealed.receipt, deeds=(replace(sealed.receipt.deeds[0], number=1),)))
    with pytest.raises(Damaged, match="Entry 1 of this desk's log is not the one on the receipt"):
        receipts.in_the_log(forged)
