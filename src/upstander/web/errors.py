"""What the world is told when something goes wrong: one table, one page, one sentence."""

import logging
import sys
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from upstander.records.errors import Fault, Refused, Unknown, UpstanderError, Usage
from upstander.web.words import say

STATUS: tuple[tuple[type[UpstanderError], int], ...] = ((Unknown, 404), (Usage, 400), (Refused, 403), (Fault, 503))
"""The first that fits counts. Everything else is a mistake of ours: 500."""

BROKEN = 500

TITLES = {
    400: _("This cannot be done as asked"),
    403: _("You may not do this"),
    404: _("There is no such page"),
    405: _("This page cannot be used in that way"),
    429: _("Too many attempts"),
    500: _("Something went wrong on our side"),
    503: _("The desk cannot answer now"),
}

SENTENCES = {
    400: _("The request was not understood. Go back and try again."),
    403: _("You may see this, but your role does not allow you to do it."),
    404: _("There is no page here, or it is not open to you."),
    405: _("Go back and use the buttons of the page."),
    429: _("Wait a minute, then try again."),
    500: _("Nothing was changed. Try again; if it happens again, tell the person who runs this desk."),
    503: _("Nothing was changed. Try again in a minute."),
}

log = logging.getLogger("upstander.web")


def status_of(error: UpstanderError) -> int:
    """The status an error answers with."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


def page(request: HttpRequest, status: int, sentence: str = "") -> HttpResponse:
    """The error page in the reader's language; `sentence` says what to do."""
    shown: dict[str, Any] = {"status": status, "title": TITLES[status], "sentence": sentence or SENTENCES[status]}
    if status >= BROKEN:
        shown["waiting_count"] = shown["given_up"] = 0  # counting asks the database, which may be what is broken
    return render(request, "web/error.html", shown, status=status)


def answer(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The page for an error that can be foreseen; None for any other."""
    if isinstance(error, UpstanderError):
        return page(request, status_of(error), say(error.sentence))
    if isinstance(error, OperationalError):
        log.error("the desk's database does not answer: %s", type(error).__name__)
        return page(request, 503, gettext("The desk's database does not answer. Try again in a minute."))
    return None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django hands it over
    """400."""
    return page(request, 400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django hands it over
    """403."""
    return page(request, 403)


def unknown(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django hands it over
    """404: the same words for what does not exist and for what is not open."""
    return page(request, 404)


def too_many(request: HttpRequest) -> HttpResponse:
    """429."""
    return page(request, 429)


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database is to blame."""
    error = sys.exc_info()[1]
    return (isinstance(error, Exception) and answer(request, error)) or page(request, 500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django hands it over
    """403 for a form that did not come from our own page, or from one that lay open too long."""
    return page(
        request, 403, gettext("This form is too old or came from elsewhere. Open the page again and resend it.")
    )


class Bare(logging.Filter):
    """Takes requests, addresses and tracebacks' values out of log lines: no person, no content, no one-time link."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the line through, stripped."""
        held: dict[str, Any] = record.__dict__
        held.pop("request", None)
        if record.exc_info and record.exc_info[0] is not None:
            record.msg, record.args = "%s in %s", (record.exc_info[0].__name__, place(record.exc_info[2]))
            record.exc_info = None
        elif record.name == "django.request":
            record.msg, record.args = "a request was answered with %s", (held.get("status_code", "?"),)
        return True


def place(trace: Any) -> str:
    """File and line of the innermost frame."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
