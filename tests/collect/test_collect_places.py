"""Our table of places: complete, one to one, and in the words of the United Nations."""

import csv
from collections import Counter
from importlib.resources import files

import pytest

from upstander.collect import places
from upstander.records.figures import State

FOLDER = files("upstander.collect.places")


def lines(name: str) -> list[str]:
    """The lines of one of the tables."""
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def table() -> dict[str, State]:
    """Every place by its code."""
    return {one.iso3: one for one in places.read(lines("places.csv"), lines("names.csv"))}


@pytest.mark.parametrize("code", ["iso3", "gw", "m49"])
def test_every_code_names_one_place(code: str, table: dict[str, State]) -> None:
    found = [value for one in table.values() if (value := getattr(one, code)) is not None]
    assert len(found) == len(set(found))


def test_correlates_of_war_alone_has_one_code_for_serbia_and_what_came_before(table: dict[str, State]) -> None:
    codes = Counter(one.cow for one in table.values() if one.cow is not None)
    assert [code for code, number in codes.items() if number > 1] == [345]
    assert {one.iso3 for one in table.values() if one.cow == 345} == {"SRB", "YUG"}


def test_every_member_of_the_united_nations_and_both_observers_but_the_holy_see_are_there(
    table: dict[str, State],
) -> None:
    ended = {"CSK", "DDR", "YMD", "YUG"}
    no_members = {"ESH", "PSE", "TWN", "XKX"}
    assert len(table.keys() - ended - no_members) == 193
    assert ended | no_members <= table.keys()


def test_only_palestine_and_western_sahara_are_counted_under_another(table: dict[str, State]) -> None:
    assert {one.iso3: one.counted_under for one in table.values() if one.counted_under} == {"PSE": "ISR", "ESH": "MAR"}
    assert table["ISR"].counts_also == ("PSE",)
    assert table["MAR"].counts_also == ("ESH",)
    assert {one.iso3 for one in table.values() if one.gw is None} == {"PSE", "ESH"}


def test_whatever_is_counted_elsewhere_or_disputed_says_so(table: dict[str, State]) -> None:
    assert {one.iso3 for one in table.values() if one.note} == set(places.NOTES)
    assert "1244" in table["XKX"].note
    assert "no figure of its own" in table["PSE"].note


@pytest.mark.parametrize("language", places.LANGUAGES)
def test_every_place_has_a_name_of_its_own_in_every_language(language: str, table: dict[str, State]) -> None:
    names = [one.names[language] for one in table.values()]
    assert all(name and name == name.strip() for name in names)
    assert len(names) == len(set(names))


SCRIPTS = {"ru": ("Ѐ", "ӿ"), "zh": ("一", "鿿"), "ar": ("؀", "ۿ")}


@pytest.mark.parametrize("language", SCRIPTS)
def test_names_are_in_the_script_of_their_language(language: str, table: dict[str, State]) -> None:
    first, last = SCRIPTS[language]
    assert [one.iso3 for one in table.values() if not any(first <= sign <= last for sign in one.names[language])] == []
    latin = [one.iso3 for one in table.values() if any("A" <= sign <= "z" for sign in one.names[language])]
    assert latin == []


UN = [
    ("TUR", "en", "Türkiye"),
    ("CIV", "en", "Côte d'Ivoire"),
    ("CIV", "ar", "كوت ديفوار"),
    ("CZE", "en", "Czechia"),
    ("SWZ", "es", "Eswatini"),
    ("COD", "en", "Democratic Republic of the Congo"),
    ("COD", "zh", "刚果民主共和国"),
    ("COG", "en", "Congo"),
    ("PSE", "en", "State of Palestine"),
    ("PSE", "fr", "État de Palestine"),
    ("PSE", "ru", "Государство Палестина"),
    ("MMR", "en", "Myanmar"),
    ("SYR", "en", "Syrian Arab Republic"),
    ("RUS", "ru", "Российская Федерация"),
    ("KOR", "fr", "République de Corée"),
    ("PRK", "en", "Democratic People's Republic of Korea"),
    ("LAO", "zh", "老挝人民民主共和国"),
    ("BLR", "fr", "Bélarus"),
    ("KEN", "es", "Kenya"),
    ("RWA", "es", "Rwanda"),
    ("CPV", "en", "Cabo Verde"),
    ("TLS", "fr", "Timor-Leste"),
    ("VNM", "en", "Viet Nam"),
    ("TZA", "es", "República Unida de Tanzanía"),
]


@pytest.mark.parametrize(("iso3", "language", "name"), UN)
def test_names_are_those_that_the_united_nations_uses(
    iso3: str, language: str, name: str, table: dict[str, State]
) -> None:
    assert table[iso3].name(language) == name


def test_an_unknown_language_gets_english(table: dict[str, State]) -> None:
    assert table["SDN"].name("de") == "Sudan"


def test_every_deviation_from_cldr_is_listed_and_is_what_the_table_says(table: dict[str, State]) -> None:
    listed = list(csv.DictReader(lines("un_usage.csv")))
    assert [row for row in listed if table[row["iso3"]].names[row["language"]] != row["un"]] == []
    assert [row for row in listed if row["cldr"] == row["un"]] == []
    assert len({(row["iso3"], row["language"]) for row in listed}) == len(listed)
    assert {"TUR", "COD", "PSE"} <= {row["iso3"] for row in listed}


def test_a_place_without_a_name_is_refused() -> None:
    with pytest.raises(KeyError, match="AFG"):
        places.read(lines("places.csv"), lines("names.csv")[:1])


def test_the_tables_are_sorted_and_square() -> None:
    for name in ("places.csv", "names.csv"):
        rows = list(csv.reader(lines(name)))
        assert {len(row) for row in rows} == {len(rows[0])}
        assert [row[0] for row in rows[1:]] == sorted(row[0] for row in rows[1:])
