"""What goes out in JSON: the keys that were promised, values that JSON can hold, and nothing that was not named."""

import json
import math
from datetime import UTC, date, datetime, timedelta, timezone

from upstander.lib.dates import Month
from upstander.lib.text import Sentence
from upstander.records import wire, wire_desk
from upstander.records.desk import Grant, Page, Person, Signal, SignalKind
from upstander.records.figures import Figure, Kind, KnownBasis
from upstander.records.forecasts import Driver, Forecast, Question, WatchlistRow
from upstander.records.people import Role

FIGURE = Figure(
    iso3="SDN",
    gw=625,
    month=Month(2025, 10),
    kind=Kind.ONE_SIDED,
    events=None,
    low=None,
    best=None,
    high=None,
    vintage="26.1",
    known_at=date(2026, 7, 16),
    known_basis=KnownBasis.UPPER_BOUND,
    reconstructed=False,
)
DRIVERS = (
    Driver("recent", Sentence("%(n)s killed in a year", {"n": 7}), 7.0, 1.5, "UCDP", "26.1"),
    Driver("size", Sentence("%(n)s million people", {"n": 50}), 50.0, -0.5, "World Bank", "2025"),
)
ROW = WatchlistRow(
    rank=1,
    state_iso3="SDN",
    name="Sudan",
    region="Africa",
    forecast=Forecast(
        iso3="SDN",
        question=Question(),
        origin=Month(2026, 5),
        known_at=date(2026, 7, 16),
        probability=1 / (1 + math.exp(-0.25)),
        low=0.3,
        high=0.8,
        baseline=0.9,
        intercept=-0.75,
        drivers=DRIVERS,
        provisional=True,
        reconstructed=False,
        model="logit-1",
    ),
    change=None,
    surprise=None,
    excluded=Sentence("%(n)s killed in fighting", {"n": 3}),
    counted=None,
    spark=(),
    spark_provisional=(),
    last_month=Month(2026, 5),
)
PANEL_KEYS = "iso3 gw month kind events low best high vintage known_at known_basis reconstructed"
WATCHLIST_KEYS = "iso3 name probability low high baseline change provisional drivers"


def test_a_figure_has_the_keys_that_were_promised_and_unknown_is_null() -> None:
    told = json.loads(json.dumps(wire.figure(FIGURE)))
    assert set(PANEL_KEYS.split()) <= set(told)
    assert (told["month"], told["kind"], told["known_at"]) == ("2025-10", "one_sided", "2026-07-16")
    assert [told[key] for key in ("events", "low", "best", "high")] == [None] * 4


def test_a_row_of_the_watchlist_has_the_keys_that_were_promised() -> None:
    told = json.loads(json.dumps(wire.watchlist_row(ROW)))
    assert set(WATCHLIST_KEYS.split()) <= set(told)
    assert {"text", "value", "log_odds", "source", "vintage"} <= set(told["drivers"][0])
    assert (told["voice"], told["excluded"], told["change"]) == ("computed", "3 killed in fighting", None)


def test_intercept_and_drivers_add_up_to_the_log_odds() -> None:
    told = wire.watchlist_row(ROW)
    total = told["intercept"] + sum(driver["log_odds"] for driver in told["drivers"])
    assert math.isclose(total, math.log(told["probability"] / (1 - told["probability"])))


def test_sentences_are_said_by_whoever_asks() -> None:
    told = wire.watchlist_row(ROW, lambda sentence: f"<{sentence}>")
    assert [driver["text"] for driver in told["drivers"]] == ["<7 killed in a year>", "<50 million people>"]
    assert told["excluded"] == "<3 killed in fighting>"


def test_times_go_out_in_utc() -> None:
    cairo = datetime(2026, 1, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    assert wire.plain(cairo) == "2025-12-31T23:30:00+00:00"


def test_a_field_that_no_object_names_stays_inside() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    told = wire_desk.grant(Grant("g", 1, "Bob", "Reason.", "Alice", now, now))
    assert set(told) == set(wire_desk.GrantObject.__annotations__)
    assert "spark" not in wire.watchlist_row(ROW)


def signal(kind: SignalKind) -> Signal:
    """A signal of this kind."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return Signal("s", "t", kind, "", "", "", "", "", None, now, now, "", 0, None, "", "")


def test_a_signal_speaks_in_the_voice_of_its_kind() -> None:
    voices = {kind.value: wire_desk.signal(signal(kind))["voice"] for kind in SignalKind}
    assert voices == {"forecast": "computed", "change": "computed", "report": "recorded", "judgement": "judged"}


def test_roles_go_out_in_order() -> None:
    roles = frozenset({Role.FOCAL_POINT, Role.ANALYST})
    person = Person(1, "bob", "Bob", roles, "en", "UTC", active=True, second_factor=False, demonstration=False)
    assert wire_desk.person(person)["roles"] == ["analyst", "focal_point"]


def test_a_page_says_which_is_the_last() -> None:
    assert wire_desk.page(Page(2, 50, 101)) == {"number": 2, "size": 50, "total": 101, "last": 3}


def test_a_format_means_nothing_but_to_a_schema() -> None:
    told = wire.Format(format="date").__get_pydantic_json_schema__({}, lambda _: {"type": "string"})
    assert told == {"type": "string", "format": "date"}
