"""Totals of the bundled rows: the ones that publishers and counters gave, and every bundled row against itself."""

from collections import Counter
from datetime import date

import pytest

from upstander.lib.dates import Month
from upstander.records.figures import Figure, Kind
from upstander.records.people import PUBLIC
from upstander.store.lake import BUNDLED, Lake
from upstander.store.lake.held import Held

TODAY = date(2026, 11, 2)
CANDIDATE_DAY = date(2026, 3, 1)


def year_2025(lake: Lake, day: date) -> list[Figure]:
    """Every figure of calendar 2025 as known that day."""
    return lake.panel(PUBLIC, day, None, Month(2025, 1), Month(2025, 12))


@pytest.mark.parametrize(
    ("day", "deaths", "events", "one_sided"),
    [(CANDIDATE_DAY, 181_331, 28_396, 21_693), (TODAY, 245_464, 25_770, 76_746)],
)
def test_calendar_2025_has_the_totals_of_each_vintage(
    lake: Lake, day: date, deaths: int, events: int, one_sided: int
) -> None:
    figures = year_2025(lake, day)
    assert sum(one.best or 0 for one in figures) == deaths
    assert sum(one.events or 0 for one in figures) == events
    assert sum(one.best or 0 for one in figures if one.kind is Kind.ONE_SIDED) == one_sided


def test_every_series_has_the_total_it_had_when_it_was_bundled(lake: Lake) -> None:
    held = lake.held()
    held.load(("counts",))
    totals = {
        name: (rows, deaths)
        for name, rows, deaths in ask(held, "SELECT vintage, COUNT(*), SUM(best) FROM counts GROUP BY vintage")
    }
    assert totals == {
        "25.01.25.12": (1_116, 181_331),
        "26.01.26.03": (305, 65_295),
        "26.0.4": (96, 11_802),
        "26.0.5": (91, 11_847),
        "26.1": (25_404, 4_257_891),
    }


def ask(held: Held, statement: str) -> list[tuple[object, ...]]:
    """Rows of the lake's own tables."""
    return held.memory.cursor().execute(statement).fetchall()


def test_every_row_belongs_to_a_state_that_was_one(lake: Lake) -> None:
    held = lake.held()
    held.load(("counts", "members", "vintages"))
    orphans = ask(
        held,
        "SELECT * FROM counts AS n WHERE NOT EXISTS (SELECT 1 FROM members AS m WHERE m.gw = n.gw "
        "AND n.month BETWEEN m.first_month AND m.last_month)",
    )
    assert orphans == []


def test_every_row_lies_in_the_months_that_its_vintage_covers(lake: Lake) -> None:
    held = lake.held()
    held.load(("counts", "vintages"))
    outside = ask(
        held,
        "SELECT n.* FROM counts AS n LEFT JOIN vintages AS v ON n.vintage = v.vintage "
        "WHERE v.vintage IS NULL OR n.month NOT BETWEEN v.first_month AND v.last_month",
    )
    assert outside == []


def test_no_cell_is_counted_twice_and_none_is_negative(lake: Lake) -> None:
    held = lake.held()
    held.load(("counts",))
    assert ask(held, "SELECT vintage, gw, month, kind FROM counts GROUP BY 1, 2, 3, 4 HAVING COUNT(*) > 1") == []
    assert ask(held, "SELECT * FROM counts WHERE best < 0 OR events < 1") == []


def test_yearly_and_monthly_figures_of_the_same_years_are_near_each_other_and_never_equal_by_force(lake: Lake) -> None:
    monthly = Counter[int]()
    for one in lake.panel(PUBLIC, TODAY, None, Month(1989, 1), Month(2024, 12), [Kind.ONE_SIDED]):
        monthly[one.month.year] += one.best or 0
    held = lake.held()
    held.load(("years",))
    yearly = dict(ask(held, "SELECT year, SUM(best) FROM years WHERE kind = 'one_sided' GROUP BY year"))
    assert set(yearly) == set(range(1989, 2025))
    assert all(0.75 < monthly[year] / yearly[year] < 1.35 for year in range(1989, 2025))


CROSSED = {
    *((371, 2022, "state_based"), (483, 2015, "state_based"), (100, 2020, "one_sided"), (531, 1998, "state_based")),
    *((750, 2004, "state_based"), (432, 1995, "state_based"), (365, 2024, "state_based"), (780, 1998, "state_based")),
    (640, 1990, "state_based"),
}
"""Country-years whose range does not hold the best estimate in the publisher's own file; shown as published."""


def test_yearly_ranges_hold_their_best_estimate_but_where_the_publisher_has_it_otherwise(lake: Lake) -> None:
    held = lake.held()
    held.load(("years",))
    found = ask(held, "SELECT gw, year, kind FROM years WHERE NOT (0 <= low AND low <= best AND best <= high)")
    assert set(found) == CROSSED


def test_every_series_of_observations_is_there_and_each_cell_once(lake: Lake) -> None:
    held = lake.held()
    held.load(("observations",))
    rows = dict(ask(held, "SELECT series, COUNT(*) FROM observations GROUP BY series"))
    assert set(rows) == {
        *("population", "refugees", "asylum_seekers", "idps", "gdp_per_capita", "urban", "infant_mortality"),
        *("under_15", "from_15_to_64", "population_growth"),
    }
    assert ask(held, "SELECT 1 FROM observations GROUP BY vintage, iso3, series, year HAVING COUNT(*) > 1") == []


def test_nothing_that_may_not_be_shipped_is_shipped(lake: Lake) -> None:
    held = lake.held()
    held.load(("observations",))
    series = {name for (name,) in ask(held, "SELECT DISTINCT series FROM observations")}
    assert not series & {"inflation", "excluded_share", "cinc", "coup"}


def test_the_snapshot_is_under_five_megabytes() -> None:
    assert sum(path.stat().st_size for path in BUNDLED.iterdir()) < 5_000_000
