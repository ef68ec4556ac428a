"""The cast with tokens, and a desk on which every kind of thing lies once."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.answers_world import answered
from tests.conftest import NOW, Cast
from tests.threads import open_thread
from tests.unowned import rung_openly
from tests.warn.test_triggers import PLAYED, TEXT
from upstander.jobs import (
    access,
    actions,
    alerts,
    authorities,
    decisions,
    duty,
    erasure,
    ladder,
    lessons,
    people,
    promises,
    signals,
    situations,
    suspects,
    triggers,
)
from upstander.jobs.notices import tell
from upstander.lib.text import Sentence
from upstander.records.channels import Channel
from upstander.records.desk import Address, Answer, Confidence, Draft, Grade, Phase, Status
from upstander.records.drills import Drill
from upstander.records.ladder import StepId
from upstander.records.people import MACHINE, Role
from upstander.records.plans import NewAction
from upstander.records.roster import Purpose
from upstander.store.desk import contacts, custody, deliveries, drills, reads
from upstander.store.desk.reads import grants
from upstander.store.lake import open_lake

LATER = NOW + timedelta(days=2)
PROMISED = ("Donors", "The district", "Buses", NOW.date(), LATER.date(), "Minutes")
WORDS = ("Darfur", "Columns", "Smoke over the market", "Move the convoy", "Not enough fuel")
"""Words of the desk: whoever may not see the situation meets none of them."""

Call = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Desk:
    """One thing of each kind, by the name that an address gives it."""

    ids: Mapping[str, Any]
    tokens: Mapping[str, str]


def draft(person: int, evidence: str) -> tuple[Draft, tuple[Address, ...]]:
    """An alert that asks one person, by the day after tomorrow."""
    text = Draft(
        title="Darfur: columns near the town",
        text="Columns of armed men are a day away.",
        ask="Move the convoy tonight.",
        grade=Grade.WARNING,
        confidence=Confidence.MEDIUM,
        change_our_mind="The columns turn back.",
        signals=(evidence,),
    )
    return text, (Address(person, "Move the convoy tonight.", LATER, LATER),)


def issued(cast: Cast, evidence: str) -> str:
    """An alert by Alice, issued by Bob, addressed to Dina."""
    id = alerts.draft(cast.situation, *draft(cast.people["dina"], evidence), who=cast.viewer("alice"), now=NOW)
    alerts.issue(id, who=cast.viewer("bob"), now=NOW)
    return id


def urgent(cast: Cast, evidence: str) -> str:
    """An imminent draft by Alice that nobody has signed."""
    text, asked = draft(cast.people["dina"], evidence)
    return alerts.draft(cast.situation, replace(text, grade=Grade.IMMINENT), asked, who=cast.viewer("alice"), now=NOW)


def furnished(cast: Cast) -> Desk:
    """Alice's situation with a signal, a draft, an open alert and a decided one, and everybody's token."""
    alice, dina = cast.viewer("alice"), cast.viewer("dina")
    signal = signals.report(cast.situation, "Smoke", "Smoke over the market.", who=alice, now=NOW)
    decided = issued(cast, signal)
    decision = decisions.decide(decided, Answer.ACT, "It is near.", dissent="Not enough fuel.", who=dina, now=NOW)
    ids = {
        "situation": cast.situation,
        "grant": grant_of(cast),
        "signal": signal,
        "draft": alerts.draft(cast.situation, *draft(cast.people["dina"], signal), who=alice, now=NOW),
        "alert": issued(cast, signal),
        "urgent": urgent(cast, signal),
        "decision": decision,
        "silence": silence_of(cast),
        "rung": rung_openly(NOW),
        "promise": promises.make(cast.situation, *PROMISED, who=alice, now=NOW),
        "lesson": lessons.write(cast.situation, *"ABCD", dina.person, LATER.date(), who=alice, now=NOW),
        "action": actions.plan(cast.situation, NewAction("Ring.", owner=dina.person), who=alice, now=NOW),
        "message": message_to(cast),
        "drill": drill_of(cast),
        "thread": open_thread(cast.situation, "Columns", who=alice, now=NOW),
        "taken": taken(cast),
        **on_duty(cast),
        "suspicion": suspicion_of(cast),
        **cast.people,
    }
    erik = people.add("erik", "Erik", [Role.DECISION_MAKER], who=MACHINE, now=NOW).id
    ids["erasure"] = erasure.order(f"signal:{signal}", "Article 17", who=alice, now=NOW)
    text, handed = draft(dina.person, signal)[0], issued(cast, signal)
    ids |= answered(cast, handed, text, NOW, "Smoke over the market.", to=erik) | {"handed": handed, "erik": erik}
    custody.add_key(cast.people["charlie"], "a river that runs uphill", NOW)
    made = {name: people.token("test", NOW + timedelta(days=9), who=cast.viewer(name), now=NOW) for name in cast.people}
    return Desk(ids, made)


def taken(cast: Cast) -> str:
    """A thread whose first step Alice owns."""
    alice = cast.viewer("alice")
    id = open_thread(cast.situation, "Smoke", who=alice, now=NOW)
    ladder.take(id, StepId.ACKNOWLEDGE, who=alice, now=NOW)
    return id


def drill_of(cast: Cast) -> str:
    """A drill that Bob has opened and Alice may see, not yet started."""
    alice, bob = cast.viewer("alice"), cast.people["bob"]
    new = {"who": alice, "now": NOW, "status": Status.EXERCISE}
    place = situations.open_situation(open_lake(None), "KEN", "A vote", Phase.LATENT, "Training.", **new)
    access.give(place, bob, "He leads it.", LATER, who=cast.viewer("alice"), now=NOW)
    return drills.add(Drill("", "kenya-2007", place, "KEN", 60, bob, NOW))


def suspicion_of(cast: Cast) -> str:
    """A militia that is suspected in Alice's situation."""
    why = {"institution": "Militia", "reason": "It was seen."}
    return suspects.suspect(open_lake(None), cast.situation, who=cast.viewer("alice"), now=NOW, **why)


