"""Which vintages stand behind a figure that adds up several months."""

from collections.abc import Sequence
from itertools import groupby

from upstander.records.reasons import MEMORY

MONTHS = {
    "killed_1": 1,
    "killed_3": 3,
    "killed_12": 24,
    "killed_60": 60,
    "months_active": 12,
    "months_since": MEMORY,
    "battle_3": 3,
    "battle_12": 12,
    "non_state_12": 12,
    "region": 12,
}
"""How many of the newest months the sentence of a driver speaks of."""


def runs(vintages: Sequence[str]) -> str:
    """The vintage of each month, oldest month first, as it is kept: newest first, `26.0.5:1 26.0.4:1 26.1:41`."""
    return " ".join(f"{name}:{len(list(months))}" for name, months in groupby(reversed(vintages)))


def behind(kept: str, months: int) -> str:
    """The vintages of so many of the newest months, oldest first, each once; one kept without a length is of all."""
    names: dict[str, None] = {}
    for run in kept.split():
        name, _, length = run.partition(":")
        if months > 0:
            names[name] = None
        months -= int(length or months)
    return ", ".join(reversed(names))
