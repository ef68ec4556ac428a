"""One state of the lake, opened: a manifest, and its files as tables in the memory of this process."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
from numpy.typing import NDArray

from upstander.lib.dates import Month
from upstander.records.errors import Damaged
from upstander.records.figures import Kind
from upstander.store.lake import files, tables, texts
from upstander.store.lake.manifest import Manifest, Part

NEEDED: Mapping[str, tuple[str, ...]] = {
    "states": ("states", "spells"),
    "panel": ("counts", "members", "months", "vintages", "kinds"),
    "cells": ("counts", "months", "vintages"),
    "speaking": ("months", "vintages"),
    "revisions": ("counts", "members", "months", "vintages", "kinds"),
    "years": ("years", "spells", "vintages", "kinds"),
    "observations": ("observations", "vintages"),
    "civilians": ("years", "spells", "vintages"),
    "forecasts": ("forecasts",),
    "forecast_path": ("forecasts",),
    "changes": ("changes",),
}
"""Which tables each text reads; a table is read from its files when first needed."""

FIRST = Month(1989, 1)
"""UCDP counts from this month on."""

Row = tuple[Any, ...]
Answer = tuple[list[str], list[Row]]

SHORT = 500
"""Rows of an answer that is worth keeping: a State's, never the world's."""

MOST_ANSWERS = 400
"""Answers kept at a time; the next one starts anew."""


class Held:
    """What one manifest lists. Never changes: a new manifest is a new Held. Threads may share it."""

    def __init__(self, folder: Path, manifest: Manifest, identity: str) -> None:
        self.folder = folder
        self.manifest = manifest
        self.identity = identity
        self.memory = tables.connect()
        self.loaded: set[str] = set()
        self.answers: dict[tuple[object, ...], Answer] = {}
        self.alone = Lock()

    def since(self, day: date) -> date:
        """The last day, up to this one, on which something became known: every answer has been the same since."""
        july = date(day.year if day >= date(day.year, 7, 1) else max(1, day.year - 1), 7, 1)
        return max([july, *(one.known_at for one in self.manifest.vintages if one.known_at <= day)])

    def rows(self, name: str, speaking: str = "", **values: object) -> list[Row]:
        """The rows that a text of `analyse/panel` asks for."""
        return self.answer(name, speaking, values)[1]

    def named(self, name: str, **values: object) -> list[dict[str, Any]]:
        """The same as one mapping a row."""
        names, rows = self.answer(name, "", values)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def answer(self, name: str, speaking: str, values: Mapping[str, object]) -> Answer:
        """Column names and rows. A short answer is kept: what is held never changes."""
        key = (name, speaking, *((word, str(value)) for word, value in sorted(values.items())))
        kept = self.answers.get(key)
        if kept is None:
            found = self.ask(name, speaking, values)
            kept = [column[0] for column in found.description or ()], found.fetchall()
            if len(self.answers) >= MOST_ANSWERS:
                self.answers.clear()
            if len(kept[1]) <= SHORT:
                self.answers[key] = kept
        return kept

    def columns(self, name: str, speaking: str = "", **values: object) -> dict[str, NDArray[Any]]:
        """The same as arrays, one a column."""
        return self.ask(name, speaking, values).fetchnumpy()

    def ask(self, name: str, speaking: str, values: Mapping[str, object]) -> duckdb.DuckDBPyConnection:
        """Run a text on a cursor of its own."""
        self.load(NEEDED[name])
        statement = texts.text(name, speaking)
        wanted = texts.parameters(statement)
        return self.memory.cursor().execute(statement, {key: values[key] for key in wanted})

    def load(self, wanted: Sequence[str]) -> None:
        """Read these tables from their files if that has not happened; Damaged if one has changed."""
        if self.loaded.issuperset(wanted):
            return
        with self.alone:
            for table in wanted:
                if table not in self.loaded:
                    self.make(table)
                    self.loaded.add(table)

    def make(self, table: str) -> None:
        """Fill one table: from the manifest, from its Parquet files, or from another table."""
        if table in tables.TABLES or table in tables.ISSUED:
            self.read(table)
        elif table == "members":
            if "spells" not in self.loaded:
                self.read("spells")
                self.loaded.add("spells")
            self.memory.execute(MEMBERS)
        elif table == "kinds":
            self.fill("kinds", "kind VARCHAR, kind_place INTEGER", [(kind, place) for place, kind in enumerate(Kind)])
        elif table == "months":
            self.memory.execute(MONTHS, {"first": FIRST.ordinal, "last": newest(self.manifest).ordinal})
        else:
            self.fill("vintages", VINTAGES, vintages(self.manifest))

    def checked(self, table: str) -> tuple[Part, ...]:
        """The files of a table, every byte compared with the manifest."""
        parts = self.manifest.of(table)
        for part in parts:
            files.check(self.folder, part)
        return parts

    def read(self, table: str) -> None:
        """A table out of its files."""
        paths = [str(self.folder / part.file) for part in self.checked(table)]
        try:
            if table in tables.ISSUED:
                self.read_issued(table, paths)
            elif paths:
                self.memory.execute(READING.format(table=table), {"files": paths})
            else:
                columns = ", ".join(f"{name} {kind}" for name, kind in tables.TABLES[table].items())
                self.memory.execute(f"CREATE TABLE {table} ({columns})")
        except duckdb.Error as error:
            raise Damaged(
                "The figures in %(file)s cannot be read; restore a backup, or install Upstander again.",
                file=str(self.folder),
            ) from error

    def read_issued(self, table: str, paths: Sequence[str]) -> None:
        """What was computed, file by file in the order of the manifest: what was issued first stands."""
        same = " AND ".join(f"old.{name} = new.{name}" for name in tables.ISSUED[table])
        self.memory.execute(READING.format(table=table) + " LIMIT 0", {"files": paths})
        for path in paths:
            self.memory.execute(ADDING.format(table=table, same=same), {"file": path})

    def fill(self, table: str, columns: str, rows: Sequence[Row]) -> None:
        """A small table out of rows in memory."""
        self.memory.execute(f"CREATE TABLE {table} ({columns})")
        if rows:
            self.memory.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608


READING = "CREATE TABLE {table} AS SELECT * FROM read_parquet($files, union_by_name = true)"

ADDING = """
INSERT INTO {table} BY NAME SELECT * FROM read_parquet($file) AS new
WHERE NOT EXISTS (SELECT 1 FROM {table} AS old WHERE {same})
"""

MEMBERS = """
CREATE TABLE members AS
SELECT iso3, gw, first_year * 12 AS first_month, COALESCE(last_year, 9999) * 12 + 11 AS last_month FROM spells
"""

MONTHS = """
CREATE TABLE months AS
SELECT CAST(range AS INTEGER) AS month, MAKE_DATE(range // 12 + 1, 7, 1) AS counts_from FROM range($first, $last + 1)
"""
"""Every month, and the day from which its figures count as known at the latest: 1 July of the following year."""

VINTAGES = (
    "vintage VARCHAR, series VARCHAR, source VARCHAR, known_at DATE, known_basis VARCHAR, "
    "first_month INTEGER, last_month INTEGER, provisional BOOLEAN, licence VARCHAR"
)


def vintages(manifest: Manifest) -> list[Row]:
    """The vintages as rows."""
    return [
        (
            one.name,
            one.series,
            one.source,
            one.known_at,
            one.known_basis,
            one.first.ordinal,
            one.last.ordinal,
            one.provisional,
            one.licence,
        )
        for one in manifest.vintages
    ]


def newest(manifest: Manifest) -> Month:
    """The last month that a vintage of counts covers."""
    return max((one.last for one in manifest.vintages if one.series == "counts"), default=FIRST)
