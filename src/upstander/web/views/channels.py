"""The ways out of the desk, for administrators: endpoints, the last canary, what became of each message."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from upstander.jobs import channels as jobs
from upstander.jobs.ways import ways
from upstander.records import wire_channels
from upstander.records.channels import DeliveryState
from upstander.store.desk import reads as desk
from upstander.web import channel_forms, sheets
from upstander.web.asked import page
from upstander.web.forms import attempt
from upstander.web.views.pages import done, everything, posted, viewer_of


@require_http_methods(["GET", "HEAD", "POST"])
def channels(request: HttpRequest) -> HttpResponse:
    """Everything about the ways out, and the form for a new endpoint; its secret is shown this once."""
    viewer, now, secret = viewer_of(request), timezone.now(), ""
    jobs.keeps_channels(viewer)
    if sheets.wanted(request):
        rows = everything(lambda number: desk.deliveries(viewer, page=number))
        return sheets.answer("messages", wire_channels.DeliveryObject, map(wire_channels.delivery, rows))
    form = channel_forms.NewEndpoint(posted(request))
    if request.method == "POST" and form.is_valid():
        held = form.cleaned_data
        secret = attempt(form, lambda: jobs.add_endpoint(held["name"], held["url"], who=viewer, now=now)) or ""
    messages, where = desk.deliveries(viewer, page=page(request))
    context = {
        "form": channel_forms.NewEndpoint() if secret else form,
        "wrong": form,
        "secret": secret,
        "mails": ways().mails,
        "known": bool(ways().public_url),
        "canary": desk.canary(viewer),
        "fails": desk.aside(viewer),
        "keep": channel_forms.Keep(initial={"days": jobs.days_kept()}),
        "forgotten": desk.forgotten(viewer),
        "endpoints": desk.endpoints(viewer),
        "dead": desk.deliveries(viewer, DeliveryState.DEAD)[0],
        "messages_out": messages,
        "where": where,
    }
    return render(request, "web/channels.html", context, status=400 if form.errors else 200)


@require_POST
def disable(request: HttpRequest, id: str) -> HttpResponse:
    """Send nothing more to an endpoint."""
    jobs.disable_endpoint(id, who=viewer_of(request), now=timezone.now())
    done(request, _("Nothing more is sent there."))
    return redirect("channels")


@require_POST
def retry(request: HttpRequest, id: str) -> HttpResponse:
    """Try a message again that was given up, or work that was set aside."""
    jobs.retry(id, who=viewer_of(request), now=timezone.now())
    done(request, _("It is tried again."))
    return redirect("channels")


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Say how long messages that went out are listed."""
    form = channel_forms.Keep(request.POST)
    jobs.keep(form.cleaned_data["days"] if form.is_valid() else 0, who=viewer_of(request), now=timezone.now())
    done(request, _("Messages that went out are listed for that long."))
    return redirect("channels")
