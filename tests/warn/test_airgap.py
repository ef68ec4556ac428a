"""A signed file says when anything in it was changed."""

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import assume, given
from hypothesis import strategies as st

from upstander.records.errors import Damaged, Refused
from upstander.warn import airgap

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
MESSAGE: dict[str, Any] = {"alert": {"title": "Zamzam · زمزم", "n": 2, "signals": []}, "place": "Sudan"}
FILE = airgap.seal(MESSAGE, PUBLIC, KEY.sign)


def test_what_was_sealed_comes_back_with_its_key() -> None:
    assert airgap.opened(FILE) == (MESSAGE, airgap.fingerprint(PUBLIC))
    assert airgap.opened(FILE, f" {airgap.fingerprint(PUBLIC).upper()}\n")[0] == MESSAGE


def test_the_same_message_gives_the_same_file() -> None:
    assert airgap.seal(dict(reversed(MESSAGE.items())), PUBLIC, KEY.sign) == FILE


def test_blanks_may_change_and_nothing_else() -> None:
    assert airgap.opened(json.dumps(json.loads(FILE)))[0] == MESSAGE


def test_another_key_is_named_and_refused() -> None:
    with pytest.raises(Refused, match=airgap.fingerprint(PUBLIC)):
        airgap.opened(FILE, "0" * 64)


def test_a_message_signed_again_by_somebody_else_is_not_the_senders() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public = other.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    forged = airgap.seal({"alert": {}}, public, other.sign)
    with pytest.raises(Refused):
        airgap.opened(forged, airgap.fingerprint(PUBLIC))


@given(st.integers(0, len(FILE) - 1), st.characters(codec="utf-8"))
def test_no_character_changes_unseen(at: int, character: str) -> None:
    changed = FILE[:at] + character + FILE[at + 1 :]
    assume(changed != FILE)
    try:
        message, found = airgap.opened(changed)
    except Damaged:
        return
    assert (message, found) == (MESSAGE, airgap.fingerprint(PUBLIC))


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "not json", '{"format":1}', "[" * 100_000, FILE.replace("airgap-1", "airgap-2"),
        FILE.replace('"place"', '"place": "Chad", "place"'), FILE.replace("{", '{"more": 1,', 1), " " * 2_000_000,
        FILE.replace(base64.b64encode(PUBLIC).decode(), "AAAA"),
    ],
)  # fmt: skip
def test_what_is_no_signed_alert_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(Damaged) as refused:
        airgap.opened(text)
    assert str(refused.value).endswith(".")
