"""Our own table of places: codes of several systems, and the names the United Nations uses in its six languages."""

import csv
from collections.abc import Iterable, Mapping

from upstander.lib.text import mark
from upstander.records.figures import State

LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
"""The six official languages of the United Nations."""

NOTES: Mapping[str, str] = {
    "ESH": mark(
        "Western Sahara is on the United Nations list of non-self-governing territories. "
        "UCDP counts violence there under Morocco, so no figure of its own exists."
    ),
    "GEO": mark(
        "Gleditsch and Ward list Abkhazia and South Ossetia from 2008; they have no figures of their own here."
    ),
    "ISR": mark("UCDP counts violence in Gaza and the West Bank under Israel."),
    "MAR": mark("UCDP counts violence in Western Sahara under Morocco."),
    "PSE": mark("UCDP counts violence in Gaza and the West Bank under Israel, so no figure of its own exists."),
    "TWN": mark("Counted apart because the sources do so; this says nothing about its status."),
    "XKX": mark(
        "References to Kosovo are to be understood in the context of Security Council resolution 1244 (1999). "
        "Counted apart because the sources do so."
    ),
    "YUG": mark("Until 2006; from 2003 under the name Serbia and Montenegro."),
}
"""What a reader must know about a place before reading a figure."""

LEFT_OUT: Mapping[int, str] = {
    396: "Abkhazia: no ISO 3166 code, inside Georgia on United Nations maps, never a country in a UCDP file",
    397: "South Ossetia: no ISO 3166 code, inside Georgia on United Nations maps, never a country in a UCDP file",
}
"""Entries of the Gleditsch-Ward list that are no place of their own here, by code, each with its reason."""


def read(places: Iterable[str], names: Iterable[str]) -> tuple[State, ...]:
    """The States of the two tables (lines of `places.csv` and `names.csv`); KeyError if a place has no name."""
    named = {row["iso3"]: {language: row[language] for language in LANGUAGES} for row in csv.DictReader(names)}
    rows = list(csv.DictReader(places))
    return tuple(state(row, named[row["iso3"]], rows) for row in rows)


def state(row: Mapping[str, str], names: Mapping[str, str], rows: Iterable[Mapping[str, str]]) -> State:
    """One place of the table, with the places whose violence is counted under it."""
    iso3 = row["iso3"]
    return State(
        iso3=iso3,
        gw=number(row["gw"]),
        names=names,
        region=row["region"],
        m49=number(row["m49"]),
        cow=number(row["cow"]),
        counted_under=row["counted_under"],
        counts_also=tuple(other["iso3"] for other in rows if other["counted_under"] == iso3),
        note=NOTES.get(iso3, ""),
    )


def number(text: str) -> int | None:
    """A code, None where there is none."""
    return int(text) if text else None
