"""Whatever people do in whatever order: no text goes out under fewer names than it takes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from upstander.jobs import access, alert_life, alerts, people
from upstander.records.desk import Address, Alert, AlertStage, Draft, Grade
from upstander.records.errors import UpstanderError
from upstander.records.people import MACHINE, Role, Viewer
from upstander.store.desk import reads as desk
from upstander.store.desk.people import viewer_of
from upstander.warn.crime_words import speaks_of_it

HOUR = timedelta(minutes=60)
TEXTS = tuple(
    replace(DRAFT, grade=grade, dissent=dissent)
    for grade in (Grade.WARNING, Grade.IMMINENT)
    for dissent in ("", "It is no genocide.")
)
WHO = ("alice", "bob", "eve", "dina")
DEEDS = st.one_of(
    st.tuples(st.just("change"), st.sampled_from(WHO), st.sampled_from(TEXTS)),
    st.tuples(st.sampled_from(["ask", "sign", "withhold", "issue", "issue_alone"]), st.sampled_from(WHO), st.none()),
    st.tuples(st.just("wait"), st.sampled_from([20, 41, 60]), st.none()),
)


class Desk:
    """A draft, the people around it, and the clock."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.now, self.situation = now, cast.situation
        alice = cast.viewer("alice")
        eve = people.add("eve", "Eve", [Role.ANALYST, Role.FOCAL_POINT], who=MACHINE, now=now).id
        self.ids = dict(cast.people) | {"eve": eve}
        access.give(self.situation, eve, "Third.", now + timedelta(days=9), who=alice, now=now)
        self.asked = Address(self.ids["dina"], "Call.", now + timedelta(days=3), now + timedelta(days=4))
        self.alert = alerts.draft(self.situation, TEXTS[1], [self.asked], who=alice, now=now)

    def who(self, name: str) -> Viewer:
        """The person at this moment."""
        return viewer_of(self.ids[name], self.now)

    def do(self, deed: str, name: object, text: Draft | None) -> None:
        """One deed; what is refused changes nothing."""
        if deed == "wait":
            self.now += timedelta(minutes=float(str(name)))
            return
        who = self.who(str(name))
        acts: dict[str, Callable[[], object]] = {
            "change": lambda: alerts.change(self.alert, text or DRAFT, [self.asked], who=who, now=self.now),
            "ask": lambda: alert_life.ask(self.alert, who=who, now=self.now),
            "sign": lambda: alerts.sign(self.alert, who=who, now=self.now),
            "withhold": lambda: alert_life.withhold(self.alert, "No.", who=who, now=self.now),
            "issue": lambda: alerts.issue(self.alert, who=who, now=self.now),
            "issue_alone": lambda: alert_life.issue_alone(self.alert, who=who, now=self.now),
        }
        try:
            with transaction.atomic():
                acts[deed]()
        except UpstanderError:
            return


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([("ask", "alice", None), ("wait", 60, None), ("issue_alone", "bob", None)])
@example([("ask", "alice", None), ("wait", 60, None), ("change", "alice", TEXTS[3]), ("issue_alone", "bob", None)])
@example([("sign", "eve", None), ("change", "alice", TEXTS[2]), ("issue", "bob", None)])
@given(deeds=st.lists(DEEDS, min_size=3, max_size=14))
def test_no_order_of_deeds_gets_around_the_second_name(
    cast: Cast, now: datetime, deeds: list[tuple[str, object, Draft | None]]
) -> None:
    with transaction.atomic():
        room = Desk(cast, now)
        for deed in deeds:
            room.do(*deed)
        held(desk.alert(room.who("alice"), room.alert), room)
        transaction.set_rollback(True)


def held(found: Alert, room: Desk) -> None:
    """What must be true of the alert, however it came to be so."""
    if found.stage is not AlertStage.ISSUED:
        assert not found.life.single_signature
        return
    valid = [each for each in found.signatures if each.voided_at is None and each.digest == found.digest]
    names = {each.person for each in valid if not each.withheld}
    issuer = next(each for each in valid if each.issues)
    assert issuer.person not in {found.drafted_by_id, room.ids["dina"]}
    spoken = speaks_of_it([found.title, found.text, found.ask, found.dissent])
    if spoken or (found.grade is Grade.IMMINENT and not found.life.single_signature):
        assert len(names) >= 2
    if found.life.single_signature:
        assert not spoken
        assert len(names) == 1
        assert found.life.second_asked_at is not None
        assert issuer.at - found.life.second_asked_at >= HOUR
        assert not [each for each in valid if each.withheld and each.person not in names]
