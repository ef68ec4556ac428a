"""A receipt holds under its signature, and under nothing else."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from upstander.records.desk import Entry
from upstander.records.errors import Damaged, Refused
from upstander.records.receipts import Deed, Receipt, Sealed
from upstander.respond.receipts import canonical, deeds, fingerprint, read, verify, written

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
RECEIPT = Receipt("Alice", "Ministry", "a" * 12, "Actual", NOW, (Deed(4, NOW, "drafted", "ab" * 32),), 9, "cd" * 32)
FILE = written(Sealed(RECEIPT, PUBLIC, KEY.sign(canonical(RECEIPT)).hex()))


def entry(action: str, number: int = 1, **detail: object) -> Entry:
    return Entry(number, NOW, 1, "Alice", action, "alert:a", "s", detail, "", "ab" * 32)


def test_an_untouched_receipt_is_accepted_whoever_signed_it() -> None:
    assert verify(FILE).receipt == RECEIPT
    assert verify(FILE, fingerprint(PUBLIC).upper()).receipt == RECEIPT


def test_another_desks_receipt_is_refused_where_the_key_is_known() -> None:
    with pytest.raises(Damaged, match="Another desk signed this receipt"):
        verify(FILE, fingerprint("00" * 32))


@pytest.mark.parametrize(
    "change",
    [
        {"person": "Bob"},
        {"institution": ""},
        {"status": "Exercise"},
        {"made_at": "2026-11-01T09:00:00.000000+00:00"},
        {"deeds": []},
        {"log": {"size": 9, "root": "ce" * 32}},
    ],
)
def test_whatever_is_changed_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(Damaged, match="This receipt was changed after the desk signed it: trust none of it"):
        verify(json.dumps(json.loads(FILE) | change))


@pytest.mark.parametrize("text", ["", "[]", "{}", FILE[:-20], json.dumps(json.loads(FILE) | {"says": "more"})])
def test_what_is_no_receipt_or_holds_more_than_was_signed_is_refused(text: str) -> None:
    with pytest.raises(Damaged, match="This is no receipt, or part of it is missing"):
        read(text)


@given(st.data())
def test_no_single_changed_character_passes(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(FILE) - 1))
    other = data.draw(st.characters(min_codepoint=32, max_codepoint=126).filter(lambda each: each != FILE[place]))
    changed = FILE[:place] + other + FILE[place + 1 :]
    try:
        found = verify(changed)
    except Damaged:
        return
    assert found.receipt == RECEIPT  # blank space between the parts, or another case of a hexadecimal digit


def test_a_receipt_tells_deeds_and_doors_and_not_what_was_merely_read() -> None:
    found = deeds(
        [
            entry("seen"),
            entry("issued", 3, digest="9f" * 32),
            entry("drafted", 2),
            entry("knocked", 4, mechanism="osce"),
        ]
    )
    assert [(each.number, each.did, each.text, each.door) for each in found] == [
        (2, "drafted", "", ""),
        (3, "issued", "9f" * 32, ""),
        (4, "knocked", "", "osce"),
    ]
    with pytest.raises(Refused, match="There is nothing to prove yet"):
        deeds([entry("seen"), replace(entry("proved"), number=2)])
