"""Work that a page puts off: the worker does it."""

from datetime import date
from typing import Any

from django.utils.module_loading import import_string
from django_tasks import task

from upstander.web import figures

COMPUTE = "upstander.jobs.forecast.compute_as_known"
"""Named, not imported: the model's room takes a second to load, and only the worker needs it."""


@task()
def compute(day: str) -> bool:
    """Compute and keep the forecasts as known on a day; whether there was anything to do."""
    job: Any = import_string(COMPUTE)
    return bool(job(figures.lake(), date.fromisoformat(day)))
