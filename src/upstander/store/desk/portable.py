"""The whole desk as lines of JSON that either database can take: the inside of a backup.

The models are those of the migrations that the database has been through, so that an old desk can be saved by a newer
program before it is upgraded. Sessions, caches and finished tasks are not kept.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor

from upstander.lib.text import mark
from upstander.records.errors import Damaged, Fault
from upstander.store.desk.schema import NEWER, Step, as_of, forward, whole

KEPT = ("desk", "account", "mfa")
"""Apps whose rows are people's work; all else can be made again."""

BATCH = 500
TORN = mark("Line %(number)s of the saved desk cannot be read: use another backup.")
FULL = mark("The database holds rows already: restore into an empty one, or say --replace.")


def lines() -> Iterator[str]:
    """Every row that is kept, one JSON object a line, all as of one moment."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for model in tables(as_applied()):
            for row in model._default_manager.order_by("pk").iterator(chunk_size=BATCH):
                yield json.dumps(written(row), cls=DjangoJSONEncoder, ensure_ascii=False)


def load(saved: Iterable[str], steps: Collection[Step], check: Callable[[], None], *, replace: bool) -> None:
    """Fill the desk with rows saved after these migrations in one transaction that `check` can still refuse; Fault if
    it is not empty. Rows of an older shape go through what an upgrade would have done with them.
    """

    def change() -> None:
        if not replace and any(model._default_manager.exists() for model in tables(as_applied())):
            raise Fault(FULL)
        drop()
        as_of(steps)
        connection.check_constraints()  # PostgreSQL defers them anew from here on: rows come in any order
        fill({model._meta.label: model for model in tables(as_applied())}, saved)
        connection.check_constraints()  # and it alters no table of which a row waits to be checked
        forward()
        check()

    whole(change)


def fill(kept: dict[str, type[models.Model]], saved: Iterable[str]) -> None:
    """Write the rows, a batch at a time, and let the database count on from the highest key."""
    batch: list[models.Model] = []
    for number, line in enumerate(saved, 1):
        row = read(kept, line, number)
        if batch and (type(batch[0]) is not type(row) or len(batch) >= BATCH):
            write(batch)
            batch = []
        batch.append(row)
    write(batch)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kept.values())):
            cursor.execute(statement)


def write(batch: list[models.Model]) -> None:
    """Insert rows of one table as they were, without signals or defaults."""
    if batch:
        type(batch[0])._default_manager.bulk_create(batch)


def written(row: models.Model) -> dict[str, object]:
    """A row as JSON: its table and every column."""
    columns = {field.attname: plain(field, row) for field in row._meta.concrete_fields}
    return {"table": row._meta.label, "columns": columns}


def plain(field: "models.Field[object, object]", row: models.Model) -> object:
    """A column's value: JSON's own types as they are, the others as text."""
    value = field.value_from_object(row)
    if isinstance(field, models.JSONField) or value is None or isinstance(value, str | int | float | bool):
        return value
    return field.value_to_string(row)


def read(kept: dict[str, type[models.Model]], line: str, number: int) -> models.Model:
    """The row that a line holds; Damaged where it holds none. A column that has gone is left out."""
    try:
        saved = json.loads(line)
        model = kept[saved["table"]]
        fields = {field.attname: field for field in model._meta.concrete_fields}
        values = {name: fields[name].to_python(value) for name, value in saved["columns"].items() if name in fields}
        return model(**values)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(TORN, number=number) from error


def tables(apps: Apps) -> list[type[models.Model]]:
    """The models that are kept, the rows between two of them included."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.app_label in KEPT and model._meta.managed and not model._meta.proxy]


def as_applied() -> Apps:
    """The models as the database's own migrations left them."""
    executor = MigrationExecutor(connection)
    done: list[Step] = [step for step in executor.loader.applied_migrations if step in executor.loader.graph.nodes]
    return executor.loader.project_state(done).apps


def newer_than_ours(steps: Iterable[Step]) -> None:
    """Fault if a backup has been through migrations that this program does not know."""
    known = MigrationExecutor(connection).loader.disk_migrations
    if any(step not in known for step in steps if step[0] == "desk"):
        raise Fault(NEWER)


def drop() -> None:
    """Remove every table of the database, inside the running transaction."""
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cascade = " CASCADE" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)}{cascade}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS log_only_grows()")


def let_go() -> None:
    """Close the database's files, so that they can be moved."""
    connections.close_all()
