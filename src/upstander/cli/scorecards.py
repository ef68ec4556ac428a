"""`upstander scorecards`: what became of warnings and answers."""

import json
from datetime import date
from typing import Annotated

import typer

from upstander.cli.desk import actor, reader
from upstander.cli.home import home
from upstander.cli.options import As, AsJson, Token, now
from upstander.cli.show import Column, key, one
from upstander.jobs import scorecards as jobs
from upstander.records import wire_scorecards as wire
from upstander.records.errors import Usage
from upstander.store import lake as lakes

app = typer.Typer(invoke_without_command=True, rich_markup_mode=None, add_completion=False)


@app.callback()
def scorecards(context: typer.Context, as_name: As = "", token: Token = "", as_json: AsJson = False) -> None:
    """Show what became of the warnings and answers that the reader may see."""
    if context.invoked_subcommand is not None:
        return
    viewer = reader(as_name, token)
    lake, at = lakes.open_lake(home()), now()
    found = wire.scorecard(jobs.scorecard(lake, viewer, at), jobs.totals(lake, viewer, at))
    one(found, CARD, as_json=as_json)


@app.command()
def outcome(
    alert: Annotated[str, typer.Argument(metavar="ALERT", help="The alert's id.", show_default=False)],
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="When it began, or until when nothing had.")],
    source: Annotated[str, typer.Option("--source", help="Where that can be read.")],
    happened: Annotated[bool, typer.Option("--happened/--did-not-happen", help="Whether it came.")] = True,
    as_name: As = "",
    token: Token = "",
) -> None:
    """Put down what came of an alert: dated, with its source. Prints its id."""
    who = actor(as_name, token)
    try:
        day = date.fromisoformat(on)
    except ValueError as error:
        raise Usage("%(text)s is not a day: write it as in 2025-12-31.", "on", text=on) from error
    typer.echo(jobs.say_outcome(alert, happened, day, source, who=who, now=now()))


def rate(name: str) -> Column:
    """A share as `3 of 4 (30–95 %)`."""

    def read(card: wire.ScorecardObject) -> str:
        found: wire.RateObject = card[name]  # type: ignore[literal-required]
        if found["low"] is None or found["high"] is None:
            return "none yet"
        return f"{found['count']} of {found['of']} ({100 * found['low']:.0f}–{100 * found['high']:.0f} %, 19 in 20)"

    return name.replace("_", " ").capitalize(), read


CARD: tuple[Column, ...] = (
    ("Hit", key("hit")),
    ("Late", key("late")),
    ("False alarm", key("false_alarm")),
    ("Cancelled", key("cancelled")),
    ("Not yet known", key("open")),
    ("Missed", key("missed")),
    ("Unanswered", key("unanswered")),
    ("Damaged threads, counted nowhere", key("unread")),
    rate("right"),
    rate("warned_of"),
    rate("answered_in_time"),
    ("By trigger", lambda card: "\n".join(line(each) for each in card["by_trigger"])),
    ("By mechanism", lambda card: "\n".join(line(each) for each in card["by_mechanism"])),
    ("By step", lambda card: "\n".join(line(each) for each in card["by_step"])),
    ("By institution", lambda card: "\n".join(line(each) for each in card["by_institution"])),
    ("Decisions", lambda card: "\n".join(line(each) for each in card["decisions"])),
    ("Whole desk", lambda card: line(card["desk"])),
)


def line(found: dict[str, object]) -> str:
    """Keys and values on one line; what is unknown is left out."""
    return json.dumps({name: value for name, value in found.items() if value is not None}, ensure_ascii=False)[1:-1]