def on_duty(cast: Cast) -> dict[str, str]:
    """Alice on duty the day after tomorrow, and what lets her open the emergency lane."""
    alice, by = cast.people["alice"], {"who": cast.viewer("bob"), "now": NOW}
    terms = Purpose.LANE, "Decree 4", "The minister", alice, [Grade.IMMINENT], "That it waits."
    shift = duty.put_on(alice, Role.ANALYST, LATER - timedelta(hours=9), LATER, **by)
    return {"shift": shift, "authority": authorities.record(*terms, NOW, LATER, **by)}


def message_to(cast: Cast) -> str:
    """A message to Dina that was given up."""
    contacts.add(cast.people["dina"], Channel.EMAIL, "dina@example.org", NOW, verified=True)
    tell(cast.people["dina"], Sentence("x"), "/waiting/", "", key="x", status=Status.ACTUAL, now=NOW)
    id = reads.deliveries(cast.viewer("ada"))[0][0].id
    deliveries.failed(id, "refused:550", None, NOW)
    return id


def silence_of(cast: Cast) -> str:
    """A silence on a trigger of the desk's own that was played over the past."""
    bob = cast.viewer("bob")
    triggers.load(TEXT, who=bob, now=NOW)
    triggers.keep_backrun(PLAYED, who=bob, now=NOW)
    return triggers.suppress("first", "Figures are counted anew.", LATER, who=bob, now=NOW)


def grant_of(cast: Cast) -> str:
    """Bob's grant."""
    return grants(cast.viewer("alice"), cast.situation)[0].id


def ask(desk: Desk, name: str, method: str, path: str, body: object = None, **headers: str) -> HttpResponse:
    """Ask as somebody: `ask(desk, "alice", "GET", "/api/waiting")`; whoever has no token is the stranger."""
    if name in desk.tokens:
        headers["Authorization"] = f"Bearer {desk.tokens[name]}"
    sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    client = Client(raise_request_exception=False)
    return client.generic(method, path, sent, content_type="application/json", headers=headers)
