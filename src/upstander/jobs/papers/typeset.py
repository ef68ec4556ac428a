"""A spoken paper as PDF by typst: tagged, its fonts inside. Refused where a character has no font on this machine."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from typing import Any, NamedTuple

from upstander.jobs.papers.spoken import Plain
from upstander.lib.text import mark
from upstander.records.errors import Fault, UpstanderError, Usage

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


CORE, CJK, EMOJI = "fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"
CHINESE = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei")
KOREAN = ("Noto Sans CJK KR", "Noto Sans CJK SC")
ARABIC = ("Noto Sans Arabic", "Noto Naskh Arabic", "DejaVu Sans", "Amiri")
LATIN = ("Noto Sans", "DejaVu Sans", "Liberation Sans", "Libertinus Serif")
SERIF = ("Noto Serif", "DejaVu Serif", "Liberation Serif", "Libertinus Serif")

INSTALL = mark("Install %(package)s: no font on this machine writes %(script)s.")
TAKE_OUT = mark("Make it as DOCX, or take %(character)s out of the text: no font on this machine writes it.")


def noto(name: str, first: str, last: str, *families: str) -> Script:
    """A script written by Noto's own fonts for it, or by these families."""
    sans, serif = f"Noto Sans {name}", f"Noto Serif {name}"
    return Script(name, first, last, (sans, serif, *families), (serif,), CORE)


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
    noto("Syriac", "\u0700", "\u074f"),
    noto("Thaana", "\u0780", "\u07bf"),
    noto("N'Ko", "\u07c0", "\u07ff", "Noto Sans NKo", "DejaVu Sans"),
    noto("Mandaic", "\u0840", "\u085f"),
    noto("Gurmukhi", "\u0a00", "\u0a7f"),
    noto("Gujarati", "\u0a80", "\u0aff"),
    noto("Odia", "\u0b00", "\u0b7f", "Noto Sans Oriya"),
    noto("Telugu", "\u0c00", "\u0c7f"),
    noto("Kannada", "\u0c80", "\u0cff"),
    noto("Malayalam", "\u0d00", "\u0d7f"),
    noto("Lao", "\u0e80", "\u0eff", "DejaVu Sans"),
    noto("Tibetan", "\u0f00", "\u0fff"),
    noto("Cherokee", "\u13a0", "\u13ff"),
    noto("Canadian Aboriginal", "\u1400", "\u167f", "Noto Sans CanAborig", "DejaVu Sans"),
    noto("Mongolian", "\u1810", "\u18af"),
    noto("Ol Chiki", "\u1c50", "\u1c7f"),
    noto("Tifinagh", "\u2d30", "\u2d7f", "DejaVu Sans"),
    noto("Yi", "\ua000", "\ua4cf"),
    noto("Vai", "\ua500", "\ua63f"),
    noto("Kayah Li", "\ua900", "\ua92f"),
    noto("Cham", "\uaa00", "\uaa5f"),
    noto("Meetei Mayek", "\uabc0", "\uabff", "Noto Sans MeeteiMayek"),
    noto("Hanifi Rohingya", "\U00010d00", "\U00010d3f"),
    noto("Chakma", "\U00011100", "\U0001114f"),
    noto("Adlam", "\U0001e900", "\U0001e95f"),
)
"""Scripts that need a font of their own; Latin, Greek and Cyrillic come with the typesetter."""

DRAWN = ("Noto Color Emoji",)
SIGNS = (
    Script("emoji", "\U0001f000", "\U0001faff", DRAWN, (), EMOJI),
    Script("keys", "#", "9", DRAWN, (), EMOJI),
    Script("symbols", "\u2190", "\u2bff", ("Noto Sans Symbols2", "Noto Sans Symbols 2"), (), CORE),
)
"""Signs of which many a font has some: only the typesetter knows which it lacks."""

CHARACTER = re.compile(r'`"(.+?)"`')
CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
"""How the typesetter names what it cannot write."""


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
            raise Fault(INSTALL, package=script.package, script=script.name)
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
    """The PDF at one size, to the standard for readers who listen; refused where a character has no font."""
    typst = typesetter()
    try:
        made = typst.compile(
            template(),
            format="pdf",
            sys_inputs=inputs(paper, size, held),
            pdf_standards=["ua-1"],
            timestamp=datetime.fromisoformat(paper["date"]),
        )
    except typst.TypstError as error:
        refusal = unwritten(str(error), installed() if held is None else held)
        if refusal is None:
            raise
        raise refusal from error
    return bytes(made)


def unwritten(told: str, held: frozenset[str]) -> UpstanderError | None:
    """What to do about the character that the typesetter says it cannot write; None where it says something else."""
    found = CHARACTER.search(told)
    if found is None:
        return None
    text = CODE.sub(lambda code: chr(int(code[1], 16)), found[1])
    codes = " ".join(f"U+{ord(each):04X}" for each in text)
    character = f"{text} ({codes})" if text.isprintable() else codes
    for each in SIGNS:
        if each.first <= text[0] <= each.last and not held.intersection(each.sans):
            return Fault(INSTALL, package=each.package, script=character)
    return Usage(TAKE_OUT, "format", character=character)
