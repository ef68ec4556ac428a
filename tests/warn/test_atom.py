"""The feed by the letter of RFC 4287: its requirements one by one, and a feed reader that finds nothing to mend."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import feedparser
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from upstander.warn.feeds import Entry, atom

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
SPACE = "{http://www.w3.org/2005/Atom}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")

ONCE = {"feed": {"id", "title", "updated"}, "entry": {"id", "title", "updated"}, "author": {"name"}}
"""What must stand exactly once in each element."""

AT_MOST_ONCE = {
    "feed": {"generator", "icon", "logo", "rights", "subtitle"},
    "entry": {"content", "published", "rights", "source", "summary"},
    "author": {"uri", "email"},
}
MORE = {"feed": {"author", "category", "contributor", "link", "entry"}, "entry": {"author", "category", "link"}}

WORDS = st.sampled_from(["Something waits.", "ينتظرك شيء في المكتب.", 'Now <b>bold</b> & "quoted"', "有事待办。"])
ENTRIES = st.lists(
    st.builds(
        Entry,
        id=st.text("abcdefghjkmn23456789", min_size=12, max_size=12),
        title=WORDS,
        url=st.sampled_from(["https://desk.example.org/alerts/abc/", "/alerts/abc/"]),
        at=st.integers(0, 9999).map(lambda hours: NOW - timedelta(hours=hours)),
    ),
    max_size=4,
    unique_by=lambda each: each.id,
)


def name(element: etree._Element) -> str:
    """The element's name, which must be one of Atom's."""
    assert str(element.tag).startswith(SPACE)
    return str(element.tag).removeprefix(SPACE)


def holds_what_it_must(element: etree._Element) -> None:
    """Sections 4.1.1, 4.1.2 and 3.2: what stands once, at most once, and nothing unknown."""
    kind, found = name(element), Counter(map(name, element))
    assert all(found[each] == 1 for each in ONCE[kind])
    assert all(found[each] <= 1 for each in AT_MOST_ONCE[kind])
    assert found.keys() <= ONCE[kind] | AT_MOST_ONCE[kind] | MORE.get(kind, set())


@settings(max_examples=40, deadline=None)
@given(entries=ENTRIES, language=st.sampled_from(["ar", "en", "zh-Hans"]), title=WORDS)
def test_every_feed_is_what_rfc_4287_asks_for(entries: list[Entry], language: str, title: str) -> None:
    text = atom(entries, title, language, "desk.example.org", NOW)
    feed = etree.fromstring(text)
    assert (name(feed), feed.get("{http://www.w3.org/XML/1998/namespace}lang")) == ("feed", language)
    authors, lines = feed.findall(f"{SPACE}author"), feed.findall(f"{SPACE}entry")
    assert authors  # 4.1.1: or every entry names its own
    for element in (feed, *authors, *lines):
        holds_what_it_must(element)
    for each in feed.iter(f"{SPACE}updated", f"{SPACE}published"):
        assert DATE.fullmatch(each.text or "")  # 3.3
    for each in feed.iter(f"{SPACE}id"):
        assert urlsplit(each.text or "").scheme  # 4.2.6: an IRI, and no relative one
    for each in feed.iter(f"{SPACE}title", f"{SPACE}content"):
        assert each.get("type", "text") == "text"  # 3.1.1 and 4.1.3
        assert not len(each)
    for each in feed.iter(f"{SPACE}link"):
        assert each.get("href")  # 4.2.7
    for line in lines:
        links = [each for each in line.findall(f"{SPACE}link") if each.get("rel", "alternate") == "alternate"]
        assert len({(each.get("type"), each.get("hreflang")) for each in links}) == len(links)  # 4.1.2
        assert line.find(f"{SPACE}content") is not None or links
    marks = [(line.findtext(f"{SPACE}id"), line.findtext(f"{SPACE}updated")) for line in lines]
    assert len(set(marks)) == len(marks)  # 4.1.1
    read = feedparser.parse(text)
    assert (read.bozo, read.version, len(read.entries)) == (False, "atom10", len(entries))
    newest_first = sorted(entries, key=lambda each: each.at, reverse=True)
    assert all(each.link.endswith("/alerts/abc/") for each in read.entries)
    assert [each.id.rpartition(":")[2] for each in read.entries] == [each.id for each in newest_first]
