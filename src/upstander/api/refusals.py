"""What goes wrong, as a status and one sentence that says what to do."""

import logging
from collections.abc import Mapping

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from typing_extensions import TypedDict

from upstander.lib.text import Sentence, mark
from upstander.records.checks import MISSING, TOO_LONG, UNPRINTABLE
from upstander.records.errors import Fault, Refused, Unknown, UpstanderError, Usage

STATUS: tuple[tuple[type[UpstanderError], int], ...] = ((Unknown, 404), (Usage, 400), (Refused, 403), (Fault, 503))
"""The first that fits is the answer's status."""

NO_CREDENTIALS = mark("Sign in, or send a valid token in the header Authorization.")
NO_ADDRESS = mark("There is nothing at this address: see the list at /api/docs.")
NO_CSRF = mark("Send the CSRF token of the session in the header X-CSRFToken.")
UNREADABLE = mark("Send the body as one JSON object in UTF-8.")
TOO_LARGE = mark("Send less at a time: the body is too large.")
TOO_OFTEN = mark("Slow down: try again in a minute.")
BUSY = mark("The desk is busy: try again in a moment.")
OURS = mark("Something went wrong on our side; it has been noted. Try again later.")
NOT_SO = mark("Refused.")
EXTRA = mark("Leave out %(field)s: it is not known here.")
WRONG = mark("Correct the field %(field)s: %(reason)s.")

HTTP = {
    400: UNREADABLE,
    401: NO_CREDENTIALS,
    403: NO_CSRF,
    404: NO_ADDRESS,
    405: NO_ADDRESS,
    413: TOO_LARGE,
    429: TOO_OFTEN,
}
"""Sentences for what the framework refuses before any code of ours runs."""

log = logging.getLogger("upstander.api")


class ErrorObject(TypedDict):
    """One sentence that says what to do, and the field it is about, if any."""

    error: str
    field: str


def say(sentence: Sentence) -> str:
    """The sentence in the language of the request."""
    if sentence.count is not None and sentence.plural:
        form = ngettext(sentence.template, sentence.plural, sentence.count)
    else:
        form = gettext(sentence.template)
    return form % sentence.values if sentence.values else form


def status_of(error: UpstanderError) -> int:
    """The status of an answer that says this."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


def of_validation(error: ValidationError) -> UpstanderError:
    """The first thing wrong with what was sent; a path that fits no pattern is no address."""
    first = error.errors[0]
    where = [str(part) for part in first["loc"]]
    if where[0] == "path":
        return Unknown(NO_ADDRESS)
    return _said(str(first["type"]), _name(where), first)


def _name(where: list[str]) -> str:
    # ["body", "sent", "addresses", "0", "person"]: source, the argument of our own function, then the sender's words,
    # between which stand the names of alternatives that were tried.
    named = where[2:] if len(where) > 2 else where[1:]
    inner = (part for part in named[1:] if part.isdigit() or part.isidentifier())
    return ".".join((*named[:1], *inner)) or "body"


def _said(kind: str, field: str, first: Mapping[str, object]) -> Usage:
    context = first.get("ctx") or {}
    if kind == "missing":
        return Usage(MISSING, field)
    if kind == "extra_forbidden":
        name = context.get("name") if isinstance(context, Mapping) else None
        return Usage(EXTRA, str(name or field))
    if kind == "string_too_long" and isinstance(context, Mapping):
        return Usage(TOO_LONG, field, most=context.get("max_length", ""))
    if kind in {"string_unicode", "unprintable"}:
        return Usage(UNPRINTABLE, field)
    return Usage(WRONG, field, reason=str(first.get("msg", "")))


def install(api: NinjaAPI) -> None:
    """Answer every error with a status of the table and one sentence."""

    def answer(request: HttpRequest, status: int, sentence: Sentence, field: str = "") -> HttpResponse:
        return api.create_response(request, {"error": say(sentence), "field": field}, status=status)

    def ours(request: HttpRequest, error: UpstanderError) -> HttpResponse:
        return answer(request, status_of(error), error.sentence, error.field)

    def http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(request, error.status_code, Sentence(HTTP.get(error.status_code, NOT_SO)))

    def unforeseen(request: HttpRequest, error: Exception) -> HttpResponse:
        log.error("unforeseen %s", type(error).__name__, exc_info=error)
        return answer(request, 500, Sentence(OURS))

    api.exception_handler(UpstanderError)(ours)
    api.exception_handler(HttpError)(http)
    api.exception_handler(ValidationError)(lambda request, error: ours(request, of_validation(error)))
    api.exception_handler(Http404)(lambda request, _: answer(request, 404, Sentence(NO_ADDRESS)))
    api.exception_handler(RequestDataTooBig)(lambda request, _: answer(request, 413, Sentence(TOO_LARGE)))
    api.exception_handler(SuspiciousOperation)(lambda request, _: answer(request, 400, Sentence(UNREADABLE)))
    api.exception_handler(OperationalError)(lambda request, _: answer(request, 503, Sentence(BUSY)))
    api.exception_handler(Exception)(unforeseen)
