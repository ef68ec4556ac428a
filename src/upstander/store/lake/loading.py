"""Opening the lake, and bringing the figures that come with the program into UPSTANDER_HOME."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from upstander.records.errors import Fault
from upstander.store.lake import files, manifest
from upstander.store.lake.lake import BUNDLED, FOLDER, Lake
from upstander.store.lake.manifest import Manifest, Part

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many steps are done, and of how many."""


def open_lake(home: Path | None = None) -> Lake:
    """The lake of this home; the bundled figures, read in place, where there is no home or it holds no lake yet."""
    if home is not None and (home / FOLDER / manifest.NAME).exists():
        return opened(home / FOLDER)
    return opened(BUNDLED)


@lru_cache(maxsize=16)
def opened(folder: Path) -> Lake:
    """One Lake a folder, shared by the threads of this process."""
    return Lake(folder)


def load_bundled(home: Path, progress: Progress | None = None, bundled: Path = BUNDLED) -> Lake:
    """Copy the bundled figures into the lake of this home, each checked; what the home holds besides stays.

    Safe to call again and to be killed at any moment: the manifest is written last, so the lake is the old one or the
    new one. Damaged: the bundled figures are not what their manifest says. Fault: the disk refuses.
    """
    folder = home / FOLDER
    given = manifest.read((bundled / manifest.NAME).read_bytes(), str(bundled / manifest.NAME))
    with files.locked(folder):
        own = present(folder)
        files.sweep(folder, named(own))
        copied = tuple(
            bring(bundled, folder, part, progress, done, len(given.parts)) for done, part in enumerate(given.parts, 1)
        )
        merged = merge(own, replace(given, parts=copied))
        if merged != own:
            files.write(folder / manifest.NAME, manifest.write(merged))
    return opened(folder)


def present(folder: Path) -> Manifest:
    """What a folder lists now; nothing where there is no manifest yet."""
    path = folder / manifest.NAME
    return manifest.read(path.read_bytes(), str(path)) if path.exists() else Manifest()


def named(own: Manifest) -> Callable[[str], bool]:
    """Whether a file belongs to the lake."""
    names = {part.file for part in own.parts} | {manifest.NAME}
    return names.__contains__


def bring(source: Path, folder: Path, part: Part, progress: Progress | None, done: int, total: int) -> Part:
    """One file, under a name that holds its hash, so that a reader of the former manifest is not disturbed."""
    target = replace(part, file=f"{Path(part.file).stem}-{part.sha256[:12]}.parquet")
    if not (folder / target.file).exists():
        files.check(source, part)
        files.write(folder / target.file, (source / part.file).read_bytes())
    files.check(folder, target)
    if progress is not None:
        progress(part.file, done, total)
    return target


def merge(own: Manifest, given: Manifest) -> Manifest:
    """The bundled lists, and what the home alone holds: forecasts issued there, vintages loaded there."""
    bundled = {part.table for part in given.parts}
    kept = tuple(part for part in own.parts if part.table.startswith("issued") or part.table not in bundled)
    parts = (*given.parts, *(part for part in kept if part not in given.parts))
    return replace(given, parts=parts)


def refuse_bundled(lake: Lake) -> None:
    """Fault if the lake is the one that comes with the program: nothing is ever written there."""
    if lake.folder == BUNDLED:
        raise Fault("Run `upstander up` once, so that there is a folder to keep new figures in.")
