"""`upstander clocks`: how long each arrow of the chain took, against its target."""

import typer

from upstander.cli.desk import reader
from upstander.cli.options import As, AsCsv, AsJson, Token, now
from upstander.cli.shapes import single
from upstander.cli.show import Column, key, listing
from upstander.jobs import clocks as jobs
from upstander.records.reasons import unread
from upstander.records.wire_ladder import Object, hours
from upstander.respond.clocks import Tally

app = single()


@app.command()
def clocks(as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Print each clock over all threads that the reader may see: target, median, and how many stand how."""
    viewer = reader(as_name, token)
    found = jobs.medians(viewer, now())
    objects = [written(tally) for tally in found.tallies]
    listing(
        objects, COLUMNS, as_json=as_json, as_csv=as_csv, none="No thread has started a clock that this reader sees."
    )
    if said := unread(found.unread):
        typer.echo(str(said), err=True)


def written(tally: Tally) -> Object:
    """One clock of one grade as an object; hours."""
    states = {str(state).replace(" ", "_"): count for state, count in tally.states.items()}
    return {
        "voice": "recorded",
        "clock": tally.clock,
        "grade": str(tally.grade),
        "target_hours": hours(tally.target),
        "median_hours": hours(tally.median),
        **states,
    }


COLUMNS: tuple[Column, ...] = (
    ("Clock", key("clock")),
    ("Grade", key("grade")),
    ("Target, h", key("target_hours")),
    ("Median, h", key("median_hours")),
    ("Within", key("within")),
    ("Over", key("over")),
    ("Missing", key("missing")),
    ("Cannot be computed", key("cannot_be_computed")),
)
