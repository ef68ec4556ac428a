"""The back-runs that come with the product are those that this program finds on the figures that come with it."""

import gzip
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.warn.test_triggers import REPORTS, with_conditions
from upstander.jobs import backruns, shipped
from upstander.lib.dates import Month
from upstander.records.people import PUBLIC
from upstander.records.triggers import Basis
from upstander.store.lake import BUNDLED, Lake
from upstander.warn.backrun import onsets, told
from upstander.warn.triggers import read

PER_RUN = ("hits", "misses", "false_alarms", "while_under_way", "not_yet_known", "median_lead_days")


def run(name: str, basis: Basis) -> Mapping[str, Any]:
    """One that is shipped."""
    return next(each for each in shipped.runs_of(shipped.named(name).digest) if each["basis"] == basis)


def found(one: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Where and when it rang, and what came of it."""
    return [(each["iso3"], each["fired_on"], each["verdict"]) for each in one["firings"]]


def test_every_shipped_text_with_a_history_has_it_on_both_bases_and_says_how_it_was_found() -> None:
    expected = {(each.digest, basis) for each in shipped.bundled() if each.has_history for basis in Basis}
    assert {(each["sha256"], each["basis"]) for each in shipped.runs()} == expected, "run `upstander snapshot backruns`"
    assert len(shipped.runs()) == len(expected)
    for each in shipped.runs():
        assert (each["first"], each["last"], each["method"]) == (*map(str, shipped.SHOWN), backruns.METHOD)
        assert each["lake"] == Lake(BUNDLED).identity, "run `upstander snapshot backruns`: the figures have changed"
        assert each["known_on"] <= each["played_on"]
        assert bool(each["library"]) is bool(shipped.named(each["name"]).questions)
        assert {"26.1"} <= set(each["vintages"])


def test_the_counts_of_each_follow_from_what_it_lists(lake: Lake) -> None:
    truth = lake.counts(PUBLIC, date(2026, 11, 2), "known")
    for each in shipped.runs():
        began = onsets(truth, shipped.named(each["name"]).onset, *shipped.SHOWN)
        assert [(one["iso3"], one["month"], one["deaths"]) for one in each["onsets"]] == [
            (iso3, str(month), deaths) for iso3, month, deaths in began
        ]
        rang = [(one["iso3"], date.fromisoformat(one["fired_on"])) for one in each["firings"] + each["firings_before"]]
        leads = []
        for iso3, month, _ in began:
            before = [(month.first_day - day).days for where, day in rang if where == iso3]
            leads += [max(days for days in before if 0 < days <= 365)] if any(0 < d <= 365 for d in before) else []
        assert (each["hits"], each["misses"]) == (len(leads), len(began) - len(leads))
        assert each["median_lead_days"] == median(leads)
        assert each["false_alarms"] == sum(one["verdict"] in ("false_alarm", "under_way") for one in each["firings"])
        assert any(one["reconstructed"] for one in each["firings"]) is (each["basis"] == Basis.AS_KNOWN)


def test_the_file_is_written_from_the_shipped_texts(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backruns, "bundled", lambda: (shipped.named("first-killings"), read(with_conditions(REPORTS))))
    monkeypatch.setattr(backruns, "SHOWN", (Month(2025, 1), Month(2025, 12)))
    steps = list[int]()
    assert backruns.ship(lake, tmp_path, date(2026, 11, 2), lambda done, total: steps.append(done)) == 2
    written = json.loads(gzip.decompress((tmp_path / shipped.FILE).read_bytes()))
    assert [(each["name"], each["basis"]) for each in written] == [("first-killings", basis) for basis in Basis]
    assert steps == [1, 2]


@pytest.mark.parametrize(
    ("name", "basis"), [("first-killings", Basis.AS_KNOWN), ("people-say-so", Basis.HINDSIGHT)], ids=str
)
def test_what_is_shipped_is_found_again_to_the_last_word(lake: Lake, name: str, basis: Basis) -> None:
    one = run(name, basis)
    again = told(
        backruns.play(lake, PUBLIC, shipped.named(name), *shipped.SHOWN, basis, date.fromisoformat(one["played_on"]))
    )
    assert {**again, "shipped": True} == one


def test_what_a_forecast_rings_is_found_again(lake: Lake) -> None:
    one = run("high-chance", Basis.HINDSIGHT)
    again = told(
        backruns.play(lake, PUBLIC, shipped.named("high-chance"), *shipped.SHOWN, Basis.HINDSIGHT, date(2026, 11, 2))
    )
    assert found(again) == found(one)
    assert {name: again[name] for name in PER_RUN} == {name: one[name] for name in PER_RUN}
