"""The columns of the lake's tables, and how their rows become Parquet."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import duckdb
import numpy as np

from upstander.store.lake import files

TABLES: Mapping[str, Mapping[str, str]] = {
    "states": {
        "iso3": "VARCHAR",
        "gw": "INTEGER",
        "m49": "INTEGER",
        "cow": "INTEGER",
        "region": "VARCHAR",
        "counted_under": "VARCHAR",
        "note": "VARCHAR",
        "en": "VARCHAR",
        "fr": "VARCHAR",
        "es": "VARCHAR",
        "ru": "VARCHAR",
        "zh": "VARCHAR",
        "ar": "VARCHAR",
    },
    "spells": {"iso3": "VARCHAR", "gw": "INTEGER", "first_year": "INTEGER", "last_year": "INTEGER"},
    "counts": {
        "vintage": "VARCHAR",
        "gw": "INTEGER",
        "month": "INTEGER",
        "kind": "VARCHAR",
        "events": "INTEGER",
        "best": "INTEGER",
    },
    "years": {
        "vintage": "VARCHAR",
        "gw": "INTEGER",
        "year": "INTEGER",
        "kind": "VARCHAR",
        "low": "INTEGER",
        "best": "INTEGER",
        "high": "INTEGER",
        "civilians": "INTEGER",
    },
    "observations": {
        "vintage": "VARCHAR",
        "iso3": "VARCHAR",
        "series": "VARCHAR",
        "year": "INTEGER",
        "value": "DOUBLE",
        "unit": "VARCHAR",
    },
}
"""Every table and its columns. A month is written as its ordinal: 12 x year + month - 1."""

ISSUED: Mapping[str, tuple[str, ...]] = {
    "forecasts": ("origin", "known_at", "at_least", "within", "iso3"),
    "changes": ("month", "known_at", "iso3"),
}
"""Tables of what was computed, and what tells their rows apart. Their columns are those of `records.sets`."""

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "threads": 1,
}
"""Nothing is fetched; one thread is the fastest for tables this small, and writes the same bytes every time."""


TYPES: Mapping[type, str] = {str: "VARCHAR", date: "DATE", bool: "BOOLEAN", int: "INTEGER", float: "DOUBLE"}

NULL = "\\N"
"""How an unknown cell is drawn; an empty text is an empty text."""


DRAWING = """
CREATE TABLE drawn AS SELECT * FROM read_csv(
    $file, header = false, columns = {columns}, auto_detect = false, quote = '"', escape = '"', delim = ',',
    nullstr = $null
)
"""
MERGING = "CREATE TABLE drawn AS SELECT * FROM read_parquet($files, union_by_name = true)"
SAVING = """
COPY (SELECT * FROM drawn ORDER BY ALL) TO '{file}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19)
"""


def connect() -> duckdb.DuckDBPyConnection:
    """A database in the memory of this process."""
    return duckdb.connect(":memory:", config=SETTINGS)


def typed(columns: Mapping[str, Sequence[object]]) -> dict[str, str]:
    """The type of each column by its first value; a column must not begin with an unknown one.

    Numbers take half the room where that loses nothing of them.
    """
    return {name: "FLOAT" if short(values) else TYPES[type(values[0])] for name, values in columns.items()}


def short(values: Sequence[object]) -> bool:
    """Whether these are numbers that single precision holds without loss."""
    if not isinstance(values[0], float):
        return False
    numbers = np.asarray(values, dtype=np.float64)
    return bool(np.array_equal(numbers, numbers.astype(np.float32), equal_nan=True))


def cell(value: object) -> object:
    """A value as it is drawn; what is not a number is unknown."""
    return NULL if value is None or value != value else value


def parquet(rows: Iterable[Sequence[object]], columns: Mapping[str, str]) -> tuple[bytes, int]:
    """The bytes of a Parquet file of these rows, sorted by all their columns, and how many rows there are."""
    with files.refusing(Path(gettempdir())), TemporaryDirectory(prefix="upstander-") as drawer:
        drawn = Path(drawer) / "rows.csv"
        with drawn.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([cell(value) for value in row] for row in rows)
        with connect() as memory:
            memory.execute(DRAWING.format(columns=dict(columns)), {"file": str(drawn), "null": NULL})
            return saved(memory, Path(drawer))


def merged(paths: Sequence[Path]) -> tuple[bytes, int]:
    """The bytes of one Parquet file with the rows of several, and how many rows there are."""
    with files.refusing(Path(gettempdir())), TemporaryDirectory(prefix="upstander-") as drawer, connect() as memory:
        memory.execute(MERGING, {"files": [str(path) for path in paths]})
        return saved(memory, Path(drawer))


def saved(memory: duckdb.DuckDBPyConnection, drawer: Path) -> tuple[bytes, int]:
    """The table `drawn` as the bytes of a Parquet file, and the number of its rows."""
    path = drawer / "rows.parquet"
    memory.execute(SAVING.format(file=str(path).replace("'", "''")))
    found = memory.execute("SELECT COUNT(*) FROM drawn").fetchone()
    return path.read_bytes(), int(found[0]) if found else 0
