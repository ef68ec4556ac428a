"""Whatever people do with an alert, in whatever order: one owner, no later deadline, no silent end."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.conftest import NOW, Cast
from tests.jobs.test_alert_path import DRAFT
from upstander.jobs import alerts, decisions, inquiries, people, recorded, referrals, waiting
from upstander.jobs.answer_sweep import sweep
from upstander.jobs.owed_answers import answers
from upstander.records.answers import InquiryState, Medium, ReferralState
from upstander.records.desk import DECIDES, Address, Answer, Recipient
from upstander.records.errors import UpstanderError
from upstander.records.ladder import StepId
from upstander.records.people import MACHINE, Role, Viewer
from upstander.respond.referrals import owners
from upstander.store.desk import people as accounts
from upstander.store.desk import reads as desk
from upstander.store.desk.threads import thread_of

HOUR = timedelta(hours=1)
DUE = NOW + 18 * HOUR


class Answers(RuleBasedStateMachine):
    """One alert to Dina, and five people among whom it may go."""

    cast: Cast
    ids: dict[str, int]

    @initialize()
    def issue(self) -> None:
        """The alert is issued; every run begins on a fresh desk."""
        self.point = transaction.savepoint()
        self.now = NOW
        asked = [Address(self.ids["dina"], "Call.", NOW + 4 * HOUR, DUE)]
        alice, bob = self.cast.viewer("alice"), self.cast.viewer("bob")
        self.alert = alerts.draft(self.cast.situation, DRAFT, asked, who=alice, now=NOW)
        alerts.issue(self.alert, who=bob, now=NOW)

    def teardown(self) -> None:
        """Leave the desk as it was."""
        if hasattr(self, "point"):
            transaction.savepoint_rollback(self.point)

    def who(self, name: str) -> Viewer:
        """A person as a viewer now."""
        return accounts.viewer_of(self.ids[name], self.now)

    def chain(self) -> tuple[Recipient, ...]:
        """Everybody who has owned the answer."""
        return desk.alert(self.cast.viewer("alice"), self.alert).recipients

    def tried(self, act: object, *given: object, **named: object) -> None:
        """Do it, or be refused in one sentence that changes nothing."""
        try:
            with transaction.atomic():
                act(*given, now=self.now, **named)  # type: ignore[operator]
        except UpstanderError:
            return

    @rule(hours=st.integers(1, 9))
    def pass_time(self, hours: int) -> None:
        """Hours pass, and the worker looks."""
        self.now += hours * HOUR
        sweep(self.now)

    @rule(
        name=st.sampled_from(["dina", "charlie", "erik", "fatima", "gao"]),
        to=st.sampled_from(["dina", "charlie", "erik", "fatima", "gao"]),
    )
    def refer(self, name: str, to: str) -> None:
        """Somebody hands it to somebody."""
        self.tried(referrals.refer, self.alert, self.ids[to], "Theirs.", who=self.who(name))

    @rule(name=st.sampled_from(["dina", "charlie", "erik", "fatima", "gao"]), how=st.sampled_from(["accept", "return"]))
    def close(self, name: str, how: str) -> None:
        """Somebody accepts or returns what was handed to anybody."""
        for each in desk.referrals(self.cast.viewer("alice"), self.alert):
            if how == "accept":
                self.tried(referrals.accept, each.id, who=self.who(name))
            else:
                self.tried(referrals.return_, each.id, "Not ours.", who=self.who(name))

    @rule(name=st.sampled_from(["dina", "charlie", "erik", "fatima", "gao"]), of=st.sampled_from(["gao", "erik"]))
    def ask(self, name: str, of: str) -> None:
        """Somebody needs to know more."""
        given = ("Who?", self.ids[of], self.now + 2 * HOUR, "Why.")
        self.tried(inquiries.need_more, self.alert, *given, who=self.who(name), late_reason="So.")

    @rule(name=st.sampled_from(["gao", "erik"]))
    def tell(self, name: str) -> None:
        """Somebody answers what anybody was asked."""
        for each in desk.inquiries(self.cast.viewer("alice"), self.alert):
            self.tried(inquiries.answer, each.id, "He does.", who=self.who(name))

    @rule(name=st.sampled_from(["dina", "charlie", "erik", "fatima", "gao"]), answer=st.sampled_from(Answer))
    def decide(self, name: str, answer: Answer) -> None:
        """Somebody decides."""
        self.tried(decisions.decide, self.alert, answer, "So.", who=self.who(name))

    @precondition(lambda self: hasattr(self, "alert"))
    @rule(name=st.sampled_from(["dina", "erik"]), dispute=st.booleans())
    def record(self, name: str, dispute: bool) -> None:
        """Bob writes down what somebody said; they may say that they did not."""
        given = (self.ids[name], Answer.ACT, Medium.PAPER, self.now, "17", self.cast.people["alice"])
        self.tried(recorded.record, self.alert, *given, who=self.cast.viewer("bob", self.now))
        if dispute:
            for each in desk.recorded_on(self.cast.viewer("alice"), self.alert):
                self.tried(recorded.dispute, each, "I did not.", who=self.who(name))

    @invariant()
    def one_owner(self) -> None:
        """The answer has exactly one owner, who has decided or in whose inbox it waits; nobody else owes it."""
        if not hasattr(self, "alert"):
            return
        found = desk.alert(self.cast.viewer("alice"), self.alert)
        (owner,) = owners(found)
        waits = {name for name in self.ids if waiting.waiting(self.who(name), self.now)}
        decided = owner.decision is not None
        assert waits == (set() if decided else {name for name, id in self.ids.items() if id == owner.person})
        assert all(each.decision is not None for each in found.recipients if each.id != owner.id)

    @invariant()
    def no_later_deadline(self) -> None:
        """No answer is due later than it was when the alert was issued."""
        if hasattr(self, "alert"):
            assert {each.decide_by for each in self.chain()} == {DUE}

    @invariant()
    def no_circle(self) -> None:
        """Nobody has owned it twice, and who has handed it on is in the chain before the next."""
        if hasattr(self, "alert"):
            people_ = [each.person for each in self.chain()]
            assert len(people_) == len(set(people_))

    @invariant()
    def the_step_is_open_until_somebody_decides(self) -> None:
        """The ladder goes on calling until an answer that decides stands, and no longer."""
        if hasattr(self, "alert"):
            alice = self.cast.viewer("alice")
            thread = desk.thread(alice, thread_of(alert=self.alert) or "")
            stands = [each.decision for each in self.chain() if each.decision]
            decided = any(each.answer in DECIDES for each in stands)
            step = thread.step(StepId.DECIDE)
            assert decided == (step is not None and step.done_at is not None)

    @invariant()
    def what_is_asked_is_owed(self) -> None:
        """An open referral and an open question are in somebody's inbox; an ended one in nobody's."""
        if hasattr(self, "alert"):
            alice = self.cast.viewer("alice")
            open_ = [each for each in desk.referrals(alice, self.alert) if each.state is ReferralState.OPEN]
            asked = [
                each
                for each in desk.inquiries(alice, self.alert)
                if each.state(self.now) in {InquiryState.OPEN, InquiryState.OVERDUE}
            ]
            assert len(open_) <= 1
            ways = [(each.of, f"/inquiries/{each.id}/") for each in asked]
            ways += [(each.to, f"/alerts/{self.alert}/") for each in open_]
            for person, path in set(ways):
                viewer = accounts.viewer_of(person, self.now)
                assert path in {line.path for line in answers(viewer, self.now)}


@pytest.mark.django_db
def test_in_whatever_order_there_is_one_owner_no_later_deadline_and_no_silent_end(cast: Cast) -> None:
    Answers.cast, Answers.ids = cast, {name: cast.people[name] for name in ("dina", "charlie")}
    for name in ("erik", "fatima", "gao"):
        Answers.ids[name] = people.add(name, name.title(), [Role.DECISION_MAKER], who=MACHINE, now=NOW).id
    calm = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    machine = Answers.TestCase
    machine.settings = settings(max_examples=7, stateful_step_count=8, deadline=None, suppress_health_check=calm)
    machine("runTest").runTest()
