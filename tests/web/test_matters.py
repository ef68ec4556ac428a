"""One cause is one line of an inbox, at the place of what is due soonest."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.warn.test_alerts import alert
from upstander.lib.text import Sentence
from upstander.records.desk import Status, Waiting
from upstander.records.owed import Owed
from upstander.web.matters import Matter, matters, thread

NOW = datetime(2026, 11, 21, tzinfo=UTC)

dues = st.none() | st.integers(-9, 9).map(lambda hours: NOW + timedelta(hours=hours))
threads = st.sampled_from(["", "first", "second"])


def late(due: datetime | None) -> bool:
    return due is not None and due <= NOW


def on_alert(on: str, due: datetime | None) -> Waiting:
    return Waiting("decide", replace(alert(), thread=on), None, due, late(due))


def besides(on: str, due: datetime | None) -> Owed:
    return Owed(Sentence("Do it."), "Columns", "/ladder/x/", "s", Status.ACTUAL, due, late(due), thread=on)


@given(st.lists(st.builds(on_alert, threads, dues)), st.lists(st.builds(besides, threads, dues)))
def test_whatever_waits_is_in_one_line_with_all_else_of_its_thread(alerts: list[Waiting], others: list[Owed]) -> None:
    found = matters(alerts, others)
    assert sorted(map(id, (part for each in found for part in each.parts))) == sorted(map(id, (*alerts, *others)))
    named = [thread(each.parts[0]) for each in found if thread(each.parts[0])]
    assert len(named) == len(set(named))
    assert all({thread(part) for part in each.parts} == {thread(each.parts[0])} for each in found)
    assert all(len(each.parts) == 1 for each in found if not thread(each.parts[0]))


@given(st.lists(st.builds(on_alert, threads, dues)), st.lists(st.builds(besides, threads, dues)))
def test_the_soonest_comes_first_and_what_is_late_marks_its_line(alerts: list[Waiting], others: list[Owed]) -> None:
    found = matters(alerts, others)
    assert order(found) == sorted(order(found))
    assert all(places(each) == sorted(places(each)) for each in found)
    assert all(each.overdue == any(late(part.due) for part in each.parts) for each in found)


def order(found: list[Matter]) -> list[datetime]:
    return [places(each)[0] for each in found]


def places(matter: Matter) -> list[datetime]:
    return [part.due or NOW + timedelta(days=1) for part in matter.parts]
