"""The ladder's rules on a page: what runs, what a change would mean, who changed what before."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from upstander.jobs.ladder import KIND, bundled, file_of, load, parsed
from upstander.records.errors import Refused, Usage
from upstander.records.ladder import Ladder, RuleVersion
from upstander.records.people import Role, Viewer
from upstander.respond import rewrite, rules
from upstander.store.desk import roster, rulebook
from upstander.store.desk.duty import reads_roster

KEEPS = (Role.FOCAL_POINT,)
SHIPPED = 0
"""The number of the ladder that comes with the product."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would mean: the sums, what is different, why it would be refused; no refusal if it may run."""

    sums: tuple[rewrite.Sum, ...]
    differences: tuple[rewrite.Difference, ...]
    refusals: tuple[Usage, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A version of the rules, and what it does otherwise than the one before."""

    version: RuleVersion
    differences: tuple[rewrite.Difference, ...]


def readable(viewer: Viewer) -> None:
    """Refused unless the viewer stands on a rung."""
    if not reads_roster(viewer):
        raise Refused("Ask an analyst, a focal point or a decision maker: the rules are open to those who work here.")


def running() -> dict[str, Any]:
    """The file that runs at this desk."""
    return file_of(rulebook.latest(KIND) or bundled())


def versions(viewer: Viewer) -> list[RuleVersion]:
    """Every version that ran at this desk, newest first; last the one that comes with the product."""
    readable(viewer)
    shipped = RuleVersion(SHIPPED, bundled(), "", None)
    return [*reversed(roster.rule_versions(viewer, KIND)), shipped]


def history(viewer: Viewer) -> list[Changed]:
    """What each version changed, newest first."""
    found = versions(viewer)
    return [
        Changed(new, tuple(rewrite.differences(parsed(old.text), parsed(new.text)))) for new, old in pairwise(found)
    ]


def text_of(viewer: Viewer, number: int) -> str:
    """The file of a version as it can be changed by hand and loaded again; 0 is the one that comes with the product."""
    found = next((each for each in versions(viewer) if each.number == number), None)
    if found is None:
        raise Usage("Choose a version that ran here: there is none of this number.", "version")
    return pretty(file_of(found.text))


def pretty(file: dict[str, Any]) -> str:
    """A file as people read it."""
    return json.dumps(file, ensure_ascii=False, indent=1)


def preview(wishes: rewrite.Wishes) -> Preview:
    """What these wishes would mean; nothing is changed."""
    before = running()
    file = rewrite.rewritten(before, wishes)
    new = rules.built(file)
    rewrite.stated(file, new)
    return judged(rules.built(before), new, pretty(file))


def judged(old: Ladder, new: Ladder, text: str) -> Preview:
    """A ladder held against the rules, and against the one that runs."""
    refusals: Sequence[Usage] = rules.refusals(new) or rules.waits(new)
    return Preview(tuple(rewrite.sums(new)), tuple(rewrite.differences(old, new)), tuple(refusals), text)


def change(wishes: rewrite.Wishes, *, who: Viewer, now: datetime) -> None:
    """Let these rungs and hours run; refused as a file would be."""
    load(preview(wishes).text, who=who, now=now)
