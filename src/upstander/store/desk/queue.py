"""The queue of tasks that pages put off, kept in the desk's own database."""

from django.core.management import call_command
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

UNREACHABLE = (OperationalError, InterfaceError)


def refresh() -> None:
    """Let go of connections that broke or grew old: the next question opens new ones."""
    close_old_connections()


def answers() -> bool:
    """Whether the database answers at all."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except UNREACHABLE:
        return False
    return True


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


def waits(task: str, *given: str) -> bool:
    """Whether this task waits or runs with exactly these values."""
    found = DBTaskResult.objects.filter(task_path=task, finished_at__isnull=True)
    return any(row.args_kwargs.get("args") == list(given) for row in found)


def waits_for(task: str, first: str) -> bool:
    """Whether this task waits or runs with this first value."""
    found = DBTaskResult.objects.filter(task_path=task, finished_at__isnull=True)
    return any(row.args_kwargs.get("args", [])[:1] == [first] for row in found)


def tidy() -> None:
    """Remove sessions that have ended and tasks that were done long ago."""
    call_command("clearsessions", verbosity=0)
    call_command("prune_db_task_results", verbosity=0)
