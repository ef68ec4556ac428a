"""A paper that leaves the desk: blocks of sentences that any language can say, before anything draws them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from upstander.lib.text import Sentence
from upstander.records.desk import Status, Tlp

Voice = Literal["recorded", "computed", "judged"]


class PaperKind(StrEnum):
    """What is handed to whom."""

    PACK = "meeting_pack"
    NOTE = "minister_note"
    CABLE = "cable"
    LINES = "lines_to_take"
    REPORT = "annual_report"
    RECEIPT = "receipt"


ON_AN_ALERT = (PaperKind.PACK, PaperKind.NOTE, PaperKind.CABLE, PaperKind.LINES)
"""Papers made from one alert; the report is made from a year."""


class PaperFormat(StrEnum):
    """How it is drawn."""

    PDF = "pdf"
    DOCX = "docx"
    JSON = "json"


LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
"""The six languages of the United Nations."""


@dataclass(frozen=True, slots=True)
class Own:
    """What a person wrote, in the language in which they wrote it. `cut`: how long it was before it was shortened."""

    text: str
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A value alone, said as the reader's language says it: a day, a moment, a number, a word of a closed list."""

    value: object


Text = Sentence | Own | Said


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading under the paper's title."""

    text: Text


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `number` counts paragraphs where a paper numbers them."""

    text: Text
    strong: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; what is not known is None."""

    head: tuple[Text, ...]
    rows: tuple[tuple[Text | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart: a word and a number to a bar, with what it shows in a sentence."""

    label: Sentence
    rows: tuple[tuple[Text, int], ...]


@dataclass(frozen=True, slots=True)
class Pen:
    """A place to write by hand: boxes to tick, then so many lines."""

    label: Text
    choices: tuple[Text, ...] = ()
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Box:
    """Blocks in one voice; `note` says whose or from what, `signed` who put their name to it."""

    voice: Voice
    blocks: "tuple[Block, ...]"
    title: Text | None = None
    note: Text | None = None
    signed: Text | None = None
    dissent: bool = False


Block = Heading | Line | Items | Grid | Bars | Pen | Box


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper: what it says, who may read it, who made it when, from which text.

    `source`: what it was made from and that text's digest. `zone`: the time zone in which it tells times.
    """

    kind: PaperKind
    title: Text
    subtitle: Text
    blocks: tuple[Block, ...]
    status: Status
    tlp: Tlp
    made_by: str
    made_at: datetime
    zone: str
    source: Sentence
    readers: tuple[str, ...] = ()
    short: bool = False
