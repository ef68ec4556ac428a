"""One plan read whole, by its situation or by one of its alerts, and written as an object."""

from datetime import datetime

from upstander.jobs.clocks import measured
from upstander.jobs.options import laid
from upstander.records import wire_desk, wire_missed, wire_options, wire_plans
from upstander.records import wire_one_plan as wire
from upstander.records.desk import Situation
from upstander.records.errors import Unknown
from upstander.records.ladder import Thread
from upstander.records.people import Viewer
from upstander.records.tools import Choice
from upstander.records.wire_ladder import hours, moment
from upstander.respond.clocks import Reading
from upstander.respond.one_plan import Plan, first_clocks
from upstander.store.desk import actions, alerts, decided, judgements, missed, plans, promises, situations, threads


def show(viewer: Viewer, id: str, now: datetime) -> Plan:
    """The plan of a situation, or of an alert of one: Unknown if that situation is not open to the viewer."""
    found, alert = about(viewer, id)
    answered = decided.decided(viewer, found.id, alert)
    causes = causes_of(viewer, found.id, alert)
    ids = [thread.id for thread in causes]
    timed = measured(causes, missed.moments_of(ids), now)
    offered = laid(viewer, found.id, Choice(), now, alert)
    return Plan(
        situation=found,
        alert=alert,
        decided=tuple(answered),
        clocks=first_clocks((each.thread.id, each.readings) for each in timed),
        judged=tuple(judgements.judgements(viewer, found.id)),
        offer=offered.offer,
        actions=tuple(each for each in actions.actions(viewer, found.id) if alert in {"", each.alert}),
        promises=tuple(promises.commitments(viewer, found.id)),
        outcomes=tuple(plans.outcomes(viewer, ids)),
        looks=tuple(each for each in plans.look_backs(viewer, found.id) if each.thread in ids),
        lessons=tuple(plans.lessons(viewer, found.id)),
        held_up=tuple(each for each in plans.bottlenecks(viewer) if each.thread in ids),
    )


def about(viewer: Viewer, id: str) -> tuple[Situation, str]:
    """The situation that an id names, and the alert where it is one of an alert."""
    try:
        alert = alerts.alert(viewer, id)
    except Unknown:
        return situations.situation(viewer, id), ""
    return situations.situation(viewer, alert.situation), alert.id


def causes_of(viewer: Viewer, situation: str, alert: str) -> list[Thread]:
    """The threads of a situation, or that of one alert."""
    found = threads.all_of(viewer, situation)
    only = threads.thread_of(alert=alert) if alert else ""
    return [each for each in found if not alert or each.id == only]


def written(plan: Plan) -> wire.PlanObject:
    """A plan as an object."""
    place = plan.situation
    return wire.PlanObject(
        voice="recorded",
        situation=place.id,
        title=place.title,
        iso3=place.iso3,
        phase=str(place.phase),
        status=str(place.status),
        alert=plan.alert or None,
        decisions=decisions(plan),
        provisional=plan.offer.provisional,
        judgements=[wire_options.judgement(each) for each in plan.judged],
        options=considered(plan),
        actions=[wire_plans.action(each) for each in plan.actions],
        promises=[wire_plans.commitment(each) for each in plan.promises],
        outcomes=[wire.outcome(each) for each in plan.outcomes],
        look_backs=[wire.look_back(each) for each in plan.looks],
        lessons=[wire.lesson(each) for each in plan.lessons],
        bottlenecks=[wire_missed.bottleneck(each) for each in plan.held_up],
    )


def decisions(plan: Plan) -> list[wire.DecidedObject]:
    """What was decided, with what followed."""
    return [
        wire.DecidedObject(
            decision=wire_desk.decision(each.decision),
            alert_title=each.title,
            grade=str(each.grade),
            thread=each.thread or None,
            actions=[action.id for action in plan.following(each)],
            first_action=first(plan.first(each)),
        )
        for each in plan.decided
    ]


def first(reading: Reading | None) -> wire.FirstObject | None:
    """The clock of the first action."""
    if reading is None:
        return None
    return wire.FirstObject(
        state=str(reading.state),
        began_at=moment(reading.began),
        ended_at=moment(reading.ended),
        took_hours=hours(reading.took),
        target_hours=hours(reading.target),
    )


def considered(plan: Plan) -> list[wire.ConsideredObject]:
    """The options in the order of the rules."""
    return [
        wire.ConsideredObject(
            voice="computed",
            id=option.tool.id,
            name=option.tool.name,
            list=name,
            coercive=option.tool.coercive,
            in_time=option.in_time,
            actions=[action.id for action in taken],
        )
        for name, option, taken in plan.considered()
    ]
