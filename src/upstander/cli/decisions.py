"""`upstander decisions`: an answer with its reason, superseded if mistaken, never edited."""

from typing import Annotated

import typer

from upstander.cli.desk import actor, more, reader
from upstander.cli.options import As, AsCsv, AsJson, At, Reason, Token, now, word
from upstander.cli.shapes import group
from upstander.cli.show import Column, date_of, key, listing
from upstander.jobs import decisions as jobs
from upstander.records import wire_desk as wire
from upstander.records.desk import Answer
from upstander.store.desk import reads

app = group("Decisions: act, keep watching or decline, each with a reason.")

AnswerWord = Annotated[str, typer.Argument(metavar="ANSWER", help="act, keep_watching or decline.", show_default=False)]
Dissent = Annotated[str, typer.Option("--dissent", help="Who sees it otherwise, and why; kept beside the answer.")]


@app.command("list")
def list_(page: At = 1, as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the decisions that the reader may see."""
    viewer = reader(as_name, token)
    found, where = reads.decisions(viewer, page=page)
    objects = [wire.decision(each) for each in found]
    listing(objects, COLUMNS, as_json=as_json, as_csv=as_csv, none="This reader sees no decision.")
    more(where, objects, quiet=as_json or as_csv)


@app.command()
def decide(
    alert: Annotated[str, typer.Argument(metavar="ALERT", help="The alert's id.", show_default=False)],
    answer: AnswerWord,
    reason: Reason,
    dissent: Dissent = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Answer an alert. Prints the decision's id."""
    who = actor(as_name, token)
    typer.echo(jobs.decide(alert, word(Answer, answer, "answer"), reason, who=who, now=now(), dissent=dissent))


@app.command()
def supersede(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="The decision's id.", show_default=False)],
    answer: AnswerWord,
    reason: Reason,
    why: Annotated[str, typer.Option("--why", help="Why the former answer was a mistake.")],
    dissent: Dissent = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Replace your own mistaken decision; both stay to be read. Prints the new one's id."""
    who = actor(as_name, token)
    texts = decision, word(Answer, answer, "answer"), reason, why
    typer.echo(jobs.supersede(*texts, who=who, now=now(), dissent=dissent))


COLUMNS: tuple[Column, ...] = (
    ("Id", key("id")),
    ("Alert", key("alert")),
    ("By", key("name")),
    ("Answer", key("answer")),
    ("Reason", key("reason")),
    ("Dissent", key("dissent")),
    ("Decided", date_of("decided_at")),
    ("Superseded by", key("superseded_by")),
)
