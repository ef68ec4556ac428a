"""What people type, checked before anything is stored: the database enforces no lengths."""

import unicodedata
from datetime import UTC, datetime

from upstander.lib.text import mark
from upstander.records.errors import Usage

LINE = 200
"""Characters in a line: a title, a name."""

PASSAGE = 10_000
"""Characters in a passage: a text, a reason."""

LATEST = datetime(2200, 1, 1, tzinfo=UTC)
"""No deadline lies beyond this day."""

BYTE_ORDER = "\ufeff"
"""Comes along unseen with text pasted from files; a PDF that can be read aloud may not hold it."""

MISSING = mark("Fill in this field: %(field)s.")
TOO_LONG = mark("Shorten this field: %(field)s. It takes %(most)s characters at most.")
UNPRINTABLE = mark("Remove characters that cannot be shown from this field: %(field)s.")


def passage(value: str, field: str, most: int = PASSAGE) -> str:
    """The text without blank ends; Usage if nothing is left, if it is too long, or if it holds control characters."""
    text = optional(value, field, most)
    if not text:
        raise Usage(MISSING, field)
    return text


def optional(value: str, field: str, most: int = PASSAGE) -> str:
    """As `passage`, but nothing is allowed."""
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").strip()
    if len(text) > most:
        raise Usage(TOO_LONG, field, most=most)
    if any(unprintable(character) for character in text):
        raise Usage(UNPRINTABLE, field)
    return text


def line(value: str, field: str) -> str:
    """One line of text that must be there."""
    return " ".join(passage(value, field, LINE).split())


def unprintable(character: str) -> bool:
    """Whether it is a control character, half of a pair or none at all; line ends and tabs are neither."""
    if "\ufdd0" <= character <= "\ufdef" or ord(character) & 0xFFFE == 0xFFFE:
        return True
    return character not in "\n\t" and unicodedata.category(character) in {"Cc", "Cs"}


def showable(text: str) -> str:
    """The text without what no format can carry: older rows may hold what would be refused today."""
    return "".join(each for each in text if not unprintable(each) and each != BYTE_ORDER)


def deadline(moment: datetime, now: datetime, field: str) -> datetime:
    """A moment still to come; Usage if it lies in the past or absurdly far ahead."""
    if moment <= now:
        raise Usage("Choose a time that is still to come: %(field)s.", field)
    if moment > LATEST:
        raise Usage("Choose an earlier time: %(field)s.", field)
    return moment
