"""The words of closed lists as papers call them: the same sentences as on the pages, so translated once."""

from collections.abc import Mapping

from upstander.lib.text import mark
from upstander.records.desk import Answer, Confidence, Grade, Status
from upstander.records.papers import PaperKind
from upstander.records.people import Role
from upstander.records.plans import ActionState, Hurdle, Kept
from upstander.records.scorecards import Came
from upstander.respond.clocks import ClockState

LABELS: Mapping[tuple[type, object], str] = {
    (type(word), word): said
    for word, said in (
        (Grade.WATCH, mark("Watch")),
        (Grade.WARNING, mark("Warning")),
        (Grade.IMMINENT, mark("Imminent")),
        (Status.ACTUAL, mark("Actual")),
        (Status.EXERCISE, mark("Exercise")),
        (Status.TEST, mark("Test")),
        (Confidence.LOW, mark("low")),
        (Confidence.MEDIUM, mark("medium")),
        (Confidence.HIGH, mark("high")),
        (Answer.ACT, mark("Act")),
        (Answer.KEEP_WATCHING, mark("Keep watching")),
        (Answer.DECLINE, mark("Decline")),
        (Answer.REFER, mark("Refer")),
        (Answer.NEED_MORE, mark("Need more")),
        (Role.ANALYST, mark("Analyst")),
        (Role.FOCAL_POINT, mark("Focal point")),
        (Role.DECISION_MAKER, mark("Decision maker")),
        (Came.HIT, mark("hit")),
        (Came.LATE, mark("late")),
        (Came.FALSE_ALARM, mark("false alarm")),
        (Came.CANCELLED, mark("cancelled")),
        (Came.OPEN, mark("not yet known")),
        (ActionState.PLANNED, mark("planned")),
        (ActionState.UNDER_WAY, mark("under way")),
        (ActionState.BLOCKED, mark("blocked")),
        (ActionState.DONE, mark("done")),
        (ActionState.DROPPED, mark("dropped")),
        (Kept.OPEN, mark("open")),
        (Kept.PARTLY, mark("kept in part")),
        (Kept.KEPT, mark("kept")),
        (Kept.BROKEN, mark("broken")),
        (Hurdle.NOBODY_ON_DUTY, mark("nobody was on duty")),
        (Hurdle.NOT_SEEN, mark("it was not seen")),
        (Hurdle.EVIDENCE_UNCLEAR, mark("the evidence was unclear")),
        (Hurdle.DISAGREEMENT, mark("people disagreed")),
        (Hurdle.NO_AUTHORITY, mark("nobody had the authority")),
        (Hurdle.NO_MEANS, mark("there were no means")),
        (Hurdle.OTHER_CRISIS, mark("another crisis came first")),
        (Hurdle.POLITICS, mark("politics stood in the way")),
        (Hurdle.TECHNICAL, mark("something technical failed")),
        (Hurdle.OTHER, mark("something else")),
        (ClockState.WITHIN, mark("within")),
        (ClockState.OVER, mark("over")),
        (ClockState.MISSING, mark("still missing")),
        (ClockState.CANNOT, mark("cannot be computed")),
    )
}

KINDS: Mapping[PaperKind, str] = {
    PaperKind.PACK: mark("Decision meeting pack"),
    PaperKind.NOTE: mark("Minister's note"),
    PaperKind.CABLE: mark("Diplomatic cable"),
    PaperKind.LINES: mark("Lines to take"),
    PaperKind.REPORT: mark("Annual report"),
    PaperKind.RECEIPT: mark("Receipt"),
}
"""What each paper is called."""
