"""One signal: who says what happened when, when we knew, and why it was closed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from upstander.jobs import signals as jobs
from upstander.records.desk import Status
from upstander.store.desk import reads as desk
from upstander.warn.alerts import DRAFTS
from upstander.web import desk_forms
from upstander.web.forms import attempt
from upstander.web.views.pages import done, saw, viewer_of


@require_safe
def signal(request: HttpRequest, id: str) -> HttpResponse:
    """One signal."""
    return show(request, id, desk_forms.Reason(), 200)


def show(request: HttpRequest, id: str, form: desk_forms.Reason, status: int) -> HttpResponse:
    """The page, with the form to close it for those who may."""
    viewer = viewer_of(request)
    found = desk.signal(viewer, id)
    saw(request, "signal", id, found.situation)
    granted = found.situation in viewer.grants
    context = {
        "signal": found,
        "situation": desk.situation(viewer, found.situation) if granted else None,
        "drill": "" if found.status is Status.ACTUAL else found.status,
        "form": form if granted and viewer.may(jobs.CLOSES) and found.closed_at is None else None,
        "drafts": granted and viewer.may(DRAFTS),
    }
    return render(request, "web/signal.html", context, status=status)


@require_POST
def close(request: HttpRequest, id: str) -> HttpResponse:
    """Close it with a reason its sender can read."""
    viewer = viewer_of(request)
    desk.signal(viewer, id)
    form = desk_forms.Reason(request.POST)
    if form.is_valid():
        attempt(form, lambda: jobs.close(id, form.cleaned_data["reason"], who=viewer, now=timezone.now()))
    if form.errors:
        return show(request, id, form, 400)
    done(request, _("The signal is closed. Its sender can read your reason."))
    return redirect("signal", id=id)
