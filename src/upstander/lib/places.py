"""Where in a file something is missing or is no value of its kind: people mend a place, not what Python says of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass
class Trail:
    """Where a file was read last, such as `steps.verify.max_hours.warning`."""

    place: str = ""


def traced(value: Any, trail: Trail, at: str = "") -> Any:
    """The same to read, part by part; the trail then says how far reading came."""
    if isinstance(value, dict):
        return Branch(value, trail, at)
    return Row(value, trail, at) if isinstance(value, list) else value


def named(value: Any) -> Any:
    """Its id, if it has one."""
    return value.get("id") if isinstance(value, dict) else None


class Branch(Mapping[str, Any]):
    """Values by name."""

    def __init__(self, held: Mapping[str, Any], trail: Trail, at: str) -> None:
        self.held, self.trail, self.at = held, trail, at

    def __getitem__(self, name: str) -> Any:
        self.trail.place = f"{self.at}.{name}" if self.at else f"{name}"
        return traced(self.held[name], self.trail, self.trail.place)

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)


class Row(Sequence[Any]):
    """Values one after the other; one that has an id stands under that, and is found by it."""

    def __init__(self, held: Sequence[Any], trail: Trail, at: str) -> None:
        self.held, self.trail, self.at = held, trail, at

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, str):
            self.trail.place = f"{self.at}.{at}"
            (value,) = (each for each in self.held if named(each) == at)
        else:
            value = self.held[at]
            self.trail.place = f"{self.at}.{named(value)}" if named(value) else self.at
        return traced(value, self.trail, self.trail.place)

    def __len__(self) -> int:
        return len(self.held)
