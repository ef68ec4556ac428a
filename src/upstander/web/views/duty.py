"""The roster: who is on duty, working hours, leave, swaps, standing authorities, and who changed what."""

from collections.abc import Callable
from datetime import time
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from upstander.jobs import authorities
from upstander.jobs import duty as jobs
from upstander.records.desk import Grade
from upstander.records.errors import Refused
from upstander.records.people import Role, Viewer
from upstander.records.roster import Purpose
from upstander.store.desk import reads as desk
from upstander.store.desk.duty import reads_roster
from upstander.store.desk.rows import SIZE
from upstander.web import roster_forms as asked
from upstander.web.asked import page, slice_of
from upstander.web.desk_forms import OnDuty
from upstander.web.forms import attempt
from upstander.web.views.pages import done, posted, viewer_of

DEEDS = ("hours", "role-hours", "leave", "swap", "authority", "outside")
KEPT = ("hours", "role-hours")
VERBS = ("end-hours", "end-leave", "accept", "decline")


def readable(request: HttpRequest) -> Viewer:
    """Who asks; Refused for those who are on no rung."""
    viewer = viewer_of(request)
    if not reads_roster(viewer):
        raise Refused("Ask an analyst, a focal point or a decision maker: the others are on no roster.")
    return viewer


def blank(viewer: Viewer, data: Any = None, only: str = "") -> dict[str, forms.Form]:
    """The forms that this viewer may use; `data` goes into the one that was sent."""
    people = desk.addressable(viewer)
    keeps, gives = viewer.may([Role.FOCAL_POINT]), viewer.may(authorities.KEEPS)

    def sent(name: str) -> Any:
        return data if name == only else None

    found: dict[str, forms.Form] = {
        "leave": asked.Leave(people, sent("leave"), keeps=keeps),
        "swap": asked.Swap(people, sent("swap")),
    }
    if keeps:
        week = {"days": ["0", "1", "2", "3", "4"]}
        found["hours"] = asked.Hours(people, sent("hours"), initial=week | {"deputy": 0})
        found["role-hours"] = asked.RoleHours(
            people, sent("role-hours"), initial=week | {"deputy": 1}, auto_id="role_%s"
        )
    if gives:
        found |= {
            "authority": asked.Authority(people, sent("authority")),
            "outside": asked.Outside(people, sent("outside")),
        }
    return found


@require_safe
def duty(request: HttpRequest) -> HttpResponse:
    """The roster."""
    viewer = readable(request)
    return show(request, blank(viewer), 200)


def show(request: HttpRequest, found: dict[str, forms.Form], status: int) -> HttpResponse:
    """The page."""
    viewer, now = viewer_of(request), timezone.now()
    outlook = jobs.outlook(viewer, now)
    shifts, where = slice_of(outlook.shifts, request, SIZE)
    context = {
        "now": now,
        "roster": outlook,
        "shifts": shifts,
        "where": where,
        "patterns": desk.patterns(viewer, now),
        "role_hours": desk.role_hours(viewer, now),
        "leaves": desk.leaves(viewer, now),
        "swaps": desk.swaps(viewer, now),
        "authorities": desk.authorities(viewer),
        "outsiders": desk.outside_people(viewer),
        "changes": desk.roster_changes(viewer),
        "people": {each.id: each.name for each in desk.addressable(viewer)},
        "forms": {name.replace("-", "_"): form for name, form in found.items()},
        "bound": [form for form in found.values() if form.is_bound],
        "keeps": viewer.may([Role.FOCAL_POINT]),
        "gives": viewer.may(authorities.KEEPS),
    }
    return render(request, "web/duty.html", context, status=status)


@require_POST
def change(request: HttpRequest, deed: str) -> HttpResponse:
    """Write something down."""
    viewer = readable(request)
    found = blank(viewer, posted(request), deed)
    if deed not in found:
        jobs.keeps_roster(viewer) if deed in KEPT else authorities.keeps_authorities(viewer)
    form = found[deed]
    if form.is_valid():
        attempt(form, lambda: write(deed, form.cleaned_data, viewer))
    if form.errors:
        return show(request, found, 400)
    done(request, _("It is written down."))
    return redirect("duty")


