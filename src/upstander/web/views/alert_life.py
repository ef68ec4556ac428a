"""Around an alert's text: a second signature asked for, withheld or done without, the review, what comes after."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from upstander.records.errors import Unknown, UpstanderError
from upstander.store.desk import reads as desk
from upstander.warn import alerts as rules
from upstander.web import errors
from upstander.web.alert_around import VERBS, made
from upstander.web.forms import attempt
from upstander.web.views.alerts import show
from upstander.web.views.pages import done, viewer_of
from upstander.web.words import say

SAID = {
    "ask-second": _("Everybody who may sign was asked. The hour of silence counts from now."),
    "withhold": _("Your reason was recorded. Nobody can say now that you were silent."),
    "issue-alone": _("The alert is issued under one signature. Another person reviews it within a day."),
    "review": _("Your review was recorded."),
    "take-off": _("They are taken off this alert, and told so."),
    "pass-on": _("It is recorded that you passed this alert on."),
    "cancel": _("The cancellation is drafted. It counts once a focal point issues it."),
    "all-clear": _("The all-clear is drafted. It counts once a focal point issues it."),
}


@require_POST
def act(request: HttpRequest, id: str, verb: str) -> HttpResponse:
    """Do one of the verbs; what is refused stands on the alert's own page, as it was typed."""
    viewer, what, now = viewer_of(request), VERBS[verb], timezone.now()
    found = desk.alert(viewer, id)
    if not what.asked:
        rules.of_the_situation(found, viewer)
    if what.form is None:
        try:
            what.job(id, request.POST, viewer, now)
        except Unknown:
            raise
        except UpstanderError as error:
            return show(request, found, sentence=say(error.sentence), status=errors.status_of(error))
        done(request, SAID[verb])
        return redirect("alert", id=id)
    form = made(what.form, verb, found, request.POST)
    kept: list[object] = []
    if form.is_valid():
        attempt(form, lambda: kept.append(what.job(id, form.cleaned_data, viewer, now)))
    if not kept:
        return show(request, found, status=400, around_form={verb: form})
    done(request, SAID[verb])
    return redirect("alert", id=kept[0] or id)
