"""Work that a page puts off: the worker does it."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from upstander.store.desk import queue
from upstander.web import figures

COMPUTE = "upstander.jobs.forecast.compute_as_known"
"""Named, not imported: the model's room takes a second to load, and only the worker needs it."""

BACK_RUN = "upstander.jobs.asked_runs.back_run"


def being_computed(day: date) -> bool:
    """Whether the worker has that day before it."""
    return queue.waits(compute.module_path, day.isoformat())


@task()
def compute(day: str) -> bool:
    """Compute and keep the forecasts as known on a day; whether there was anything to do."""
    job: Any = import_string(COMPUTE)
    return bool(job(figures.lake(), date.fromisoformat(day)))


def being_played(trigger: str) -> bool:
    """Whether the worker has this trigger's back-run before it."""
    return queue.waits_for(back_run.module_path, trigger)


@task()
def back_run(trigger: str, person: int) -> str:
    """Play a trigger over the past and keep it in a person's name; returns the digest of the text that was played."""
    job: Any = import_string(BACK_RUN)
    return str(job(figures.lake(), trigger, person, timezone.now()))