def write(deed: str, held: dict[str, Any], who: Viewer) -> None:
    """The job behind each form."""
    now = timezone.now()
    deeds: dict[str, Callable[[], object]] = {
        "hours": lambda: add_hours(held, who),
        "role-hours": lambda: jobs.set_role_hours(*weekly(held), who=who, now=now, **around(held)),
        "leave": lambda: jobs.take_leave(
            held["begins"],
            held["ends"],
            who=who,
            now=now,
            person=held.get("person") or 0,
            replacement=held.get("replacement") or 0,
            reason=held["reason"],
        ),
        "swap": lambda: propose(held, who),
        "authority": lambda: authorities.record(
            Purpose(held["purpose"]),
            held["instrument"],
            held["given_by"],
            held["person"],
            [Grade(each) for each in held["grades"]],
            held["content"],
            held["begins"],
            held["ends"],
            who=who,
            now=now,
        ),
        "outside": lambda: authorities.set_outside(held["person"], outside=held["outside"] == "yes", who=who, now=now),
    }
    deeds[deed]()


def add_hours(held: dict[str, Any], who: Viewer) -> None:
    """Working hours as the form has them."""
    jobs.add_hours(held["person"], *weekly(held), who=who, now=timezone.now(), **around(held))


def weekly(held: dict[str, Any]) -> tuple[Role, list[int], time, time, str]:
    """For which role, on which days, from when until when, where."""
    return Role(held["role"]), held["days"], held["begins"], held["ends"], held["zone"]


def around(held: dict[str, Any]) -> dict[str, Any]:
    """Whose holidays are free, and the turn."""
    country, _dash, part = held["country"].partition("-")
    return {"country": country, "subdivision": part, "deputy": held["deputy"]}


def propose(held: dict[str, Any], who: Viewer) -> None:
    """A swap as the form has it."""
    back = (held["back_begins"], held["back_ends"]) if held["back_begins"] else None
    span = held["begins"], held["ends"]
    jobs.propose_swap(
        held["taker"], Role(held["role"]), *span, who=who, now=timezone.now(), back=back, reason=held["reason"]
    )


@require_POST
def answer(request: HttpRequest, id: str, verb: str) -> HttpResponse:
    """End something, or answer a swap."""
    who, now = readable(request), timezone.now()
    deeds: dict[str, Callable[[], None]] = {
        "end-hours": lambda: jobs.end_hours(id, who=who, now=now),
        "end-leave": lambda: jobs.end_leave(id, who=who, now=now),
        "accept": lambda: jobs.accept_swap(id, who=who, now=now),
        "decline": lambda: jobs.decline_swap(id, who=who, now=now),
    }
    deeds[verb]()
    done(request, _("The roster is changed."))
    return redirect("duty")


@require_POST
def revoke(request: HttpRequest, id: str) -> HttpResponse:
    """End an authority at once, with a reason."""
    authorities.revoke(id, request.POST.get("reason", ""), who=readable(request), now=timezone.now())
    done(request, _("The authority is revoked."))
    return redirect("duty")


@require_safe
def shifts(request: HttpRequest) -> HttpResponse:
    """Single shifts, page by page, with the form for those who keep them."""
    return show_shifts(request, readable(request), None, 200)


def show_shifts(request: HttpRequest, viewer: Viewer, form: OnDuty | None, status: int) -> HttpResponse:
    """The page."""
    now = timezone.now()
    found, where = desk.shifts_on(viewer, now, page(request))
    keeps = viewer.may([Role.FOCAL_POINT])
    blank_form = (form or OnDuty(desk.addressable(viewer))) if keeps else None
    context = {"now": now, "shifts": found, "where": where, "form": blank_form}
    return render(request, "web/shifts.html", context, status=status)


@require_POST
def put_on(request: HttpRequest) -> HttpResponse:
    """Put somebody on duty."""
    viewer = viewer_of(request)
    jobs.keeps_roster(viewer)
    form = OnDuty(desk.addressable(viewer), posted(request))
    if form.is_valid():
        held = form.cleaned_data
        shift = int(held["person"]), Role(held["role"]), held["begins"], held["ends"]
        now, turn = timezone.now(), held["deputy"]
        attempt(form, lambda: jobs.put_on(*shift, who=viewer, now=now, deputy=turn))
    if form.errors:
        return show_shifts(request, viewer, form, 400)
    done(request, _("The roster is changed."))
    return redirect("shifts")


@require_POST
def take_off(request: HttpRequest, id: str) -> HttpResponse:
    """Take a shift off the roster."""
    jobs.take_off(id, who=viewer_of(request), now=timezone.now())
    done(request, _("The roster is changed."))
    return redirect("shifts")
