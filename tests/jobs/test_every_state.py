"""Who may do what with an alert in each state of its life: one table, and whoever it does not name may not."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.laid import laid
from upstander.jobs import (
    access,
    alert_life,
    alerts,
    decisions,
    ladder,
    people,
    plans,
    receipts,
    recorded,
    referrals,
    situations,
)
from upstander.records.alert_life import Verdict
from upstander.records.answers import Medium
from upstander.records.desk import Address, Answer, Grade, Phase, Status
from upstander.records.errors import Refused, Unknown, UpstanderError
from upstander.records.people import MACHINE, PUBLIC, Role, Viewer
from upstander.store.desk import log, reads
from upstander.store.desk.people import viewer_of
from upstander.store.desk.threads import thread_of
from upstander.store.lake import Lake

TABLE = """
             draft  asked  issued  alone  read  referred  decided  updated  cancelled  closed  played
read         abe    abe    abde    abde   abde  abdeg     abde     abde     abde       abde    abde
change       ae     ae     .       .      .     .         .        .        .          .       .
sign         be     be     .       .      .     .         .        .        .          .       .
issue        b      .      .       .      .     .         .        .        .          .       .
issue alone  .      b      .       .      .     .         .        .        .          .       .
review       .      .      .       e      .     .         .        .        .          .       .
acknowledge  .      .      d       d      .     .         .        .        .          .       d
decide       .      .      d       d      d     d         .        .        .          .       d
supersede    .      .      .       .      .     .         d        .        .          d       .
refer        .      .      d       d      d     .         .        .        .          .       d
accept       .      .      .       .      .     g         .        .        .          .       .
record       .      .      b       b      b     b         .        .        .          .       b
update       .      .      ae      ae     ae    ae        ae       .        .          ae      ae
cancel       .      .      abe     abe    abe   abe       abe      .        .          abe     abe
pass on      .      .      abde    abde   abde  abdeg     abde     abde     abde       abde    abde
grade        abe    abe    abe     abe    abe   abe       abe      abe      .          .       abe
close        abe    .      .       .      .     .         .        .        .          .       .
"""
"""By verb and state, who may: a is Alice, an analyst, who drafted it; b is Bob, the focal point who issues; d is Dina,
whom it asks; e is Eve, an analyst who sees it; g is Gus, to whom Dina refers it. Nobody else may, ever.
"""

NAMES = {"a": "alice", "e": "eve", "b": "bob", "d": "dina", "g": "gus"}
OUTSIDERS = ("charlie", "otto", "ada", "stranger")
HOUR = timedelta(hours=1)
URGENT = replace(DRAFT, grade=Grade.IMMINENT)


@dataclass(frozen=True)
class Case:
    """An alert in one state, with its thread and what was made of it."""

    alert: str
    thread: str
    referral: str = "none"
    decision: str = "none"


class Desk:
    """One alert in each state."""

    def __init__(self, cast: Cast, lake: Lake, now: datetime) -> None:
        self.now, self.ids = now, dict(cast.people)
        self.ids["eve"] = people.add("eve", "Eve", [Role.ANALYST], who=MACHINE, now=now).id
        self.ids["gus"] = people.add("gus", "Gus", [Role.DECISION_MAKER], who=MACHINE, now=now).id
        self.place, self.stage = cast.situation, self.opened(lake)
        for place, name in ((self.place, "eve"), (self.stage, "eve"), (self.stage, "bob")):
            until = now + timedelta(days=9)
            access.give(place, self.ids[name], "On the team.", until, who=self.who("alice"), now=now)
        self.asked = [Address(self.ids["dina"], "Call.", now + 4 * HOUR, now + 18 * HOUR)]
        self.cases: Mapping[str, Case] = dict(self.built())

    def opened(self, lake: Lake) -> str:
        """A situation that is only played."""
        given: dict[str, Any] = {"who": self.who("alice"), "now": self.now, "status": Status.EXERCISE}
        return situations.open_situation(lake, "MLI", "Two rivers", Phase.LATENT, "Training.", **given)

    def who(self, name: str) -> Viewer:
        """Somebody, as they are now."""
        return PUBLIC if name == "stranger" else viewer_of(self.ids[name], self.now)

    def as_(self, name: str, ago: timedelta = timedelta(0)) -> dict[str, Any]:
        """What every job asks besides."""
        return {"who": self.who(name), "now": self.now - ago}

    def drafted(self, text: Any = DRAFT, place: str = "", ago: timedelta = timedelta(0)) -> Case:
        """A draft of Alice's."""
        id = alerts.draft(place or self.place, text, self.asked, **self.as_("alice", ago))
        return Case(id, thread_of(alert=id) or "")

    def issued(self, **more: Any) -> Case:
        """One that Bob issued."""
        case = self.drafted(**more)
        alerts.issue(case.alert, **self.as_("bob"))
        return case

    def built(self) -> Iterator[tuple[str, Case]]:
        """Each state, and an alert that is in it."""
        yield "draft", self.drafted()
        yield "asked", (asked := self.drafted(URGENT, ago=2 * HOUR))
        alert_life.ask(asked.alert, **self.as_("alice", 2 * HOUR))
        yield "issued", self.issued()
        yield "alone", (alone := self.drafted(URGENT, ago=2 * HOUR))
        alert_life.ask(alone.alert, **self.as_("alice", 2 * HOUR))
        alert_life.issue_alone(alone.alert, **self.as_("bob"))
        yield "read", (read := self.issued())
        alerts.acknowledge(read.alert, **self.as_("dina"))
        referred = self.issued()
        to = self.ids["gus"]
        yield "referred", replace(referred, referral=referrals.refer(referred.alert, to, "His.", **self.as_("dina")))
        yield "decided", self.decided()
        yield "updated", (updated := self.issued())
        changed = replace(DRAFT, text="They stand there.", reason="They moved.")
        alerts.issue(alert_life.update(updated.alert, changed, self.asked, **self.as_("alice")), **self.as_("bob"))
        yield "cancelled", (cancelled := self.issued())
        alerts.issue(alert_life.cancel(cancelled.alert, "A mistake.", **self.as_("alice")), **self.as_("bob"))
        yield "closed", (closed := self.decided())
        plans.conclude(closed.thread, "They left.", self.now.date(), "The mission.", **self.as_("eve"))
        ladder.close(closed.thread, "It has passed.", **self.as_("bob"))
        yield "played", self.issued(text=replace(DRAFT, status=Status.EXERCISE), place=self.stage)

    def decided(self) -> Case:
        """One that Dina has answered."""
        case = self.issued()
        return replace(case, decision=decisions.decide(case.alert, Answer.ACT, "So.", **self.as_("dina")))


