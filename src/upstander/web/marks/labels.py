"""The words of the desk's closed lists, marked for translation once for charts, chips, tables and forms."""

from upstander.lib.text import mark
from upstander.records.desk import Grade, Phase, Status
from upstander.records.figures import Kind

PHASES = {
    Phase.LATENT: mark("Latent"),
    Phase.EMERGING: mark("Emerging"),
    Phase.IMMINENT: mark("Imminent"),
    Phase.ONGOING: mark("Ongoing"),
    Phase.POST: mark("Aftermath"),
}
GRADES = {Grade.WATCH: mark("Watch"), Grade.WARNING: mark("Warning"), Grade.IMMINENT: mark("Imminent")}
STATUSES = {Status.ACTUAL: mark("Actual"), Status.EXERCISE: mark("Exercise"), Status.TEST: mark("Test")}
KINDS = {
    Kind.ONE_SIDED: mark("Civilians killed on purpose (one-sided)"),
    Kind.STATE_BASED: mark("Battles with a State (state-based)"),
    Kind.NON_STATE: mark("Battles between groups (non-state)"),
}
DISPUTED = {
    "XAC": mark("Aksai Chin"),
    "XAP": mark("Arunachal Pradesh"),
    "XBT": mark("Bir Tawil"),
    "XHT": mark("Hala'ib Triangle"),
    "XIT": mark("Ilemi Triangle"),
    "XJK": mark("Jammu and Kashmir"),
}
KIND_CLASSES = {Kind.ONE_SIDED: "one", Kind.STATE_BASED: "state", Kind.NON_STATE: "non"}
