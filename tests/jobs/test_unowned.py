"""What rings on open figures asks the focal points until one of them answers, and betrays nobody who watches."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.conftest import Cast
from tests.warn.test_triggers import FIRING, TRIGGER
from upstander.jobs import duty, erasure, owed, situations, triggers, unowned
from upstander.records.desk import Grade, Phase, Status
from upstander.records.errors import Unknown, Usage
from upstander.records.people import Role, Viewer
from upstander.store.desk import models
from upstander.store.desk import reads as desk
from upstander.store.desk import triggers as firings
from upstander.store.desk.outbox import unsummed
from upstander.store.lake import Lake

HOUR = timedelta(hours=1)


def rings(now: datetime, *states: str, grade: Grade = Grade.WARNING, ground: str = "") -> None:
    """The same trigger rings on open figures for these States."""
    assert FIRING is not None
    trigger = replace(TRIGGER, grade=grade)
    for iso3 in states:
        firing = replace(FIRING, iso3=iso3, grade=grade, evidence=ground or FIRING.evidence)
        assert triggers.ring(trigger, firing, None, Status.ACTUAL, now, silent=False)


def told(cast: Cast) -> dict[str, list[datetime]]:
    """Who was told of what rang, and until when they are asked."""
    names = {id: name for name, id in cast.people.items()}
    found: dict[str, list[datetime]] = {}
    for row in models.Notice.objects.filter(path="/triggers/", digest=False).order_by("at"):
        found.setdefault(names[row.person_id or 0], []).append(row.at)
    return found


def asked(cast: Cast, name: str, now: datetime) -> list[tuple[str, bool]]:
    """The States about which somebody is asked, and whether they are late."""
    found = [each for each in owed.owed(cast.viewer(name, now), now) if each.path.startswith("/triggers/")]
    return [(each.path[-3:], each.overdue) for each in found]


def test_a_firing_that_nobody_watches_tells_focal_points_once_an_hour_and_asks_until_it_is_dismissed(
    cast: Cast, bob: Viewer, charlie: Viewer, now: datetime
) -> None:
    rings(now, "MLI", "SDN", "TCD")
    assert told(cast) == {"bob": [now], "charlie": [now]}, "nobody is on duty: each focal point, once for all States"
    assert asked(cast, "charlie", now) == [("MLI", False), ("SDN", False), ("TCD", False)]
    assert asked(cast, "alice", now) == asked(cast, "dina", now) == asked(cast, "ada", now) == []
    assert unowned.remind(now + HOUR) == 0
    late = now + timedelta(days=2)
    assert [unowned.remind(late + n * timedelta(hours=12)) for n in range(3)] == [2, 0, 2], "once a day"
    assert ("MLI", True) in asked(cast, "charlie", late)
    (mali, *_) = (each for each in desk.unowned(charlie) if each.iso3 == "MLI")
    with pytest.raises(Usage):
        triggers.dismiss(mali.id, " ", who=charlie, now=late)
    assert triggers.dismiss(mali.id, "Soldiers only.", who=charlie, now=late) == "MLI"
    with pytest.raises(Unknown, match="waits for your word"):
        triggers.dismiss(mali.id, "Again.", who=bob, now=late)
    assert [iso3 for iso3, _ in asked(cast, "charlie", late)] == ["SDN", "TCD"]
    (mali, *_) = (each for each in desk.unowned(bob) if each.iso3 == "MLI")
    assert (mali.dismissed_by, mali.dismissed_reason) == ("Charlie", "Soldiers only.")
    (kept,) = models.Entry.objects.filter(action="dismissed", object=f"firing:{mali.id}")
    assert "Soldiers only." not in kept.detail, "the log cannot be erased"
    rings(late, "MLI", ground="another month")
    assert ("MLI", False) in asked(cast, "bob", late), "a dismissed cause rings again by its own rules"


def test_why_nothing_was_opened_can_be_erased_by_two_who_keep_the_desks_records(
    cast: Cast, alice: Viewer, bob: Viewer, charlie: Viewer, now: datetime
) -> None:
    rings(now, "MLI")
    rings(now, "MLI", ground="another month")
    newest, *_ = desk.unowned(bob)
    triggers.dismiss(newest.id, "The driver said so.", who=bob, now=now)
    object, later = f"dismissal:{newest.id}", now + timedelta(days=9999)
    for name in ("alice", "dina", "otto", "ada"):
        with pytest.raises(Unknown):
            erasure.order(object, "Article 17", who=cast.viewer(name), now=now)
        assert object not in {each.object for each in desk.due_for_erasure(cast.viewer(name), later)}
    assert object in {each.object for each in desk.due_for_erasure(bob, later)}
    order = erasure.order(object, "Article 17", who=bob, now=now)
    assert len(erasure.asks(charlie, now)) == 1
    erasure.erase(order, who=charlie, now=now)
    assert erasure.asks(charlie, now) == []
    assert {(each.dismissed_by, each.dismissed_reason) for each in desk.unowned(bob)} == {("Bob", "")}
    assert [each.object for each in desk.erasures(bob)] == [object], "the tombstone stays"
    assert desk.erasures(alice) == []


def test_a_situation_answers_for_those_who_see_it_and_for_nobody_else(
    lake: Lake, cast: Cast, bob: Viewer, charlie: Viewer, now: datetime
) -> None:
    duty.put_on(cast.people["bob"], Role.FOCAL_POINT, now, now + timedelta(days=60), who=bob, now=now)
    rings(now, "SDN")
    assert told(cast) == {}, "Bob is on duty and sees the situation there: the ladder calls him"
    assert (asked(cast, "bob", now), asked(cast, "charlie", now)) == ([], [("SDN", False)])
    late = now + timedelta(days=2)
    unowned.remind(late)
    assert told(cast) == {"charlie": [late]}
    rings(late, "MLI")
    assert told(cast) == {"bob": [late], "charlie": [late]}, "who is on duty, and by the reminder Charlie"
    situations.open_situation(lake, "MLI", "Mopti", Phase.LATENT, "Columns.", who=bob, now=late)
    assert (asked(cast, "bob", late), asked(cast, "charlie", late)) == ([], [("SDN", True), ("MLI", False)])
    drill = {"who": charlie, "now": late, "status": Status.EXERCISE}
    situations.open_situation(lake, "MLI", "Drill", Phase.LATENT, "Training.", **drill)
    assert ("MLI", False) in asked(cast, "charlie", late), "an exercise answers nothing"


def test_what_is_only_watched_waits_for_the_summary_and_what_is_silenced_tells_nobody(
    cast: Cast, now: datetime
) -> None:
    assert FIRING is not None
    rings(now, "MLI", "TCD", grade=Grade.WATCH)
    triggers.ring(TRIGGER, replace(FIRING, iso3="NER"), None, Status.ACTUAL, now, silent=True)
    assert told(cast) == {}
    assert {person: many for person, (_, many) in unsummed().items()} == {
        cast.people["bob"]: 1,
        cast.people["charlie"]: 1,
    }
    assert asked(cast, "charlie", now) == []


def test_the_budget_counts_whatever_called_or_told_somebody_and_one_notice_once(
    cast: Cast, situation: str, now: datetime
) -> None:
    assert FIRING is not None
    rings(now, "MLI", "SDN", "TCD")
    triggers.ring(TRIGGER, FIRING, situation, Status.ACTUAL, now, silent=False)
    again = replace(FIRING, evidence="another month")
    triggers.ring(TRIGGER, again, situation, Status.ACTUAL, now + timedelta(minutes=1), silent=False)
    since = now - HOUR
    assert [name for name, _ in firings.rang_at(since)] == ["first", "first"], (
        "one notice, one call: a known cause that is no graver calls nobody"
    )
