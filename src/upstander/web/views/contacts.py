"""How the desk reaches me: my own e-mail address, its gateway, my feed, my calendar."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upstander.jobs import contacts as jobs
from upstander.jobs.ways import ways
from upstander.records.channels import Channel, Feed
from upstander.store.desk import reads as desk
from upstander.web import channel_forms
from upstander.web.forms import attempt
from upstander.web.views.pages import done, viewer_of


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """How the desk reaches me."""
    return show(request)


def show(request: HttpRequest, form: forms.Form | None = None, secret: tuple[Feed, str] | None = None) -> HttpResponse:
    """The page; a refused form as it was typed, the address of a new feed this once."""
    viewer, now = viewer_of(request), timezone.now()
    found = {each.channel: each for each in desk.contacts(viewer)}
    names = {Feed.ATOM: "feed", Feed.CALENDAR: "calendar"}
    address = request.build_absolute_uri(reverse(names[secret[0]], args=[secret[1]])) if secret else ""
    context = {
        "email": found.get(Channel.EMAIL),
        "gateway": found.get(Channel.WEBHOOK),
        "mails": ways().confirms,
        "feeds": [(feed, desk.feeds(viewer, now).get(feed)) for feed in Feed],
        "address": address,
        "form": form or channel_forms.Email(),
    }
    return render(request, "web/contacts.html", context, status=400 if form else 200)


@require_POST
def set_email(request: HttpRequest) -> HttpResponse:
    """Enter my e-mail address."""
    form, viewer = channel_forms.Email(request.POST), viewer_of(request)
    if form.is_valid():
        attempt(form, lambda: jobs.set_email(form.cleaned_data["address"], who=viewer, now=timezone.now()))
    if form.errors:
        return show(request, form)
    done(request, _("A link was sent there. Open it while you are signed in here, and confirm the address."))
    return redirect("contacts")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm my address. Opening the link changes nothing: mail scanners open links too. The button does."""
    if request.method == "POST":
        jobs.confirm(token, who=viewer_of(request), now=timezone.now())
        done(request, _("The desk reaches you at this address from now on."))
        return redirect("contacts")
    return render(request, "web/confirm.html")


@require_POST
def use_gateway(request: HttpRequest) -> HttpResponse:
    """Be reached through the desk's gateway."""
    jobs.use_gateway(who=viewer_of(request), now=timezone.now())
    done(request, _("Give the reference to whoever runs the gateway."))
    return redirect("contacts")


@require_POST
def end_contact(request: HttpRequest, id: str) -> HttpResponse:
    """Be reached in this way no more."""
    jobs.end(id, who=viewer_of(request), now=timezone.now())
    done(request, _("The desk does not reach you there any more."))
    return redirect("contacts")


@require_POST
def open_feed(request: HttpRequest, feed: str) -> HttpResponse:
    """A new address for my feed or my calendar, shown this once."""
    secret = jobs.open_feed(Feed(feed), who=viewer_of(request), now=timezone.now())
    return show(request, secret=(Feed(feed), secret))


@require_POST
def end_feed(request: HttpRequest, feed: str) -> HttpResponse:
    """End my feed or my calendar."""
    jobs.end_feed(Feed(feed), who=viewer_of(request), now=timezone.now())
    done(request, _("This address is not good any more."))
    return redirect("contacts")
