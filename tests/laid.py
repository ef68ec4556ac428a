"""What takes long to build on the desk is built once by each process; its rows are laid again for every later test.

Only for what lives in the database alone. A test that commits builds its own; so does one on another desk than before.
"""

from collections.abc import Callable, Iterator
from datetime import time
from typing import Any, NamedTuple, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

from upstander.store.desk import log

Made = TypeVar("Made")
Rows = list[tuple[Any, ...]]


class Change(NamedTuple):
    """What was done to a table: rows added to it, or, where any was changed, all that it holds."""

    model: type[models.Model]
    anew: bool
    rows: Rows


KEPT: dict[tuple[str, str, tuple[int, str]], tuple[Any, list[Change]]] = {}
"""By where it is built, and by the log as it stood before: what was made, and what that did to the tables."""


def laid(build: Callable[[], Made]) -> Made:
    """What `build` makes, and its rows in the database. It is one object for many tests: none may change it."""
    if not connection.in_atomic_block:
        return build()
    key = build.__module__, build.__qualname__, log.root()
    if key in KEPT:
        made, changes = KEPT[key]
        lay(changes)
    else:
        before, made = dict(standing()), build()
        KEPT[key] = made, [changed(model, before[model], rows) for model, rows in standing() if rows != before[model]]
    return made


def standing() -> Iterator[tuple[type[models.Model], Rows]]:
    """Every row of every table, as the database gives it."""
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                cursor.execute(f"SELECT {columns(model)} FROM {table(model)}")
                yield model, cursor.fetchall()


def changed(model: type[models.Model], before: Rows, after: Rows) -> Change:
    """What was done to a table."""
    old = {*before}
    anew = not old <= {*after}
    return Change(model, anew, after if anew else [row for row in after if row not in old])


def lay(changes: list[Change]) -> None:
    """Do the same to the tables again, and let the database count on from the highest key."""
    with connection.cursor() as cursor:
        for model, anew, rows in changes:
            if anew:
                cursor.execute(f"DELETE FROM {table(model)}")
            if rows:
                row = f"({', '.join(['%s'] * len(rows[0]))})"
                values = [str(value) if isinstance(value, time) else value for each in rows for value in each]
                said = f"INSERT INTO {table(model)} ({columns(model)}) VALUES {', '.join([row] * len(rows))}"
                cursor.execute(said, values)
        for statement in connection.ops.sequence_reset_sql(no_style(), [change.model for change in changes]):
            cursor.execute(statement)


def table(model: type[models.Model]) -> str:
    """The name of its table, quoted."""
    return connection.ops.quote_name(model._meta.db_table)


def columns(model: type[models.Model]) -> str:
    """The names of its columns, quoted."""
    return ", ".join(connection.ops.quote_name(field.column) for field in model._meta.concrete_fields)
