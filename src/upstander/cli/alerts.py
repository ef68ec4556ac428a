"""`upstander alerts`: drafted, signed, issued, acknowledged."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Annotated

import typer

from upstander.cli import alert_life
from upstander.cli.desk import actor, named, open_desk, reader, seen
from upstander.cli.home import home
from upstander.cli.options import (
    As,
    AsCsv,
    AsJson,
    At,
    InStatus,
    OfSituation,
    OfStatus,
    Token,
    moment,
    now,
    shown,
    word,
)
from upstander.cli.shapes import group
from upstander.cli.show import Column, Object, date_of, key, listing, one
from upstander.jobs import airgap, waiting
from upstander.jobs import alerts as jobs
from upstander.jobs import export as handing
from upstander.records import wire_desk as wire
from upstander.records.alert_life import Wording
from upstander.records.desk import Address, Alert, AlertStage, Confidence, Draft, Grade, Status, Tlp
from upstander.records.errors import Usage
from upstander.records.people import MACHINE, Viewer
from upstander.records.wire_alerts import VersionObject
from upstander.store.desk import reads
from upstander.warn import softening

app = group("Alerts: drafted by analysts, issued by focal points, answered by those they are addressed to.")

FORMATS = ("cap", "text", "airgap")

Id = Annotated[str, typer.Argument(metavar="ID", help="The alert's id.", show_default=False)]


@app.command("list")
def list_(
    country: Annotated[str, typer.Option("--country", metavar="CODE", help="Only of this State.")] = "",
    situation: OfSituation = "",
    stage: Annotated[str, typer.Option("--stage", help="draft or issued.")] = "",
    status: OfStatus = "",
    page: At = 1,
    as_name: As = "",
    token: Token = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the alerts that the reader may see."""
    viewer = reader(as_name, token)
    wanted = word(AlertStage, stage, "stage") if stage else None
    real = shown(status, situation)
    found, where = reads.alerts(viewer, situation or None, country.upper() or None, wanted, page, status=real)
    objects = [wire.alert(each) for each in found]
    listing(objects, COLUMNS, page=where, as_json=as_json, as_csv=as_csv, none="This reader sees no alert.")


@app.command()
def show(id: Id, as_name: As = "", token: Token = "", as_json: AsJson = False) -> None:
    """Show one alert with its evidence, signatures and recipients."""
    viewer = reader(as_name, token)
    found = reads.alert(viewer, id)
    seen(viewer, "alert", id, found.situation)
    one(wire.alert_whole(found, versions_of(viewer, found)), WHOLE, as_json=as_json)


def versions_of(viewer: Viewer, found: Alert) -> list[VersionObject]:
    """Every version that the reader sees, with what was softened in it."""
    base = reads.versions(viewer, found.updates)[:1] if found.updates and found.situation in viewer.grants else []
    steps = softening.steps(reads.versions(viewer, found.id), base[0] if base else None)
    return [softening.told(step) for step in steps]


