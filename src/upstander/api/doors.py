"""The interface put together: every address, one door, one way to refuse."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path
from django.views.generic import RedirectView
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError
from ninja.openapi.docs import Swagger
from ninja.operation import Operation

from upstander import __version__
from upstander.api import (
    actions,
    alert_life,
    alerts,
    answers,
    authorities,
    channels,
    decisions,
    drills,
    duty,
    figures,
    ladder,
    log,
    options,
    papers,
    plans,
    records,
    refusals,
    scorecards,
    signals,
    situations,
    suspects,
    threads,
    triggers,
)
from upstander.api.access import DOORS, Pace
from upstander.api.docs import Reference

DESCRIPTION = """
Figures, forecasts and the work of the desk, with the rights of whoever asks.

Send the header "Authorization: Bearer" with a token of your own (made on the page Me, or by upstander people token),
or use the session of the desk; changes by session also need its CSRF token in the header X-CSRFToken.

"voice" says who speaks: a source (recorded), a machine (computed) or a named person (judged).

What goes wrong is answered by one sentence in "error" and, where there is one, the "field" it is about: 400 for what
cannot be done as asked, 401 without a valid token or session, 403 for what you may not do, 404 for what does not exist
or is not open to you, 413 for too large a body, 429 for too many requests in a minute, 503 when the store stands in
the way.
"""

NOT_ALLOWED = 405


class Api(NinjaAPI):
    """Answers that nobody keeps: no cache between the desk and its reader."""

    def create_response(self, request: HttpRequest, data: Any, **words: Any) -> HttpResponse:
        """As the framework does, marked not to be stored."""
        response = super().create_response(request, data, **words)
        response["Cache-Control"] = "no-store"
        return response

    @property
    def urls(self) -> tuple[list[URLPattern | URLResolver], str, str]:
        """The addresses; the bare one leads to the description."""
        found, app, name = super().urls
        trial = admitted(lambda request: Swagger().render_page(request, self))
        for one in found:
            if isinstance(one, URLPattern):
                one.callback = self.worded(one.callback)
        return [path("", RedirectView.as_view(url="docs")), path("docs/try", trial), *found], app, name

    def worded(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """The same view; a method that it does not take is refused in the words of every other refusal."""

        @wraps(view)
        def behind(request: HttpRequest, *words: Any, **named: Any) -> HttpResponse:
            answer = view(request, *words, **named)
            if answer.status_code != NOT_ALLOWED:
                return answer
            told = self.on_exception(request, HttpError(NOT_ALLOWED, ""))
            told["Allow"] = answer["Allow"]
            return told

        return behind

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The room, then what is done there: `alerts`, `alerts_show`, `alerts_issue`, each name once."""
        words = operation.path.strip("/").split("/")
        done = operation.view_func.__name__.strip("_")
        if operation.methods == ["GET"]:
            done = "show" if words[-1].startswith("{") else words[-1]
        return words[0] if [done] == words else f"{words[0]}_{done}"


def admitted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Show the description only to somebody who may ask; others are led to sign in, or told to."""

    @wraps(view)
    def behind(request: HttpRequest, *words: Any, **named: Any) -> HttpResponse:
        if any(door(request) for door in DOORS):
            return view(request, *words, **named)
        if "text/html" in request.headers.get("Accept", ""):
            return redirect(f"/sign-in/?next={request.path}")
        return api.on_exception(request, AuthenticationError())

    return behind


PACE = Pace()

api = Api(
    title="Upstander",
    version=__version__,
    description=DESCRIPTION,
    urls_namespace="api",
    auth=DOORS,
    throttle=PACE,
    docs=Reference(),
    docs_decorator=admitted,
)
refusals.install(api)

nowhere = Router()


@nowhere.api_operation(["GET", "POST", "PUT", "PATCH", "DELETE"], "/{path:address}", include_in_schema=False)
def nothing(request: HttpRequest, address: str) -> None:  # noqa: ARG001
    """Whatever is not described does not exist, in the same words as everything else."""
    raise Http404


ROOMS: tuple[Router, ...] = (
    figures.router,
    situations.router,
    suspects.router,
    signals.router,
    alerts.router,
    alert_life.router,
    decisions.router,
    options.router,
    actions.router,
    plans.router,
    answers.router,
    triggers.router,
    drills.router,
    duty.router,
    authorities.router,
    ladder.router,
    threads.router,
    channels.router,
    scorecards.router,
    papers.router,
    records.router,
    log.router,
    nowhere,
)
"""In the order in which an address is looked for."""

for room in ROOMS:
    api.add_router("", room)
