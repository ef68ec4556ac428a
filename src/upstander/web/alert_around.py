"""What an alert's page shows around its text, and what may be done there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from upstander.jobs import alert_life, receipts, suspects, taking_off, wording
from upstander.jobs.waiting import is_free
from upstander.records.alert_life import AlertKind, Verdict, Wording
from upstander.records.desk import Alert, AlertStage
from upstander.records.errors import Refused
from upstander.records.people import Viewer
from upstander.respond.answers import may_pass_on
from upstander.store.desk import reads as desk
from upstander.warn import alerts as rules
from upstander.warn import single, succession
from upstander.warn import wording as wordings
from upstander.web.alert_forms import PassOn, Review, TakeOff, Why

Job = Callable[[str, Mapping[str, Any], Viewer, datetime], object]


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that can be done around an alert's text: who may, with which form, and the job; `asked`: whether also
    somebody whom the alert merely asks.
    """

    may: Callable[[Alert, Viewer, datetime], None]
    job: Job
    form: type[forms.Form] | None = None
    asked: bool = False


def asks(found: Alert, who: Viewer, now: datetime) -> None:  # noqa: ARG001  each rule is asked alike
    """Whether the second signature may be asked for."""
    single.may_ask(found, who)


def withholds(found: Alert, who: Viewer, now: datetime) -> None:  # noqa: ARG001  each rule is asked alike
    """Whether a name may be withheld."""
    single.may_withhold(found, who)


def issues_alone(found: Alert, who: Viewer, now: datetime) -> None:
    """Whether it may go out under one signature now."""
    single.may_issue_alone(found, who, now, alert_life.patience(found.situation))


def reviews(found: Alert, who: Viewer, now: datetime) -> None:  # noqa: ARG001  each rule is asked alike
    """Whether it waits for this person's review."""
    single.may_review(found, who)


def ends(found: Alert, who: Viewer, now: datetime) -> None:  # noqa: ARG001  each rule is asked alike
    """Whether its cancellation or all-clear may be drafted."""
    succession.may_end(found, who)


def takes_off(found: Alert, who: Viewer, now: datetime) -> None:  # noqa: ARG001  each rule is asked alike
    """Whether there is an addressee whom this person may take off."""
    if not taking_off.removable(found, who):
        raise Refused("Ask a focal point: whoever may issue an alert may take somebody off it.")


def passes_on(found: Alert, who: Viewer, now: datetime) -> None:  # noqa: ARG001  each rule is asked alike
    """Whether this person may say that they passed it on."""
    may_pass_on(found, who)


VERBS: Mapping[str, Verb] = {
    "ask-second": Verb(asks, lambda id, _, who, now: alert_life.ask(id, who=who, now=now)),
    "withhold": Verb(
        withholds, lambda id, held, who, now: alert_life.withhold(id, held["reason"], who=who, now=now), Why
    ),
    "issue-alone": Verb(
        issues_alone,
        lambda id, held, who, now: alert_life.issue_alone(id, who=who, now=now, despite=held.get("despite", "")),
    ),
    "review": Verb(
        reviews,
        lambda id, held, who, now: alert_life.review(id, Verdict(held["verdict"]), held["reason"], who=who, now=now),
        Review,
    ),
    "take-off": Verb(
        takes_off,
        lambda id, held, who, now: taking_off.take_off(id, held["person"], held["reason"], who=who, now=now),
        TakeOff,
    ),
    "pass-on": Verb(
        passes_on,
        lambda id, held, who, now: receipts.pass_on(id, held["to"], held["how"], held["at"], who=who, now=now),
        PassOn,
        asked=True,
    ),
    "cancel": Verb(ends, lambda id, held, who, now: alert_life.cancel(id, held["reason"], who=who, now=now), Why),
    "all-clear": Verb(ends, lambda id, held, who, now: alert_life.all_clear(id, held["reason"], who=who, now=now), Why),
}
"""What can be done around an alert, in the order in which the page offers it."""


def offered(found: Alert, viewer: Viewer, now: datetime, bound: Mapping[str, forms.Form]) -> dict[str, Any]:
    """The verbs that this viewer may use now, each with its form; a refused one as it was typed."""
    granted = found.situation in viewer.grants
    return {
        name: bound.get(name) or (made(verb.form, name, found) if verb.form else None)
        for name, verb in VERBS.items()
        if name in bound or ((granted or verb.asked) and is_free(verb.may, found, viewer, now))
    }


def made(form: type[forms.Form], verb: str, found: Alert, typed: Any = None) -> forms.Form:
    """The form of a verb; one that asks for a person offers the alert's addressees."""
    new = form(typed, prefix=verb)
    if isinstance(new, TakeOff):
        new.fields["person"].choices = [(each.person, each.name) for each in found.recipients]  # type: ignore[attr-defined]
    return new


def around(found: Alert, viewer: Viewer, now: datetime, bound: Mapping[str, forms.Form]) -> dict[str, Any]:
    """What the page shows around the text."""
    granted, draft = found.situation in viewer.grants, found.stage is AlertStage.DRAFT
    asked = {recipient.person for recipient in found.recipients}
    neutral = draft and found.wording is Wording.NEUTRAL
    mine = next((each for each in found.recipients if each.person == viewer.person), None)
    return {
        "verbs": offered(found, viewer, now, bound),
        "passed": [each for each in receipts.provable(found.id, viewer) if each.did == "passed on"],
        "updates": granted and is_free(succession.may_update, found, viewer),
        "follows": found.kind is not AlertKind.ALERT,
        "second_until": alert_life.second_until(found) if draft else None,
        "withheld": rules.withheld(found),
        "charged": wordings.findings(found, wording.terms(), found.recipients) if neutral else (),
        "exempted": [
            each for each in desk.exemptions(viewer, found.situation) if each.person in asked and not each.ended_at
        ]
        if granted
        else [],
        "alike": suspects.alike(viewer, found.situation, asked) if granted else [],
        "elsewhere": {each.person for each in found.recipients if found.life.replaced_for(each.person)},
        "replaced": found.life.replaced_for(viewer.person) if mine and not mine.decision else None,
    }
