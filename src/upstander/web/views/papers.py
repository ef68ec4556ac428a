"""One alert's papers: who was told, what came of it, and what can be handed on."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from upstander.jobs import receipts
from upstander.jobs import scorecards as jobs
from upstander.jobs.papers import making
from upstander.jobs.papers.labels import KINDS
from upstander.records.desk import AlertStage, Status
from upstander.records.errors import Unknown, UpstanderError, Usage
from upstander.records.papers import ON_AN_ALERT, PaperFormat, PaperKind
from upstander.records.people import RECEIVES
from upstander.respond.receipts import written
from upstander.store.desk import reads as desk
from upstander.web import errors
from upstander.web.forms import Passage, attempt
from upstander.web.languages import LANGUAGES
from upstander.web.views.pages import done, posted, saw, viewer_of
from upstander.web.words import language, say, zone

FORMATS = [(each.value, each.value.upper()) for each in PaperFormat]


class SayOutcome(forms.Form):
    """What came of an alert: when, and where that can be read."""

    happened = forms.TypedChoiceField(
        label=_("Did it come?"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Yes, it began on the day below")), ("no", _("No, not until the day below"))],
    )
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    source = Passage(label=_("Where that can be read"), rows=2, help_text=_("It is kept with your name."))


class MakePaper(forms.Form):
    """Which paper, in which language, how drawn."""

    kind = forms.ChoiceField(label=_("Paper"))
    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGES.items()))
    format = forms.ChoiceField(label=_("As"), choices=FORMATS)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["kind"].choices = [(each.value, gettext(KINDS[each])) for each in ON_AN_ALERT]  # type: ignore[attr-defined]


class MakeReport(forms.Form):
    """Which year, in which language, how drawn."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2200)
    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGES.items()))
    format = forms.ChoiceField(label=_("As"), choices=FORMATS)


@require_safe
def papers(request: HttpRequest, id: str) -> HttpResponse:
    """Who was told and has answered, what came of it, what can be handed on."""
    return show(request, id, blank(), 200)


def show(
    request: HttpRequest, id: str, form: SayOutcome, status: int, paper: MakePaper | None = None, refused: str = ""
) -> HttpResponse:
    """The page, with the form for those who work on the situation."""
    viewer, now = viewer_of(request), timezone.now()
    found = desk.alert(viewer, id)
    saw(request, "alert", found.id, found.situation)
    says = found.stage is AlertStage.ISSUED and found.situation in viewer.grants and viewer.may(RECEIVES)
    context = {
        "now": now,
        "alert": found,
        "drill": "" if found.status is Status.ACTUAL else found.status,
        "deeds": receipts.provable(id, viewer),
        "outcomes": desk.outcomes(viewer, id),
        "form": form if says else None,
        "refused": refused,
        "paper": (paper or MakePaper(initial={"language": language()})) if found.stage is AlertStage.ISSUED else None,
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


@require_POST
def make_paper(request: HttpRequest, id: str) -> HttpResponse:
    """One paper as a file. It changes nothing but the log, which says that it left the desk."""
    viewer, form = viewer_of(request), MakePaper(posted(request))
    desk.alert(viewer, id)
    if not form.is_valid():
        return show(request, id, blank(), 400, form)
    held = form.cleaned_data
    asked = PaperKind(held["kind"]), held["language"], PaperFormat(held["format"])
    try:
        made = making.make(settings.UPSTANDER_HOME, id, *asked, zone=zone().key, who=viewer, now=timezone.now())
    except UpstanderError as error:
        return show(request, id, blank(), errors.status_of(error), form, say(error.sentence))
    return handed(made)


def blank() -> SayOutcome:
    """The form for what came of it, not yet filled in."""
    return SayOutcome(initial={"on": timezone.localdate()})


def handed(made: making.Made) -> HttpResponse:
    """A file that the browser saves and nobody else keeps."""
    response = HttpResponse(made.content, content_type=made.type)
    response.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response


@require_POST
def take_receipt(request: HttpRequest, id: str) -> HttpResponse:
    """Signed proof of what the viewer did about an alert: the file to check, or the page to print."""
    viewer = viewer_of(request)
    try:
        sealed = receipts.receipt(settings.UPSTANDER_HOME, id, who=viewer, now=timezone.now())
        if request.POST.get("format") == "pdf":
            return handed(making.receipt(sealed, language(), PaperFormat.PDF, zone().key))
    except Unknown:
        raise
    except UpstanderError as error:
        return show(request, id, blank(), errors.status_of(error), refused=say(error.sentence))
    return handed(making.Made(f"receipt-{id}.json", "application/json", written(sealed).encode()))


@require_POST
def make_report(request: HttpRequest) -> HttpResponse:
    """The annual report of what the viewer may see, as a file."""
    form = MakeReport(posted(request))
    if not form.is_valid():
        raise Usage("Choose a year, a language and a format.", "year")
    held = form.cleaned_data
    asked = held["year"], held["language"], PaperFormat(held["format"])
    who, now = viewer_of(request), timezone.now()
    return handed(making.report(settings.UPSTANDER_HOME, *asked, zone=zone().key, who=who, now=now))
