"""The ladder's rules: rungs and hours by step, what a change would mean, every version with who and when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upstander.jobs import ladder as jobs
from upstander.jobs import ladder_rules as rules
from upstander.respond.rewrite import sums, wishes_of
from upstander.web import rule_forms
from upstander.web.forms import attempt
from upstander.web.views.pages import done, viewer_of


@require_http_methods(["GET", "HEAD", "POST"])
def ladder_rules(request: HttpRequest) -> HttpResponse:
    """What runs, with a form for those who keep it; "Show what it means" changes nothing, "Let it run" does."""
    rules.readable(viewer_of(request))
    if request.method != "POST":
        return show(request, None, None, 200)
    return change(request)


def change(request: HttpRequest) -> HttpResponse:
    """Preview what was typed, or let it run."""
    viewer, form = viewer_of(request), rule_forms.Rules(request.POST)
    jobs.keeps_ladder(viewer)
    preview = None
    if form.is_valid():
        wishes = form.wishes()
        preview = rules.preview(wishes)
        if "run" in request.POST:
            attempt(form, lambda: rules.change(wishes, who=viewer, now=timezone.now()))
    if form.errors or "run" not in request.POST:
        return show(request, form, preview, 400 if form.errors else 200)
    done(request, _("This ladder runs from now on. Open steps keep the time they were given."))
    return redirect("ladder_rules")


def show(
    request: HttpRequest, form: rule_forms.Rules | None, preview: rules.Preview | None, status: int
) -> HttpResponse:
    """The page."""
    viewer, ladder = viewer_of(request), jobs.ladder()
    keeps = viewer.may(rules.KEEPS)
    context = {
        "ladder": ladder,
        "sums": sums(ladder),
        "preview": preview,
        "form": (form or rule_forms.Rules(initial=rule_forms.typed(wishes_of(ladder)))) if keeps else None,
        "file": rule_forms.File() if keeps else None,
        "history": rules.history(viewer),
        "newest": rules.versions(viewer)[0].number,
    }
    return render(request, "web/rules.html", context, status=status)


@require_POST
def load_rules(request: HttpRequest) -> HttpResponse:
    """Let a pasted file run; refused whole if a warning could fall through it."""
    viewer, form = viewer_of(request), rule_forms.File(request.POST)
    jobs.keeps_ladder(viewer)
    if form.is_valid():
        attempt(form, lambda: jobs.load(form.cleaned_data["text"], who=viewer, now=timezone.now()))
    if form.errors:
        return render(request, "web/rules_file.html", {"file": form}, status=400)
    done(request, _("This ladder runs from now on. Open steps keep the time they were given."))
    return redirect("ladder_rules")


@require_safe
def rules_file(request: HttpRequest, version: int) -> HttpResponse:
    """A version as a file, to change by hand and load again."""
    text = rules.text_of(viewer_of(request), version)
    answer = HttpResponse(text, content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="ladder-{version}.json"'
    return answer
