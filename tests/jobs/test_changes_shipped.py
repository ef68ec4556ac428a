"""The changes that come with the program are those that this program computes."""

from datetime import date

import pytest

from upstander.analyse.change.surprise import changes
from upstander.records.people import PUBLIC
from upstander.store.lake import Lake


@pytest.mark.parametrize("day", [date(2024, 7, 1), date(2026, 1, 20), date(2026, 6, 20), date(2026, 7, 16)])
def test_the_shipped_changes_are_recomputed(lake: Lake, day: date) -> None:
    counts = lake.counts(PUBLIC, day, "known")
    computed = {one.iso3: (one.month, one.count, one.usual, one.rings) for one in changes(counts)}
    shipped = {one.iso3: (one.month, one.count, one.usual, one.rings) for one in lake.changes(PUBLIC, day)}
    assert shipped == computed
    chances = {one.iso3: one.chance for one in changes(counts)}
    assert {one.iso3: one.chance for one in lake.changes(PUBLIC, day)} == pytest.approx(chances, rel=1e-3)
