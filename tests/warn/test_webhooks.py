"""Webhooks as the Standard Webhooks' own JavaScript library reads them, and the waits between tries."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW
from upstander.records.channels import Channel, Parcel
from upstander.warn import messages, webhooks

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="
PARCEL = Parcel("abcdefghjkmn", Channel.WEBHOOK, 1, "https://example.org/", NOW, "/alerts/a/", contact="cccccccccccc")

CHECK = """
const { Webhook } = require(process.argv[1]);
const [secret, body, headers] = JSON.parse(require("fs").readFileSync(0, "utf8"));
try { console.log(JSON.stringify({ ok: new Webhook(secret).verify(body, headers) })); }
catch (error) { console.log(JSON.stringify({ wrong: error.message })); }
"""


@pytest.fixture(scope="module")
def library() -> str:
    """Where npm put the library."""
    folder = Path(os.environ.get("UPSTANDER_TEST_NPM") or "node_modules", "standardwebhooks").absolute()
    if not folder.is_dir() or not shutil.which("node"):
        pytest.skip("no standardwebhooks: run `npm install standardwebhooks`, or name the folder in UPSTANDER_TEST_NPM")
    return str(folder)


def verified(library: str, body: bytes, headers: dict[str, str], secret: str = SECRET) -> dict[str, object]:
    """What the library says of a message."""
    asked = json.dumps([secret, body.decode(), headers])
    done = subprocess.run(
        ["node", "-e", CHECK, library], input=asked, capture_output=True, text=True, check=True, timeout=30
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def signed(at: datetime) -> tuple[bytes, dict[str, str]]:
    body = webhooks.body(PARCEL, "https://desk.example.org/alerts/a/", "Quelque chose attend : 什么 · شيء")
    return body, webhooks.headers(SECRET, PARCEL.id, at, body)


@pytest.mark.npm
def test_their_library_takes_our_message(library: str) -> None:
    body, headers = signed(datetime.now(UTC))
    assert verified(library, body, headers) == {"ok": json.loads(body)}


@pytest.mark.npm
@pytest.mark.parametrize("what", ["body", "id", "timestamp", "signature", "secret"])
def test_their_library_refuses_what_was_changed(what: str, library: str) -> None:
    body, headers = signed(datetime.now(UTC))
    secret = SECRET.replace("MfKQ", "MfKR") if what == "secret" else SECRET
    if what == "body":
        body = body.replace(b"waits", b"ends.")
    elif what != "secret":
        kept = headers[f"webhook-{what}"]
        headers[f"webhook-{what}"] = str(int(kept) - 1) if what == "timestamp" else kept[:-3] + "AA="
    assert "wrong" in verified(library, body, headers, secret)


@pytest.mark.npm
@pytest.mark.parametrize(("hours", "word"), [(-1, "old"), (1, "new")])
def test_their_library_refuses_an_old_message_and_one_from_the_future(hours: int, word: str, library: str) -> None:
    body, headers = signed(datetime.now(UTC) + timedelta(hours=hours))
    assert word in str(verified(library, body, headers)["wrong"])


def test_the_body_is_thin_and_names_nobody() -> None:
    body, _ = signed(NOW)
    event = json.loads(body)
    assert len(body) < webhooks.MOST / 10
    assert event["type"] == "notice.waiting"
    assert set(event["data"]) == {"id", "what", "to", "due", "url", "language", "text"}


def test_a_body_that_grew_is_not_sent() -> None:
    with pytest.raises(ValueError, match="thin"):
        webhooks.body(PARCEL, "https://desk.example.org/", "x" * webhooks.MOST)


def test_the_canary_says_that_it_is_a_test() -> None:
    event = json.loads(webhooks.body(replace(PARCEL, canary=True, contact=""), "", ""))
    assert (event["type"], event["data"]["what"], event["data"]["to"]) == ("canary", "test", None)


@given(st.text(st.sampled_from("abcdefgh23456789"), min_size=12, max_size=12))
def test_waits_grow_within_their_jitter_and_end(id: str) -> None:
    waits = [webhooks.wait(id, attempts) for attempts in range(1, 12)]
    assert waits[9:] == [None, None]
    for wait, least in zip(waits, webhooks.WAITS, strict=False):
        assert wait is not None
        assert least <= wait <= least * (1 + webhooks.JITTER)


def test_a_message_with_a_number_of_things_says_how_many() -> None:
    assert (
        str(messages.first(replace(PARCEL, count=3), ""))
        == "3 things wait for you at the desk. None of them is urgent."
    )
    assert str(messages.first(replace(PARCEL, count=1), "")).startswith("1 thing waits")
