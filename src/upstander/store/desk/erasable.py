"""Every record of people's words that can be erased: its table, its columns, since when it counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model

from upstander.records.answers import RecordClass
from upstander.records.desk import AlertStage
from upstander.store.desk import models

GONE = "—"
"""What stands in a place that must not be empty."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A table whose rows hold words: what each column holds once erased, since when a row counts, whose situation it
    is of (none for words of the desk itself), its class where all rows have one, what hangs on a row and goes with it,
    and `same`: what other rows share that hold the very same words.
    """

    table: type[Model]
    words: Mapping[str, str]
    since: str = "at"
    situation: str = "situation"
    fixed: RecordClass | None = None
    also: tuple[tuple[str, Mapping[str, str]], ...] = ()
    same: tuple[str, ...] = ("pk",)


def blank(*names: str, **others: str) -> Mapping[str, str]:
    """These columns, and what they hold once erased."""
    return dict.fromkeys(names, "") | others


OF_ALERT = "recipient__alert__situation"
ALERT = blank("text", "ask", "change_our_mind", "dissent", "reason", "alternatives", "verdict_reason", title=GONE)
AROUND = (("history", ALERT), ("recipients", blank("off_reason", asked=GONE)), ("signatures", blank("withheld")))
SIGNAL = blank("text", "source", "source_url", "closed_reason", title=GONE, sentences="[]")
ACTION = blank(
    *("ministries", "means", "unharmed", "consulted", "basis", "blocker", "lifted_by", "ended_why"),
    *("institution", "contact"),
    what=GONE,
)
PLACE = blank("area", "group", title=GONE)
PROMISE = blank("source", "evidence", what=GONE, promised_by=GONE, promised_to=GONE)
TALK, MADE = RecordClass.DELIBERATIVE, RecordClass.DECISION

ANSWERS: Mapping[str, Kind] = {
    "decision": Kind(
        models.Decision,
        blank("reason", "dissent", "present", "superseding_reason"),
        "decided_at",
        OF_ALERT,
        also=(("recorded", blank("dispute", reference=GONE)),),
    ),
    "referral": Kind(
        models.Referral, blank("reason", "present", "dissent", "returned_reason"), "referred_at", OF_ALERT
    ),
    "inquiry": Kind(
        models.Inquiry,
        blank("what", "reason", "present", "dissent", "late_reason", "answer"),
        "asked_at",
        OF_ALERT,
    ),
    "dissent": Kind(
        models.SealedDissent,
        blank("text", "author", "reply"),
        "hour",
        "alert__situation",
        also=(("openings", blank("reason")),),
    ),
    "clearance": Kind(
        models.Clearance,
        blank("what", "despite"),
        "asked_at",
        "alert__situation",
        also=(("voices", blank("objection")),),
    ),
    "warning": Kind(models.WarningOutcome, blank("source"), "at", "alert__situation", MADE),
}
"""What is said about an alert."""

KINDS: Mapping[str, Kind] = {
    **ANSWERS,
    "draft": Kind(models.Alert, ALERT, "drafted_at", fixed=RecordClass.DRAFT, also=AROUND),
    "alert": Kind(models.Alert, ALERT, "drafted_at", fixed=MADE, also=AROUND),
    "signal": Kind(models.Signal, SIGNAL, "logged_at", fixed=TALK, also=(("history", SIGNAL),)),
    "entry": Kind(models.ThreadEntry, blank("text"), situation="thread__situation"),
    "thread": Kind(models.Thread, blank("closed_reason", title=GONE), "opened_at", fixed=TALK),
    "handover": Kind(models.Handover, blank("reason")),
    "situation": Kind(models.Situation, PLACE, "opened_at", "pk", MADE, also=(("history", PLACE),)),
    "phase": Kind(models.PhaseChange, blank("reason"), fixed=TALK),
    "grant": Kind(models.Grant, blank("reason"), "granted_at", fixed=TALK, also=(("history", blank("reason")),)),
    "suspicion": Kind(models.SuspectedBody, blank("reason", "lifted_reason"), fixed=TALK),
    "exemption": Kind(models.Exemption, blank("reason"), fixed=TALK),
    "judgement": Kind(models.Judgement, blank("reason"), fixed=MADE),
    "action": Kind(models.Action, ACTION, "planned_at", fixed=MADE),
    "note": Kind(models.ActionEntry, blank("text"), situation="action__situation", fixed=TALK),
    "commitment": Kind(models.Commitment, PROMISE, fixed=MADE),
    "asking": Kind(models.PromiseEntry, blank("asked_by", answer=GONE), situation="commitment__situation", fixed=TALK),
    "outcome": Kind(models.ThreadOutcome, blank("source", text=GONE), situation="thread__situation", fixed=MADE),
    "look": Kind(models.LookBack, blank("text"), "done_at", "thread__situation", TALK),
    "lesson": Kind(models.Lesson, blank("expected", "happened", "why", change=GONE), fixed=TALK),
    "bottleneck": Kind(
        models.Bottleneck, blank("authority", "means", text=GONE), situation="thread__situation", fixed=TALK
    ),
    "dismissal": Kind(
        models.TriggerFiring, blank("dismissed_reason"), "dismissed_at", "", TALK, same=("iso3", "dismissed_at")
    ),
    "silence": Kind(models.TriggerSilence, blank("reason"), situation="", fixed=TALK),
}
"""Every record that can be erased. Its name and id together are its address: `decision:abc`."""

NUMBERED = frozenset({"entry", "note", "asking"})
"""Records whose id is a number."""

TITLED = frozenset({"signal", "alert", "draft"})
"""Records after which the thread that they opened is called."""

STAGES = {"draft": AlertStage.DRAFT, "alert": AlertStage.ISSUED}
"""A draft and an issued alert lie in one table."""
