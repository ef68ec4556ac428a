"""`upstander triggers`: what rings, for whom, how it would have done, and what keeps it silent."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from upstander.cli.desk import actor, at_a_desk, reader
from upstander.cli.home import home
from upstander.cli.options import As, AsCsv, AsJson, Reason, Token, moment, month, now, text_of, word
from upstander.cli.progress import Steps
from upstander.cli.shapes import group
from upstander.cli.show import Column, Object, key, listing, one
from upstander.jobs import backruns, shipped
from upstander.jobs import triggers as jobs
from upstander.lib.dates import Month
from upstander.records import wire_triggers as wire
from upstander.records.people import PUBLIC
from upstander.records.triggers import Basis, Rung, Trigger
from upstander.store import lake as lakes
from upstander.store.desk import reads
from upstander.warn import backrun as counting

app = group("Triggers: what rings, agreed beforehand and tried on the past.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The trigger's name.", show_default=False)]
First = Annotated[str, typer.Option("--from", metavar="MONTH", help="First month, YYYY-MM.")]
Last = Annotated[str, typer.Option("--to", metavar="MONTH", help="Last month, YYYY-MM.")]
BasisOf = Annotated[str, typer.Option("--basis", help="as_known: what was known then; hindsight: the final figures.")]
State = Annotated[str, typer.Option("--state", metavar="CODE", help="Only in this State, by three letters.")]


def found(name: str) -> Trigger:
    """The trigger that runs under this name: the desk's own, else the one that comes with the product."""
    return jobs.find(name) if at_a_desk() else shipped.named(name)


