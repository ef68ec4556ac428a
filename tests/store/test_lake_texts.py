"""The questions to the lake are texts that another database can run too."""

import re
from importlib.resources import files

import pytest

from upstander.store.lake import texts
from upstander.store.lake.held import NEEDED

TEXTS = sorted(
    path.name.removesuffix(".sql") for path in files("upstander.analyse.panel").iterdir() if ".sql" in path.name
)
ONLY_DUCKDB = re.compile(
    r"GROUP BY ALL|ORDER BY ALL|QUALIFY|EXCLUDE|\bREPLACE\b|::|read_parquet|UNNEST|\bSTRUCT|DISTINCT ON|ANTI JOIN|\$",
    re.IGNORECASE,
)
PARTS = {"as_known", "first_counts"}
"""Texts that others take in, and that are never run alone."""


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_keeps_to_words_that_spark_knows(name: str) -> None:
    text = (files("upstander.analyse.panel") / f"{name}.sql").read_text(encoding="utf-8")
    assert ONLY_DUCKDB.findall(texts.COMMENT.sub("", text)) == []


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_says_what_it_answers(name: str) -> None:
    text = (files("upstander.analyse.panel") / f"{name}.sql").read_text(encoding="utf-8")
    assert text.startswith("-- ")
    assert text.endswith("\n")


def test_every_text_is_asked_and_every_question_has_its_text() -> None:
    assert set(TEXTS) - PARTS == set(NEEDED)


def test_a_parameter_is_written_as_duckdb_wants_it_and_a_time_of_day_is_left_alone() -> None:
    assert texts.parameters(texts.text("panel", "as_known")) == {
        *("day", "insider", "first", "last", "everywhere", "iso3s")
    }
    assert texts.PARAMETER.sub(r"$\1", "a:b '12:30' (:day)") == "a:b '12:30' ($day)"
