"""Triggers: what rings, how each did on the past; switched, and kept silent with a reason."""

from typing import Annotated, Any

from django.utils import timezone
from django.utils.module_loading import import_string
from ninja import Router, Status
from pydantic import StringConstraints
from typing_extensions import TypedDict

from upstander.api.access import Asked
from upstander.api.fields import Absent, Id, Iso3, Moment, Passage, Sent, answers
from upstander.jobs import trigger_book as book
from upstander.jobs import triggers as jobs
from upstander.records import wire_triggers as wire
from upstander.records.triggers import Silence
from upstander.store.desk import queue, reads
from upstander.warn import spelled

router = Router(tags=["Triggers"])

BACK_RUN = "upstander.web.tasks.back_run"
"""The task that the page puts off too; named, not imported: this room stands beside that one."""

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$")]


class TextSent(Sent):
    """A trigger as its file has it (TOML)."""

    text: Passage


class SilenceSent(Sent):
    """Why a trigger is kept silent, until when, and in which State; everywhere if none is named."""

    reason: Passage
    until: Moment
    iso3: Iso3 | Absent = None


class DismissalSent(Sent):
    """Why no situation is opened where it rang on open figures."""

    reason: Passage


class FiringList(TypedDict):
    """What rang."""

    items: list[wire.RungObject]


class SilenceObject(TypedDict):
    """A trigger kept silent."""

    id: str
    iso3: str
    reason: str
    by: str
    until: str


class TriggerWhole(book.TriggerObject):
    """A trigger with everything that was agreed: its conditions in words, its text, its newest back-runs."""

    rings_when: list[str]
    terms: dict[str, Any]
    text: str
    backruns: list[dict[str, Any]]
    silences: list[SilenceObject]


class TriggerList(TypedDict):
    """Every trigger."""

    items: list[book.TriggerObject]


def kept_silent(one: Silence) -> SilenceObject:
    """A silence in plain values."""
    return {"id": one.id, "iso3": one.iso3, "reason": one.reason, "by": one.by, "until": one.until.isoformat()}


def whole(request: Asked, name: str) -> TriggerWhole:
    """One trigger as it stands."""
    found = book.entry(request.auth, name, timezone.now())
    one = found.listed.trigger
    return {
        **book.wired(found),
        "rings_when": [str(each) for each in (spelled.heading(one), *spelled.conditions(one))],
        "terms": wire.trigger(one),
        "text": one.text,
        "backruns": [dict(each) for each in found.backruns],
        "silences": [kept_silent(each) for each in found.silences],
    }


@router.get("/triggers", response=answers(TriggerList))
def triggers(request: Asked) -> TriggerList:
    """Every trigger with its switch, its noise and what its newest back-run found."""
    return {"items": [book.wired(each) for each in book.book(request.auth, timezone.now())]}


@router.get("/triggers/{name}", response=answers(TriggerWhole))
def trigger(request: Asked, name: Name) -> TriggerWhole:
    """One trigger with its text, its conditions in words and every firing of its newest back-runs."""
    return whole(request, name)


@router.post("/triggers", response=answers(TriggerWhole, 201))
def load(request: Asked, sent: TextSent) -> Status[TriggerWhole]:
    """Add a trigger of this desk's own, or change one; it is off until it is back-run and switched on."""
    name = jobs.load(sent.text, who=request.auth, now=timezone.now())
    return Status(201, whole(request, name))


@router.post("/triggers/{name}/on", response=answers(TriggerWhole))
def switch_on(request: Asked, name: Name) -> TriggerWhole:
    """Let it ring; refused before this very text was back-run."""
    jobs.switch_on(name, who=request.auth, now=timezone.now())
    return whole(request, name)


@router.post("/triggers/{name}/off", response=answers(TriggerWhole))
def switch_off(request: Asked, name: Name) -> TriggerWhole:
    """Stop it from ringing."""
    jobs.switch_off(name, who=request.auth, now=timezone.now())
    return whole(request, name)


@router.post("/triggers/{name}/back-run", response=answers(TriggerWhole, 202))
def back_run(request: Asked, name: Name) -> Status[TriggerWhole]:
    """Let the worker play it over the past, on both bases; its newest back-runs then stand in the answer of GET."""
    jobs.plays_triggers(request.auth)
    jobs.find(name)
    task: Any = import_string(BACK_RUN)
    if not queue.waits_for(task.module_path, name):
        task.enqueue(name, request.auth.person)
    return Status(202, whole(request, name))


@router.post("/triggers/{name}/suppress", response=answers(TriggerWhole, 201))
def suppress(request: Asked, name: Name, sent: SilenceSent) -> Status[TriggerWhole]:
    """Keep it silent until a time, with a reason; what would have rung is kept."""
    now = timezone.now()
    jobs.suppress(name, sent.reason, sent.until, who=request.auth, now=now, iso3=sent.iso3 or "")
    return Status(201, whole(request, name))


@router.post("/silences/{silence}/end", response=answers(TriggerWhole))
def end(request: Asked, silence: Id) -> TriggerWhole:
    """End a silence before its time."""
    return whole(request, jobs.unsuppress(silence, who=request.auth, now=timezone.now()))


def rung(request: Asked) -> FiringList:
    """What rang where this person sees."""
    return {"items": [wire.rung(each) for each in (*reads.rung(request.auth), *reads.unowned(request.auth))]}


@router.get("/firings", response=answers(FiringList))
def firings(request: Asked) -> FiringList:
    """What rang in the situations that the reader sees; for focal points, also what rang on open figures."""
    return rung(request)


@router.post("/firings/{firing}/dismiss", response=answers(FiringList))
def dismiss(request: Asked, firing: Id, sent: DismissalSent) -> FiringList:
    """Say why no situation is opened where it rang on open figures, until then; what rings there anew asks anew."""
    jobs.dismiss(firing, sent.reason, who=request.auth, now=timezone.now())
    return rung(request)
