"""Papers: from the record to a file, in one step."""

import json
from base64 import b64encode
from typing import Annotated, Literal

from django.conf import settings
from django.utils import timezone
from ninja import Field, Router
from typing_extensions import TypedDict

from upstander.api.access import Asked
from upstander.api.fields import Id, Sent, answers
from upstander.jobs import receipts
from upstander.jobs.papers import making
from upstander.lib.hashing import sha256
from upstander.records.papers import PaperFormat, PaperKind
from upstander.records.wire import Moment
from upstander.respond.receipts import written

LAST_YEAR = 2199

router = Router(tags=["Papers"])

Language = Literal["en", "fr", "es", "ru", "ar", "zh"]
Year = Annotated[int, Field(ge=making.FIRST_YEAR, le=LAST_YEAR)]


class DrawnSent(Sent):
    """In which language, how drawn, and whose clock it tells."""

    language: Language = "en"
    format: PaperFormat = PaperFormat.PDF
    zone: Annotated[str, Field(max_length=60)] = "UTC"


class PaperSent(DrawnSent):
    """Which paper, in which language, how drawn, and whose clock it tells."""

    kind: Literal[PaperKind.PACK, PaperKind.NOTE, PaperKind.CABLE, PaperKind.LINES]


class PaperObject(TypedDict):
    """A paper as a file: `content` in base64."""

    name: str
    type: str
    sha256: str
    content: str


def handed(made: making.Made) -> PaperObject:
    """The file in JSON."""
    content = b64encode(made.content).decode()
    return {"name": made.name, "type": made.type, "sha256": sha256(made.content), "content": content}


@router.post("/alerts/{id}/papers", response=answers(PaperObject))
def make_paper(request: Asked, id: Id, sent: PaperSent) -> PaperObject:
    """Make a paper of an issued alert as you may see it; the log says that it left the desk in your name."""
    asked = sent.kind, sent.language, sent.format
    home = settings.UPSTANDER_HOME
    return handed(making.make(home, id, *asked, zone=sent.zone, who=request.auth, now=timezone.now()))


@router.post("/reports/{year}", response=answers(PaperObject))
def make(request: Asked, year: Year, sent: DrawnSent) -> PaperObject:
    """Make the annual report of what you may see; the log says that it left the desk in your name."""
    asked, home = (sent.language, sent.format), settings.UPSTANDER_HOME
    return handed(making.report(home, year, *asked, zone=sent.zone, who=request.auth, now=timezone.now()))


class DeedObject(TypedDict):
    """One line of the log by that person; `text` is the SHA-256 of the text it stood under."""

    number: int
    at: Moment
    did: str
    entry: str
    text: str
    door: str


class RootObject(TypedDict):
    """Where the log stood."""

    size: int
    root: str


class ReceiptObject(TypedDict):
    """A signed receipt, as `upstander receipts verify` reads it. Holds no word of the alert."""

    form: str
    person: str
    institution: str
    alert: str
    status: str
    made_at: Moment
    deeds: list[DeedObject]
    log: RootObject
    key: str
    signature: str


@router.post("/alerts/{id}/receipts", response=answers(ReceiptObject))
def take_receipt(request: Asked, id: Id) -> ReceiptObject:
    """Take signed proof of what you did about an alert."""
    sealed = receipts.receipt(settings.UPSTANDER_HOME, id, who=request.auth, now=timezone.now())
    found: ReceiptObject = json.loads(written(sealed))
    return found
