"""`upstander alerts`, around the text: second signatures, review, updates, cancellations, the all-clear, wording."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

import typer

from upstander.cli.desk import actor, named, open_desk, reader
from upstander.cli.options import As, AsJson, Token, moment, now, word
from upstander.cli.show import Column, key, listing
from upstander.jobs import alert_life as jobs
from upstander.jobs import receipts, taking_off
from upstander.jobs import wording as wordings
from upstander.records.alert_life import Verdict, Wording
from upstander.records.desk import Address, Alert, Confidence, Draft, Grade
from upstander.records.people import Viewer
from upstander.store.desk import people, reads
from upstander.warn import succession
from upstander.warn import wording as rules

Id = Annotated[str, typer.Argument(metavar="ID", help="The alert's id.", show_default=False)]
Why = Annotated[str, typer.Option("--reason", help="Your reason; it is kept with your name.")]
Despite = Annotated[str, typer.Option("--despite", help="Why now, where a clearance is open or somebody objected.")]


def ask_second(id: Id, as_name: As = "", token: Token = "") -> None:
    """Ask everybody who may sign an imminent draft for the second signature; an hour of silence counts from now."""
    who = actor(as_name, token)
    jobs.ask(id, who=who, now=now())


def withhold(id: Id, reason: Why, as_name: As = "", token: Token = "") -> None:
    """Say why you will not put your name under the present text."""
    who = actor(as_name, token)
    jobs.withhold(id, reason, who=who, now=now())


def issue_alone(id: Id, as_name: As = "", token: Token = "", despite: Despite = "") -> None:
    """Issue an imminent alert under one signature, once nobody has answered for an hour."""
    who = actor(as_name, token)
    jobs.issue_alone(id, who=who, now=now(), despite=despite)


def review(
    id: Id,
    verdict: Annotated[str, typer.Argument(help="upheld, corrected or cancelled.", show_default=False)],
    reason: Why,
    as_name: As = "",
    token: Token = "",
) -> None:
    """Say what you make of an alert that went out under one signature."""
    who = actor(as_name, token)
    jobs.review(id, word(Verdict, verdict, "verdict"), reason, who=who, now=now())


def take_off(
    id: Id,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whom, by user name.", show_default=False)],
    reason: Why,
    as_name: As = "",
    token: Token = "",
) -> None:
    """Take an addressee off an issued alert, with a reason that they read; somebody is left who decides."""
    who = actor(as_name, token)
    taking_off.take_off(id, people.id_named(name), reason, who=who, now=now())


def pass_on(
    id: Id,
    to: Annotated[str, typer.Option("--to", metavar="WHOM", help="Whom you told, in a line.")],
    how: Annotated[str, typer.Option("--how", help="By telephone, on paper ...: never what was said.")],
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="When; else now.")] = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Record that you passed an issued alert on, by other means; your receipt proves it."""
    who, moment_now = actor(as_name, token), now()
    receipts.pass_on(id, to, how, moment(at) if at else moment_now, who=who, now=moment_now)


def update(
    id: Id,
    reason: Why,
    title: Annotated[str, typer.Option("--title", help="Another title.")] = "",
    text: Annotated[str, typer.Option("--text", help="What is known now.")] = "",
    ask: Annotated[str, typer.Option("--ask", help="What is asked now.")] = "",
    grade: Annotated[str, typer.Option("--grade", help="watch, warning or imminent.")] = "",
    confidence: Annotated[str, typer.Option("--confidence", help="low, medium or high.")] = "",
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="NAME", help="Else everybody who was asked; may be repeated.")
    ] = None,
    acknowledge_by: Annotated[str, typer.Option("--acknowledge-by", metavar="TIME", help="Else in a day.")] = "",
    decide_by: Annotated[str, typer.Option("--decide-by", metavar="TIME", help="Else in three days.")] = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Draft the text that takes an issued alert's place; what you leave out stays as it was. Prints its id."""
    who = actor(as_name, token)
    old = reads.alert(who, id)
    begun = succession.begun(old)
    new = replace(begun, reason=reason, title=title or old.title, text=text or old.text, ask=ask or old.ask)
    new = replace(new, grade=word(Grade, grade, "grade") if grade else new.grade)
    new = replace(new, confidence=word(Confidence, confidence, "confidence") if confidence else new.confidence)
    first = moment(acknowledge_by) if acknowledge_by else now() + timedelta(days=1)
    second = moment(decide_by) if decide_by else max(first, now() + timedelta(days=3))
    typer.echo(jobs.update(id, new, asked_again(who, old, new, to or (), (first, second)), who=who, now=now()))


def asked_again(
    who: Viewer, old: Alert, new: Draft, names: Sequence[str], by: tuple[datetime, datetime]
) -> list[Address]:
    """The people named, else everybody whom the old alert asked, each for what they were asked."""
    if names:
        return [Address(named(who, name, reads.addressable).id, new.ask, *by) for name in names]
    return [Address(each.person, each.asked, *by) for each in old.recipients]


def cancel(id: Id, reason: Why, as_name: As = "", token: Token = "") -> None:
    """Draft the cancellation of an alert that was a mistake, to everybody who was asked. Prints its id."""
    who = actor(as_name, token)
    typer.echo(jobs.cancel(id, reason, who=who, now=now()))


def all_clear(id: Id, reason: Why, as_name: As = "", token: Token = "") -> None:
    """Draft the all-clear of an alert whose danger has passed, to everybody who was asked. Prints its id."""
    who = actor(as_name, token)
    typer.echo(jobs.all_clear(id, reason, who=who, now=now()))


def charged(id: Id, as_name: As = "", token: Token = "", as_json: AsJson = False) -> None:
    """List the words of an alert that a neutral wording avoids, and what could be said instead."""
    viewer = reader(as_name, token)
    found = reads.alert(viewer, id)
    rows = [
        {"part": each.part, "term": each.term, "instead": each.instead, "binding": each.binding}
        for each in rules.findings(found, wordings.terms(), found.recipients)
    ]
    listing(rows, CHARGED, as_json=as_json, as_csv=False, none="It says none of them.")


def wording(
    chosen: Annotated[str, typer.Argument(metavar="[WORDING]", help="r2p or neutral.", show_default=False)] = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Print the wording that new drafts have, or choose another."""
    if chosen:
        who = actor(as_name, token)
        wordings.choose(word(Wording, chosen, "wording"), who=who, now=now())
    else:
        open_desk()
    typer.echo(wordings.default())


CHARGED: tuple[Column, ...] = (
    ("Part", key("part")),
    ("Says", key("term")),
    ("Could say", key("instead")),
    ("Must change", lambda row: "yes" if row["binding"] else "quoted: may stay"),
)


def join(app: typer.Typer) -> None:
    """Put these commands among the others of `upstander alerts`."""
    commands: tuple[Callable[..., None], ...] = (
        ask_second,
        withhold,
        issue_alone,
        review,
        take_off,
        pass_on,
        update,
        cancel,
        all_clear,
        charged,
        wording,
    )
    for command in commands:
        app.command(command.__name__.replace("_", "-"))(command)
