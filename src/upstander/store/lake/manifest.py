"""The list of what the lake holds: every file with its SHA-256, every vintage with its coverage and its date."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from upstander.lib.dates import Month
from upstander.records.errors import Damaged, Fault
from upstander.records.figures import KnownBasis, Licence, Vintage

FORMAT = 1
"""Raised when files of the lake change in a way that older programs would misread."""

NAME = "manifest.json"

COMPUTED = ("forecasts", "changes", "models")
"""Tables that the machine computed out of the others."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file: the table its rows belong to, and what its bytes must be."""

    file: str
    table: str
    sha256: str
    size: int
    rows: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from, and on which terms."""

    key: str
    title: str
    publisher: str
    version: str
    licence: str
    attribution: str
    compiled_by: str = ""
    changes: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything the lake holds, as of one moment. A new manifest is a new state of the whole lake."""

    parts: tuple[Part, ...] = ()
    vintages: tuple[Vintage, ...] = ()
    sources: tuple[Source, ...] = ()
    format: int = field(default=FORMAT)

    def with_parts(self, added: tuple[Part, ...]) -> "Manifest":
        """The same with more files; a file of the same name is replaced."""
        names = {part.file for part in added}
        return replace(self, parts=(*(part for part in self.parts if part.file not in names), *added))

    @property
    def names(self) -> frozenset[str]:
        """The files that belong to the lake, this list among them."""
        return frozenset(part.file for part in self.parts) | {NAME}

    def of(self, table: str) -> tuple[Part, ...]:
        """The files of one table."""
        return tuple(part for part in self.parts if part.table == table)


def write(manifest: Manifest) -> bytes:
    """The manifest as JSON, the same bytes for the same content."""
    return (json.dumps(asdict(manifest), default=str, ensure_ascii=False, indent=1) + "\n").encode()


def read(text: bytes, place: str) -> Manifest:
    """The manifest in these bytes; Damaged or Fault naming `place` where they hold none that can be read."""
    try:
        found = json.loads(text)
        version = found["format"]
        if version == FORMAT:
            return Manifest(
                parts=tuple(Part(**part) for part in found["parts"]),
                vintages=tuple(vintage(one) for one in found["vintages"]),
                sources=tuple(Source(**source) for source in found["sources"]),
            )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(
            "The list of figures %(file)s cannot be read; restore a backup, or install Upstander again.", file=place
        ) from error
    raise Fault(
        "The figures in %(file)s have format %(format)s, which this version of Upstander does not know; upgrade it.",
        file=place,
        format=version,
    )


def present(folder: Path) -> Manifest:
    """What a folder lists now; nothing where there is no manifest yet."""
    path = folder / NAME
    return read(path.read_bytes(), str(path)) if path.exists() else Manifest()


def vintage(found: Mapping[str, Any]) -> Vintage:
    """A vintage as the manifest writes it."""
    return Vintage(
        **{
            **found,
            "known_at": date.fromisoformat(found["known_at"]),
            "known_basis": KnownBasis(found["known_basis"]),
            "first": Month(**found["first"]),
            "last": Month(**found["last"]),
            "licence": Licence(found["licence"]),
        }
    )
