"""Files that are either wholly there or not at all: written aside, synced, renamed."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from tempfile import NamedTemporaryFile

from upstander.lib.hashing import sha256_of
from upstander.records.errors import Damaged, Fault
from upstander.store.lake.manifest import Part

OURS = ("half-*", "*.parquet", "models-*.json")
"""What files of a lake are called, half-written ones among them; anything else in the folder is left alone."""


def write(path: Path, data: bytes) -> None:
    """Put these bytes there in one step: a reader sees the old file or the new one. Fault if the disk refuses."""
    with aside(path) as half:
        half.write_bytes(data)


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """A file to fill beside `path`, which takes its place when all went well and is gone when not."""
    with refusing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix="half-", delete=False) as made:
            half = Path(made.name)
        try:
            yield half
            sync(half)
            half.chmod(0o644)
            half.replace(path)
            sync(path.parent)
        finally:
            half.unlink(missing_ok=True)


@contextmanager
def refusing(folder: Path) -> Iterator[None]:
    """Say in one sentence what stands in the way when the disk is full or the folder may not be written."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Fault(
                "The disk that holds %(folder)s is full; make room and try again.", folder=str(folder)
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise Fault("%(folder)s cannot be written; give this account the right to.", folder=str(folder)) from error
        raise


def sync(path: Path) -> None:
    """Wait until a file, or a folder's list of names, has reached the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder alone among all processes that write to it; released when the process ends, however it ends."""
    with refusing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("a") as handle:
            flock(handle, LOCK_EX)
            yield


def unlock(folder: Path) -> None:
    """Remove the mark of the lock, where nobody else writes."""
    (folder / ".lock").unlink(missing_ok=True)


def sweep(folder: Path, keep: frozenset[str]) -> None:
    """Remove what a killed writer left behind, and files that no manifest names any more. Call while `locked`."""
    for pattern in OURS:
        for path in folder.glob(pattern):
            if path.name not in keep:
                path.unlink(missing_ok=True)


def holds(folder: Path, part: Part) -> bool:
    """Whether the file is there and every byte is what the manifest says."""
    try:
        check(folder, part)
    except Damaged:
        return False
    return True


def check(folder: Path, part: Part) -> None:
    """Damaged, naming the file and both hashes, unless it is there and every byte is what the manifest says."""
    path = folder / part.file
    try:
        with path.open("rb") as stream:
            found = sha256_of(stream)
    except FileNotFoundError as error:
        raise Damaged("%(file)s is missing; restore a backup, or install Upstander again.", file=str(path)) from error
    if found != part.sha256:
        raise Damaged(
            "%(file)s has changed: its SHA-256 is %(found)s, not %(expected)s; "
            "restore a backup, or install Upstander again.",
            file=str(path),
            found=found,
            expected=part.sha256,
        )
