"""The ladder at the border of the organisation: nobody outside is called without a written authority that lives."""

from datetime import UTC, datetime, time, timedelta

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.threads import open_thread
from upstander.jobs import access, alerts, authorities, duty, ladder, people, referrals, roster
from upstander.records.desk import Address, Grade
from upstander.records.errors import Refused, Usage
from upstander.records.ladder import Happening
from upstander.records.people import MACHINE, Role, Viewer
from upstander.records.roster import Purpose
from upstander.store.desk import models
from upstander.store.desk import reads as desk

DAY = timedelta(days=1)


@pytest.fixture
def charlie_outside(cast: Cast, alice: Viewer, bob: Viewer, now: datetime) -> int:
    """Charlie works elsewhere, sees the situation, and stands on the roster beside Alice."""
    charlie = cast.people["charlie"]
    access.give(cast.situation, charlie, "Partner.", now + 30 * DAY, who=alice, now=now)
    authorities.set_outside(charlie, outside=True, who=bob, now=now)
    for person in (alice.person, charlie):
        duty.put_on(person, Role.ANALYST, now, now + 30 * DAY, who=bob, now=now)
    return charlie


def record(bob: Viewer, person: int, now: datetime, grade: Grade = Grade.WARNING) -> str:
    """An authority to tell this person."""
    terms = Purpose.BORDER, "Memorandum of 2025", "The minister", person, [grade], "That something waits."
    return authorities.record(*terms, now, now + 30 * DAY, who=bob, now=now)


def run(cast: Cast, alice: Viewer, now: datetime) -> list[tuple[Happening, int]]:
    """What a silent day brings."""
    thread = open_thread(cast.situation, "Columns", who=alice, now=now)
    ladder.sweep(now + DAY)
    return [(event.what, event.person) for event in desk.events(alice, thread)]


def test_without_an_authority_it_stops_and_rings_the_owner(
    cast: Cast, charlie_outside: int, alice: Viewer, now: datetime
) -> None:
    happened = run(cast, alice, now)
    assert (Happening.BORDER, 0) in happened
    assert charlie_outside not in {person for _, person in happened}
    told = models.Notice.objects.filter(key__contains=":border:").values_list("person__username", flat=True)
    assert list(told) == ["alice"], "nobody is on duty as the ladder's owner: the situation's owner hears it"


