"""`upstander ladder`: threads on their way up, and the rules they climb by."""

import json
from pathlib import Path
from typing import Annotated

import typer

from upstander.cli.desk import actor, reader, seen, start
from upstander.cli.options import (
    As,
    AsCsv,
    AsJson,
    At,
    OfSituation,
    OfStatus,
    Reason,
    Token,
    moment,
    now,
    shown,
    text_of,
    word,
)
from upstander.cli.shapes import group
from upstander.cli.show import Column, date_of, key, listing
from upstander.jobs import clocks, doors
from upstander.jobs import ladder as jobs
from upstander.jobs import ladder_rules as rules_of
from upstander.records import wire_ladder as wire
from upstander.records.desk import Grade
from upstander.records.ladder import StepId
from upstander.store.desk import reads

app = group("The ladder: who is asked next, by when, until somebody answers.")

ThreadId = Annotated[str, typer.Argument(metavar="THREAD", help="The thread's id.", show_default=False)]
StepWord = Annotated[str, typer.Argument(metavar="STEP", help="acknowledge, triage, verify ...", show_default=False)]
GradeWord = Annotated[str, typer.Argument(metavar="GRADE", help="watch, warning or imminent.", show_default=False)]
Text = Annotated[str, typer.Option("--text", help="What to write down on the step.")]


@app.command("list")
def list_(
    situation: OfSituation = "",
    open_only: Annotated[bool, typer.Option("--open", help="Only those not closed.")] = False,
    status: OfStatus = "",
    page: At = 1,
    as_name: As = "",
    token: Token = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the threads that the reader may see."""
    viewer = reader(as_name, token)
    real = shown(status, situation)
    found, where = reads.threads(viewer, situation or None, open_only=open_only, status=real, page=page)
    objects = [wire.thread(each) for each in found]
    listing(objects, COLUMNS, page=where, as_json=as_json, as_csv=as_csv, none="This reader sees no thread.")


@app.command()
def show(thread: ThreadId, as_name: As = "", token: Token = "") -> None:
    """Print a thread as JSON: its steps, what the ladder did, what people wrote."""
    viewer = reader(as_name, token)
    whole = reads.thread(viewer, thread)
    seen(viewer, "thread", thread, whole.situation)
    said = clocks.hurried(viewer, whole, now())
    found = wire.whole(whole, reads.events(viewer, thread), reads.entries(viewer, thread), said)
    typer.echo(json.dumps(found, ensure_ascii=False, indent=1))


@app.command()
def take(thread: ThreadId, step: StepWord, as_name: As = "", token: Token = "") -> None:
    """Own a step: acknowledging is owning."""
    who = actor(as_name, token)
    jobs.take(thread, word(StepId, step, "step"), who=who, now=now())


@app.command()
def enter(thread: ThreadId, step: StepWord, text: Text, as_name: As = "", token: Token = "") -> None:
    """Leave an entry on a step you own, so that it does not lapse."""
    who = actor(as_name, token)
    jobs.enter(thread, word(StepId, step, "step"), text, who=who, now=now())


@app.command()
def renew(thread: ThreadId, step: StepWord, text: Text, as_name: As = "", token: Token = "") -> None:
    """Go on owning a step past its deadline, with the reason."""
    who = actor(as_name, token)
    jobs.renew(thread, word(StepId, step, "step"), text, who=who, now=now())


@app.command()
def finish(thread: ThreadId, step: StepWord, text: Text = "", as_name: As = "", token: Token = "") -> None:
    """Finish a step you own; the next one opens."""
    who = actor(as_name, token)
    jobs.finish(thread, word(StepId, step, "step"), text, who=who, now=now())


@app.command()
def grade(thread: ThreadId, grade: GradeWord, as_name: As = "", token: Token = "") -> None:
    """Grade a thread; a lower grade than before is given on the desk, by two people."""
    who = actor(as_name, token)
    jobs.grade(thread, word(Grade, grade, "grade"), who=who, now=now())


@app.command("mark-imminent")
def mark_imminent(thread: ThreadId, as_name: As = "", token: Token = "") -> None:
    """Mark a thread that has no grade yet as possibly imminent."""
    who = actor(as_name, token)
    jobs.mark_imminent(thread, who=who, now=now())


@app.command("open-lane")
def open_lane(thread: ThreadId, as_name: As = "", token: Token = "") -> None:
    """Ask for the emergency lane; a second person opens it, or one with a standing authority."""
    who = actor(as_name, token)
    jobs.open_lane(thread, who=who, now=now())


@app.command("close-lane")
def close_lane(thread: ThreadId, reason: Reason, as_name: As = "", token: Token = "") -> None:
    """Close the emergency lane with a reason; what is open stays open."""
    who = actor(as_name, token)
    jobs.close_lane(thread, reason, who=who, now=now())


@app.command()
def close(thread: ThreadId, reason: Reason, as_name: As = "", token: Token = "") -> None:
    """End a thread with a reason."""
    who = actor(as_name, token)
    jobs.close(thread, reason, who=who, now=now())


@app.command()
def knock(
    thread: ThreadId,
    mechanism: Annotated[str, typer.Argument(metavar="MECHANISM", help="See `upstander mechanisms`.")],
    how: Annotated[str, typer.Option("--how", help="By which means: a letter, a call.")],
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="When it happened.")],
    reference: Annotated[str, typer.Option("--reference", help="Under which reference.")] = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Record that you knocked at a door about a thread; nothing is sent from here. Prints an id."""
    who = actor(as_name, token)
    typer.echo(doors.knock(thread, mechanism, moment(at), how, who=who, now=now(), reference=reference))


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="A ladder shaped like the one `rules` prints.", show_default=False)],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Make another ladder the one that runs; refused if a warning could fall through it."""
    who = actor(as_name, token)
    jobs.load(text_of(file), who=who, now=now())


@app.command()
def rules() -> None:
    """Print the ladder that comes with the product, to change and load."""
    start()
    typer.echo(json.dumps(json.loads(jobs.bundled())["generic_ladder"], ensure_ascii=False, indent=1))


@app.command()
def versions(as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List every ladder that ran here: who made it run, when, and how many things it changed."""
    viewer = reader(as_name, token)
    objects = [
        {
            "version": each.version.number,
            "by": each.version.by,
            "at": wire.moment(each.version.at),
            "changes": len(each.differences),
        }
        for each in rules_of.history(viewer)
    ]
    listing(objects, VERSIONS, as_json=as_json, as_csv=as_csv, none="The ladder that came with the desk runs.")


def waiting_for(thread: wire.ThreadObject) -> str:
    """The steps that wait, with `late` and `nobody answers` said."""
    steps = [one for one in thread["steps"] if one["done_at"] is None]
    return ", ".join(
        str(one["step"]) + (" (nobody answers)" if one["exhausted_at"] else " (late)" if one["overdue_at"] else "")
        for one in steps
    )


COLUMNS: tuple[Column, ...] = (
    ("Id", key("id")),
    ("Title", key("title")),
    ("Status", key("status")),
    ("Grade", key("grade")),
    ("Waits for", waiting_for),
    ("Opened", date_of("opened_at")),
    ("Closed", date_of("closed_at")),
)
VERSIONS: tuple[Column, ...] = (
    ("Version", key("version")),
    ("By", key("by")),
    ("Since", date_of("at")),
    ("Changes", key("changes")),
)
