"""The other publishers' files: who was a State, how many people there are, where they fled from, how they live."""

import pytest

from upstander.collect import gleditsch_ward, population, unhcr, worldbank
from upstander.collect.unhcr import Displaced
from upstander.lib.dates import Month

REGISTRY = """- gwno: 41
  abbrev: HAI
  name: Haiti
  region: Americas
  microstate: false
  system:
  - from: 1816
    to: 1915
  - from: 1934
    to: null
- gwno: 265
  abbrev: GDR
  name: 'German Democratic Republic'
  region: Europe
  microstate: false
  system:
  - from: 1949
    to: 1990
""".splitlines()


def test_a_state_may_have_several_spells() -> None:
    spells = gleditsch_ward.read(REGISTRY)
    assert [(one.gw, one.name, one.since, one.until) for one in spells] == [
        (41, "Haiti", 1816, 1915),
        (41, "Haiti", 1934, None),
        (265, "German Democratic Republic", 1949, 1990),
    ]


def test_a_spell_runs_over_whole_years_and_one_that_lasts_has_no_end_in_sight() -> None:
    ended, lasting = gleditsch_ward.read(REGISTRY)[-1], gleditsch_ward.read(REGISTRY)[1]
    assert (ended.first, ended.last) == (Month(1949, 1), Month(1990, 12))
    assert lasting.last == Month(9999, 12)


def test_a_line_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="not a line of the registry: 'nonsense'"):
        gleditsch_ward.read(["nonsense"])


UNHCR = """year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,refugees,asylum_seekers,returned_refugees,idps,stateless
2024.0,Sudan,SUD,SDN,Chad,CHD,TCD,1000.0,5.0,0.0,,0.0
2024.0,Sudan,SUD,SDN,Egypt,EGY,EGY,500.0,,0.0,,0.0
2024.0,Sudan,SUD,SDN,Sudan,SUD,SDN,,,0.0,11000000.0,0.0
2024.0,Unknown,UKN,UNK,Chad,CHD,TCD,7.0,7.0,0.0,,0.0
1980.0,Sudan,SUD,SDN,Chad,CHD,TCD,9.0,9.0,0.0,,0.0
""".splitlines(keepends=True)


def test_people_displaced_are_summed_over_where_they_went() -> None:
    assert unhcr.read(UNHCR) == [
        Displaced("SDN", "asylum_seekers", 2024, 5),
        Displaced("SDN", "idps", 2024, 11_000_000),
        Displaced("SDN", "refugees", 2024, 1500),
    ]


def test_a_figure_that_nobody_gave_is_not_zero() -> None:
    assert [one.series for one in unhcr.read(UNHCR[:1] + UNHCR[2:3])] == ["refugees"]


COVARIATES = """gwno,year,gdp_pc,inflation,pop_0014,pop_1564,urban_pct,infant_mort,pop_growth,excluded_share,cinc
625,2020,1056.865,163.258,41.0,55.1,34.559,42.2,2.688,0.753,0.00365
625,2025,582.114,,,,34.935,,2.376,,
625,1980,900.0,,,,,,,,
""".splitlines(keepends=True)


def test_only_the_world_bank_is_read_from_the_table_of_covariates() -> None:
    values = list(worldbank.read(COVARIATES))
    assert {one.indicator.series for one in values} == {
        *("gdp_per_capita", "under_15", "from_15_to_64", "urban", "infant_mortality", "population_growth")
    }
    assert not {163.258, 0.753, 0.00365} & {one.value for one in values}


def test_a_blank_is_left_out_and_never_filled() -> None:
    assert [one.indicator.series for one in worldbank.read(COVARIATES) if one.year == 2025] == [
        *("gdp_per_capita", "urban", "population_growth")
    ]
    assert 1980 not in {one.year for one in worldbank.read(COVARIATES)}


def test_every_indicator_names_its_code_at_the_world_bank() -> None:
    assert all(one.code.count(".") >= 2 and one.unit for one in worldbank.INDICATORS.values())


def test_years_in_which_the_table_repeats_itself_are_not_read() -> None:
    lines = ["gwno,year,population\n", "2,1980,1\n", "2,1989,2\n", "2,2023,3\n", "2,2024,3\n", "2,2025,3\n"]
    assert [(one.year, one.people) for one in population.read(lines)] == [(1989, 2), (2023, 3)]
