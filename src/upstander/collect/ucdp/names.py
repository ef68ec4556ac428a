"""UCDP's own names of countries, which its candidate files give instead of codes."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

OTHER: Mapping[str, int] = MappingProxyType({"Serbia (Yugoslavia)": 345})
"""Names that the registry of States writes in another way."""


def codes(spells: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    """Gleditsch-Ward codes by UCDP's name, from a registry that keeps those names."""
    return MappingProxyType({**OTHER, **dict(spells)})
