"""The description as a page: whole, light, and without a line of script."""

import gzip
import re
from pathlib import Path

import pytest

from tests.api.cases import CASES
from tests.api.world import Call, Desk
from upstander.api.docs import bounds, kind

pytestmark = pytest.mark.django_db


def test_the_page_shows_every_address_and_every_object(desk: Desk, call: Call) -> None:
    page = call("alice", "GET", "/api/docs").content.decode()
    raw = call("alice", "GET", "/api/openapi.json").json()
    assert [key for key in CASES if f"<code>{' '.join(key)}</code>" not in page] == []
    assert [name for name in raw["components"]["schemas"] if f'id="{name}"' not in page] == []


def test_every_operation_has_a_name_of_its_own_that_begins_with_its_room(desk: Desk, call: Call) -> None:
    paths = call("alice", "GET", "/api/openapi.json").json()["paths"]
    names = {(path, method): one["operationId"] for path, of in paths.items() for method, one in of.items()}
    assert len(set(names.values())) == len(names)
    assert [name for (path, _), name in names.items() if name.partition("_")[0] != path.split("/")[2]] == []
    assert names["/api/alerts/{id}/issue", "post"] == "alerts_issue"


def test_the_page_is_light_and_runs_no_script(desk: Desk, call: Call) -> None:
    page = call("alice", "GET", "/api/docs").content
    assert len(gzip.compress(page)) < 30_000
    assert b"<script" not in page
    assert b"style=" not in page


def test_the_trial_page_runs_only_scripts_of_our_own_files(desk: Desk, call: Call) -> None:
    page = call("alice", "GET", "/api/docs/try").content.decode()
    scripts = [part.partition(">")[0] for part in page.split("<script")[1:]]
    assert scripts
    assert [one for one in scripts if 'src="/static/' not in one and 'type="application/json"' not in one] == []
    assert "https://" not in page


def test_the_manual_names_every_address_and_no_other() -> None:
    manual = Path(__file__).parents[2].joinpath("docs/programs.md").read_text()
    named = re.findall(r"^\| `([A-Z]+) (/api/[^`]+)` \|", manual, re.MULTILINE)
    assert sorted(named) == sorted(CASES)


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"$ref": "#/components/schemas/AlertObject"}, "AlertObject"),
        ({"type": "array", "items": {"$ref": "#/x/Kind"}}, "list of Kind"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "integer or null"),
        ({"const": "judged", "type": "string"}, "“judged”"),
        ({"enum": [3, 12]}, "“3” or “12”"),
        ({"type": "string", "format": "date"}, "date"),
        ({}, "anything"),
    ],
)
def test_a_type_is_told_in_words(schema: dict, words: str) -> None:
    assert kind(schema) == words


def test_limits_are_told_in_words() -> None:
    assert bounds({"type": "string", "minLength": 1, "maxLength": 9}) == "At least 1 characters, at most 9 characters."
    assert bounds({"type": "string", "pattern": "^[A-Z]$"}) == "Written ^[A-Z]$."
    assert bounds({"type": "string"}) == ""
