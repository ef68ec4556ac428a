"""Every page in a real browser: no barrier, no message, no stranger, no sideways scroll, light."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ROLES, Visit, kind

Visits = Callable[..., Visit]
Pages = Mapping[str, list[str]]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
HEAVIEST = 100_000
WIDTHS = (1280, 390, 320)

pytestmark = [pytest.mark.browser]


def barriers(page: Page, axe: str) -> list[str]:
    """Serious and critical violations that axe-core finds on the page as it stands."""
    page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate("rules => axe.run(document, rules).then(r => r.violations)", RULES)
    return [
        f"{each['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]


def overflows(page: Page) -> dict[int, int]:
    """Pixels by which the page is wider than the window, by the window's width."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wider = page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
        found |= {width: wider} if wider else {}
    return found


def across(visited: Visit, paths: list[str], look: Callable[[Page], object]) -> dict[str, object]:
    """What a look at each page finds, pages without a finding left out."""
    return {path: found for path in paths if (found := look(visited.open(path)))}


def weight(visited: Visit) -> int:
    """Bytes that a first visit to the page carries, as sent."""
    visited.page.wait_for_load_state("load")
    return sum(sent.sizes()["responseBodySize"] for sent in visited.loaded)


def clean(visited: Visit, paths: list[str], axe: str) -> None:
    """No page has a fault, the browser complains of nothing, and nothing is asked of a stranger."""
    assert across(visited, paths, lambda _: faults(visited, axe)) == {}
    assert visited.complaints == []
    assert visited.strangers == []


def faults(visited: Visit, axe: str) -> dict[str, object]:
    """What is wrong with the page as it stands, by what it is."""
    heavy = carried if (carried := weight(visited)) > HEAVIEST else 0
    found = {"bytes": heavy, "barriers": barriers(visited.page, axe), "wider": overflows(visited.page)}
    visited.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    return {name: fault for name, fault in found.items() if fault}


@pytest.mark.npm
@pytest.mark.parametrize("role", ROLES)
def test_no_page_of_a_role_has_a_barrier_a_sideways_scroll_or_more_than_a_hundred_kilobytes(
    role: str, visit: Visits, pages: Pages, axe: str
) -> None:
    clean(visit(role), pages[role], axe)


@pytest.mark.npm
@pytest.mark.parametrize("role", ROLES)
def test_no_kind_of_page_has_a_barrier_in_arabic_and_in_dark(role: str, visit: Visits, kinds: Pages, axe: str) -> None:
    clean(visit(role, "ar", "dark"), kinds[role], axe)


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_no_kind_of_page_scrolls_sideways_where_words_are_longer(language: str, visit: Visits, kinds: Pages) -> None:
    wide = {role: across(visit(role, language), paths, overflows) for role, paths in kinds.items()}
    assert {role: found for role, found in wide.items() if found} == {}


def test_the_walk_meets_a_page_of_each_kind(pages: Pages) -> None:
    met = {kind(path).partition("?")[0] for paths in pages.values() for path in paths}
    assert {
        "/sign-in/", "/watchlist/", "/sources/", "/situations/", "/situations/*/", "/situations/PSE/",
        "/situations/*/*/", "/situations/*/*/draft", "/situations/*/open", "/signals/*/", "/waiting/", "/alerts/",
        "/alerts/*/", "/alerts/*/edit", "/log/", "/people/", "/people/*/", "/me/", "/me/again/",
    } <= met  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_a_page_says_its_language_and_direction(language: str, visit: Visits) -> None:
    page = visit("analyst", language).open("/watchlist/")
    root = page.locator("html")
    assert (root.get_attribute("lang") or "").startswith(language)
    assert page.evaluate("getComputedStyle(document.documentElement).direction") == (
        "rtl" if language == "ar" else "ltr"
    )