def test_under_an_authority_the_silent_is_told_first_and_then_somebody_outside_is_called(
    cast: Cast, charlie_outside: int, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    record(bob, charlie_outside, now)
    happened = run(cast, alice, now)
    names = [what for what, _ in happened]
    assert names.index(Happening.WARNED) < names.index(Happening.OUTSIDE)
    assert (Happening.CALLED, charlie_outside) in happened
    warned = models.Notice.objects.get(key__contains=":warned:")
    assert warned.person_id == alice.person
    assert warned.due == warned.at + timedelta(hours=2)


def test_an_authority_for_another_grade_or_a_revoked_one_opens_nothing(
    cast: Cast, charlie_outside: int, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    record(bob, charlie_outside, now, Grade.IMMINENT)
    authorities.revoke(record(bob, charlie_outside, now), "Too early.", who=bob, now=now)
    assert (Happening.BORDER, 0) in run(cast, alice, now)


def test_somebody_outside_fills_no_gap_in_our_duty(
    cast: Cast, charlie_outside: int, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    duty.take_leave(now, now + 3 * DAY, who=alice, now=now)
    assert [gap.role for gap in duty.uncovered(bob, now) if gap.begins == now].count(Role.ANALYST) == 1


def test_nobody_says_of_themselves_where_they_belong_nor_records_what_says_too_little(
    cast: Cast, charlie_outside: int, bob: Viewer, now: datetime
) -> None:
    with pytest.raises(Refused, match="Let somebody else say"):
        authorities.set_outside(bob.person, outside=True, who=bob, now=now)
    terms = Purpose.BORDER, "Memorandum", "The minister", charlie_outside, list[Grade](), "Nothing."
    with pytest.raises(Usage, match="Choose the grades"):
        authorities.record(*terms, now, now + DAY, who=bob, now=now)


def asking(cast: Cast, alice: Viewer, person: int, now: datetime) -> str:
    """A draft of Alice's that asks one person."""
    asked = Address(person, "Call the board.", now + timedelta(hours=4), now + timedelta(hours=18))
    return alerts.draft(cast.situation, DRAFT, [asked], who=alice, now=now)


def test_who_issues_by_hand_takes_it_across_under_their_name_or_under_an_authority_that_lives(
    cast: Cast, charlie_outside: int, alice: Viewer, bob: Viewer, dina: Viewer, charlie: Viewer, now: datetime
) -> None:
    first = asking(cast, alice, charlie_outside, now)
    assert desk.beyond(bob, first) == ["Charlie"]
    alerts.issue(first, who=bob, now=now)
    record(bob, charlie_outside, now)
    second = asking(cast, alice, charlie_outside, now)
    alerts.issue(second, who=bob, now=now)
    later = now + 31 * DAY
    third = asking(cast, alice, charlie_outside, later)
    access.give(cast.situation, bob.person, "Back.", later + DAY, who=alice, now=later)
    alerts.issue(third, who=cast.viewer("bob", later), now=later)
    told = [(each.name, each.by, each.at, each.instrument) for id in (first, second, third)
            for each in desk.crossings(alice, id)]  # fmt: skip
    assert told == [
        ("Charlie", "Bob", now, ""),
        ("Charlie", "Bob", now, "Memorandum of 2025"),
        ("Charlie", "Bob", later, ""),
    ]
    assert [line.object for line in desk.log(bob)[0] if line.action == "taken across"] == [
        f"alert:{id}" for id in (third, second, first)
    ]
    inside = asking(cast, alice, dina.person, now)
    alerts.issue(inside, who=bob, now=now)
    assert (desk.crossings(bob, inside), desk.crossings(dina, first)) == ([], [])


def test_an_answer_is_referred_outside_by_name_and_from_outside_only_under_an_authority_that_lives(
    cast: Cast, charlie_outside: int, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    alert = asking(cast, alice, dina.person, now)
    alerts.issue(alert, who=bob, now=now)
    referral = referrals.refer(alert, charlie_outside, "Theirs.", who=dina, now=now)
    assert [(each.name, each.by) for each in desk.crossings(dina, alert)] == [("Charlie", "Dina")]
    charlie, refused = cast.viewer("charlie"), "Ask somebody of this organisation to take it to Erik"
    referrals.accept(referral, who=charlie, now=now)
    erik = people.add("erik", "Erik", [Role.DECISION_MAKER], who=MACHINE, now=now).id
    authorities.set_outside(erik, outside=True, who=bob, now=now)
    with pytest.raises(Refused, match=refused):
        referrals.refer(alert, erik, "Theirs.", who=charlie, now=now)
    record(bob, erik, now)
    late = now + 31 * DAY
    with pytest.raises(Refused, match=refused):
        referrals.refer(alert, erik, "Theirs.", who=cast.viewer("charlie", late), now=late)
    referrals.refer(alert, erik, "Theirs.", who=charlie, now=now)
    assert {each.name: each.instrument for each in desk.crossings(bob, alert)}["Erik"] == "Memorandum of 2025"


def test_an_addressee_is_not_told_who_else_outside_was_asked_for_more(
    cast: Cast, charlie_outside: int, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    alert = asking(cast, alice, dina.person, now)
    alerts.issue(alert, who=bob, now=now)
    authorities.take_across(desk.alert(bob, alert), [charlie_outside], bob, now)
    told = {who.name: [each.name for each in desk.crossings(who, alert)] for who in (alice, bob, dina)}
    assert told == {"Alice": ["Charlie"], "Bob": ["Charlie"], "Dina": []}


def test_no_machine_takes_an_alert_across_without_an_authority(
    cast: Cast, charlie_outside: int, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    found = desk.alert(alice, asking(cast, alice, charlie_outside, now))
    with pytest.raises(Refused, match="Ask somebody of this organisation"):
        authorities.take_across(found, [charlie_outside], MACHINE, now)
    record(bob, charlie_outside, now)
    authorities.take_across(found, [charlie_outside], MACHINE, now)
    assert [(each.by, each.instrument) for each in desk.crossings(bob, found.id)] == [("", "Memorandum of 2025")]


def test_in_the_night_of_the_lost_hour_an_empty_step_goes_up_at_once_and_the_silent_is_warned_before_it_leaves(
    cast: Cast,
) -> None:
    """Clocks in Paris jump from two to three at one o'clock UTC: no wait is an hour shorter for it."""
    began = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    alice, bob, charlie = (cast.viewer(name, began) for name in ("alice", "bob", "charlie"))
    for person in (bob.person, charlie.person):
        access.give(cast.situation, person, "Tonight.", began + 9 * DAY, who=alice, now=began - DAY)
    authorities.set_outside(charlie.person, outside=True, who=bob, now=began - DAY)
    night = range(7), time(20), time(10), "Europe/Paris"
    lost = range(7), time(2, 30), time(10), "Europe/Paris"
    duty.add_hours(bob.person, Role.FOCAL_POINT, *night, who=bob, now=began - DAY)
    duty.add_hours(charlie.person, Role.FOCAL_POINT, *lost, who=bob, now=began - DAY)
    record(bob, charlie.person, began - DAY)
    thread = open_thread(cast.situation, "Columns", who=alice, now=began)
    for minutes in range(0, 480, 20):
        ladder.sweep(began + timedelta(minutes=minutes))
    rule = ladder.ladder()
    warned = began + rule.contact[rule.ungraded]
    gone = warned + rule.warned[rule.ungraded]
    told = [(event.what, event.person, event.at) for event in desk.events(alice, thread)]
    assert told[:5] == [
        (Happening.EMPTY, 0, began),
        (Happening.CALLED, bob.person, began),
        (Happening.WARNED, bob.person, warned),
        (Happening.OUTSIDE, charlie.person, gone),
        (Happening.CALLED, charlie.person, gone),
    ]
    assert [what for what, _, _ in told].count(Happening.CALLED) == 2, "nobody is called twice"
    notice = models.Notice.objects.get(key__contains=":warned:")
    assert (notice.person_id, notice.at, notice.due) == (bob.person, warned, gone)
    shift = next(each for each in roster.everybody(began, began) if each.outside and not each.reserve)
    assert shift.begins == datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "an hour that the clock skips is the moment of it"
