"""Drills: open one, hand out its parts, play it, look back on it. Every page of one says that it is an exercise."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from upstander.jobs import drills as jobs
from upstander.jobs import owed
from upstander.jobs.library import library
from upstander.jobs.waiting import waiting
from upstander.learn import cases
from upstander.records.desk import Status
from upstander.records.drills import Drill, Part
from upstander.records.errors import Refused
from upstander.records.people import APART, RECEIVES, Role, Viewer
from upstander.store.desk import reads as desk
from upstander.web import figures
from upstander.web.drill_forms import OpenDrill
from upstander.web.forms import attempt
from upstander.web.matters import matters
from upstander.web.part_words import PARTS
from upstander.web.views.pages import done, posted, saw, viewer_of

VERBS = ("join", "start", "pause", "resume", "stop", "links")
EVERY = "15"
"""Seconds after which the room looks anew, unless the reader asked it to stand still."""


@require_safe
def drills(request: HttpRequest) -> HttpResponse:
    """The drills I play in or have opened, and the form to open one."""
    return show(request, None, 200)


def show(request: HttpRequest, form: OpenDrill | None, status: int) -> HttpResponse:
    """The page. Cases go by the only title that they have while they are played."""
    viewer, now = viewer_of(request), timezone.now()
    if not viewer.roles & RECEIVES or viewer.roles & APART:
        raise Refused("Ask an analyst, a focal point or a decision maker: they play drills.")
    opens = viewer.may_everywhere([Role.FOCAL_POINT])
    context = {
        "now": now,
        "drill": Status.EXERCISE,
        "rows": [(each, jobs.scene(each, now), each.part_of(viewer.person)) for each in desk.drills(viewer)],
        "form": (form or OpenDrill(titles(), desk.addressable(viewer))) if opens else None,
    }
    return render(request, "web/drills.html", context, status=status)


def titles() -> list[tuple[str, int]]:
    """Play title and minutes of every case that can be played."""
    played = [cases.read(library(), id) for id in cases.playable(library())]
    return [(each.play_title, each.minutes) for each in played]


@require_POST
def open_drill(request: HttpRequest) -> HttpResponse:
    """Make a drill; its links are shown this once."""
    viewer, now = viewer_of(request), timezone.now()
    if not viewer.may_everywhere([Role.FOCAL_POINT]):
        raise Refused("Ask a focal point: focal points open drills.")
    form = OpenDrill(titles(), desk.addressable(viewer), posted(request))
    if form.is_valid():
        title, seated = form.cleaned_data["case"], form.seated()
        given: Any = {"who": viewer, "now": now, "minutes": int(form.cleaned_data["minutes"] or 0), "seated": seated}
        made = attempt(form, lambda: jobs.open_drill(figures.lake(), cases.titled(library(), title).id, **given))
        if made is not None:
            seeing = desk.viewer_of(viewer.person, now)
            return room(request, desk.drill(seeing, made.id), seeing, links=made.links)
    return show(request, form, 400)


@require_safe
def drill(request: HttpRequest, id: str) -> HttpResponse:
    """The room."""
    viewer = viewer_of(request)
    found = desk.drill(viewer, id)
    saw(request, "drill", id, found.situation)
    return room(request, found, viewer)


def room(
    request: HttpRequest, found: Drill, viewer: Viewer, *, links: Mapping[Part, str] | None = None
) -> HttpResponse:
    """The page of the room: the case clock, what has come in, what it must do now, who plays what."""
    now, scene = timezone.now(), jobs.scene(found, timezone.now())
    still = "still" in request.GET
    context = {
        "now": now,
        "drill": Status.EXERCISE,
        "found": found,
        "scene": scene,
        "part": found.part_of(viewer.person),
        "steers": jobs.steers(found, viewer),
        "joins": found.ended_at is None
        and any(each.person == viewer.person and not each.joined_at for each in found.seats),
        "still": still,
        "links": [(gettext(PARTS[part]), address_of(request, secret)) for part, secret in (links or {}).items()],
        **(to_do(found, viewer, now) if found.runs else {}),
    }
    response = render(request, "web/drill.html", context)
    if not still and not links and found.ended_at is None:
        response.headers["Refresh"] = EVERY
    return response


def address_of(request: HttpRequest, secret: str) -> str:
    """What to hand out."""
    return request.build_absolute_uri(f"/link/{secret}/")


def to_do(found: Drill, viewer: Viewer, now: Any) -> dict[str, Any]:
    """What this person must do now, and where the room's work lies."""
    alerts = desk.alerts(viewer, situation=found.situation)[0]
    return {
        "matters": matters(
            (each for each in waiting(viewer, now) if each.alert.situation == found.situation),
            (each for each in owed.owed(viewer, now) if each.situation == found.situation),
        ),
        "threads": desk.threads(viewer, found.situation, open_only=True)[0],
        "alerts": alerts,
        "drafts": found.part_of(viewer.person) is Part.ANALYST and found.paused_at is None,
    }


ACTS = {
    "join": (jobs.join, _("You are here.")),
    "start": (jobs.start, _("The drill runs.")),
    "pause": (jobs.pause, _("The drill is paused: wait until it goes on.")),
    "resume": (jobs.resume, _("The drill runs.")),
    "stop": (jobs.stop, _("The drill is over.")),
}
"""What a button does, and what is said then."""


@require_POST
def steer(request: HttpRequest, id: str, verb: str) -> HttpResponse:
    """Say that one is here; start a drill, pause it, let it go on, end it, or make its links once more."""
    viewer, now = viewer_of(request), timezone.now()
    if verb == "links":
        made = jobs.links(id, who=viewer, now=now)
        return room(request, desk.drill(viewer, id), viewer, links=made)
    act, said = ACTS[verb]
    act(id, who=viewer, now=now)
    done(request, said)
    return redirect("drill", id=id)


@require_safe
def debrief(request: HttpRequest, id: str) -> HttpResponse:
    """What the room did, beside what was expected and what happened."""
    viewer, now = viewer_of(request), timezone.now()
    found = desk.drill(viewer, id)
    told = jobs.debrief(found, now)
    saw(request, "debrief", id, found.situation)
    context = {
        "now": now,
        "drill": Status.EXERCISE,
        "found": found,
        "told": told,
        "case": told.case,
        "readings": jobs.readings(viewer, found, now),
    }
    return render(request, "web/debrief.html", context)
