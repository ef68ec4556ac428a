"""What a message says outside the desk: that something waits, until when, where. Never what, or of which place."""

import re

from upstander.lib.text import Sentence, counted, mark
from upstander.records.channels import Parcel

WAITS = mark("Something waits for you at the desk.")
WAITS_UNTIL = mark("Something waits for you at the desk until %(due)s.")
TEST = mark("This is a test of the desk's channels. Nothing waits, and nothing is to be done.")
READ_IT = mark("Sign in to read it and to answer. Opening the page does nothing else.")
NOBODY_READS = mark("A program sent this: nobody reads what you answer to it.")
CONFIRM = mark("Somebody asked the desk to send messages to this address. Sign in there and confirm it, if it was you.")

INBOX = "/waiting/"
TELLS = re.compile(r"/(?:situations/[A-Z]{3}|triggers)/")
"""Addresses that name a State or a trigger."""


def where(path: str) -> str:
    """The page that a message leads to; one whose very address tells something is reached over the inbox."""
    return INBOX if TELLS.match(path) else path


def first(parcel: Parcel, due: str) -> Sentence:
    """The sentence that says it all: the subject of a mail, the text of a short message."""
    if parcel.canary or parcel.confirms:
        return Sentence(TEST if parcel.canary else CONFIRM)
    if parcel.count:
        return summary(parcel.count)
    return Sentence(WAITS_UNTIL, {"due": due}) if due else Sentence(WAITS)


def summary(number: int) -> Sentence:
    """How much waits that is not urgent."""
    return counted(
        "%(n)s thing waits for you at the desk. It is not urgent.",
        "%(n)s things wait for you at the desk. None of them is urgent.",
        number,
    )


def rest(parcel: Parcel) -> tuple[Sentence, ...]:
    """What a mail says below the address of the page."""
    return (
        (Sentence(NOBODY_READS),) if parcel.canary or parcel.confirms else (Sentence(READ_IT), Sentence(NOBODY_READS))
    )
