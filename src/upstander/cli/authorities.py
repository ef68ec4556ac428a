"""`upstander authorities`: what was allowed in writing beforehand, for whom, for which grades, until when."""

from typing import Annotated

import typer

from upstander.cli.desk import actor, named, reader
from upstander.cli.options import As, AsCsv, AsJson, Reason, Token, moment, now, word, words
from upstander.cli.shapes import group
from upstander.cli.show import Column, date_of, key, listing
from upstander.jobs import authorities as jobs
from upstander.records import wire_ladder as wire
from upstander.records.desk import Grade
from upstander.records.roster import Purpose
from upstander.store.desk import reads

app = group("Standing authorities: without one, nothing leaves the organisation but under a person's name.")

Person = Annotated[str, typer.Argument(metavar="NAME", help="The person's user name.", show_default=False)]


@app.command("list")
def list_(as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the standing authorities, ended ones too."""
    viewer, at = reader(as_name, token), now()
    objects = [{"voice": "recorded", **wire.authority(each, at)} for each in reads.authorities(viewer)]
    listing(objects, COLUMNS, as_json=as_json, as_csv=as_csv, none="This reader sees no standing authority.")


@app.command()
def record(
    person: Person,
    purpose: Annotated[str, typer.Option("--purpose", help="border: be told outside; lane: open it alone.")],
    instrument: Annotated[str, typer.Option("--instrument", help="The law, decree or letter, with its date.")],
    given_by: Annotated[str, typer.Option("--given-by", help="Who gave it.")],
    grade: Annotated[list[str], typer.Option("--grade", help="May be repeated: watch, warning, imminent.")],
    content: Annotated[str, typer.Option("--content", help="What may be told.")],
    begins: Annotated[str, typer.Option("--from", metavar="TIME", help="When it begins.")],
    ends: Annotated[str, typer.Option("--to", metavar="TIME", help="When it ends: within 5 years.")],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Record an authority that was given in writing, never for yourself. Prints its id."""
    who = actor(as_name, token)
    found, grades = named(who, person, reads.addressable), words(Grade, grade, "grade")
    terms = word(Purpose, purpose, "purpose"), instrument, given_by, found.id, grades, content
    typer.echo(jobs.record(*terms, moment(begins), moment(ends), who=who, now=now()))


@app.command()
def revoke(
    authority: Annotated[str, typer.Argument(metavar="ID", help="The authority's id.", show_default=False)],
    reason: Reason,
    as_name: As = "",
    token: Token = "",
) -> None:
    """End an authority at once, with a reason."""
    who = actor(as_name, token)
    jobs.revoke(authority, reason, who=who, now=now())


@app.command()
def outside(
    person: Person,
    inside: Annotated[bool, typer.Option("--no", help="The person belongs to this organisation after all.")] = False,
    as_name: As = "",
    token: Token = "",
) -> None:
    """Say that somebody belongs to another organisation."""
    who = actor(as_name, token)
    jobs.set_outside(named(who, person, reads.addressable).id, outside=not inside, who=who, now=now())


COLUMNS: tuple[Column, ...] = (
    ("Id", key("id")),
    ("Allows", key("purpose")),
    ("For", key("name")),
    ("Instrument", key("instrument")),
    ("Grades", lambda row: ", ".join(row["grades"])),
    ("From", date_of("begins")),
    ("To", date_of("ends")),
    ("Counts now", lambda row: "yes" if row["counts"] else "no"),
)
