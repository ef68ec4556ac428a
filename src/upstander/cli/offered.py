"""`upstander options`: what can be done about a situation, in the order of the rules."""

import json
from typing import Annotated

import typer

from upstander.cli.desk import reader
from upstander.cli.options import As, AsCsv, AsJson, Token, now
from upstander.cli.shapes import single
from upstander.cli.show import Column, key, listing
from upstander.jobs import options as jobs
from upstander.records import wire_options as wire

app = single()

Words = list[str] | None


@app.command()
def options(
    situation: Annotated[str, typer.Argument(metavar="SITUATION", help="The situation's id.", show_default=False)],
    factor: Annotated[
        Words, typer.Option("--factor", metavar="RF", help="Answers this risk factor: RF1 to RF14.")
    ] = None,
    actor: Annotated[Words, typer.Option("--actor", metavar="WHO", help="Who can do it.")] = None,
    sphere: Annotated[
        Words, typer.Option("--sphere", metavar="WORD", help="domestic, bilateral, regional, multilateral.")
    ] = None,
    pillar: Annotated[Words, typer.Option("--pillar", metavar="NUMBER", help="I, II or III.")] = None,
    charter: Annotated[Words, typer.Option("--charter", metavar="CODE", help="VI, VII, VIII, IX, 41 or 99.")] = None,
    strategy: Annotated[
        Words, typer.Option("--strategy", metavar="WORD", help="dissuade, degrade, protect, transition.")
    ] = None,
    kind: Annotated[Words, typer.Option("--kind", metavar="WORD", help="diplomatic, economic, legal ...")] = None,
    sector: Annotated[
        Words, typer.Option("--sector", metavar="WORD", help="Programme sector: health, media ...")
    ] = None,
    days: Annotated[float, typer.Option("--days", help="Helps within so many days; 0 is any.")] = 0,
    alert: Annotated[str, typer.Option("--alert", metavar="ID", help="Narrow by this alert's factors.")] = "",
    as_name: As = "",
    token: Token = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List what can be done: options first, then what needs consent, is withheld, is never offered."""
    viewer = reader(as_name, token)
    asked = {"factor": factor, "actor": actor, "sphere": sphere, "pillar": pillar}
    asked |= {"charter": charter, "strategy": strategy, "kind": kind, "sector": sector}
    choice = jobs.chosen({name: words or () for name, words in asked.items()}, days or None)
    laid = jobs.laid(viewer, situation, choice, now(), alert)
    if as_json and not as_csv:
        whole = wire.options(situation, laid.offer, list(laid.judged.values()))
        typer.echo(json.dumps(whole, ensure_ascii=False, indent=1))
        return
    note = "Provisional: nobody has judged will and capacity." if laid.offer.provisional else ""
    found = wire.rows(laid.offer)
    listing(found, COLUMNS, as_json=as_json, as_csv=as_csv, none="No option fits this filter.", note=note)


def evidence(row: wire.OptionObject) -> str:
    """How the evidence reads; not reviewed is said."""
    return row["reading"] if row["reviewed"] else "not reviewed"


COLUMNS: tuple[Column, ...] = (
    ("List", key("list")),
    ("Option", key("name")),
    ("Coercive", lambda row: "yes" if row["coercive"] else ""),
    ("Consent", key("consent")),
    ("Lead time", key("lead_time")),
    ("Harm risks", lambda row: "; ".join(row["harm_risks"])),
    ("Evidence", evidence),
)
