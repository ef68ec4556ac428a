"""The desk's wording: what new drafts have, and the charged words that a neutral text leaves out."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from upstander.jobs import wording as jobs
from upstander.records.alert_life import Term, Wording
from upstander.web.forms import attempt, choices
from upstander.web.languages import LANGUAGES
from upstander.web.views.pages import done, viewer_of
from upstander.web.words import language


class Choose(forms.Form):
    """Which wording new drafts have."""

    wording = forms.ChoiceField(label=_("Wording"))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["wording"].choices = choices(Wording)  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: HttpRequest) -> HttpResponse:
    """What new drafts have; focal points choose it."""
    viewer = viewer_of(request)
    if request.method != "POST":
        return show(request, Choose(initial={"wording": jobs.default()}), 200)
    jobs.may_choose(viewer)
    form = Choose(request.POST)
    if form.is_valid():
        chosen = Wording(form.cleaned_data["wording"])
        attempt(form, lambda: jobs.choose(chosen, who=viewer, now=timezone.now()))
    if form.errors:
        return show(request, form, 400)
    done(request, _("New drafts have this wording unless their drafter chooses the other."))
    return redirect("wording")


def show(request: HttpRequest, form: Choose, status: int) -> HttpResponse:
    """The page."""
    chooses = viewer_of(request).may_everywhere(jobs.CHOOSES)
    context = {"wording": jobs.default(), "form": form if chooses else None, "terms": by_language(), "mine": language()}
    return render(request, "web/wording.html", context, status=status)


def by_language() -> list[tuple[str, str, list[Term]]]:
    """Each language's code, its own name, its charged words."""
    return [
        (code, name, found)
        for code, name in LANGUAGES.items()
        if (found := [each for each in jobs.terms() if each.language == code])
    ]