@app.command("list")
def list_(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the triggers, and which are on at this desk."""
    if at_a_desk():
        objects = [at_desk(each) for each in jobs.list_triggers(now())]
    else:
        objects = [terms(each) | {"on": False, "changed": False, "own": False} for each in shipped.bundled()]
    listing(objects, COLUMNS, as_json=as_json, as_csv=as_csv, none="There is no trigger.", note=come())
    for name, wrong in jobs.unreadable().items() if at_a_desk() else ():
        typer.echo(f"The text of {name} cannot be read, and it does not ring: {wrong}", err=True)


def terms(trigger: Trigger) -> dict[str, Any]:
    """A trigger's terms, and what its back-runs found that come with the product."""
    told = [{name: each[name] for name in FOUND} for each in shipped.runs_of(trigger.digest)]
    return wire.trigger(trigger) | {"has_history": trigger.has_history, "backruns": told}


def at_desk(listed: Any) -> dict[str, Any]:
    """A trigger as it stands at this desk."""
    heard = listed.noise
    noise = {"last_week": heard.last_week, "a_week": heard.a_week, "over_budget": heard.over}
    return terms(listed.trigger) | {"on": listed.on, "changed": listed.changed, "own": listed.own} | noise


@app.command()
def show(name: Name, as_json: AsJson = False) -> None:
    """Show a trigger's text, as it was agreed."""
    trigger = found(name)
    if as_json:
        one(wire.trigger(trigger) | {"text": trigger.text}, (), as_json=True)
    else:
        typer.echo(trigger.text.rstrip())


@app.command()
def backrun(
    name: Name,
    first: First = "2010-01",
    last: Last = "2025-12",
    basis: BasisOf = "as_known",
    as_name: As = "",
    token: Token = "",
    as_json: AsJson = False,
) -> None:
    """Show when a trigger would have rung, its hits, misses, false alarms and lead. With a token it is kept."""
    standing, today = word(Basis, basis, "basis"), now().date()
    begin, end = month(first, Month(2010, 1)), month(last, Month(2025, 12))
    who = actor(as_name, token) if token else PUBLIC
    trigger, lake = found(name), lakes.open_lake(home())
    with Steps() as steps:
        played = backruns.play(
            lake, who, trigger, begin, end, standing, today, lambda done, total: steps("Back-run", done, total)
        )
    if token:
        jobs.keep_backrun(played, who=who, now=now())
    told = counting.told(played)
    if as_json:
        one(told, (), as_json=True)
        return
    one(told, COUNTS, as_json=False)
    if not trigger.has_history:
        typer.echo("Only people make it ring: the reports and judgements of those years were not kept.")
    listing(told["onsets"], ONSETS, as_json=False, as_csv=False, none="Nothing began in these months.")
    listing(told["firings"], FIRINGS, as_json=False, as_csv=False, none="It would never have rung.")


@app.command()
def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The trigger's text (TOML).", show_default=False)],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Add a trigger of this desk's own, or change one; it is off until back-run. Prints its name."""
    who = actor(as_name, token)
    typer.echo(jobs.load(text_of(file), who=who, now=now()))


@app.command()
def on(name: Name, as_name: As = "", token: Token = "") -> None:
    """Let a trigger ring; refused before it was back-run on this desk."""
    who = actor(as_name, token)
    jobs.switch_on(name, who=who, now=now())


@app.command()
def off(name: Name, as_name: As = "", token: Token = "") -> None:
    """Stop a trigger from ringing."""
    who = actor(as_name, token)
    jobs.switch_off(name, who=who, now=now())


@app.command()
def suppress(
    name: Name,
    reason: Reason,
    until: Annotated[str, typer.Option("--until", metavar="TIME", help="When it ends: within 90 days.")],
    state: State = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Keep a trigger silent until a time, with a reason; what would have rung is kept. Prints the silence's id."""
    who, end = actor(as_name, token), moment(until)
    code = lakes.open_lake(home()).state(PUBLIC, state.upper()).iso3 if state else ""
    typer.echo(jobs.suppress(name, reason, end, who=who, now=now(), iso3=code))


@app.command()
def unsuppress(
    id: Annotated[str, typer.Argument(metavar="ID", help="The silence's id.", show_default=False)],
    as_name: As = "",
    token: Token = "",
) -> None:
    """End a silence before it expires."""
    who = actor(as_name, token)
    jobs.unsuppress(id, who=who, now=now())


@app.command()
def dismiss(
    id: Annotated[str, typer.Argument(metavar="ID", help="The firing's id.", show_default=False)],
    reason: Reason,
    as_name: As = "",
    token: Token = "",
) -> None:
    """Say why no situation is opened where it rang on open figures. What rings there anew asks anew."""
    who = actor(as_name, token)
    jobs.dismiss(id, reason, who=who, now=now())


@app.command()
def firings(as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List what rang in the situations that the reader sees; for focal points, also what rang on open figures."""
    viewer = reader(as_name, token)
    objects = [rung(each) for each in (*reads.rung(viewer), *reads.unowned(viewer))]
    listing(objects, RUNG, as_json=as_json, as_csv=as_csv, none="Nothing has rung where this reader sees.")


def rung(each: Rung) -> dict[str, Any]:
    """A firing on this desk as JSON prints it."""
    return {**wire.rung(each)}


def words(name: str) -> Any:
    """Reads sentences, each on a line."""

    def read(row: Mapping[str, Sequence[str]]) -> str:
        return "\n".join(row[name])

    return read


def yes(name: str) -> Any:
    """Reads a yes or no."""

    def read(row: Object) -> str:
        return "yes" if row[name] else "no"

    return read


def on_the_past(row: Object) -> str:
    """What was found, a line for each basis."""
    if not row["has_history"]:
        return ": ".join(filter(None, ("no history, only people make it ring", row["no_history"])))
    lines = "{basis}: {hits} hits, {misses} misses, {false_alarms} false alarms"
    return "\n".join(lines.format(**each) for each in row["backruns"]) or "not back-run"


def come() -> str:
    """Where the figures of the list come from."""
    one = shipped.runs()[0]
    return (
        f"On the past: shipped with the product, run on {one['played_on']} on data up to {one['known_on']}."
        " `upstander triggers backrun NAME` plays one anew, with every firing."
    )


FOUND = (
    *("basis", "first", "last", "hits", "misses", "false_alarms", "median_lead_days", "rang_in", "states"),
    *("played_on", "known_on", "source", "vintages", "method", "library", "shipped"),
)
"""What the list tells of a back-run."""

COLUMNS: tuple[Column, ...] = (
    ("Name", key("name")),
    ("What it is", key("title")),
    ("Grade", key("grade")),
    ("On", lambda row: "off since its text changed" if row["changed"] else yes("on")(row)),
    ("Own", yes("own")),
    ("Rings again after", lambda row: f"{row['rings_again_after_days']} days"),
    ("On the past", on_the_past),
)
COUNTS: tuple[Column, ...] = (
    ("Trigger", key("name")),
    ("Basis", key("basis")),
    ("Months", lambda row: f"{row['first']} to {row['last']}"),
    ("Hits", key("hits")),
    ("Misses", key("misses")),
    ("False alarms", lambda row: f"{row['false_alarms']}, {row['while_under_way']} of them while it was under way"),
    ("Not yet known", key("not_yet_known")),
    ("Median lead", lambda row: None if row["median_lead_days"] is None else f"{row['median_lead_days']:g} days"),
    ("Rang in", lambda row: f"{row['rang_in']} of {row['states']} States"),
    ("Reconstructed", key("reconstructed")),
    ("Played", lambda row: f"{row['played_on']}, on figures known by {row['known_on']}"),
    ("Source", lambda row: f"{row['source']} {', '.join(row['vintages'])}"),
    ("Method", lambda row: " ".join(filter(None, (row["method"], row["library"])))),
    ("Not played", lambda row: ", ".join(row["not_played"]) or "–"),
)
ONSETS: tuple[Column, ...] = (
    ("Began", key("month")),
    ("State", key("iso3")),
    ("Deaths", key("deaths")),
    ("First rang", key("fired_on")),
    ("Days before", key("lead_days")),
)
FIRINGS: tuple[Column, ...] = (
    ("Rang on", key("fired_on")),
    ("State", key("iso3")),
    ("What came of it", lambda row: row["verdict"].replace("_", " ")),
    ("Why", words("reasons")),
)
RUNG: tuple[Column, ...] = (
    ("At", lambda row: row["at"][:16]),
    ("Trigger", key("trigger")),
    ("State", key("iso3")),
    ("Situation", lambda row: row["situation"] or "open figures"),
    ("Grade", key("grade")),
    ("Silenced", yes("silenced")),
    ("Why", words("reasons")),
)
