"""An Atom feed (RFC 4287) that says that something waits and where, nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from feedgen.feed import FeedGenerator


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the feed."""

    id: str
    title: str
    url: str
    at: datetime


def atom(entries: Iterable[Entry], title: str, language: str, host: str, now: datetime) -> bytes:
    """The feed, newest first; its time is that of its newest entry."""
    kept = sorted(entries, key=lambda each: each.at, reverse=True)
    feed = FeedGenerator()
    feed.id(f"urn:upstander:{host}:waiting")
    feed.title(title)
    feed.language(language)
    feed.author({"name": "Upstander"})
    feed.generator("Upstander")
    feed.updated(kept[0].at if kept else now)
    for each in kept:
        line = feed.add_entry(order="append")
        line.id(f"urn:upstander:{host}:{each.id}")
        line.title(each.title)
        line.link(href=each.url)
        line.updated(each.at)
        line.content(each.title)
    return bytes(feed.atom_str(pretty=False))
