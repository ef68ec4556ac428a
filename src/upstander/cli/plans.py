"""`upstander plans`: what was decided, who does what by when with what means; and the rules about plans."""

from pathlib import Path
from typing import Annotated, Any

import typer

from upstander.cli.desk import actor, reader, seen, start
from upstander.cli.options import As, AsJson, Token, now, text_of, word
from upstander.cli.shapes import group
from upstander.cli.show import Column, key, one
from upstander.jobs import one_plan, plan_rules
from upstander.jobs import plans as jobs
from upstander.records.plans import Finding

app = group("Plans: everything that is done about a warning, in one record.")


@app.command()
def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="A situation's or an alert's id.", show_default=False)],
    as_name: As = "",
    token: Token = "",
    as_json: AsJson = False,
) -> None:
    """Show the whole plan of a situation, or of one alert: decided, considered, done, promised, come of it, learnt."""
    viewer = reader(as_name, token)
    found = one_plan.show(viewer, id, now())
    seen(viewer, "situation", found.situation.id, found.situation.id)
    one(one_plan.written(found), WHOLE, as_json=as_json)


@app.command("look-back")
def look_back(
    id: Annotated[str, typer.Argument(metavar="ID", help="The look back's id.", show_default=False)],
    finding: Annotated[str, typer.Argument(metavar="FINDING", help="calm, tension or relapse.")],
    text: Annotated[str, typer.Option("--text", help="What you saw.")],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Say whether violence is back; if it is, the ladder starts anew."""
    who = actor(as_name, token)
    jobs.look_back(id, word(Finding, finding, "finding"), text, who=who, now=now())


@app.command()
def rules() -> None:
    """Print the file of rules that comes with the product: days to look back, hours to follow up."""
    start()
    typer.echo(plan_rules.bundled(), nl=False)


@app.command()
def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Days and hours with their reasons, as JSON.")],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Make another file of rules the one that counts; refused whole if anything in it is wrong."""
    who = actor(as_name, token)
    plan_rules.load(text_of(file), who=who, now=now())


def lines(name: str, *keys: str) -> Column:
    """A list inside the plan as one cell: a line each, of these keys."""

    def read(plan: Any) -> str:
        return "\n".join(" · ".join(str(row[key]) for key in keys if row[key] is not None) for row in plan[name])

    return name.replace("_", " ").capitalize(), read


def decided(plan: Any) -> str:
    """Who decided what on which alert."""
    found = [(each["decision"], each["alert_title"]) for each in plan["decisions"]]
    return "\n".join(f"{one['decided_at']} {one['name']}: {one['answer']} ({title})" for one, title in found)


WHOLE: tuple[Column, ...] = (
    ("Situation", key("title")),
    ("Status", key("status")),
    ("Decided", decided),
    lines("judgements", "input", "value", "by", "reason"),
    ("Considered", lambda plan: "; ".join(each["name"] for each in plan["options"] if each["list"] == "options")),
    lines("actions", "deadline", "owner_name", "institution", "state", "what", "means", "funding", "blocker"),
    lines("promises", "due_on", "promised_by", "promised_to", "what", "kept"),
    lines("outcomes", "on", "text", "source"),
    lines("look_backs", "due_on", "finding", "text"),
    lines("lessons", "due_on", "owner_name", "change"),
    lines("bottlenecks", "clock", "hurdle", "text", "authority", "means", "due_on"),
)
