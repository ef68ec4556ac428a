"""Who asks: a token or a session of the desk, and how often they may."""

import time
from collections import Counter
from collections.abc import Callable
from threading import Lock

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer, SessionAuth
from ninja.throttling import BaseThrottle

from upstander.records.errors import Refused, Usage
from upstander.records.people import Viewer
from upstander.store.desk import reads as desk

WINDOW = 60
"""Seconds over which requests are counted."""

READS = 600
"""Requests a person may make in a window."""

WRITES = 120
"""Changes a person may make in a window."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Asked(HttpRequest):
    """A request that has passed the door: `auth` is who asks."""

    auth: Viewer


def admitted(find: Callable[[], Viewer]) -> Viewer | None:
    """The viewer a credential stands for; None where it opens nothing."""
    try:
        viewer = find()
    except (Usage, Refused):
        return None
    return viewer if viewer.person > 0 and not viewer.exercise else None


class Token(HttpBearer):
    """A person's own token, sent as `Authorization: Bearer ...`; one that only reads changes nothing."""

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:
        """The person the token belongs to, while it is valid."""
        found = admitted(lambda: desk.viewer_of_token(token, timezone.now()))
        return found if found is None or request.method in SAFE else desk.actor_of_token(token, timezone.now())


class Session(SessionAuth):
    """A session of the desk; changes also need its CSRF token in the header `X-CSRFToken`."""

    def __call__(self, request: HttpRequest) -> Viewer | None:
        # Nobody signed in is 401, not a failed CSRF check.
        return super().__call__(request) if request.user.is_authenticated else None

    def authenticate(self, request: HttpRequest, _: str | None) -> Viewer | None:
        """The person who signed in."""
        person = request.user.pk
        return None if person is None else admitted(lambda: desk.viewer_of(person, timezone.now()))


DOORS = (Token(), Session())


class Pace(BaseThrottle):
    """Counts a person's requests in windows of a minute, in this process; changes are counted apart, more strictly."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.lock = Lock()
        self.window = 0
        self.counts: Counter[tuple[int, bool]] = Counter()

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether there is room in this window."""
        viewer: Viewer = request.auth  # type: ignore[attr-defined]
        reads = request.method in SAFE
        with self.lock:
            self._turn()
            self.counts[viewer.person, reads] += 1
            return self.counts[viewer.person, reads] <= (READS if reads else WRITES)

    def wait(self) -> float:
        """Seconds until the next window."""
        return WINDOW - self.clock() % WINDOW

    def _turn(self) -> None:
        window = int(self.clock()) // WINDOW
        if window != self.window:
            self.window = window
            self.counts.clear()
