"""`upstander answers`: what stands between an alert and its decision."""

from typing import Annotated, Any

import typer

from upstander.cli.desk import actor, named, reader, seen
from upstander.cli.options import As, AsCsv, AsJson, Reason, Token, moment, now, word
from upstander.cli.shapes import group
from upstander.cli.show import Column, date_of, key, listing
from upstander.jobs import clearances, dissents, inquiries, recorded, referrals
from upstander.records import wire_answers as wire
from upstander.records.answers import Around, Medium
from upstander.records.desk import Answer
from upstander.store.desk import reads

app = group("Answers besides decisions: referrals, inquiries, sealed dissent, clearances, what was given elsewhere.")

Alert = Annotated[str, typer.Argument(metavar="ALERT", help="The alert's id.", show_default=False)]
Id = Annotated[
    str, typer.Argument(metavar="ID", help="Its id; `upstander answers show` lists them.", show_default=False)
]
Text = Annotated[str, typer.Option("--text", help="What you say.")]
Present = Annotated[str, typer.Option("--present", help="Who was present; leave it out if you were alone.")]
Dissent = Annotated[str, typer.Option("--dissent", help="Who sees it otherwise, and why.")]


@app.command()
def show(alert: Alert, as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List what stands beside an alert's decisions."""
    viewer, at = reader(as_name, token), now()
    found = reads.alert(viewer, alert)
    seen(viewer, "alert", alert, found.situation)
    rows: list[dict[str, Any]] = [
        *(row("referral", wire.referral(each)) for each in reads.referrals(viewer, alert)),
        *(row("inquiry", wire.inquiry(each, at)) for each in reads.inquiries(viewer, alert)),
        *(row("dissent", wire.dissent(each, at)) for each in reads.dissents(viewer, alert)),
        *(row("clearance", wire.clearance(each, at)) for each in reads.clearances(viewer, alert)),
        *(row("recorded", wire.recorded(each)) for each in reads.recorded_on(viewer, alert).values()),
        *(taken(wire.crossing(each)) for each in reads.crossings(viewer, alert)),
    ]
    listing(rows, COLUMNS, as_json=as_json, as_csv=as_csv, none="Nothing stands beside this alert's decisions.")


def row(what: str, found: Any) -> dict[str, Any]:
    """One line: what it is, its id, how it stands, its words, until when."""
    words = {"referral": "reason", "inquiry": "what", "dissent": "text", "clearance": "what", "recorded": "reference"}
    due = {"inquiry": "due_at", "dissent": "due_at", "clearance": "until", "recorded": "given_at"}
    states = {"dissent": "replied" if found.get("reply") else "a reply is due", "recorded": str(found.get("answer"))}
    return {
        "what": what,
        "id": found.get("id") or found["decision"],
        "state": states.get(what) or str(found["state"]),
        "words": found[words[what]],
        "due": found[due.get(what, "ended_at")],
    }


def taken(found: Any) -> dict[str, Any]:
    """One line: to whom outside it went, under what, when."""
    words = found["instrument"] or f"under the name of {found['by']}"
    return {"what": "crossing", "id": "", "state": f"taken to {found['name']}", "words": words, "due": found["at"]}


@app.command()
def refer(
    alert: Alert,
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="Who answers next: their user name.")],
    reason: Reason,
    present: Present = "",
    dissent: Dissent = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Name who answers next: it counts once they accept, and the deadline stays. Prints the referral's id."""
    who = actor(as_name, token)
    heir = named(who, to, reads.addressable)
    typer.echo(referrals.refer(alert, heir.id, reason, who=who, now=now(), around=Around(present, dissent)))


@app.command()
def accept(id: Id, as_name: As = "", token: Token = "") -> None:
    """Accept a referral: the answer is yours, with its deadline."""
    who = actor(as_name, token)
    referrals.accept(id, who=who, now=now())


@app.command("return")
def return_(id: Id, reason: Reason, as_name: As = "", token: Token = "") -> None:
    """Return a referral: its sender owes the answer."""
    who = actor(as_name, token)
    referrals.return_(id, reason, who=who, now=now())


@app.command()
def withdraw(id: Id, as_name: As = "", token: Token = "") -> None:
    """Take back a referral of yours that nobody has accepted."""
    who = actor(as_name, token)
    referrals.withdraw(id, who=who, now=now())


