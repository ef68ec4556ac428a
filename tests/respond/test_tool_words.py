"""Every word of the tools' file that people read has plain words, and no plain words are left over."""

import json
from importlib.resources import files
from typing import Any

from upstander.lib.text import Sentence
from upstander.respond import tool_words, tools

FILE: dict[str, Any] = json.loads(files("upstander.data").joinpath("tools.json").read_text("utf-8"))
LISTED = FILE["tools"]


def test_each_risk_basis_limit_and_reason_of_the_file_has_its_plain_words() -> None:
    assert {risk.partition(tool_words.ASIDE)[0] for each in LISTED for risk in each["harm_risks"]} == {
        *tool_words.RISKS
    }
    bare = {each["un_charter"] for each in LISTED} - {*tool_words.BASES}
    assert {*tool_words.BASES} <= {each["un_charter"] for each in LISTED}
    assert all({*basis.removeprefix("Ch. ")} <= {*"VI0123456789(), -/"} for basis in bare)
    assert {each["limit_unless_unsuspected"] for each in LISTED if "limit_unless_unsuspected" in each} == {
        *tool_words.LIMITS
    }
    assert {*FILE["not_offered_reasons"]} == {*tool_words.NEVER}
    assert {*tool_words.NOTES} <= {each.get("note") for each in LISTED}


def test_a_tool_is_read_in_plain_words() -> None:
    read = tools.read(FILE)
    assert read["early_warning_briefing"].harm_risks[0] == "Too many warnings that prove wrong."
    assert read["mediation"].legal_basis == "VI (33), VIII (52), 99"
    assert read["no_fly_zone"].note == ""


def test_how_soon_a_tool_can_help_is_told_from_its_days() -> None:
    read = tools.read(FILE)

    def told(id: str) -> Sentence:
        found = tool_words.soon(*read[id].lead_days)
        assert found is not None
        return found

    assert told("naming_shaming").template == "a few hours to %(high)s"
    assert told("rule_of_law").template == "%(least)s or more"
    assert [each.whole() for each in told("peace_operation").values.values()] == [
        (3, "duration-month"),
        (2, "duration-year"),
    ]
    assert [each.whole() for each in told("election_support").values.values()] == [
        (6, "duration-month"),
        (18, "duration-month"),
    ]
    assert tool_words.soon(None, None) is None
