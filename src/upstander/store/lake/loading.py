"""Opening the lake, and bringing the figures that come with the program into UPSTANDER_HOME."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
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
    return bundled_for(home)


@lru_cache(maxsize=16)
def opened(folder: Path) -> Lake:
    """One Lake a folder, shared by the threads of this process."""
    return Lake(folder)


@lru_cache(maxsize=16)
def bundled_for(home: Path | None) -> Lake:
    """The bundled figures for a home; they move into it when something is first added to them."""
    return Lake(BUNDLED, grow=partial(moved, home))


def moved(home: Path | None) -> Path:
    """The folder of the home's lake, the bundled figures loaded; Fault where there is no home to keep them in."""
    if home is None:
        raise Fault("Name a folder in UPSTANDER_HOME, so that new forecasts can be kept in it.")
    return load_bundled(home).folder


def load_bundled(home: Path, progress: Progress | None = None, bundled: Path = BUNDLED) -> Lake:
    """Copy the bundled figures into the lake of this home, each checked; what the home holds besides stays.

    Safe to call again and to be killed at any moment: the manifest is written last, so the lake is the old one or the
    new one. Damaged: the bundled figures are not what their manifest says. Fault: the disk refuses.
    """
    folder = home / FOLDER
    given = Lake(bundled).held().manifest
    with files.locked(folder):
        own = manifest.present(folder)
        files.sweep(folder, own.names)
        parts = tuple(bring(bundled, folder, part) for part in report(given.parts, progress))
        merged = merge(own, replace(given, parts=parts))
        if merged != own:
            files.write(folder / manifest.NAME, manifest.write(merged))
    return opened(folder)


def report(parts: Sequence[Part], progress: Progress | None) -> Iterator[Part]:
    """The parts one by one; tells of each when it has been dealt with."""
    for done, part in enumerate(parts, 1):
        yield part
        if progress is not None:
            progress(part.file, done, len(parts))


def bring(source: Path, folder: Path, part: Part) -> Part:
    """Copy one file under a name that holds its hash, so that a reader of the former manifest is not disturbed."""
    path = Path(part.file)
    short = part.sha256[:12]
    target = part if short in part.file else replace(part, file=f"{path.stem}-{short}{path.suffix}")
    if not files.holds(folder, target):
        files.check(source, part)
        files.write(folder / target.file, (source / part.file).read_bytes())
    return target


def merge(own: Manifest, given: Manifest) -> Manifest:
    """The bundled figures; vintages that the home alone holds; and all that was computed, what it had first."""
    names = {one.name for one in given.vintages}
    vintages = tuple(one for one in own.vintages if one.name not in names)
    hashes = {one.sha256 for one in vintages}
    figures = [part for part in given.parts if part.table not in manifest.COMPUTED]
    figures += [part for part in own.parts if part.sha256 in hashes and part not in figures]
    computed = [part for part in own.parts if part.table in manifest.COMPUTED]
    computed += [part for part in given.parts if part.table in manifest.COMPUTED and part not in computed]
    return replace(given, parts=(*figures, *computed), vintages=(*given.vintages, *vintages))
