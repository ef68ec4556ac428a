"""All or nothing: what a job writes is kept together or not at all."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import transaction

Given = ParamSpec("Given")
Result = TypeVar("Result")


def whole(job: Callable[Given, Result]) -> Callable[Given, Result]:
    """Run the job in one transaction."""
    return transaction.atomic(job)
