"""`upstander duty`: who is on duty for a role, and where nobody will be."""

from datetime import time
from typing import Annotated

import typer

from upstander.cli.desk import actor, named, reader
from upstander.cli.options import As, AsCsv, AsJson, Token, moment, now, word
from upstander.cli.shapes import group
from upstander.cli.show import Column, date_of, key, listing
from upstander.jobs import duty as jobs
from upstander.jobs import roster as putting
from upstander.records import wire_ladder as wire
from upstander.records.errors import Usage
from upstander.records.people import Role
from upstander.store.desk import reads

app = group("The roster: who answers for a role, from when until when.")


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Person = Annotated[str, typer.Argument(metavar="NAME", help="The person's user name.", show_default=False)]
RoleWord = Annotated[str, typer.Argument(metavar="ROLE", help="A role that the person holds.", show_default=False)]
Id = Annotated[str, typer.Argument(metavar="ID", help="Its id.", show_default=False)]
Begins = Annotated[str, typer.Option("--from", metavar="TIME", help="When it begins.")]
Ends = Annotated[str, typer.Option("--to", metavar="TIME", help="When it ends.")]
Days = Annotated[str, typer.Option("--days", help="Such as mon,tue,wed,thu,fri.")]
HourFrom = Annotated[str, typer.Option("--from", metavar="HH:MM", help="When each shift begins, in that place.")]
HourTo = Annotated[str, typer.Option("--to", metavar="HH:MM", help="When it ends; the next day if it is not later.")]
Zone = Annotated[str, typer.Option("--zone", help="The place's time zone, such as Africa/Nairobi.")]
Holidays = Annotated[str, typer.Option("--holidays", help="Whose public holidays are free: KE, or DE-BY.")]


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
def roster(as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List who is on duty in the next 14 days: shifts, working hours, after leave and swaps."""
    viewer = reader(as_name, token)
    objects = [wire.shift(each) for each in putting.shifts(viewer, now())]
    listing(objects, COLUMNS, as_json=as_json, as_csv=as_csv, none="This reader sees nobody on the roster.")


@app.command()
def hours(
    person: Person,
    role: RoleWord,
    days: Days,
    begins: HourFrom,
    ends: HourTo,
    zone: Zone,
    country: Holidays = "",
    deputy: Annotated[int, typer.Option("--deputy", help="0 is called first, then 1, 2 ...")] = 0,
    as_name: As = "",
    token: Token = "",
) -> None:
    """Give a person weekly working hours for a role. Prints their id."""
    who = actor(as_name, token)
    found = named(who, person, reads.addressable)
    place, _, part = country.partition("-")
    span = clock(begins), clock(ends)
    chosen = jobs.add_hours(
        found.id,
        word(Role, role, "role"),
        week(days),
        *span,
        zone,
        who=who,
        now=now(),
        country=place,
        subdivision=part,
        deputy=deputy,
    )
    typer.echo(chosen)


@app.command("end-hours")
def end_hours(hours: Id, as_name: As = "", token: Token = "") -> None:
    """End working hours, a person's or a role's, from now on."""
    who = actor(as_name, token)
    jobs.end_hours(hours, who=who, now=now())


@app.command("role-hours")
def role_hours(
    role: Annotated[str, typer.Argument(metavar="ROLE", help="analyst, focal_point ...", show_default=False)],
    days: Days,
    begins: HourFrom,
    ends: HourTo,
    zone: Zone,
    country: Holidays = "",
    deputy: Annotated[int, typer.Option("--deputy", help="Their turn: 1 is after those who are named.")] = 1,
    as_name: As = "",
    token: Token = "",
) -> None:
    """Give a role weekly working hours, for all who have none of their own. Prints their id."""
    who = actor(as_name, token)
    place, _, part = country.partition("-")
    given = word(Role, role, "role"), week(days), clock(begins), clock(ends), zone
    typer.echo(jobs.set_role_hours(*given, who=who, now=now(), country=place, subdivision=part, deputy=deputy))


@app.command()
def leave(
    begins: Begins,
    ends: Ends,
    person: Annotated[str, typer.Option("--person", help="Somebody else: focal points do that.")] = "",
    replacement: Annotated[str, typer.Option("--replacement", help="Who takes over their duty.")] = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Be away for a while; without a replacement the gap shows. Prints the leave's id."""
    who = actor(as_name, token)
    away, other = (named(who, each, reads.addressable).id if each else 0 for each in (person, replacement))
    span = moment(begins), moment(ends)
    typer.echo(jobs.take_leave(*span, who=who, now=now(), person=away, replacement=other))


@app.command("end-leave")
def end_leave(leave: Id, as_name: As = "", token: Token = "") -> None:
    """Take leave back from now on."""
    who = actor(as_name, token)
    jobs.end_leave(leave, who=who, now=now())


@app.command()
def swap(person: Person, role: RoleWord, begins: Begins, ends: Ends, as_name: As = "", token: Token = "") -> None:
    """Ask somebody to take over a stretch of your duty; it counts once they accept. Prints the swap's id."""
    who = actor(as_name, token)
    taker = named(who, person, reads.addressable).id
    span = moment(begins), moment(ends)
    typer.echo(jobs.propose_swap(taker, word(Role, role, "role"), *span, who=who, now=now()))


@app.command()
def accept(swap: Id, as_name: As = "", token: Token = "") -> None:
    """Take over the duty that you were asked about."""
    who = actor(as_name, token)
    jobs.accept_swap(swap, who=who, now=now())


@app.command()
def decline(swap: Id, as_name: As = "", token: Token = "") -> None:
    """Leave the duty with who asked you, or take your own question back."""
    who = actor(as_name, token)
    jobs.decline_swap(swap, who=who, now=now())


def clock(text: str) -> time:
    """An hour written 08:00; Usage for another form."""
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise Usage("%(text)s is no time of day: write it as 08:00.", text=text) from error


def week(text: str) -> list[int]:
    """Days written mon,tue; Usage for another word."""
    names = [each.strip().lower() for each in text.split(",") if each.strip()]
    if wrong := [each for each in names if each not in DAYS]:
        raise Usage("%(day)s is no day: write days as mon,tue,wed,thu,fri,sat,sun.", "days", day=wrong[0])
    return [DAYS.index(each) for each in names]


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
