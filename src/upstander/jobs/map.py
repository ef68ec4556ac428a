"""The map: boundaries in, the drawing that the pages share out."""

from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from upstander.collect.un_geodata.draw import drawn, index, svg
from upstander.collect.un_geodata.known import FILE, LICENCE, PACKAGE, REBUILD, SHA256, TITLE, VERSION
from upstander.collect.un_geodata.project import Sheet
from upstander.collect.un_geodata.read import read
from upstander.records.errors import Fault, Usage


@dataclass(frozen=True, slots=True)
class Built:
    """What was written where: the number of places drawn, the sizes in bytes, and the source's hash."""

    drawing: Path
    index: Path
    places: int
    size: int
    sha256: str
    known: bool


def provenance(digest: str) -> dict[str, str]:
    """Where the boundaries come from; a file that is not the one we know is named by its hash alone."""
    told = {"title": TITLE, "sha256": digest, "rebuild": REBUILD, "licence": LICENCE}
    known = {"package": PACKAGE, "version": VERSION, "file": FILE}
    return {**told, **known} if digest == SHA256 else told


def build(topojson_path: Path, to_dir: Path) -> Built:
    """Write world.svg and world.json, both aside first, from a TopoJSON file of UN Geodata boundaries.

    Usage if the file is missing or is none; Fault if the folder cannot be written.
    """
    try:
        given = topojson_path.read_bytes()
        text = given.decode("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Usage("Cannot read the boundaries in %(path)s; name a TopoJSON file.", path=str(topojson_path)) from fault
    digest = sha256(given).hexdigest()
    world = drawn(read(text), Sheet())
    drawing, places = svg(world), index(world, provenance(digest))
    written = [(to_dir / "world.svg", drawing), (to_dir / "world.json", places)]
    put_all(written)
    return Built(written[0][0], written[1][0], len(world.places), len(drawing), digest, digest == SHA256)


def put_all(files: list[tuple[Path, str]]) -> None:
    """Write all files aside, then rename them into place."""
    aside = [(target.with_name(f".{target.name}.new"), target, text) for target, text in files]
    try:
        for new, _, text in aside:
            new.parent.mkdir(parents=True, exist_ok=True)
            new.write_text(text, encoding="utf-8")
        for new, target, _ in aside:
            new.replace(target)
    except OSError as fault:
        for new, _, _ in aside:
            with suppress(OSError):
                new.unlink(missing_ok=True)
        raise Fault(
            "Cannot write the map into %(path)s: %(reason)s.", path=str(files[0][0].parent), reason=fault.strerror
        ) from fault
