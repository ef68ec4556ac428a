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
from upstander.records.errors import Damaged, Refused, Unknown, Usage
from upstander.records.people import Role, Viewer
from upstander.respond.receipts import verify, written
from upstander.store.desk import log, reads, threads
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


def test_an_addressee_who_telephoned_her_minister_records_it_for_the_team_and_proves_it_without_a_word(
    issued: str, home: Path, bob: Viewer, dina: Viewer, otto: Viewer, now: datetime
) -> None:
    later = now + timedelta(hours=1)
    receipts.pass_on(issued, "The Minister", "by telephone", now, who=dina, now=later)
    (kept,) = threads.entries(bob, threads.thread_of(alert=issued) or "")
    assert (kept.by, kept.at) == ("Dina", later)
    assert kept.text == f"Passed on to The Minister; how: by telephone; {now:%Y-%m-%d %H:%M} UTC."
    sealed = receipts.receipt(home, issued, who=dina, now=later)
    assert [(each.did, each.at) for each in sealed.receipt.deeds] == [("passed on", later)]
    told = written(sealed) + str([each.detail for each in log.entries(otto)[0] if each.action == "passed on"])
    assert not any(word in told for word in ("Minister", "telephone"))
    assert [each.did for each in receipts.provable(issued, bob)] == ["issued"]


def test_nothing_is_passed_on_before_it_was_issued_later_than_now_without_words_or_by_who_only_reads(
    cast: Cast, issued: str, alice: Viewer, bob: Viewer, dina: Viewer, charlie: Viewer, otto: Viewer, now: datetime
) -> None:
    before, second = log.root(), timedelta(seconds=1)
    to_dina = Address(cast.people["dina"], "Call the board.", now + timedelta(hours=4), now + timedelta(hours=18))
    for at in (now + second, now - timedelta(minutes=1)):
        with pytest.raises(Usage, match="after the alert was issued, and not in the future"):
            receipts.pass_on(issued, "The Minister", "by telephone", at, who=dina, now=now)
    for words in ((" ", "by telephone"), ("The Minister", "")):
        with pytest.raises(Usage, match="Fill in this field"):
            receipts.pass_on(issued, *words, now, who=dina, now=now)
    for who in (charlie, otto, cast.viewer("ada")):
        with pytest.raises(Unknown, match="There is no such alert, or it is not open to you"):
            receipts.pass_on(issued, "The Minister", "by telephone", now, who=who, now=now)
    for who in (replace(dina, reads_only=True), replace(bob, roles=frozenset({Role.REPORTER}))):
        with pytest.raises(Refused, match="Ask an analyst, a focal point or a decision maker"):
            receipts.pass_on(issued, "The Minister", "by telephone", now, who=who, now=now)
    assert log.root() == before
    draft = alerts.draft(cast.situation, DRAFT, [to_dina], who=alice, now=now)
    with pytest.raises(Usage, match="Issue the alert first"):
        receipts.pass_on(draft, "The Minister", "by telephone", now, who=alice, now=now)
