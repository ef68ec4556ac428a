"""Enrolling a phone, and signing in with it: the code is worked out here as any authenticator app does."""

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Desk, Visit, sign_in
from tests.browser.test_pages import barriers

WHO = "custodian"
STEP = 30

pytestmark = [pytest.mark.browser]


def code(secret: str, moment: float) -> str:
    """Six digits for this moment (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(moment // STEP)), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def enrol(page: Page, desk: Desk) -> str:
    """Open the page that adds a phone, past the question for the password; returns the key."""
    page.goto(f"{desk.url}/me/second-factor/add/")
    if "/me/again/" in page.url:
        page.fill("[name=password]", desk.people[WHO]["password"])
        page.locator("[name=password]").press("Enter")
        page.wait_for_url("**/me/second-factor/add/")
    return page.locator("dl.facts bdi").inner_text().strip()


def test_the_codes_are_those_of_the_standard() -> None:
    assert code(base64.b32encode(b"12345678901234567890").decode(), 59) == "287082"


@pytest.mark.npm
def test_a_phone_is_added_and_then_asked_for(
    visit: Callable[..., Visit], browser: Browser, running_desk: Desk, axe: str
) -> None:
    visited = visit(WHO)
    secret = enrol(visited.page, running_desk)
    assert barriers(visited.page, axe) == []
    visited.page.fill("[name=code]", "000000")
    visited.page.locator("[name=code]").press("Enter")
    expect(visited.page.locator("main .why")).to_be_visible()
    secret = visited.page.locator("dl.facts bdi").inner_text().strip() or secret
    visited.page.fill("[name=code]", code(secret, time.time()))
    visited.page.locator("[name=code]").press("Enter")
    expect(visited.page.locator("main ul.codes li").first).to_be_visible()

    again = browser.new_context().new_page()
    sign_in(again, running_desk, WHO, until="/sign-in/second-factor/")
    again.fill("[name=code]", code(secret, time.time() + STEP))
    again.locator("[name=code]").press("Enter")
    again.wait_for_url(lambda url: "/sign-in/" not in url)
    again.context.close()
