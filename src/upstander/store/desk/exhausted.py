"""Real threads that have nobody left to call: what they are, and who has heard of it."""

from collections.abc import Collection
from datetime import datetime

from upstander.records.desk import Status
from upstander.records.ladder import Happening, Step, Thread
from upstander.store.desk import models
from upstander.store.desk.rousing import lost
from upstander.store.desk.threads import full, records

KEY = f":{Happening.EXHAUSTED}:"
"""What the keys of notices of this hold, after the thread and the step."""


def exhausted(only: str = "") -> list[Thread]:
    """Them all, or one alone where it is among them."""
    found = lost().filter(status=Status.ACTUAL)
    return records(full(found.filter(pk=only) if only else found).order_by("opened_at", "id"))


def in_earnest(found: Collection[Thread]) -> list[Thread]:
    """Those of them that are not there to look at: a demonstration's accounts answer nobody, and ring nobody's host."""
    shown = models.Situation.objects.filter(pk__in={each.situation for each in found}, owner__demonstration=True)
    kept = set(shown.values_list("pk", flat=True)) if found else set()
    return [each for each in found if each.situation not in kept]


def step(thread: Thread) -> Step:
    """The step that has waited longest for somebody."""
    steps = [each for each in thread.open_steps if each.exhausted_at and not each.owner]
    return min(steps, key=lambda each: (each.due_at, each.opened_at))


def since(found: Collection[Thread]) -> datetime | None:
    """Since when nobody is left for one of them; None where there are none."""
    moments = (each.exhausted_at for thread in found for each in thread.open_steps if not each.owner)
    return min((at for at in moments if at), default=None)


def told(after: datetime) -> dict[tuple[str, int], datetime]:
    """For each thread and person the last time they were told of it since then."""
    found = models.Notice.objects.filter(at__gt=after, key__startswith="thread:", key__contains=KEY)
    rows = found.order_by("at").values_list("key", "person_id", "at")
    return {(key.split(":")[1], person): at for key, person, at in rows if person}
