"""`upstander clocks`: how long each arrow of the chain took, against its target."""

import typer

from upstander.cli.desk import at_a_desk, reader, start
from upstander.cli.options import As, AsCsv, AsJson, Token, now
from upstander.cli.shapes import single
from upstander.cli.show import Column, key, listing
from upstander.jobs import clocks as jobs
from upstander.jobs import ladder
from upstander.records.desk import Grade
from upstander.records.reasons import unread
from upstander.records.wire_ladder import Object, hours
from upstander.respond.clocks import ClockState, Tally, tally

app = single()

COUNTED = tuple(str(state).replace(" ", "_") for state in ClockState)
"""How a clock can stand, as keys; nobody's threads are not counted, which is not none."""

ALONE = "The targets alone: to see how they are kept, say with whose eyes you read, --as NAME or --token SECRET."


@app.command()
def clocks(as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Print each clock over all threads that the reader may see: target, median, and how many stand how.

    Without a reader: the targets alone, as they were agreed.
    """
    if not as_name and not token:
        listing(targets(), COLUMNS, as_json=as_json, as_csv=as_csv, none="No clock has a target.", note=ALONE)
        return
    viewer = reader(as_name, token)
    found = jobs.medians(viewer, now())
    objects = [written(each) for each in found.tallies]
    listing(
        objects, COLUMNS, as_json=as_json, as_csv=as_csv, none="No thread has started a clock that this reader sees."
    )
    if said := unread(found.unread):
        typer.echo(str(said), err=True)


def targets() -> list[Object]:
    """Each clock's target for each grade, by the ladder of this desk or else the product's, over nobody's threads."""
    there = at_a_desk()
    start()
    rule = ladder.ladder() if there else ladder.parsed(ladder.bundled())
    found = [written(tally(clock, grade, ())) for clock in rule.clocks for grade in Grade]
    return [each | dict.fromkeys(COUNTED) for each in found]


def written(found: Tally) -> Object:
    """One clock of one grade as an object; hours."""
    states = dict(zip(COUNTED, found.states.values(), strict=True))
    return {
        "voice": "recorded",
        "clock": found.clock,
        "grade": str(found.grade),
        "target_hours": hours(found.target),
        "median_hours": hours(found.median),
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
