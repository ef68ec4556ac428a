"""What was known on a day: the rule itself, held against a slow and plain reading of it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upstander.lib.dates import Month
from upstander.records.errors import Unknown, Usage
from upstander.records.figures import Kind, KnownBasis, Licence, Vintage
from upstander.records.people import PUBLIC, Viewer
from upstander.store.lake import Lake
from upstander.store.lake.held import Held
from upstander.store.lake.manifest import Manifest

FIRST = Month(1989, 1)
DAYS = st.dates(date(1989, 1, 1), date(1996, 1, 1))
ALICE = Viewer(1, "Alice")


def vintage(name: str, first: int, length: int, lag: int, licence: Licence = Licence.ATTRIBUTION) -> Vintage:
    """A vintage of some months, known some days after the last of them."""
    begins, ends = FIRST + first, FIRST + first + length
    known_at = ends.last_day + timedelta(days=lag)
    return Vintage(name, "counts", "UCDP", "", known_at, KnownBasis.RELEASE, begins, ends, False, licence)


VINTAGES = st.lists(
    st.tuples(
        st.integers(0, 36), st.integers(0, 24), st.integers(1, 1500), st.sampled_from([Licence.ATTRIBUTION, *Licence])
    ),
    min_size=1,
    max_size=5,
).map(lambda found: tuple(vintage(f"v{place}", *one) for place, one in enumerate(found)))


def held(vintages: tuple[Vintage, ...]) -> Held:
    """A lake with these vintages and no rows."""
    return Held(Path("nowhere"), Manifest(vintages=vintages), "test")


def speaking(lake: Held, text: str, day: date, insider: bool = True) -> dict[Month, tuple[str, date, bool]]:
    """Month by month: the vintage, the day from which it counts as known, and the mark."""
    rows = lake.rows("speaking", text, day=day, insider=insider)
    return {Month.at(month): (name, known_at, mark) for month, name, known_at, _, _, mark, *_ in rows}


def plainly(vintages: tuple[Vintage, ...], month: Month, day: date) -> tuple[str, date, bool] | None:
    """The rule as a person would read it aloud."""
    covering = sorted((one for one in vintages if one.first <= month <= one.last), key=lambda v: (v.known_at, v.name))
    if known := [one for one in covering if one.known_at <= day]:
        return known[-1].name, known[-1].known_at, False
    counts_from = date(month.year + 1, 7, 1)
    if covering and counts_from <= day:
        return covering[0].name, counts_from, True
    return None


@given(VINTAGES, DAYS)
@settings(max_examples=60, deadline=None)
def test_every_month_is_what_the_rule_read_aloud_says(vintages: tuple[Vintage, ...], day: date) -> None:
    found = speaking(held(vintages), "as_known", day)
    expected = {month: plainly(vintages, month, day) for month in (FIRST + ahead for ahead in range(64))}
    assert found == {month: said for month, said in expected.items() if said is not None}


@given(VINTAGES, DAYS, st.sampled_from(["as_known", "first_counts"]))
@settings(max_examples=60, deadline=None)
def test_nothing_is_shown_that_was_known_later_than_the_day(
    vintages: tuple[Vintage, ...], day: date, text: str
) -> None:
    assert all(known_at <= day for _, known_at, _ in speaking(held(vintages), text, day).values())


@given(VINTAGES, DAYS, st.integers(0, 800), st.sampled_from(["as_known", "first_counts"]))
@settings(max_examples=60, deadline=None)
def test_what_is_known_once_stays_known(vintages: tuple[Vintage, ...], day: date, later: int, text: str) -> None:
    lake = held(vintages)
    assert speaking(lake, text, day).keys() <= speaking(lake, text, day + timedelta(days=later)).keys()


@given(VINTAGES, DAYS)
@settings(max_examples=60, deadline=None)
def test_first_counts_and_newest_counts_cover_the_same_months(vintages: tuple[Vintage, ...], day: date) -> None:
    lake = held(vintages)
    assert speaking(lake, "as_known", day).keys() == speaking(lake, "first_counts", day).keys()


@given(VINTAGES, DAYS, st.integers(0, 800))
@settings(max_examples=60, deadline=None)
def test_a_first_count_never_changes(vintages: tuple[Vintage, ...], day: date, later: int) -> None:
    lake = held(vintages)
    after = speaking(lake, "first_counts", day + timedelta(days=later))
    assert all(after[month] == said for month, said in speaking(lake, "first_counts", day).items())


@given(VINTAGES, DAYS)
@settings(max_examples=40, deadline=None)
def test_a_stranger_never_meets_a_vintage_that_may_not_be_passed_on(vintages: tuple[Vintage, ...], day: date) -> None:
    closed = {one.name for one in vintages if one.licence is Licence.NO_REDISTRIBUTION}
    lake = held(vintages)
    for text in ("as_known", "first_counts"):
        assert not closed & {name for name, _, _ in speaking(lake, text, day, insider=False).values()}


def test_the_day_of_the_release_itself_counts_as_known(lake: Lake) -> None:
    assert lake.last_month(PUBLIC, date(2026, 1, 19)) == Month(2024, 12)
    assert lake.last_month(PUBLIC, date(2026, 1, 20)) == Month(2025, 12)


def sudan(lake: Lake, day: date) -> dict[Kind, tuple[int | None, str]]:
    """October 2025 in Sudan as it was known on that day."""
    month = Month(2025, 10)
    return {one.kind: (one.best, one.vintage) for one in lake.panel(PUBLIC, day, ["SDN"], month, month)}


def test_sudan_in_october_2025_has_both_its_counts(lake: Lake) -> None:
    assert sudan(lake, date(2026, 1, 19)) == {}
    assert sudan(lake, date(2026, 3, 1))[Kind.ONE_SIDED] == (3885, "25.01.25.12")
    assert sudan(lake, date(2026, 7, 15))[Kind.ONE_SIDED] == (3885, "25.01.25.12")
    assert sudan(lake, date(2026, 7, 16))[Kind.ONE_SIDED] == (59961, "26.1")


def test_a_covered_month_without_a_row_is_zero_and_an_uncovered_one_is_absent(lake: Lake, now: object) -> None:
    figures = lake.panel(PUBLIC, date(2026, 11, 2), ["NOR"], Month(2026, 4), Month(2026, 8))
    assert [(str(one.month), one.best, one.events) for one in figures if one.kind is Kind.ONE_SIDED] == [
        ("2026-04", 0, 0),
        ("2026-05", 0, 0),
    ]


def test_the_range_that_no_monthly_source_publishes_is_unknown(lake: Lake) -> None:
    figures = lake.panel(PUBLIC, date(2026, 11, 2), ["SDN"], Month(2020, 1), Month(2026, 5))
    assert {(one.low, one.high) for one in figures} == {(None, None)}


def test_an_old_month_says_that_it_is_reconstructed_and_from_when_it_counts(lake: Lake) -> None:
    (figure,) = lake.panel(PUBLIC, date(2018, 1, 1), ["MMR"], Month(2016, 11), Month(2016, 11), [Kind.ONE_SIDED])
    assert (figure.reconstructed, figure.known_at, figure.known_basis) == (True, date(2017, 7, 1), KnownBasis.ASSUMED)
    assert lake.panel(PUBLIC, date(2018, 1, 1), ["MMR"], Month(2017, 1), Month(2017, 12)) == []


def test_a_place_that_was_no_state_yet_has_no_zero(lake: Lake) -> None:
    figures = lake.panel(PUBLIC, date(2026, 11, 2), ["SSD"], Month(2009, 1), Month(2012, 12), [Kind.STATE_BASED])
    assert min(one.month for one in figures) == Month(2011, 1)


def test_palestine_has_no_figure_of_its_own_and_says_where_it_is_counted(lake: Lake) -> None:
    day = date(2026, 11, 2)
    assert lake.panel(PUBLIC, day, ["PSE"], Month(2023, 1), Month(2026, 5)) == []
    assert lake.state(PUBLIC, "PSE").counted_under == "ISR"
    assert lake.state(PUBLIC, "ISR").counts_also == ("PSE",)


def test_revisions_stand_side_by_side(lake: Lake) -> None:
    october = Month(2025, 10)
    before = lake.revisions(PUBLIC, date(2026, 3, 1), "SDN", october, october)[-1]
    after = lake.revisions(PUBLIC, date(2026, 8, 1), "SDN", october, october)[-1]
    assert (before.first, before.now, before.now_vintage) == (3885, 3885, "25.01.25.12")
    assert (after.first, after.now, after.now_vintage) == (3885, 59961, "26.1")


def test_vintages_appear_when_they_are_released(lake: Lake) -> None:
    names = [one.name for one in lake.vintages(PUBLIC, date(2026, 5, 1)) if one.series == "counts"]
    assert names == ["25.01.25.12", "26.01.26.03"]
    assert {one.name for one in lake.vintages(PUBLIC, date(2026, 11, 2))} > {"26.1", "26.0.4", "26.0.5", "25.1"}


def test_yearly_figures_keep_their_own_vintage_and_range(lake: Lake) -> None:
    figures = lake.years(PUBLIC, date(2026, 11, 2), "SDN")
    assert {one.vintage for one in figures} == {"25.1"}
    assert all(one.low <= one.best <= one.high for one in figures)
    assert max(one.year for one in lake.years(PUBLIC, date(2025, 6, 30), "SDN")) == 2023


def test_observations_of_a_year_are_not_known_in_that_year(lake: Lake) -> None:
    years = [one.year for one in lake.observations(PUBLIC, date(2020, 6, 30), "SDN", ["refugees"])]
    assert max(years) == 2018
    assert max(one.year for one in lake.observations(PUBLIC, date(2020, 7, 1), "SDN", ["refugees"])) == 2019


def test_displacement_from_palestine_is_its_own(lake: Lake) -> None:
    found = lake.observations(PUBLIC, date(2026, 11, 2), "PSE", ["refugees"])
    assert found
    assert {one.source for one in found} == {"UNHCR, Refugee Data Finder"}


@pytest.mark.parametrize("hold", ["known", "first"])
def test_arrays_and_panel_say_the_same(lake: Lake, hold: str) -> None:
    day = date(2026, 3, 1)
    counts = lake.counts(PUBLIC, day, hold)
    place = counts.iso3s.index("SDN")
    panel = lake.panel(PUBLIC, day, ["SDN"], counts.first, counts.last)
    for kind in Kind:
        assert [one.best for one in panel if one.kind is kind] == counts.deaths[kind][place].tolist()


def test_arrays_of_first_counts_keep_the_candidate_after_the_final_release(lake: Lake) -> None:
    day = date(2026, 11, 2)
    first, known = lake.counts(PUBLIC, day, "first"), lake.counts(PUBLIC, day, "known")
    october = first.column(Month(2025, 10)), first.iso3s.index("SDN")
    killed = [one.deaths[Kind.ONE_SIDED][october[1], october[0]] for one in (first, known)]
    assert killed == [3885, 59961]
    assert first.reconstructed[: first.column(Month(2024, 12)) + 1].all()
    assert not known.reconstructed.any()


def test_a_day_before_all_knowledge_is_refused(lake: Lake) -> None:
    with pytest.raises(Usage, match="No figures were known on 1989-06-01; choose a later day"):
        lake.last_month(PUBLIC, date(1989, 6, 1))
    with pytest.raises(Usage, match="choose a later day"):
        lake.counts(PUBLIC, date(1989, 6, 1), "known")


def test_an_unknown_state_is_refused_by_name(lake: Lake) -> None:
    month = Month(2025, 1)
    for ask in (
        lambda: lake.state(PUBLIC, "XYZ"),
        lambda: lake.panel(PUBLIC, date(2026, 11, 2), ["XYZ"], month, month),
        lambda: lake.years(PUBLIC, date(2026, 11, 2), "XYZ"),
        lambda: lake.revisions(PUBLIC, date(2026, 11, 2), "XYZ", month, month),
        lambda: lake.observations(PUBLIC, date(2026, 11, 2), "XYZ"),
    ):
        with pytest.raises(Unknown, match="There is no State XYZ; use a code of three letters such as SDN"):
            ask()


@given(VINTAGES, DAYS)
@settings(max_examples=60, deadline=None)
def test_nothing_becomes_known_between_a_day_and_the_day_since_when_answers_are_the_same(
    vintages: tuple[Vintage, ...], day: date
) -> None:
    lake = held(vintages)
    since = lake.since(day)
    assert since <= day
    for text in ("as_known", "first_counts"):
        assert speaking(lake, text, since) == speaking(lake, text, day)


def test_the_first_day_of_the_calendar_has_no_figures_either(lake: Lake) -> None:
    with pytest.raises(Usage, match="No figures were known on 0001-01-01"):
        lake.last_month(PUBLIC, date(1, 1, 1))
