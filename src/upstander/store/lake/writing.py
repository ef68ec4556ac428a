"""Laying down a whole lake: every table's file first, the manifest that makes them visible last."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from upstander.records.figures import Vintage
from upstander.store.lake import files, manifest, tables
from upstander.store.lake.lake import Lake
from upstander.store.lake.manifest import Manifest, Source


class Layer:
    """A lake in the making. Nothing of it is seen before `publish`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = Manifest()

    def add(self, file: str, table: str, rows: Iterable[Sequence[object]], vintage: Vintage | None = None) -> None:
        """Write one file of rows, of this vintage if it is one. Fault if the disk refuses."""
        part = tables.save(self.folder, file, table, rows)
        vintages = (*self.made.vintages, replace(vintage, sha256=part.sha256)) if vintage else self.made.vintages
        self.made = replace(self.made.with_parts((part,)), vintages=vintages)

    def name(self, vintages: Iterable[Vintage], part: str) -> None:
        """List further vintages whose rows lie in a file already written."""
        digest = {one.file: one.sha256 for one in self.made.parts}[part]
        added = tuple(replace(vintage, sha256=digest) for vintage in vintages)
        self.made = replace(self.made, vintages=(*self.made.vintages, *added))

    def publish(self, sources: Iterable[Source], kept: Sequence[str] = ()) -> Lake:
        """Write the manifest, then remove files that it does not name."""
        self.made = replace(self.made, sources=tuple(sources))
        with files.locked(self.folder):
            files.write(self.folder / manifest.NAME, manifest.write(self.made))
            names: Mapping[str, object] = {part.file: part for part in self.made.parts}
            files.sweep(self.folder, lambda name: name in names or name == manifest.NAME or name in kept)
        (self.folder / ".lock").unlink(missing_ok=True)
        return Lake(self.folder)
