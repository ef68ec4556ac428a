"""`upstander mechanisms`: doors to other organisations, with how we know what we say of them."""

from typing import Any

from upstander.cli.options import AsCsv, AsJson
from upstander.cli.shapes import single
from upstander.cli.show import Column, key, listing
from upstander.jobs import mechanisms as jobs
from upstander.records.doors import Door, Mark, Saying

app = single()

SPELLED = {
    Mark.READ: "read in a source",
    Mark.OWN: "from own knowledge",
    Mark.NOT_FOUND: "looked for and not found",
    Mark.NONE: "not marked",
}


@app.command()
def mechanisms(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the mechanisms of others as doors: nothing runs by itself, a named person knocks."""
    objects = [written(each) for each in jobs.doors()]
    listing(objects, COLUMNS, as_json=as_json, as_csv=as_csv, none="There is no mechanism.")


def said(each: Saying) -> dict[str, str]:
    """A sentence with its mark spelled out."""
    return {"text": each.text, "known": SPELLED[each.mark]}


def written(each: Door) -> dict[str, Any]:
    """A door as JSON prints it."""
    return {
        "id": each.id,
        "level": each.level,
        "name": each.name,
        "known": SPELLED[each.verified] + (", in part" if each.partly else ""),
        "roles": list(each.roles),
        "steps": [said(step) for step in each.steps],
        "decision_points": [said(point) for point in each.decision_points],
        "who_can_start": each.who_can_start,
        "limit": each.limit,
        "gap": each.gap,
        "more": {name: [said(one) for one in told] for name, told in each.told},
    }


COLUMNS: tuple[Column, ...] = (
    ("Id", key("id")),
    ("Level", key("level")),
    ("Name", key("name")),
    ("How we know", key("known")),
    ("Steps", lambda row: len(row["steps"])),
    ("Gap", lambda row: row["gap"] or row["limit"] or "–"),
)
