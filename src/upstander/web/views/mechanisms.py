"""Mechanisms of others, as doors: what is known of each and how we know it; a named person knocks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from upstander.jobs import doors as knocking
from upstander.jobs.mechanisms import doors
from upstander.store.desk import reads as desk
from upstander.web import roster_forms
from upstander.web.forms import attempt
from upstander.web.views.pages import done, posted, viewer_of


@require_safe
def mechanisms(request: HttpRequest) -> HttpResponse:
    """Every door."""
    return render(request, "web/mechanisms.html", {"doors": doors()})


@require_http_methods(["GET", "HEAD", "POST"])
def knock(request: HttpRequest, id: str) -> HttpResponse:
    """Record a knock about a thread; nothing is sent from here."""
    viewer = viewer_of(request)
    thread = desk.thread(viewer, id)
    form = roster_forms.Knock(doors(), posted(request))
    if request.method == "POST" and form.is_valid():
        held, now = form.cleaned_data, timezone.now()
        kept = held["mechanism"], held["at"], held["how"]
        if attempt(form, lambda: knocking.knock(id, *kept, who=viewer, now=now, reference=held["reference"])):
            done(request, _("It is recorded."))
            return redirect("thread", id=id)
    named = {each.id: each.name for each in doors()}
    context = {"thread": thread, "form": form, "knocks": desk.knocks(viewer, id), "named": named}
    return render(request, "web/knock.html", context, status=400 if form.errors else 200)