@app.command()
def need_more(
    alert: Alert,
    what: Annotated[str, typer.Option("--what", help="What you must know first.")],
    of: Annotated[str, typer.Option("--of", metavar="NAME", help="Who can tell you: their user name.")],
    by: Annotated[str, typer.Option("--by", metavar="TIME", help="By when.")],
    reason: Reason,
    late: Annotated[str, typer.Option("--late", help="Why it may come after your decision is due.")] = "",
    present: Present = "",
    dissent: Dissent = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Ask for what a decision lacks; it decides nothing, and your clock runs on. Prints the inquiry's id."""
    who = actor(as_name, token)
    asked = named(who, of, reads.addressable)
    asking = alert, what, asked.id, moment(by), reason
    around = Around(present, dissent)
    typer.echo(inquiries.need_more(*asking, who=who, now=now(), around=around, late_reason=late))


@app.command()
def answer(
    id: Id,
    text: Text,
    signal: Annotated[
        list[str] | None, typer.Option("--signal", metavar="ID", help="A signal that says it; may be repeated.")
    ] = None,
    as_name: As = "",
    token: Token = "",
) -> None:
    """Answer what you were asked."""
    who = actor(as_name, token)
    inquiries.answer(id, text, who=who, now=now(), signals=signal or ())


@app.command()
def dissent(alert: Alert, text: Text, as_name: As = "", token: Token = "") -> None:
    """Disagree under seal: your words beside the alert, your name under a custodian's key. Prints the dissent's id."""
    who = actor(as_name, token)
    typer.echo(dissents.file(alert, text, who=who, now=now()))


@app.command()
def reply(id: Id, text: Text, as_name: As = "", token: Token = "") -> None:
    """Reply to a sealed dissent."""
    who = actor(as_name, token)
    dissents.reply(id, text, who=who, now=now())


@app.command()
def clear(
    alert: Alert,
    of: Annotated[list[str], typer.Option("--of", metavar="NAME", help="Who is asked; may be repeated.")],
    what: Annotated[str, typer.Option("--what", help="What they are asked.")],
    until: Annotated[str, typer.Option("--until", metavar="TIME", help="Silence until then is clearance.")],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Ask people at once whether they object to a draft. Prints the clearance's id."""
    who = actor(as_name, token)
    people = [named(who, name, reads.addressable).id for name in of]
    typer.echo(clearances.ask(alert, people, what, moment(until), who=who, now=now()))


@app.command("object")
def object_to(id: Id, reason: Reason, as_name: As = "", token: Token = "") -> None:
    """Object to a draft before the hour."""
    who = actor(as_name, token)
    clearances.object_to(id, reason, who=who, now=now())


@app.command()
def record(
    alert: Alert,
    person: Annotated[str, typer.Option("--person", metavar="NAME", help="Whose answer it is: their user name.")],
    answer: Annotated[str, typer.Option("--answer", help="act, keep_watching or decline.")],
    medium: Annotated[str, typer.Option("--medium", help="telephone, paper or classified.")],
    given: Annotated[str, typer.Option("--given", metavar="TIME", help="When it was given.")],
    reference: Annotated[str, typer.Option("--reference", help="Where the original is; nothing of what was said.")],
    witness: Annotated[str, typer.Option("--witness", metavar="NAME", help="Who else heard or saw it.")],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Record an answer given elsewhere; it counts from the time it was given. Prints the decision's id."""
    who = actor(as_name, token)
    first, other = (named(who, name, reads.addressable).id for name in (person, witness))
    kind = word(Answer, answer, "answer"), word(Medium, medium, "medium")
    typer.echo(recorded.record(alert, first, *kind, moment(given), reference, other, who=who, now=now()))


@app.command()
def witness(decision: Id, as_name: As = "", token: Token = "") -> None:
    """Confirm that you heard or saw a recorded answer."""
    who = actor(as_name, token)
    recorded.witness(decision, who=who, now=now())


@app.command()
def confirm(decision: Id, as_name: As = "", token: Token = "") -> None:
    """Confirm that a recorded answer is yours."""
    who = actor(as_name, token)
    recorded.confirm(decision, who=who, now=now())


@app.command()
def dispute(decision: Id, reason: Reason, as_name: As = "", token: Token = "") -> None:
    """Say that a recorded answer is not yours: it stops counting."""
    who = actor(as_name, token)
    recorded.dispute(decision, reason, who=who, now=now())


COLUMNS: tuple[Column, ...] = (
    ("What", key("what")),
    ("Id", key("id")),
    ("State", key("state")),
    ("Words", key("words")),
    ("Due", date_of("due")),
)
