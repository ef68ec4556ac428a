"""What a feed reader and a calendar are given: that something waits, until when, where. Only what is real."""

from datetime import datetime

from upstander.jobs import owed, waiting
from upstander.jobs.channels import url
from upstander.jobs.speech import moment, said
from upstander.jobs.ways import ways
from upstander.lib.text import Sentence, mark
from upstander.records.channels import Feed
from upstander.records.desk import Status
from upstander.store.desk import contacts, outbox
from upstander.warn import calendar, feeds
from upstander.warn.messages import WAITS, WAITS_UNTIL, where

TITLE = mark("What waits for me at the desk")
ANSWER_DUE = mark("Answer due at the desk")


def atom(secret: str, now: datetime, host: str) -> bytes:
    """One's own Atom feed, by the secret in its address; Refused for any other."""
    viewer, person = contacts.of_feed(secret, Feed.ATOM, now)
    given = ways()
    entries = []
    for each in outbox.notices(viewer):
        due = moment(each.due, person.language, person.time_zone) if each.due else ""
        what = Sentence(WAITS_UNTIL, {"due": due}) if due else Sentence(WAITS)
        place = url(each.path, given) or where(each.path)
        entries.append(feeds.Entry(each.id, said(what, person.language), place, each.at))
    return feeds.atom(entries, said(Sentence(TITLE), person.language), person.language, host, now)


def deadlines(secret: str, now: datetime, host: str) -> bytes:
    """One's own deadlines as a calendar, by the secret in its address; Refused for any other."""
    viewer, person = contacts.of_feed(secret, Feed.CALENDAR, now)
    asked = [(f"/alerts/{each.alert.id}/", each.due, each.alert.status) for each in waiting.waiting(viewer, now)]
    asked += [(each.path, each.due, each.status) for each in owed.owed(viewer, now)]
    due = {(path, at) for path, at, status in asked if at is not None and status is Status.ACTUAL}
    given = ways()
    events = [calendar.Event(path, url(path, given), at) for path, at in due]
    return calendar.ics(events, said(Sentence(ANSWER_DUE), person.language), host, secret, now)