@app.command()
def export(
    id: Id,
    format_: Annotated[str, typer.Option("--format", help="cap: signed CAP 1.2; text; airgap: a signed file.")] = "cap",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Print an issued alert for another system. An exercise needs no account; what is Actual needs a person's token."""
    if format_ not in FORMATS:
        raise Usage("Choose the format cap, text or airgap.", "format")
    who = MACHINE
    if as_name or token:
        who = actor(as_name, token)
    else:
        open_desk()
    if format_ == "text":
        typer.echo(handing.as_text(home(), id, who=who, now=now()))
        return
    if format_ == "airgap":
        typer.echo(airgap.export(home(), id, who=who, now=now()), nl=False)
        return
    typer.echo(handing.as_cap(home(), id, who=who, now=now()).decode())


@app.command("waiting")
def waiting_(page: At = 1, as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List what waits for the reader, the oldest deadline first."""
    viewer = replace(reader(as_name, token), reads_only=False)  # what waits is what they could do; nothing is done here
    found, where = waiting.listed(viewer, now(), page)
    objects = [wire.waiting(each) for each in found]
    listing(objects, WAITING, page=where, as_json=as_json, as_csv=as_csv, none="Nothing waits for this reader.")


@app.command()
def draft(
    situation: Annotated[str, typer.Argument(metavar="SITUATION", help="The situation's id.", show_default=False)],
    title: Annotated[str, typer.Option("--title", help="What it warns of, in a line.")],
    text: Annotated[str, typer.Option("--text", help="What is known, and how.")],
    ask: Annotated[str, typer.Option("--ask", help="What is asked of the recipients.")],
    grade: Annotated[str, typer.Option("--grade", help="watch, warning or imminent.")],
    confidence: Annotated[str, typer.Option("--confidence", help="low, medium or high.")],
    change_our_mind: Annotated[str, typer.Option("--change-our-mind", help="What would change our mind.")],
    to: Annotated[list[str], typer.Option("--to", metavar="NAME", help="A recipient's user name; may be repeated.")],
    acknowledge_by: Annotated[str, typer.Option("--acknowledge-by", metavar="TIME", help="Else in a day.")] = "",
    decide_by: Annotated[str, typer.Option("--decide-by", metavar="TIME", help="Else in three days.")] = "",
    signal: Annotated[
        list[str] | None, typer.Option("--signal", metavar="ID", help="Evidence; may be repeated.")
    ] = None,
    alternatives: Annotated[str, typer.Option("--alternatives", help="What else could explain it.")] = "",
    factor: Annotated[
        list[str] | None, typer.Option("--factor", metavar="RF7", help="A risk factor; may be repeated.")
    ] = None,
    wording: Annotated[str, typer.Option("--wording", help="r2p or neutral; else the desk's own.")] = "",
    dissent: Annotated[str, typer.Option("--dissent", help="Who sees it otherwise, and why.")] = "",
    status: InStatus = "Actual",
    tlp: Annotated[str, typer.Option("--tlp", help="CLEAR, GREEN, AMBER, AMBER+STRICT or RED.")] = "AMBER",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Draft an alert: nobody's alert until a person issues it. Prints its id."""
    who = actor(as_name, token)
    written = Draft(
        title=title,
        text=text,
        ask=ask,
        grade=word(Grade, grade, "grade"),
        confidence=word(Confidence, confidence, "confidence"),
        change_our_mind=change_our_mind,
        dissent=dissent,
        status=word(Status, status, "status"),
        tlp=word(Tlp, tlp, "tlp"),
        signals=tuple(signal or ()),
        alternatives=alternatives,
        factors=tuple(factor or ()),
        wording=word(Wording, wording, "wording") if wording else None,
    )
    typer.echo(jobs.draft(situation, written, addressed(who, to, ask, acknowledge_by, decide_by), who=who, now=now()))


def addressed(who: Viewer, names: Sequence[str], ask: str, acknowledge_by: str, decide_by: str) -> list[Address]:
    """One address for each recipient, all with the same ask and the same deadlines."""
    start = now()
    first = moment(acknowledge_by) if acknowledge_by else start + timedelta(days=1)
    second = moment(decide_by) if decide_by else max(first, start + timedelta(days=3))
    if second < first:
        raise Usage("Let --decide-by not come before --acknowledge-by.", "decide_by")
    return [Address(named(who, name, reads.addressable).id, ask, first, second) for name in names]


@app.command()
def sign(id: Id, as_name: As = "", token: Token = "") -> None:
    """Put a second name under the present text."""
    who = actor(as_name, token)
    jobs.sign(id, who=who, now=now())


@app.command()
def issue(
    id: Id,
    despite: Annotated[str, typer.Option("--despite", help="Why now, before clearance or against an objection.")] = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Issue the alert: its recipients see it, and their clocks run."""
    who = actor(as_name, token)
    jobs.issue(id, who=who, now=now(), despite=despite)


@app.command()
def acknowledge(id: Id, as_name: As = "", token: Token = "") -> None:
    """Say that you have read the alert and answer for it."""
    who = actor(as_name, token)
    jobs.acknowledge(id, who=who, now=now())


def answers(row: Object) -> str:
    """What each recipient has done, a line each."""
    return "\n".join(f"{each['name']}: {answer(each)}" for each in row["recipients"])


def answer(recipient: Object) -> str:
    """What one recipient has done, or must do by when."""
    if recipient["decision"]:
        return f"{recipient['decision']['answer']}, {recipient['decision']['decided_at'][:10]}"
    if recipient["acknowledged_at"]:
        how = f" by file, under the key of {recipient['by_file']}" if recipient["by_file"] else ""
        return f"acknowledged{how}, decides by {recipient['decide_by'][:16]}Z"
    return f"acknowledges by {recipient['acknowledge_by'][:16]}Z"


def single(life: Object) -> str:
    """That it went out under one signature, and what was made of it."""
    if not life["single_signature"]:
        return ""
    if life["verdict"]:
        return f"yes; {life['verdict']} by {life['reviewed_by']}: {life['verdict_reason']}"
    return f"yes; review due {life['review_by'][:16]}Z"


def evidence(signal: Object) -> str:
    """One signal with its source and the day it was known."""
    source = signal["source"] or signal["kind"]
    return f"{signal['id']} {signal['title']} ({source}, known {signal['known_at'][:10]})"


def stands(signature: Object) -> bool:
    """Whether a name stands under the present text."""
    return not signature["voided_at"] and not signature["withheld"]


def softened(version: Object) -> str:
    """What a version takes back, and who wrote it."""
    what = "; ".join(f"{each['what']} {each['of']}".strip() for each in version["softened"])
    return f"version {version['version']}, {version['by']}: {what}"


COLUMNS: tuple[Column, ...] = (
    ("Id", key("id")),
    ("State", key("iso3")),
    ("Title", key("title")),
    ("Grade", key("grade")),
    ("Stage", key("stage")),
    ("Status", key("status")),
    ("Issued", date_of("issued_at")),
    ("Answers", answers),
)
WHOLE: tuple[Column, ...] = (
    *COLUMNS,
    ("TLP", key("tlp")),
    ("Text", key("text")),
    ("Ask", key("ask")),
    ("Confidence", key("confidence")),
    ("Would change our mind", key("change_our_mind")),
    ("Could also be", key("alternatives")),
    ("Risk factors", lambda row: " ".join(row["factors"])),
    ("Dissent", key("dissent")),
    ("Kind", lambda row: f"{row['kind']} of {row['updates']}" if row["updates"] else row["kind"]),
    ("Why it changes", key("reason")),
    ("Followed by", lambda row: "\n".join(f"{each['kind']} {each['id']}" for each in row["life"]["after"])),
    ("Taken off", lambda row: "\n".join(f"{each['name']}: {each['off_reason']}" for each in row["taken_off"])),
    ("Single signature", lambda row: single(row["life"])),
    ("Softened", lambda row: "\n".join(softened(each) for each in row["versions"] if each["softened"])),
    ("Evidence", lambda row: "\n".join(evidence(each) for each in row["signals"])),
    ("Drafted", lambda row: f"{row['drafted_by'] or 'a trigger'}, {row['drafted_at'][:10]}"),
    ("Present text", lambda row: f"version {row['version']}, {row['written_by'] or 'a trigger'}"),
    (
        "Signed",
        lambda row: "\n".join(f"{s['name']}, {s['at'][:10]}" for s in row["signatures"] if stands(s)),
    ),
)
WAITING: tuple[Column, ...] = (
    ("What", key("verb")),
    ("Due", date_of("due")),
    ("Overdue", lambda row: "yes" if row["overdue"] else ""),
    ("Alert", lambda row: row["alert"]["id"]),
    ("State", lambda row: row["alert"]["iso3"]),
    ("Title", lambda row: row["alert"]["title"]),
    ("Grade", lambda row: row["alert"]["grade"]),
    ("Status", lambda row: row["alert"]["status"]),
)

alert_life.join(app)
