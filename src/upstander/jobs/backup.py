"""One encrypted file that holds both stores, and the way back. What is restored is whole, or nothing is."""

import gzip
import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from upstander.jobs import home as homes
from upstander.jobs.sealing import BROKEN, Key, close, unsealed
from upstander.lib.text import mark
from upstander.records.errors import Damaged, Fault, Usage
from upstander.store.desk import log, portable, schema
from upstander.store.lake import open_lake

FORMAT = 1
MANIFEST = "manifest.json"
DESK = "desk.jsonl"
FILES = "home/"
LEFT_OUT = ("desk.sqlite3", "desk.sqlite3-wal", "desk.sqlite3-shm", homes.LOCK, "before-upgrade")
"""What a backup does not copy byte for byte: the database is saved row by row."""

TOO_NEW = mark("%(file)s was made by a newer Upstander: install that version, then restore it.")
NOT_EMPTY = mark(
    "%(home)s is not empty: name an empty home in UPSTANDER_HOME, or say --replace to set the old one aside."
)
OTHER_ROOT = mark("The restored log does not end as the backup says: use another backup.")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup holds: the log's root, how many bytes of what; `lacks_key`: the secret key lay outside the home."""

    root: str
    rows: int
    files: int
    size: int
    lacks_key: bool = False


def backup(home: Path, target: Path, key: Key, *, now: datetime, version: str, lacks_key: bool = False) -> Saved:
    """Write both stores into one encrypted file, visible only when whole; an existing file is never overwritten."""
    if target.exists():
        raise Usage("%(file)s exists already: name another file.", file=str(target))
    if not target.absolute().parent.is_dir():
        raise Usage("There is no directory %(folder)s: make it, or name another.", folder=str(target.absolute().parent))
    plain, saved = pack(home, now, version, lacks_key=lacks_key)
    closed = close(plain, key)
    homes.write(target, closed)
    return Saved(saved["root"], saved["rows"], len(saved["files"]), len(closed), lacks_key)


def pack(home: Path, now: datetime, version: str, *, lacks_key: bool = False) -> tuple[bytes, dict[str, Any]]:
    """Both stores as a compressed archive, and its manifest."""
    rows = list(portable.lines())
    contents = {DESK: "".join(f"{row}\n" for row in rows).encode()}
    contents |= {f"{FILES}{path.relative_to(home)}": path.read_bytes() for path in kept_files(home)}
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "version": version,
        "lacks_key": lacks_key,
        "made_at": now.isoformat(),
        "migrations": schema.applied(),
        "root": log_root(rows),
        "rows": len(rows),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()},
    }
    everything = {MANIFEST: json.dumps(manifest, ensure_ascii=False).encode(), **contents}
    return gzip.compress(archive(everything, now), mtime=0), manifest


def log_root(rows: Iterable[str]) -> str:
    """The log's root as the saved rows have it, so that it is of the same moment as they are."""
    number, digest = 0, log.NOTHING
    for row in rows:
        if row.startswith('{"table": "desk.Entry"'):
            columns = json.loads(row)["columns"]
            number, digest = max((number, digest), (columns["number"], columns["digest"]))
    return f"{number}:{digest}"


def kept_files(home: Path) -> Iterator[Path]:
    """Files of the home that are saved as they are."""
    for path in sorted(home.rglob("*")):
        first = path.relative_to(home).parts[0]
        if path.is_file() and not path.is_symlink() and first not in LEFT_OUT and not path.name.startswith("."):
            yield path


def archive(contents: Mapping[str, bytes], now: datetime) -> bytes:
    """A tar archive of these files."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as tar:
        for name, data in contents.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode, entry.mtime = len(data), 0o600, int(now.timestamp())
            tar.addfile(entry, io.BytesIO(data))
    return held.getvalue()


def restore(source: Path, home: Path, key: Key, *, aside: Path, replace: bool, now: datetime) -> Saved:
    """Bring both stores back into `home`, built in `aside` first. The log has the same root as when it was saved.

    The desk must have been started over `aside`. Usage if the home is not empty and `replace` is not set.
    """
    if not replace and not homes.is_empty(home):
        raise Usage(NOT_EMPTY, home=str(home))
    manifest, contents = unpack(source, key)
    with standing_aside(aside):
        for name, data in contents.items():
            if name.startswith(FILES):
                put(aside, name.removeprefix(FILES), data, source)
        open_lake(aside).verify()
        steps = [(app, name) for app, name in manifest["migrations"]]
        portable.newer_than_ours(steps)
        fill(contents[DESK], steps, manifest["root"], replace=replace)
        portable.let_go()
        take_place(aside, home, now)
    lacks_key = bool(manifest.get("lacks_key"))
    return Saved(manifest["root"], manifest["rows"], len(contents), source.stat().st_size, lacks_key)


@contextmanager
def standing_aside(aside: Path) -> Iterator[None]:
    """An empty directory to build the home in; nothing of it is left if that fails, or if it was killed before."""
    if aside.exists():
        shutil.rmtree(aside)
    homes.make(aside)
    try:
        yield
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def fill(rows: bytes, steps: Collection[schema.Step], root: str, *, replace: bool) -> None:
    """Load the desk and check its log, in one transaction."""

    def same_root() -> None:
        if "{}:{}".format(*log.verify()) != root:
            raise Damaged(OTHER_ROOT)

    portable.load(rows.decode().splitlines(), steps, same_root, replace=replace)


def unpack(source: Path, key: Key) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The manifest and the files of a backup, each checked against its hash."""
    plain = unsealed(source, key)
    try:
        with tarfile.open(fileobj=io.BytesIO(gzip.decompress(plain))) as tar:
            contents = {entry.name: held.read() for entry in tar if (held := tar.extractfile(entry)) is not None}
        manifest = json.loads(contents.pop(MANIFEST))
        if manifest["format"] != FORMAT:
            raise Fault(TOO_NEW, file=str(source))
        found = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    except (OSError, EOFError, tarfile.TarError, KeyError, ValueError, TypeError) as error:
        raise Damaged(BROKEN, file=str(source)) from error
    if found != manifest["files"] or DESK not in contents:
        raise Damaged(BROKEN, file=str(source))
    return manifest, contents


def put(folder: Path, name: str, data: bytes, source: Path) -> None:
    """One file of the home; Damaged for a name that leads out of it."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise Damaged(BROKEN, file=str(source))
    path.parent.mkdir(mode=homes.MODE, parents=True, exist_ok=True)
    homes.write(path, data)


def take_place(aside: Path, home: Path, now: datetime) -> None:
    """Move the restored home to its place; a former one that held something is set aside, never deleted."""
    if homes.is_empty(home):
        if home.exists():
            (home / homes.LOCK).unlink(missing_ok=True)
            home.rmdir()
    else:
        home.rename(former(home, now))
    aside.rename(home)


def former(home: Path, now: datetime) -> Path:
    """Where the home that was replaced lies from now on."""
    return home.with_name(f"{home.name}.replaced-{now:%Y%m%dT%H%M%S}")


def before_upgrade(home: Path, *, now: datetime, version: str) -> Path:
    """Save both stores inside the home, open to its owner only, before the tables change."""
    plain, _ = pack(home, now, version)
    folder = home / "before-upgrade"
    homes.make(folder)
    target = folder / f"{now:%Y%m%dT%H%M%S}.tar.gz"
    homes.write(target, plain)
    return target
