"""Scorecards: what became of warnings and of answers, counted by institution."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from upstander.jobs import scorecards as jobs
from upstander.records import wire_scorecards as wire
from upstander.records.desk import Page
from upstander.records.people import RECEIVES
from upstander.records.reasons import unread
from upstander.records.scorecards import Came
from upstander.web import figures, sheets
from upstander.web.asked import page
from upstander.web.marks.scores import scores_chart
from upstander.web.views.pages import viewer_of
from upstander.web.views.papers import MakeReport
from upstander.web.words import language, words

SHOWN = 50
"""Warnings on a page; the table holds all."""


@require_safe
def scorecards(request: HttpRequest) -> HttpResponse:
    """What the viewer may see in full, the whole desk in totals."""
    viewer, now = viewer_of(request), timezone.now()
    card = jobs.scorecard(figures.lake(), viewer, now)
    if sheets.wanted(request):
        return sheets.answer("scorecards", wire.WarningObject, map(wire.warning, card.scored))
    counts = {came: card.count(came) for came in Came}
    where = Page(page(request), SHOWN, len(card.scored))
    context = {
        "now": now,
        "card": card,
        "unread": unread(card.unread),
        "where": where,
        "rows": card.scored[(where.number - 1) * SHOWN : where.number * SHOWN],
        "counts": counts,
        "followed": card.followed[:SHOWN],
        "chart": scores_chart(counts, len(card.missed), words()),
        "desk": jobs.totals(figures.lake(), viewer, now),
        "usual": jobs.USUAL,
        "report": MakeReport(initial={"year": now.year, "language": language()})
        if viewer.may_everywhere(RECEIVES)
        else None,
    }
    return render(request, "web/scorecards.html", context)
