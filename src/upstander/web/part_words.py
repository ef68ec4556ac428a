"""Words of a drill: its parts, how sure a case's items are, what became of a case."""

from upstander.lib.text import mark
from upstander.records.drills import Part

PARTS = {
    Part.ANALYST: mark("Analyst"),
    Part.SECOND_READER: mark("Second reader"),
    Part.DESK_HEAD: mark("Desk head"),
    Part.DECISION_MAKER: mark("Decision maker"),
    Part.NEXT_OWNER: mark("Next owner"),
    Part.OUTSIDER: mark("Outsider"),
}
"""What each part is called."""

TASKS = {
    Part.ANALYST: mark("You take what comes in, grade it and draft the alert."),
    Part.SECOND_READER: mark("You check evidence and wording, and sign where two names are needed."),
    Part.DESK_HEAD: mark("You issue the alert and answer for the desk; you start the drill."),
    Part.DECISION_MAKER: mark("You acknowledge what reaches you, and decide with a reason."),
    Part.NEXT_OWNER: mark("You own what is referred to you: accept it and decide, or return it with a reason."),
    Part.OUTSIDER: mark("You must see nothing of this exercise: say so if you do."),
}
"""What each part does."""

MARKS = {
    "verified": mark("read in the source named"),
    "memory-high": mark("from memory, sure; check before publishing"),
    "memory-low": mark("from memory, detail uncertain"),
    "ours": mark("our own judgement of good practice"),
}
"""How sure an item of a case is."""

LABELS = {
    "prevented": mark("Serious risk, no mass violence, action plausible."),
    "prevented_or_non_event": mark("Quiet; the cause is unknown."),
    "contained_after_onset": mark("Violence began and did not become mass killing."),
    "contained_then_relapsed": mark("Contained for a time, failed later."),
    "partial_contained": mark("Stopped quickly, at high cost."),
    "stopped_late": mark("Ended by action after many deaths."),
    "stopped_contested": mark("Ended by force from outside whose mandate, necessity and aftermath are disputed."),
    "partly_protected": mark("Mass violence happened; a protection measure saved many at some places."),
    "failed_partly_rescued": mark("Mass atrocities were not prevented; late action rescued part of the targets."),
    "failed_will": mark("Mass atrocities were not prevented although warned of in time: those who could act did not."),
    "repression_below_worst_case": mark(
        "The mass killing that was feared did not come; an inquiry found grave crimes."
    ),
}
"""What became of a case."""

WINDOWS = {
    "days_warning_to_mass_killing": mark("Days from the first warning to the killing"),
    "days_warning_to_decision": mark("Days from the first warning to the first decision"),
}
"""What the response windows of a case are called."""
