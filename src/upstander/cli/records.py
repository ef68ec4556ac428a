"""`upstander records`: how long words are kept, and how they go for good."""

from pathlib import Path
from typing import Annotated

import typer

from upstander.cli.desk import actor, open_desk, reader
from upstander.cli.keys import PassphraseFile, new_passphrase, passphrase
from upstander.cli.options import As, AsCsv, AsJson, Reason, Token, moment, now, text_of, word
from upstander.cli.shapes import group
from upstander.cli.show import Column, date_of, key, listing
from upstander.jobs import dissents
from upstander.jobs import erasure as jobs
from upstander.records import wire_answers as wire
from upstander.records import wire_records as rules
from upstander.records.answers import Disclosure, RecordClass
from upstander.store.desk import answer_rules, reads

app = group("Records: their classes, holds, orders to erase and tombstones; custodians' keys.")

Object = Annotated[
    str, typer.Argument(metavar="RECORD", help="Its kind and id, as in decision:abc.", show_default=False)
]


@app.command()
def due(as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the records that have been kept as long as their class says."""
    viewer = reader(as_name, token)
    objects = [wire.kept(each) for each in reads.due_for_erasure(viewer, now())]
    listing(objects, DUE, as_json=as_json, as_csv=as_csv, none="Nothing that this reader sees is past its time.")


@app.command("list")
def list_(as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the orders to erase and the tombstones."""
    viewer = reader(as_name, token)
    objects = [wire.erasure(each) for each in reads.erasures(viewer)]
    listing(objects, ORDERS, as_json=as_json, as_csv=as_csv, none="Nothing was ordered to be erased.")


@app.command()
def order(
    record: Object,
    basis: Annotated[str, typer.Option("--basis", help="The legal basis; it stays readable.")],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Order a record to be erased; a custodian carries it out. Prints the order's id."""
    who = actor(as_name, token)
    typer.echo(jobs.order(record, basis, who=who, now=now()))


@app.command()
def erase(
    order: Annotated[str, typer.Argument(metavar="ORDER", help="The order's id.", show_default=False)],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Carry out somebody else's order: the words are overwritten, the tombstone stays."""
    who = actor(as_name, token)
    jobs.erase(order, who=who, now=now())


@app.command()
def hold(
    record: Object,
    reason: Reason,
    until: Annotated[str, typer.Option("--until", metavar="TIME", help="When it ends by itself.")] = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Keep a record from being erased, until then or until the hold is lifted."""
    who = actor(as_name, token)
    jobs.hold(record, reason, who=who, now=now(), until=moment(until) if until else None)


@app.command()
def lift(record: Object, as_name: As = "", token: Token = "") -> None:
    """Lift the hold on a record."""
    who = actor(as_name, token)
    jobs.lift(record, who=who, now=now())


@app.command()
def classify(
    record: Object,
    record_class: Annotated[
        str, typer.Argument(metavar="CLASS", help="draft, deliberative, legal_advice or decision.")
    ],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Give a record another class: who reads it and how long it is kept follow."""
    who = actor(as_name, token)
    jobs.classify(record, word(RecordClass, record_class, "record_class"), who=who, now=now())


@app.command()
def holds(as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the records that are on hold, and why."""
    viewer = reader(as_name, token)
    objects = [rules.hold(each) for each in reads.holds(viewer, now())]
    listing(objects, HOLDS, as_json=as_json, as_csv=as_csv, none="Nothing that this reader sees is on hold.")


@app.command()
def classes(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List how long each class of record is kept, and who reads it."""
    open_desk()
    objects = [rules.class_rule(each, rule) for each, rule in answer_rules.rules().classes.items()]
    listing(objects, CLASSES, as_json=as_json, as_csv=as_csv, none="There is no class.")


@app.command()
def keep(
    record_class: Annotated[
        str, typer.Argument(metavar="CLASS", help="draft, deliberative, legal_advice or decision.")
    ],
    days: Annotated[int, typer.Option("--days", help="For how many days it is kept.")],
    disclosure: Annotated[str, typer.Option("--disclosure", help="participants, situation or on_request.")],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Change how long a class is kept and who reads it; what is kept already follows too."""
    who = actor(as_name, token)
    given = word(RecordClass, record_class, "record_class"), days, word(Disclosure, disclosure, "disclosure")
    jobs.keep(*given, who=who, now=now())


@app.command()
def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Reply times, review dates and classes, as JSON.")],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Make another file of rules the one that counts; refused whole if anything in it is wrong."""
    who = actor(as_name, token)
    jobs.load(text_of(file), who=who, now=now())


@app.command("key")
def make_key(passphrase_file: PassphraseFile = "", as_name: As = "", token: Token = "") -> None:
    """Make your custodian's key for seals; its passphrase is kept nowhere."""
    who = actor(as_name, token)
    dissents.make_key(new_passphrase(passphrase_file), who=who, now=now())


@app.command()
def unseal(
    dissent: Annotated[str, typer.Argument(metavar="DISSENT", help="The dissent's id.", show_default=False)],
    reason: Reason,
    passphrase_file: PassphraseFile = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Print who wrote a sealed dissent; that you looked, and why, stands beside it for every reader."""
    who = actor(as_name, token)
    typer.echo(dissents.unseal(dissent, passphrase(passphrase_file, again=False), reason, who=who, now=now()))


HOLDS: tuple[Column, ...] = (
    ("Record", key("object")),
    ("Reason", key("reason")),
    ("By", key("by")),
    ("Since", date_of("at")),
    ("Until", date_of("until")),
)
CLASSES: tuple[Column, ...] = (
    ("Class", key("record_class")),
    ("Days kept", key("retention_days")),
    ("Who reads", key("disclosure")),
)
DUE: tuple[Column, ...] = (
    ("Record", key("object")),
    ("Class", key("record_class")),
    ("Since", date_of("since")),
    ("On hold", lambda row: "yes" if row["held"] else ""),
)
ORDERS: tuple[Column, ...] = (
    ("Order", key("id")),
    ("Record", key("object")),
    ("Class", key("record_class")),
    ("Basis", key("basis")),
    ("Ordered by", key("asked_by_name")),
    ("Ordered", date_of("asked_at")),
    ("Erased by", key("erased_by")),
    ("Erased", date_of("erased_at")),
)
