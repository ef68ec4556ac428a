"""The shape of the desk's tables: made, brought forward, and never touched by an older program than wrote them."""

from collections.abc import Callable, Collection
from enum import Enum

from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from upstander.lib.text import mark
from upstander.records.errors import Fault

NEWER = mark(
    "The database was written by a newer Upstander: install that version, or restore a backup made by this one."
)

UNREACHABLE = OperationalError

Step = tuple[str, str]
"""App and name of a migration."""


class Shape(Enum):
    """How the tables stand to this program."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def applied() -> list[Step]:
    """The migrations that the database says it has been through."""
    return sorted(MigrationExecutor(connection).loader.applied_migrations)


def shape() -> Shape:
    """Compare the database's migrations with the program's."""
    executor = MigrationExecutor(connection)
    done = set(executor.loader.applied_migrations)
    if not done:
        return Shape.EMPTY
    if any(app == "desk" and (app, name) not in executor.loader.disk_migrations for app, name in done):
        return Shape.NEWER
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return Shape.OLDER if plan else Shape.CURRENT


def migrate() -> bool:
    """Bring the tables to this program's shape in one transaction; whether there was anything to do."""
    found = shape()
    if found is Shape.NEWER:
        raise Fault(NEWER)
    if found is Shape.CURRENT:
        return False
    whole(forward)
    return True


def as_of(steps: Collection[Step]) -> None:
    """Make empty tables in the shape that they had after these migrations; the caller brings them forward."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    ours = [step for step in graph.nodes if step[0] == "desk" and step in steps]
    last = [step for step in ours if not any(child.key in ours for child in graph.node_map[step].children)]
    executor.migrate([*(step for step in graph.leaf_nodes() if step[0] != "desk"), *last])


def forward() -> None:
    """Bring tables of any older shape to this program's, inside the running transaction."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def whole(change: Callable[[], None]) -> None:
    """Run a change of the tables so that either all of it happens or, when killed half-way, nothing.

    SQLite can rebuild tables inside a transaction only if foreign keys were switched off before it began.
    """
    off = connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            change()
            connection.check_constraints()
    finally:
        if off:
            connection.enable_constraint_checking()
