"""A spoken paper as PDF by typst: tagged, its fonts inside. Refused where a script has no font on this machine."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from typing import Any, NamedTuple

from upstander.jobs.papers.spoken import Plain
from upstander.records.errors import Fault

SIZES = (10.0, 9.0, 8.0, 7.0)
"""Points of the text; a paper of one page takes the first that fits."""


class Script(NamedTuple):
    """A script: where its letters lie, the fonts that write it, and Debian's package that holds them."""

    name: str
    first: str
    last: str
    sans: tuple[str, ...]
    serif: tuple[str, ...]
    package: str


CORE, CJK = "fonts-noto-core", "fonts-noto-cjk"
CHINESE = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei")
KOREAN = ("Noto Sans CJK KR", "Noto Sans CJK SC")
ARABIC = ("Noto Sans Arabic", "Noto Naskh Arabic", "DejaVu Sans", "Amiri")
LATIN = ("Noto Sans", "DejaVu Sans", "Liberation Sans", "Libertinus Serif")
SERIF = ("Noto Serif", "DejaVu Serif", "Liberation Serif", "Libertinus Serif")

SCRIPTS = (
    Script("Arabic", "\u0600", "\u06ff", ARABIC, ("Noto Naskh Arabic", "Amiri", *ARABIC), CORE),
    Script("Chinese", "\u4e00", "\u9fff", CHINESE, ("Noto Serif CJK SC", *CHINESE), CJK),
    Script("Japanese", "\u3040", "\u30ff", CHINESE, ("Noto Serif CJK SC", *CHINESE), CJK),
    Script("Korean", "\uac00", "\ud7af", KOREAN, ("Noto Serif CJK KR", *KOREAN), CJK),
    Script("Hebrew", "\u0590", "\u05ff", ("Noto Sans Hebrew", "DejaVu Sans"), ("Noto Serif Hebrew",), CORE),
    Script("Ethiopic", "\u1200", "\u137f", ("Noto Sans Ethiopic",), ("Noto Serif Ethiopic",), CORE),
    Script("Burmese", "\u1000", "\u109f", ("Noto Sans Myanmar",), ("Noto Serif Myanmar",), CORE),
    Script("Devanagari", "\u0900", "\u097f", ("Noto Sans Devanagari",), ("Noto Serif Devanagari",), CORE),
    Script("Bengali", "\u0980", "\u09ff", ("Noto Sans Bengali",), ("Noto Serif Bengali",), CORE),
    Script("Tamil", "\u0b80", "\u0bff", ("Noto Sans Tamil",), ("Noto Serif Tamil",), CORE),
    Script("Sinhala", "\u0d80", "\u0dff", ("Noto Sans Sinhala",), ("Noto Serif Sinhala",), CORE),
    Script("Thai", "\u0e00", "\u0e7f", ("Noto Sans Thai",), ("Noto Serif Thai",), CORE),
    Script("Khmer", "\u1780", "\u17ff", ("Noto Sans Khmer",), ("Noto Serif Khmer",), CORE),
    Script("Georgian", "\u10a0", "\u10ff", ("Noto Sans Georgian", "DejaVu Sans"), ("Noto Serif Georgian",), CORE),
    Script("Armenian", "\u0530", "\u058f", ("Noto Sans Armenian", "DejaVu Sans"), ("Noto Serif Armenian",), CORE),
)
"""Scripts that need a font of their own; Latin, Greek and Cyrillic come with the typesetter."""


def typesetter() -> Any:
    """The package that draws; Fault where the papers are not installed."""
    try:
        return import_module("typst")
    except ImportError as error:
        raise Fault("Install the papers: pip install 'upstander[papers]'.") from error


@lru_cache(1)
def installed() -> frozenset[str]:
    """The families of fonts on this machine."""
    return frozenset(typesetter().Fonts().families())


def strings(value: object) -> Iterator[str]:
    """Every text of a paper."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def scripts(paper: Plain) -> list[Script]:
    """The scripts that a paper is written in."""
    letters = set("".join(strings(paper)))
    return [each for each in SCRIPTS if any(each.first <= letter <= each.last for letter in letters)]


def fonts(needed: Iterable[Script], held: frozenset[str]) -> tuple[list[str], list[str]]:
    """Families to write with, sans and serif; Fault names the package of the first script that has none."""
    sans, serif = list(LATIN), list(SERIF)
    for script in needed:
        if not held.intersection(script.sans):
            raise Fault(
                "Install %(package)s: no font on this machine writes %(script)s.",
                package=script.package,
                script=script.name,
            )
        sans += script.sans
        serif += (*script.serif, *script.sans)
    return [each for each in dict.fromkeys(sans) if each in held], [
        each for each in dict.fromkeys(serif) if each in held
    ]


def template() -> bytes:
    """How papers look."""
    return files("upstander.data").joinpath("paper.typ").read_bytes()


def pdf(paper: Plain, held: frozenset[str] | None = None) -> bytes:
    """The paper as a tagged PDF; one that must fit on a page is set smaller until it does."""
    made = [draw(paper, size, held) for size in sizes(paper, held)]
    return bytes(made[-1])


def sizes(paper: Plain, held: frozenset[str] | None) -> list[float]:
    """The size to set it in: the largest that fits, where it must fit."""
    if not paper["short"]:
        return [SIZES[0]]
    fits = (size for size in SIZES if pages(paper, size, held) == 1)
    return [next(fits, SIZES[-1])]


def inputs(paper: Plain, size: float, held: frozenset[str] | None) -> dict[str, str]:
    """What the template is given."""
    sans, serif = fonts(scripts(paper), installed() if held is None else held)
    return {
        "paper": json.dumps(paper, ensure_ascii=False),
        "sans": json.dumps(sans),
        "serif": json.dumps(serif),
        "size": str(size),
    }


def pages(paper: Plain, size: float, held: frozenset[str] | None = None) -> int:
    """How many pages it takes."""
    drawn = typesetter().compile(template(), format="svg", sys_inputs=inputs(paper, size, held))
    return len(drawn) if isinstance(drawn, list) else 1


def draw(paper: Plain, size: float, held: frozenset[str] | None = None) -> bytes:
    """The PDF at one size, to the standard for readers who listen."""
    return bytes(
        typesetter().compile(
            template(),
            format="pdf",
            sys_inputs=inputs(paper, size, held),
            pdf_standards=["ua-1"],
            timestamp=datetime.fromisoformat(paper["date"]),
        )
    )
