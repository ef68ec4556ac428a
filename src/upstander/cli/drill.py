"""`upstander drill`: a case of the past on the real engine, as an Exercise."""

from typing import Annotated

import typer

from upstander.cli import drill_room, server, serving
from upstander.cli.home import home, public_url, served_port
from upstander.cli.options import AsJson, now
from upstander.cli.progress import Steps
from upstander.cli.shapes import single
from upstander.cli.show import Column, date_of, key, listing, one
from upstander.jobs import drill_auto as jobs
from upstander.jobs import drills, fitness
from upstander.jobs import home as homes
from upstander.jobs.library import library
from upstander.learn import cases
from upstander.records.wire_ladder import Object, moment
from upstander.store import lake as lakes

app = single()


@app.command()
def drill(
    case: Annotated[str, typer.Argument(metavar="[CASE]", help="The case; without one, the cases are listed.")] = "",
    auto: Annotated[bool, typer.Option("--auto", help="Play the whole drill by itself.")] = False,
    minutes: Annotated[int, typer.Option("--minutes", min=0, help="Real minutes it lasts; 0: as the case says.")] = 0,
    seat: Annotated[list[str] | None, typer.Option("--seat", help="PART=NAME: a person of the desk plays it.")] = None,
    debrief: Annotated[str, typer.Option("--debrief", metavar="ID", help="Print the debrief of a drill.")] = "",
    links: Annotated[str, typer.Option("--links", metavar="ID", help="Print a drill's links once more.")] = "",
    serve: Annotated[bool, typer.Option("--serve", help="Serve the desk on this machine as well.")] = False,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Where the desk answers; 0: where it did last, else 8000.")
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Play a case of the past on the real engine, always as an Exercise; without a case, list them.

    Without --auto it is opened for people: it prints a link for each part.
    """
    port = port or served_port()
    if debrief:
        drill_room.look_back(debrief, as_json=as_json)
        return
    if links:
        drill_room.links_again(links, port, as_json=as_json)
        return
    if not case:
        objects = [listed(id) for id in cases.playable(library())]
        listing(objects, LIST_COLUMNS, as_json=as_json, as_csv=False, none="There are no cases.")
        return
    cases.read(library(), case)
    if not auto:
        among_people(case, minutes, seat or [], port, serve=serve, as_json=as_json)
        return
    drill_room.ready()
    with Steps() as steps:
        played = jobs.auto(
            lakes.open_lake(home()), case, now=now(), tell=lambda *done: steps("Drill", *done), minutes=minutes or None
        )
    show(written(played), as_json=as_json)


def among_people(case: str, minutes: int, seats: list[str], port: int, *, serve: bool, as_json: bool) -> None:
    """Open a drill for people, and serve the desk if that was asked for."""
    if serve:
        serving.free_port(drill_room.HOST, port)
    drill_room.open_one(case, minutes, seats, port, as_json=as_json)
    if serve:
        with homes.held(home(), alone=False):
            fitness.fit_to_serve(beyond_loopback=bool(public_url()))
            server.serve(drill_room.HOST, port, works=True)


def listed(id: str) -> Object:
    """A case as the list shows it: nothing that gives its end away."""
    case = cases.read(library(), id)
    return {"case": case.id, "title": case.play_title, "injects": len(case.injects), "minutes": case.minutes}


def show(played: Object, *, as_json: bool) -> None:
    """Print a drill that is over."""
    if as_json:
        one(played, (), as_json=True)
        return
    typer.echo(f"EXERCISE. Nothing here is real. {played['title']}")
    listing(played["steps"], STEP_COLUMNS, as_json=False, as_csv=False, none="")  # type: ignore[arg-type]
    listing(played["clocks"], CLOCK_COLUMNS, as_json=False, as_csv=False, none="")  # type: ignore[arg-type]
    typer.echo(str(played["outcome"]))
    typer.echo(f"What happened: {played['name']}. {played['lesson']}")


def written(played: "jobs.Played") -> Object:
    """A drill as an object: what was done, the clocks, and beside each expected step what the room did."""
    states = {reading.clock: str(reading.state) for reading in played.readings}
    return {
        "status": "Exercise",
        "case": played.case.id,
        "title": played.case.play_title,
        "situation": played.situation,
        "alert": played.alert,
        "steps": [
            {
                "step": done.step,
                "time": moment(done.at),
                "who": done.who,
                "clock": states.get(CLOCK_OF.get(done.step, done.step)),
                "text": done.text,
            }
            for done in played.done
        ],
        "clocks": [drills.clock(each) for each in played.readings],
        "acknowledged": moment(played.acknowledged),
        "decision": str(played.decision),
        "answers": [
            {"answer": each.answer, "time": moment(each.at), "who": each.name, "alert": each.alert}
            for each in played.answers
        ],
        "outcome": played.outcome,
        "lesson": played.case.lesson,
        "name": played.case.name,
        "should_have": played.case.should_have,
        "expected": [
            {
                "before": row.expected.by,
                "grade_at_least": str(row.expected.grade_at_least),
                "answer": row.expected.answer,
                "ask": row.expected.ask,
                "grade": str(row.grade) if row.grade else None,
                "answered": row.answer or None,
                "in_time": row.in_time,
            }
            for row in played.scores
        ],
    }


CLOCK_OF = {
    "acknowledge": "acknowledge",
    "need_more": "decide",
    "answered": "decide",
    "refer": "decide",
    "accept": "decide",
    "verify": "alert",
    "assess": "alert",
    "act": "first_action",
    "review": "outcome",
}
"""The clock that each step of the room stands under, where it has another name."""

LIST_COLUMNS: tuple[Column, ...] = (
    ("Case", key("case")),
    ("Title", key("title")),
    ("Injects", key("injects")),
    ("Minutes", key("minutes")),
)
STEP_COLUMNS: tuple[Column, ...] = (
    ("Step", key("step")),
    ("Time", date_of("time")),
    ("Who", key("who")),
    ("Clock", key("clock")),
    ("Text", key("text")),
)
CLOCK_COLUMNS: tuple[Column, ...] = (
    ("Clock", key("clock")),
    ("State", key("state")),
    ("Took, min", key("took_minutes")),
    ("Target, min", key("target_minutes")),
)
