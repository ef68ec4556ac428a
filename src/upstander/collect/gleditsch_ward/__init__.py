"""The Gleditsch-Ward list of independent States: who was a member of the system, and when.

Gleditsch and Ward (1999), International Interactions 25(4), 393-413. Read from `data/registry/states.yaml`, which
KaraZajac/TOCSIN (commit 3a4104d) made of version 7 and UCDP's regions; spells are whole years there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from upstander.lib.dates import Month


@dataclass(frozen=True, slots=True)
class Spell:
    """Years in which a State was a member of the system; `until` is None while it still is."""

    gw: int
    name: str
    since: int
    until: int | None

    @property
    def first(self) -> Month:
        """Its first month."""
        return Month(self.since, 1)

    @property
    def last(self) -> Month:
        """Its last month; December 9999 while it lasts."""
        return Month(self.until or 9999, 12)


def read(lines: Iterable[str]) -> list[Spell]:
    """Every spell of the registry, in the order of the file; ValueError on a line of another shape."""
    return list(spells(pairs(lines)))


def pairs(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Key and value of every line of the registry's flat YAML."""
    for line in lines:
        key, colon, value = line.strip().removeprefix("- ").partition(":")
        if not colon:
            raise ValueError(f"not a line of the registry: {line!r}")
        yield key, value.strip().strip("'\"")


def spells(fields: Iterable[tuple[str, str]]) -> Iterator[Spell]:
    """Spells out of the fields, which come State by State."""
    gw, name, since = 0, "", 0
    for key, value in fields:
        if key == "gwno":
            gw = int(value)
        elif key == "name":
            name = value
        elif key == "from":
            since = int(value)
        elif key == "to":
            yield Spell(gw, name, since, None if value == "null" else int(value))
