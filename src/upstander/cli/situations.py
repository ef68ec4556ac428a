"""`upstander situations`: opened, judged, handed over and shared."""

from typing import Annotated

import typer

from upstander.cli.desk import actor, named, reader, seen
from upstander.cli.home import home
from upstander.cli.options import As, AsCsv, AsJson, At, InStatus, OfStatus, Reason, Token, moment, now, shown, word
from upstander.cli.shapes import group
from upstander.cli.show import Column, date_of, key, listing, one
from upstander.jobs import access, judgements
from upstander.jobs import situations as jobs
from upstander.records import wire_desk as wire
from upstander.records.desk import Phase, Status, Tlp
from upstander.records.tools import Input, Judged
from upstander.store import lake as lakes
from upstander.store.desk import reads

app = group("Situations: a State, an area or a group that somebody watches.")

Id = Annotated[str, typer.Argument(metavar="ID", help="The situation's id.", show_default=False)]
PhaseWord = Annotated[str, typer.Option("--phase", help="latent, emerging, imminent, ongoing or post.")]


@app.command("list")
def list_(
    country: Annotated[str, typer.Option("--country", metavar="CODE", help="Only this State.")] = "",
    phase: PhaseWord = "",
    status: OfStatus = "",
    page: At = 1,
    as_name: As = "",
    token: Token = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the situations that the reader may see."""
    viewer = reader(as_name, token)
    wanted = word(Phase, phase, "phase") if phase else None
    found, where = reads.situations(viewer, iso3=country.upper() or None, phase=wanted, page=page, status=shown(status))
    objects = [wire.situation(each) for each in found]
    listing(objects, COLUMNS, page=where, as_json=as_json, as_csv=as_csv, none="This reader sees no situation.")


@app.command()
def show(id: Id, as_name: As = "", token: Token = "", as_json: AsJson = False) -> None:
    """Show one situation with the history of its phase and everybody who may see it."""
    viewer = reader(as_name, token)
    found = reads.situation(viewer, id)
    whole = wire.situation_whole(found, reads.phases(viewer, id), reads.grants(viewer, id))
    seen(viewer, "situation", id, id)
    one(whole, WHOLE, as_json=as_json)


@app.command("open")
def open_(
    country: Annotated[str, typer.Argument(metavar="CODE", help="The State, by three letters.", show_default=False)],
    title: Annotated[str, typer.Option("--title", help="What is watched, in a line.")],
    phase: PhaseWord,
    reason: Reason,
    area: Annotated[str, typer.Option("--area", help="A part of the State.")] = "",
    people: Annotated[str, typer.Option("--group", help="A group of people.")] = "",
    tlp: Annotated[str, typer.Option("--tlp", help="CLEAR, GREEN, AMBER, AMBER+STRICT or RED.")] = "AMBER",
    status: InStatus = "Actual",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Open a situation; who opens it owns it. Prints its id."""
    who = actor(as_name, token)
    judged, marked = word(Phase, phase, "phase"), word(Tlp, tlp, "tlp")
    kind = word(Status, status, "status")
    lake = lakes.open_lake(home())
    texts = lake, country.upper(), title, judged, reason
    id = jobs.open_situation(*texts, who=who, now=now(), area=area, group=people, tlp=marked, status=kind)
    typer.echo(id)


@app.command()
def phase(
    id: Id, to: Annotated[str, typer.Argument(metavar="PHASE")], reason: Reason, as_name: As = "", token: Token = ""
) -> None:
    """Judge the phase anew, with a reason."""
    who = actor(as_name, token)
    jobs.change_phase(id, word(Phase, to, "phase"), reason, who=who, now=now())


@app.command()
def judge(
    id: Id,
    input: Annotated[str, typer.Argument(metavar="WHAT", help="will, capacity, state_consent or recipient_suspected.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="yes, no or unknown.")],
    reason: Reason,
    as_name: As = "",
    token: Token = "",
) -> None:
    """Sign a judgement that the options stand on, with a reason."""
    who = actor(as_name, token)
    judgements.judge(id, word(Input, input, "what"), word(Judged, value, "value"), reason, who=who, now=now())


@app.command("hand-over")
def hand_over(
    id: Id, to: Annotated[str, typer.Argument(metavar="NAME")], reason: Reason, as_name: As = "", token: Token = ""
) -> None:
    """Give the situation another owner."""
    who = actor(as_name, token)
    jobs.hand_over(id, named(who, to, reads.addressable).id, reason, who=who, now=now())


@app.command()
def give(
    id: Id,
    to: Annotated[str, typer.Argument(metavar="NAME", help="Who may see it, by user name.", show_default=False)],
    reason: Reason,
    until: Annotated[
        str, typer.Option("--until", metavar="DAY", help="When that ends: a day or a time with its zone.")
    ],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Let somebody see the situation until a day. Prints the grant's id."""
    who = actor(as_name, token)
    person = named(who, to, reads.addressable)
    typer.echo(access.give(id, person.id, reason, moment(until), who=who, now=now()))


@app.command()
def revoke(
    grant: Annotated[str, typer.Argument(metavar="GRANT", help="The grant's id.", show_default=False)],
    as_name: As = "",
    token: Token = "",
) -> None:
    """End somebody's sight of a situation at once."""
    who = actor(as_name, token)
    access.revoke(grant, who=who, now=now())


COLUMNS: tuple[Column, ...] = (
    ("Id", key("id")),
    ("State", key("iso3")),
    ("Title", key("title")),
    ("Phase", key("phase")),
    ("Owner", key("owner_name")),
    ("Status", key("status")),
    ("TLP", key("tlp")),
    ("Opened", date_of("opened_at")),
)
WHOLE: tuple[Column, ...] = (
    *COLUMNS,
    ("Area", key("area")),
    ("Group", key("group")),
    ("Phases", lambda row: "\n".join(f"{p['at'][:10]} {p['phase']} ({p['by']}): {p['reason']}" for p in row["phases"])),
    (
        "Access",
        lambda row: "\n".join(
            f"{g['id']} {g['person_name']} until {(g['revoked_at'] or g['expires_at'])[:10]}: {g['reason']}"
            for g in row["grants"]
        ),
    ),
)
