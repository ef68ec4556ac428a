"""Bad input, refused with one sentence that says what to change: the same at the command line, on the page, and to
programs.
"""

import html
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.cli.conftest import Run
from tests.conftest import Cast
from tests.warn.test_triggers import FIRING, PLAYED, TEXT
from upstander.cli.options import now
from upstander.jobs import triggers
from upstander.jobs.ladder import bundled
from upstander.records.channels import Channel
from upstander.records.triggers import Judged, Verdict
from upstander.store.desk import contacts

PAST = "2020-01-01T09:00"
WORDS = {
    "title": "Killings on the road",
    "text": "Two columns were seen.",
    "ask": "Decide whether to act.",
    "grade": "warning",
    "confidence": "low",
    "change_our_mind": "A quiet week.",
}


@dataclass(frozen=True)
class Bad:
    """One thing that cannot be, as each door is asked for it."""

    sentence: str
    who: str
    words: tuple[str, ...]
    page: tuple[str, dict[str, Any]]
    asked: tuple[str, str, dict[str, Any]]
    file: str = ""


def of_a_trigger(old: str, new: str, sentence: str) -> Bad:
    """A trigger's text with one part of it changed."""
    text = TEXT.replace(old, new)
    asked = "POST", "/api/triggers", {"text": text}
    return Bad(sentence, "bob", ("triggers", "load", "{file}"), ("/triggers/", {"text": text}), asked, text)


def of_a_ladder(sentence: str, spoil: Callable[[dict[str, Any]], None]) -> Bad:
    """The ladder with one thing spoilt."""
    file = json.loads(bundled())["generic_ladder"]
    spoil(file)
    text = json.dumps(file)
    asked = "PUT", "/api/ladder/rules", {"rules": file}
    return Bad(sentence, "bob", ("ladder", "load", "{file}"), ("/ladder/rules/load", {"text": text}), asked, text)


def of_an_alert(sentence: str, to: str, by: str) -> Bad:
    """A draft to somebody, to be answered by some time."""
    words = [word for name, value in WORDS.items() for word in (f"--{name.replace('_', '-')}", value)]
    times = ("--acknowledge-by", f"{by}Z", "--decide-by", f"{by}Z")
    row = {"person": f"{{{to}}}", "asked": "Decide.", "acknowledge_by": by, "decide_by": by}
    rows = {f"rows-0-{name}": value for name, value in row.items()} | {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0}
    sent = row | {"person": f"{{{to}}}", "acknowledge_by": f"{by}:00Z", "decide_by": f"{by}:00Z"}
    return Bad(
        sentence,
        "alice",
        ("alerts", "draft", "{situation}", *words, "--to", to, *times),
        ("/situations/SDN/{situation}/draft", WORDS | {"status": "Actual", "tlp": "AMBER"} | rows),
        ("POST", "/api/alerts", {"situation": "{situation}", **WORDS, "addresses": [sent]}),
    )


def loop(file: dict[str, Any]) -> None:
    file["lanes"]["normal"]["order"].insert(1, "acknowledge")


def hole(file: dict[str, Any]) -> None:
    file["lanes"]["normal"]["order"].remove("verify")


def early(file: dict[str, Any]) -> None:
    order = file["lanes"]["normal"]["order"]
    order.insert(2, order.pop())


def deaf(file: dict[str, Any]) -> None:
    file["lanes"]["emergency"]["order"][-1].remove("decide")


def late(file: dict[str, Any]) -> None:
    file["sums_hours"]["limits"]["imminent"] = 24


def slow(file: dict[str, Any]) -> None:
    next(each for each in file["steps"] if each["id"] == "verify")["max_hours"]["warning"] = 900


