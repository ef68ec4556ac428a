"""The places of the lake as records."""

from collections import defaultdict
from functools import lru_cache

from upstander.records.figures import State
from upstander.store.lake.held import Held

LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")


@lru_cache(maxsize=4)
def states(held: Held) -> tuple[State, ...]:
    """Every place: members of the system in the latest month first, then the others, by English name."""
    spells: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
    held.load(("spells",))
    rows = held.memory.cursor().execute("SELECT iso3, first_year, last_year FROM spells ORDER BY iso3, first_year")
    for iso3, first, last in rows.fetchall():
        spells[iso3].append((first, last))
    found = held.named("states")
    also: dict[str, list[str]] = defaultdict(list)
    for row in found:
        also[row["counted_under"]].append(row["iso3"])
    return tuple(
        State(
            iso3=row["iso3"],
            gw=row["gw"],
            names={language: row[language] for language in LANGUAGES},
            region=row["region"],
            m49=row["m49"],
            cow=row["cow"],
            counted_under=row["counted_under"],
            counts_also=tuple(also[row["iso3"]]),
            note=row["note"],
            spells=tuple(spells[row["iso3"]]),
        )
        for row in found
    )


@lru_cache(maxsize=4)
def by_code(held: Held) -> dict[str, State]:
    """Every place by its ISO 3166 code."""
    return {state.iso3: state for state in states(held)}
