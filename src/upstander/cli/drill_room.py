"""Drills among people, from the command line: open one, print its links, look back on it."""

from collections.abc import Iterable

import typer

from upstander.cli.desk import start
from upstander.cli.home import home, public_url
from upstander.cli.options import now, word
from upstander.cli.show import Column, listing, one
from upstander.jobs import drills as jobs
from upstander.records import wire_drills as wire
from upstander.records.drills import Part
from upstander.records.errors import Usage
from upstander.records.people import MACHINE, Viewer
from upstander.store import lake as lakes
from upstander.store.desk import drills as kept
from upstander.store.desk import people as accounts
from upstander.store.desk import schema

HOST = "127.0.0.1"


def ready() -> None:
    """A desk to play on, made where there is none yet."""
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    start()
    schema.migrate()


def seats(given: Iterable[str]) -> dict[Part, int]:
    """`analyst=alice`: parts for people of the desk."""
    found = {}
    for each in given:
        part, _, username = each.partition("=")
        if not username:
            raise Usage("Write %(text)s as PART=NAME, such as analyst=alice.", "seat", text=each)
        found[word(Part, part, "part")] = accounts.viewer_named(username, now()).person
    return found


def open_one(case: str, minutes: int, given: Iterable[str], port: int, *, as_json: bool) -> None:
    """Make a drill and print a link for each part."""
    ready()
    made = jobs.open_drill(lakes.open_lake(home()), case, who=MACHINE, now=now(), minutes=minutes, seated=seats(given))
    handed(made, port, as_json=as_json)


def links_again(id: str, port: int, *, as_json: bool) -> None:
    """Print the links of a drill once more."""
    ready()
    handed(jobs.Opened(id, jobs.links(id, who=MACHINE, now=now())), port, as_json=as_json)


def handed(made: "jobs.Opened", port: int, *, as_json: bool) -> None:
    """Where the room is, and the link that opens each part."""
    root = (public_url() or f"http://{HOST}:{port}").rstrip("/")
    links = {str(part): f"{root}/link/{secret}/" for part, secret in made.links.items()}
    if as_json:
        one(
            {"status": "Exercise", "drill": made.id, "room": f"{root}/drills/{made.id}/", "links": links},
            (),
            as_json=True,
        )
        return
    typer.echo("EXERCISE. Nothing here is real.")
    typer.echo(f"The room: {root}/drills/{made.id}/ (the desk must be served: `upstander serve --with-work`).")
    for part, address in links.items():
        typer.echo(f"  {part.replace('_', ' '):<15} {address}")
    typer.echo("Each link opens one part, and nothing else. The desk head starts the drill when everybody is in.")


def look_back(id: str, *, as_json: bool) -> None:
    """Print the debrief of a drill that is over."""
    ready()
    jobs.deliver(id, now())
    found = kept.on_this_host(id)
    told = jobs.debrief(found, now())
    eye = Viewer(0, "host", frozenset(), frozenset({found.situation}), reads_only=True)
    told_object = wire.debrief(found, told, [jobs.clock(each) for each in jobs.readings(eye, found, now())])
    if as_json:
        one(told_object, (), as_json=True)
        return
    typer.echo(f"EXERCISE. {told.case.name}: {told.in_time} of {len(told.measured)} expected steps in time.")
    rows = [wire.measured(each) for each in told.measured]
    listing(rows, MEASURED, as_json=False, as_csv=False, none="")
    listing([wire.paused(each) for each in told.pauses], PAUSES, as_json=False, as_csv=False, none="")
    typer.echo(told.case.lesson)
    typer.echo(told.case.should_have)


MEASURED: tuple[Column, ...] = (
    ("Expected", lambda row: f"{row['grade_at_least']}, {row['answer']}: {row['ask']}"),
    ("The room", lambda row: f"{row['grade'] or 'no alert'}, {row['answered'] or 'no decision'}"),
    ("In time", lambda row: "yes" if row["in_time"] else "no"),
)
PAUSES: tuple[Column, ...] = (
    ("Pause", lambda row: row["history"]["date"]),
    ("The room", lambda row: f"{row['answer']} by {row['who']}" if row["answer"] else "no answer"),
    ("History", lambda row: row["history"]["decision"]),
)