CHANGED = replace(DRAFT, text="In other words.", reason="They moved.")

Verb = Callable[[Desk, Case, Viewer], object]


def verb(do: Callable[..., object]) -> Verb:
    """A verb that takes who does it, and when."""
    return lambda on, case, who: do(on, case)(who=who, now=on.now)


VERBS: dict[str, Verb] = {
    "read": lambda on, case, who: reads.alert(who, case.alert),
    "change": verb(lambda on, case: partial(alerts.change, case.alert, of_its_world(on, case), on.asked)),
    "sign": verb(lambda on, case: partial(alerts.sign, case.alert)),
    "issue": verb(lambda on, case: partial(alerts.issue, case.alert)),
    "issue alone": verb(lambda on, case: partial(alert_life.issue_alone, case.alert)),
    "review": verb(lambda on, case: partial(alert_life.review, case.alert, Verdict.UPHELD, "It was right.")),
    "acknowledge": verb(lambda on, case: partial(alerts.acknowledge, case.alert)),
    "decide": verb(lambda on, case: partial(decisions.decide, case.alert, Answer.DECLINE, "No means.")),
    "supersede": verb(lambda on, case: partial(decisions.supersede, case.decision, Answer.DECLINE, "No.", "Wrong.")),
    "refer": verb(lambda on, case: partial(referrals.refer, case.alert, on.ids["charlie"], "Theirs.")),
    "accept": verb(lambda on, case: partial(referrals.accept, case.referral)),
    "record": verb(
        lambda on, case: partial(
            recorded.record, case.alert, on.ids["dina"], Answer.ACT, Medium.PAPER, on.now, "7/b", on.ids["eve"]
        )
    ),
    "update": verb(lambda on, case: partial(alert_life.update, case.alert, CHANGED, on.asked)),
    "cancel": verb(lambda on, case: partial(alert_life.cancel, case.alert, "A mistake.")),
    "pass on": verb(lambda on, case: partial(receipts.pass_on, case.alert, "The Minister", "by telephone", on.now)),
    "grade": verb(lambda on, case: partial(ladder.grade, case.thread, Grade.IMMINENT)),
    "close": verb(lambda on, case: partial(ladder.close, case.thread, "A wedding.")),
}


def of_its_world(on: Desk, case: Case) -> Any:
    """Another text, as real as the alert."""
    return replace(CHANGED, status=Status.EXERCISE) if case == on.cases["played"] else CHANGED


@pytest.fixture
def desk(cast: Cast, lake: Lake, now: datetime) -> Desk:
    return laid(lambda: Desk(cast, lake, now))


def rules() -> dict[str, dict[str, set[str]]]:
    """The table: by verb and state, who may."""
    states, *lines = TABLE.strip("\n").splitlines()
    found = {}
    for line in lines:
        *words, _ = re.split(r"\s{2,}", f"{line}  ")
        found[words[0]] = dict(
            zip(states.split(), ({NAMES[each] for each in cell if each != "."} for cell in words[1:]), strict=True)
        )
    return found


def test_the_table_names_each_verb_and_each_state(desk: Desk) -> None:
    assert {verb: list(states) for verb, states in rules().items()} == {verb: list(desk.cases) for verb in VERBS}


def test_in_each_state_a_verb_is_done_by_those_who_may_and_by_nobody_else(desk: Desk) -> None:
    table, people = rules(), {name: desk.who(name) for name in NAMES.values()}
    before = log.root()
    for verb, do in VERBS.items():
        for state, case in desk.cases.items():
            done = {name for name, who in people.items() if not isinstance(tried(do, desk, case, who), UpstanderError)}
            assert done == table[verb][state], (verb, state)
            assert log.root() == before


def test_to_whom_it_is_not_open_an_alert_is_in_each_state_as_if_it_did_not_exist(desk: Desk) -> None:
    nothing = Case("none", "none")
    for verb, do in VERBS.items():
        for name in OUTSIDERS:
            who = desk.who(name)
            expected = tried(do, desk, nothing, who)
            assert isinstance(expected, (Refused, Unknown)), (verb, name)
            for state, case in desk.cases.items():
                assert repr(tried(do, desk, case, who)) == repr(expected), (verb, name, state)


def tried(do: Verb, desk: Desk, case: Case, who: Viewer) -> object:
    """What comes of it, be it a refusal; then it is undone."""
    try:
        with transaction.atomic():
            made = do(desk, case, who)
            transaction.set_rollback(True)
    except UpstanderError as error:
        return error
    return made
