"""A receipt to print: what the desk vouches for, with the signature in letters. Pure."""

from upstander.lib.text import Sentence, mark
from upstander.records.desk import Status, Tlp
from upstander.records.papers import Block, Box, Grid, Items, Line, Own, Paper, PaperKind, Said, Text
from upstander.records.receipts import Deed, Sealed
from upstander.respond.papers.dossier import sentence
from upstander.respond.receipts import fingerprint

DID = {
    "drafted": mark("drafted"),
    "changed": mark("changed"),
    "signed": mark("signed"),
    "issued": mark("issued"),
    "acknowledged": mark("acknowledged"),
    "decided": mark("decided"),
    "superseded": mark("superseded"),
    "exported": mark("exported"),
    "passed on": mark("passed the alert on"),
    "knocked": mark("recorded a knock at a door"),
    "referred": mark("referred the alert"),
    "accepted": mark("accepted the referral"),
    "thread opened": mark("opened the thread"),
    "step renewed": mark("went on holding a step"),
    "step taken": mark("took a step"),
    "step done": mark("finished a step"),
    "graded": mark("graded"),
    "marked imminent": mark("marked as imminent"),
    "entry": mark("wrote an entry"),
    "outcome recorded": mark("said what came of it"),
}
"""What the log's deeds are called, as on the desk's own pages."""

LINE = 64
"""Letters of a signature on a line."""


def receipt(sealed: Sealed, zone: str, version: str) -> Paper:
    """One page that its holder can show: who, what, when, and how to check it."""
    made = sealed.receipt
    who = mark("%(name)s of %(institution)s") if made.institution else mark("%(name)s")
    blocks: tuple[Block, ...] = (
        Line(sentence(who, name=made.person, institution=made.institution), strong=True),
        Line(sentence(mark("did the following about alert %(id)s, as this desk's log records it:"), id=made.alert)),
        Box("recorded", (Grid(HEAD, tuple(row(each) for each in made.deeds)),)),
        Line(
            sentence(
                mark("When this was signed the log held %(n)s entries and ended with %(root)s."),
                n=made.log_size,
                root=made.log_root,
            )
        ),
        Line(sentence(mark("This receipt holds no word of the alert."))),
        Line(sentence(mark("How to check it")), strong=True),
        Items((sentence(CHECK), sentence(KEY, key=fingerprint(sealed.key)))),
        Line(sentence(mark("Signature (Ed25519)")), strong=True),
        *(Line(Own(sealed.signature[place : place + LINE])) for place in range(0, len(sealed.signature), LINE)),
    )
    return Paper(
        kind=PaperKind.RECEIPT,
        title=sentence(mark("Receipt: a warning was passed on")),
        subtitle=sentence(mark("Receipt")),
        blocks=blocks,
        status=Status(made.status or "Actual"),
        tlp=Tlp.GREEN,
        made_by=made.person,
        made_at=made.made_at,
        zone=zone,
        source=sentence(mark("Upstander %(version)s."), version=version),
    )


CHECK = mark("Keep the file with the same name and run: upstander receipts verify FILE")
KEY = mark("Compare the desk's key over another channel: %(key)s")
HEAD: tuple[Text, ...] = tuple(
    Sentence(each)
    for each in (
        mark("When"),
        mark("Did"),
        mark("At which door"),
        mark("Entry of the log"),
        mark("SHA-256 of the text"),
    )
)


def row(deed: Deed) -> tuple[Text | None, ...]:
    """One deed."""
    did: Text = Sentence(DID[deed.did]) if deed.did in DID else Own(deed.did)
    door, text = Own(deed.door) if deed.door else None, Own(deed.text[:16]) if deed.text else None
    return Said(deed.at), did, door, Said(deed.number), text
