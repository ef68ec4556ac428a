"""`upstander decisions`: an answer with its reason, superseded if mistaken, never edited."""

from typing import Annotated

import typer

from upstander.cli.desk import actor, reader
from upstander.cli.options import As, AsCsv, AsJson, At, Reason, Token, moment, now, word
from upstander.cli.shapes import group
from upstander.cli.show import Column, date_of, key, listing
from upstander.jobs import decisions as jobs
from upstander.records import wire_desk as wire
from upstander.records.desk import Answer
from upstander.store.desk import reads

app = group("Decisions: act, keep watching or decline, each with a reason.")

AnswerWord = Annotated[str, typer.Argument(metavar="ANSWER", help="act, keep_watching or decline.", show_default=False)]
Dissent = Annotated[str, typer.Option("--dissent", help="Who sees it otherwise, and why; kept beside the answer.")]
Present = Annotated[str, typer.Option("--present", help="Who was present; leave it out if you were alone.")]
Review = Annotated[str, typer.Option("--review", metavar="TIME", help="When to look again, if you keep watching.")]


@app.command("list")
def list_(page: At = 1, as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the decisions that the reader may see."""
    viewer = reader(as_name, token)
    found, where = reads.decisions(viewer, page=page)
    objects = [wire.decision(each) for each in found]
    listing(objects, COLUMNS, page=where, as_json=as_json, as_csv=as_csv, none="This reader sees no decision.")


@app.command()
def decide(
    alert: Annotated[str, typer.Argument(metavar="ALERT", help="The alert's id.", show_default=False)],
    answer: AnswerWord,
    reason: Reason,
    dissent: Dissent = "",
    present: Present = "",
    review: Review = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Answer an alert. Prints the decision's id."""
    who = actor(as_name, token)
    texts, again = (word(Answer, answer, "answer"), reason), moment(review) if review else None
    made = jobs.decide(alert, *texts, who=who, now=now(), dissent=dissent, present=present, review_at=again)
    typer.echo(made)


@app.command()
def supersede(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="The decision's id.", show_default=False)],
    answer: AnswerWord,
    reason: Reason,
    why: Annotated[str, typer.Option("--why", help="Why the former answer was a mistake.")],
    dissent: Dissent = "",
    present: Present = "",
    review: Review = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Replace your own mistaken decision; both stay to be read. Prints the new one's id."""
    who = actor(as_name, token)
    texts = decision, word(Answer, answer, "answer"), reason, why
    again = moment(review) if review else None
    made = jobs.supersede(*texts, who=who, now=now(), dissent=dissent, present=present, review_at=again)
    typer.echo(made)


COLUMNS: tuple[Column, ...] = (
    ("Id", key("id")),
    ("Alert", key("alert")),
    ("By", key("name")),
    ("Answer", key("answer")),
    ("Reason", key("reason")),
    ("Dissent", key("dissent")),
    ("Present", key("present")),
    ("Decided", date_of("decided_at")),
    ("Looks again", date_of("review_at")),
    ("Recorded by", key("recorded_by")),
    ("Superseded by", key("superseded_by")),
)
