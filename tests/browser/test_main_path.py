"""The chain in a browser, with and without JavaScript, from draft to decision; and Charlie sees nothing of it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

Visits = Callable[..., Visit]

TITLE = "Villages along the river may be attacked within days"
REASON = "The envoy travels tonight; the mission moves two companies."

pytestmark = [pytest.mark.browser]


def situation_of(page: Page) -> str:
    """The path of the first situation that the page lists."""
    links = [link.get_attribute("href") or "" for link in page.locator("main a").all()]
    return next(link for link in links if re.fullmatch(r"/situations/[A-Z]{3}/[a-z0-9]{12}/", link))


def option(page: Page, field: str, part: str) -> str:
    """The choice of a field that holds these words."""
    return next(text for text in page.locator(f"{field} option").all_inner_texts() if part in text)


def fill_draft(page: Page) -> None:
    """What an analyst types."""
    soon = datetime.now(UTC) + timedelta(hours=6)
    page.fill("[name=title]", TITLE)
    page.fill("[name=text]", "Three sources saw columns on the road to the river.")
    page.fill("[name=ask]", "Send somebody who can speak with both sides, before Friday.")
    page.fill("[name=change_our_mind]", "The columns turn back.")
    page.select_option("[name=grade]", "warning")
    page.select_option("[name=confidence]", "medium")
    page.select_option("[name=rows-0-person]", label=option(page, "[name=rows-0-person]", "decision maker"))
    page.fill("[name=rows-0-asked]", "Decide whether the envoy travels.")
    page.fill("[name=rows-0-acknowledge_by]", f"{soon:%Y-%m-%dT%H:%M}")
    page.fill("[name=rows-0-decide_by]", f"{soon + timedelta(hours=6):%Y-%m-%dT%H:%M}")


def path_of(page: Page, visited: Visit) -> str:
    """The path of the page that is open."""
    return page.url.removeprefix(visited.url)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_warning_travels_from_an_analyst_to_a_decision(visit: Visits, javascript: bool) -> None:
    analyst = visit("analyst", javascript=javascript)
    page = analyst.open(situation_of(analyst.open("/situations/")))
    situation = path_of(page, analyst)
    page.get_by_role("link", name="Draft an alert").click()
    fill_draft(page)
    page.get_by_role("button", name="Record the draft").click()
    expect(page).to_have_url(re.compile(r"/alerts/[a-z0-9]{12}/"))
    alert = path_of(page, analyst)
    assert page.get_by_role("button", name="Issue").count() == 0

    focal_point = visit("focal_point", javascript=javascript)
    page = focal_point.open(alert)
    page.get_by_role("button", name="Issue this alert").click()
    expect(page.locator("main")).to_contain_text("issued by Demonstration focal point")

    recipient = visit("decision_maker", javascript=javascript)
    page = recipient.open("/waiting/")
    expect(page.locator("main")).to_contain_text(TITLE)
    page = recipient.open(alert)
    page.get_by_role("button", name="Acknowledge").click()
    page = recipient.open(alert)
    page.locator("[name=answer][value=act]").check()
    page.fill("[name=reason]", REASON)
    page.get_by_role("button", name="Record my answer").click()

    expect(analyst.open(alert).locator("main")).to_contain_text(REASON)
    expect(visit("auditor", javascript=javascript).open("/log/").locator("main")).to_contain_text("decided")
    nothing_for_charlie(visit("outsider", javascript=javascript), alert, situation)


def nothing_for_charlie(outsider: Visit, alert: str, situation: str) -> None:
    """Neither the alert nor the situation exists for somebody to whom nothing was granted."""
    state = situation.split("/")[2]
    for path in (alert, f"{alert}edit", situation, f"{situation}draft"):
        answer = outsider.page.goto(outsider.url + path)
        assert answer is not None
        assert answer.status == 404
        assert TITLE not in outsider.page.content()
    for path in ("/waiting/", "/alerts/", "/situations/", f"/situations/{state}/", "/watchlist/"):
        text = outsider.open(path).content()
        assert TITLE not in text
        assert situation not in text
        assert "Demonstration:" not in text


def test_without_a_session_only_signing_in_answers(visit: Visits) -> None:
    stranger = visit("")
    for path in ("/", "/watchlist/", "/situations/SDN/", "/alerts/", "/waiting/", "/log/", "/people/", "/me/"):
        assert "/sign-in/" in stranger.open(path).url


def test_what_was_refused_is_said_at_its_field(visit: Visits) -> None:
    analyst = visit("analyst")
    page = analyst.open(situation_of(analyst.open("/situations/")) + "draft")
    fill_draft(page)
    page.fill("[name=rows-0-decide_by]", "2020-01-01T00:00")
    page.get_by_role("button", name="Record the draft").click()
    expect(page.locator("main")).to_contain_text("Choose a time that is still to come")
    expect(page.locator("[name=title]")).to_have_value(TITLE)
