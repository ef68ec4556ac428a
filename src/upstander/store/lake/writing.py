"""Adding to a lake: every file first, the manifest that makes it visible last."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from upstander.lib.hashing import sha256
from upstander.records.figures import Vintage
from upstander.records.sets import Column
from upstander.store.lake import files, manifest, tables
from upstander.store.lake.manifest import Manifest, Part, Source


class Layer:
    """A lake in the making. Nothing of it is seen before `publish`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = Manifest()

    def add(self, file: str, table: str, rows: Iterable[Sequence[object]], vintage: Vintage | None = None) -> None:
        """Write one file of rows, of this vintage if it is one. Fault if the disk refuses."""
        data, count = tables.parquet(rows, tables.TABLES[table])
        part = Part(file, table, sha256(data), len(data), count)
        files.write(self.folder / file, data)
        vintages = (*self.made.vintages, replace(vintage, sha256=part.sha256)) if vintage else self.made.vintages
        self.made = replace(self.made, parts=(*self.made.parts, part), vintages=vintages)

    def publish(self, sources: Iterable[Source]) -> Manifest:
        """Write the manifest, then remove files that it does not name.

        What was computed from exactly these figures before stays; what was computed from others goes.
        """
        with files.locked(self.folder):
            former = manifest.present(self.folder)
            same = figures(former) == figures(self.made)
            computed = tuple(part for part in former.parts if same and part.table in manifest.COMPUTED)
            self.made = replace(self.made, sources=tuple(sources)).with_parts(computed)
            files.write(self.folder / manifest.NAME, manifest.write(self.made))
            files.sweep(self.folder, self.made.names)
        files.unlock(self.folder)
        return self.made


def figures(made: Manifest) -> set[str]:
    """The hashes of all files that hold what the world sent."""
    return {part.sha256 for part in made.parts if part.table not in manifest.COMPUTED}


def issue(folder: Path, table: str, columns: Mapping[str, Column]) -> None:
    """Add rows to a table of what was computed, as a file of their own. Fault if the disk refuses."""
    values = {name: np.asarray(column).tolist() for name, column in columns.items()}
    data, count = tables.parquet(zip(*values.values(), strict=True), tables.typed(values))
    append(folder, Part(f"{table}-{sha256(data)[:12]}.parquet", table, sha256(data), len(data), count), data)


def issue_models(folder: Path, models: Sequence[Mapping[str, Any]]) -> None:
    """Add fitted models, as a file of their own."""
    data = written(models)
    append(folder, Part(f"models-{sha256(data)[:12]}.json", "models", sha256(data), len(data), len(models)), data)


def written(models: Sequence[Mapping[str, Any]]) -> bytes:
    """Models as JSON."""
    return (json.dumps(list(models), ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def append(folder: Path, part: Part, data: bytes) -> None:
    """Write a file, then the manifest with it; alone among all that write there."""
    with files.locked(folder):
        own = manifest.present(folder)
        files.write(folder / part.file, data)
        files.write(folder / manifest.NAME, manifest.write(own.with_parts((part,))))


def settle(folder: Path) -> None:
    """Put what was computed into one file a table, named after it: the state in which a snapshot is shipped."""
    with files.locked(folder):
        own = manifest.present(folder)
        kept = tuple(part for part in own.parts if part.table not in manifest.COMPUTED)
        laid = tuple(whole(folder, own, table) for table in manifest.COMPUTED if own.of(table))
        files.write(folder / manifest.NAME, manifest.write(replace(own, parts=(*kept, *laid))))
        files.sweep(folder, manifest.present(folder).names)
    files.unlock(folder)


def whole(folder: Path, own: Manifest, table: str) -> Part:
    """All rows of one table in one file."""
    parts = own.of(table)
    if table == "models":
        several = [json.loads((folder / part.file).read_text(encoding="utf-8")) for part in parts]
        data, count = written([model for models in several for model in models]), sum(part.rows for part in parts)
    else:
        data, count = tables.merged([folder / part.file for part in parts])
    part = Part(f"{table}{Path(parts[0].file).suffix}", table, sha256(data), len(data), count)
    files.write(folder / part.file, data)
    return part
