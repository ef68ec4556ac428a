"""The columns of the lake's tables, and how their rows become Parquet."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from upstander.lib.hashing import sha256_of
from upstander.store.lake import files
from upstander.store.lake.manifest import Part

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

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "threads": 1,
}
"""Nothing is fetched; one thread is the fastest for tables this small, and writes the same bytes every time."""


NULL = "\\N"
"""How an unknown cell is drawn; an empty text is an empty text."""


DRAWING = """
CREATE TABLE drawn AS SELECT * FROM read_csv(
    $file, header = false, columns = {columns}, auto_detect = false, quote = '"', escape = '"', delim = ',',
    nullstr = $null
)
"""
SAVING = """
COPY (SELECT * FROM drawn ORDER BY {names}) TO '{file}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19)
"""


def connect() -> duckdb.DuckDBPyConnection:
    """A database in the memory of this process."""
    return duckdb.connect(":memory:", config=SETTINGS)


def save(folder: Path, file: str, table: str, rows: Iterable[Sequence[object]]) -> Part:
    """Write rows, in the order of the table's columns, as one Parquet file sorted by all of them."""
    columns = TABLES[table]
    with TemporaryDirectory(prefix="upstander-") as drawer, files.aside(folder / file) as half:
        drawn = Path(drawer) / "rows.csv"
        with drawn.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(
                [NULL if cell is None else cell for cell in row] for row in rows
            )
        with connect() as memory:
            count = copy(memory, drawn, half, columns)
    with (folder / file).open("rb") as stream:
        digest = sha256_of(stream)
    return Part(file=file, table=table, sha256=digest, size=(folder / file).stat().st_size, rows=count)


def copy(memory: duckdb.DuckDBPyConnection, drawn: Path, half: Path, columns: Mapping[str, str]) -> int:
    """From CSV to Parquet; the number of rows written."""
    drawing = DRAWING.format(columns=dict(columns))
    memory.execute(drawing, {"file": str(drawn), "null": NULL})
    memory.execute(SAVING.format(names=", ".join(columns), file=str(half).replace("'", "''")))
    found = memory.execute("SELECT COUNT(*) FROM drawn").fetchone()
    return int(found[0]) if found else 0
