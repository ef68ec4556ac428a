"""One alert's papers: who was told, what came of it, and what can be handed on."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from upstander.jobs import scorecards as jobs
from upstander.records.desk import AlertStage, Status
from upstander.records.people import RECEIVES
from upstander.store.desk import reads as desk
from upstander.web.forms import Passage, attempt
from upstander.web.views.pages import done, posted, saw, viewer_of


class SayOutcome(forms.Form):
    """What came of an alert: when, and where that can be read."""

    happened = forms.TypedChoiceField(
        label=_("Did it come?"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Yes, it began on the day below")), ("no", _("No, not until the day below"))],
    )
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    source = Passage(label=_("Where that can be read"), rows=2, help_text=_("It is kept with your name."))


@require_safe
def papers(request: HttpRequest, id: str) -> HttpResponse:
    """Who was told and has answered, what came of it, what can be handed on."""
    return show(request, id, SayOutcome(initial={"on": timezone.localdate()}), 200)


def show(request: HttpRequest, id: str, form: SayOutcome, status: int) -> HttpResponse:
    """The page, with the form for those who work on the situation."""
    viewer, now = viewer_of(request), timezone.now()
    found = desk.alert(viewer, id)
    saw(request, "alert", found.id, found.situation)
    says = found.stage is AlertStage.ISSUED and found.situation in viewer.grants and viewer.may(RECEIVES)
    context = {
        "now": now,
        "alert": found,
        "drill": "" if found.status is Status.ACTUAL else found.status,
        "outcomes": desk.outcomes(viewer, id),
        "form": form if says else None,
    }
    return render(request, "web/papers.html", context, status=status)


@require_POST
def say_outcome(request: HttpRequest, id: str) -> HttpResponse:
    """Put down what came of an alert."""
    viewer, form = viewer_of(request), SayOutcome(posted(request))
    desk.alert(viewer, id)
    if form.is_valid():
        held = form.cleaned_data
        given = id, held["happened"], held["on"], held["source"]
        attempt(form, lambda: jobs.say_outcome(*given, who=viewer, now=timezone.now()))
    if form.errors:
        return show(request, id, form, 400)
    done(request, _("It is recorded. The newest account counts."))
    return redirect("papers", id=id)
