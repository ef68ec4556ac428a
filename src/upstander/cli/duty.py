"""`upstander duty`: who is on duty for a role, and where nobody will be."""

from typing import Annotated

import typer

from upstander.cli.desk import actor, named, reader
from upstander.cli.options import As, AsCsv, AsJson, Token, moment, now, word
from upstander.cli.shapes import group
from upstander.cli.show import Column, date_of, key, listing
from upstander.jobs import duty as jobs
from upstander.records import wire_ladder as wire
from upstander.records.people import Role
from upstander.store.desk import reads

app = group("The roster: who answers for a role, from when until when.")


@app.command("list")
def list_(as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the shifts from now on."""
    viewer = reader(as_name, token)
    objects = [wire.shift(each) for each in reads.shifts(viewer, now())]
    listing(objects, COLUMNS, as_json=as_json, as_csv=as_csv, none="Nobody is on duty.")


@app.command()
def add(
    person: Annotated[str, typer.Argument(metavar="NAME", help="The person's user name.", show_default=False)],
    role: Annotated[str, typer.Argument(metavar="ROLE", help="A role that the person holds.", show_default=False)],
    begins: Annotated[str, typer.Option("--from", metavar="TIME", help="When the shift begins.")],
    ends: Annotated[str, typer.Option("--to", metavar="TIME", help="When it ends.")],
    deputy: Annotated[int, typer.Option("--deputy", help="0 is called first, then 1, 2 ...")] = 0,
    reason: Annotated[str, typer.Option("--note", help="Why, such as a swap or a holiday.")] = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Put a person on duty. Prints the shift's id."""
    who = actor(as_name, token)
    found = named(who, person, reads.addressable)
    span = moment(begins), moment(ends)
    typer.echo(jobs.put_on(found.id, word(Role, role, "role"), *span, who=who, now=now(), deputy=deputy, reason=reason))


@app.command()
def end(
    shift: Annotated[str, typer.Argument(metavar="SHIFT", help="The shift's id.", show_default=False)],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Take a shift off the roster."""
    who = actor(as_name, token)
    jobs.take_off(shift, who=who, now=now())


@app.command()
def gaps(as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List every stretch of the next 14 days in which a role is on nobody."""
    viewer = reader(as_name, token)
    found = jobs.uncovered(viewer, now())
    objects = [
        {"role": str(gap.role), "begins": wire.moment(gap.begins), "ends": wire.moment(gap.ends)} for gap in found
    ]
    listing(objects, GAP_COLUMNS, as_json=as_json, as_csv=as_csv, none="Every role is on somebody for 14 days.")


GAP_COLUMNS: tuple[Column, ...] = (("Role", key("role")), ("From", date_of("begins")), ("To", date_of("ends")))
COLUMNS: tuple[Column, ...] = (
    ("Id", key("id")),
    ("Person", key("name")),
    ("Role", key("role")),
    ("From", date_of("begins")),
    ("To", date_of("ends")),
    ("Turn", key("deputy")),
    ("Note", key("reason")),
)
