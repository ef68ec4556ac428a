"""The queue of tasks that pages put off, kept in the desk's own database."""

from django.core.management import call_command
from django.db import OperationalError
from django_tasks_db.management.commands.db_worker import Worker

UNREACHABLE = OperationalError


def run_waiting(name: str) -> None:
    """Run every task that waits now, one after the other, in the name of this worker."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    ).run()


def tidy() -> None:
    """Remove sessions that have ended and tasks that were done long ago."""
    call_command("clearsessions", verbosity=0)
    call_command("prune_db_task_results", verbosity=0)