BAD = {
    "a condition outside its scale": of_a_trigger(
        "= 25", "= 0", "Set deaths_or_more in condition 1 from 1 to 100000: it is outside its scale."
    ),
    "a trigger that rang everywhere": Bad(
        "Raise the conditions of first: in its back-run it rang in 195 of 195 States.",
        "bob",
        ("triggers", "on", "first"),
        ("/triggers/first/on", {}),
        ("POST", "/api/triggers/first/on", {}),
    ),
    "a ladder with a loop": of_a_ladder("Take the step acknowledge out once: a signal would go round in a loop.", loop),
    "a ladder with a hole": of_a_ladder("Add the step verify: a signal would stop before it.", hole),
    "a ladder that decides first": of_a_ladder(
        "Put the steps up to the decision into this order: acknowledge, triage, verify, assess, note, decide. In any "
        "other a signal would skip one.",
        early,
    ),
    "an emergency that asks for no decision": of_a_ladder(
        "Let the emergency lane run verify, assess and decide side by side, after acknowledge and triage: else nobody "
        "is asked to decide in time.",
        deaf,
    ),
    "a ladder that waits a day": of_a_ladder(
        "Limit imminent to 12 hours or fewer up to the first human decision.", late
    ),
    "a ladder over its target": of_a_ladder("Shorten the steps of warning: they take 948 hours and may take 72.", slow),
    "a recipient without a channel": of_an_alert(
        "Ask them first to say under their name how the desk reaches them: outside this desk, nothing reaches this"
        " person.",
        "dina",
        "2199-01-01T09:00",
    ),
    "a deadline in the past": of_an_alert("Choose a time that is still to come: acknowledge_by.", "charlie", PAST),
    "an unknown case": Bad(
        "There is no case atlantis-1999: choose one that `upstander drill` lists.",
        "bob",
        ("drill", "atlantis-1999"),
        ("/drills/open", {"case": "atlantis-1999"}),
        ("POST", "/api/drills", {"case": "atlantis-1999"}),
    ),
}


@pytest.fixture
def spoilt(desk: Cast) -> dict[str, str]:
    """A trigger that rang everywhere in its back-run, and a desk that reaches Charlie but not Dina."""
    bob, at = desk.viewer("bob", now()), now()
    triggers.load(TEXT, who=bob, now=at)
    assert FIRING is not None
    rang = tuple(Judged(replace(FIRING, iso3=f"X{n:03}"), Verdict.FALSE_ALARM) for n in range(195))
    triggers.keep_backrun(replace(PLAYED, firings=rang), who=bob, now=at)
    contacts.add_endpoint(desk.viewer("ada", at), "Gateway", "https://example.org/", "whsec_", at)
    contacts.add(desk.people["charlie"], Channel.EMAIL, "charlie@example.org", at, verified=True)
    return {"situation": desk.situation, **{name: str(id) for name, id in desk.people.items()}}


def filled(value: Any, names: dict[str, str]) -> Any:
    """The same with the desk's ids in the place of their names; people by number."""
    if isinstance(value, dict):
        return {key: filled(each, names) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [filled(each, names) for each in value]
    if isinstance(value, str) and value.startswith("{") and value[1:-1] in names:
        found = names[value[1:-1]]
        return int(found) if found.isdigit() else found
    return value.replace("{situation}", names["situation"]) if isinstance(value, str) else value


def at_the_page(bad: Bad, desk: Cast, names: dict[str, str]) -> tuple[int, str]:
    """What the page answers."""
    client = Client()
    row = get_user_model().objects.get(pk=desk.people[bad.who])
    client.force_login(row, backend="allauth.account.auth_backends.AuthenticationBackend")
    path, sent = filled(bad.page, names)
    answer = client.post(path, sent)
    return answer.status_code, html.unescape(answer.content.decode())


def to_programs(bad: Bad, token: str, names: dict[str, str]) -> tuple[int, str]:
    """What the interface answers."""
    method, path, body = filled(bad.asked, names)
    answer = Client().generic(
        method, path, json.dumps(body), content_type="application/json", headers={"Authorization": f"Bearer {token}"}
    )
    return answer.status_code, answer.json()["error"]


def test_each_door_refuses_it_with_the_same_sentence(
    run: Run, desk: Cast, token: Callable[[str], str], spoilt: dict[str, str], tmp_path: Path
) -> None:
    tokens = {name: token(name) for name in ("alice", "bob")}
    for name, bad in BAD.items():
        (tmp_path / "file").write_text(bad.file)
        words = [str(each).replace("{file}", str(tmp_path / "file")) for each in filled(bad.words, spoilt)]
        own = tokens[bad.who]
        assert run(*words, *(() if words[0] == "drill" else ("--token", own))).said(2) == bad.sentence
        status, page = at_the_page(bad, desk, spoilt)
        assert (status in {400, 403}, as_the_page_says(bad.sentence) in ungrouped(page)) == (True, True), name
        asked, told = to_programs(bad, own, spoilt)
        assert (asked in {400, 403, 404}, told) == (True, bad.sentence), name


def as_the_page_says(sentence: str) -> str:
    """The sentence with the field's name as the page has it."""
    return ungrouped(sentence.replace(": acknowledge_by.", ": To acknowledge by."))


def ungrouped(text: str) -> str:
    """The text without the commas with which a page groups the digits of a number."""
    return text.replace(",", "")
