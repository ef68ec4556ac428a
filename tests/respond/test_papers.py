"""What each paper says, whatever draws it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from upstander.lib.dates import Month
from upstander.lib.text import Sentence
from upstander.records.alert_life import AlertKind, Life, Related
from upstander.records.desk import (
    Alert,
    AlertStage,
    Answer,
    Confidence,
    Decision,
    Grade,
    Recipient,
    Signal,
    SignalKind,
    Status,
    Tlp,
)
from upstander.records.figures import Figure, Kind, KnownBasis, State, YearFigure
from upstander.records.forecasts import Driver, Forecast, Question
from upstander.records.papers import Block, Box, Grid, Own, Paper, PaperKind, Said, Text
from upstander.records.plans import Bottleneck, Commitment, Hurdle, Kept, Lesson, PromiseEntry
from upstander.respond.clocks import ClockState, Reading
from upstander.respond.papers.alert_papers import MAKES
from upstander.respond.papers.dossier import SHORT, Dossier, shortened, weight
from upstander.respond.plans import Miss

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DISSENT = "One of us thinks that they are leaving."
SIGNAL = Signal(
    "s",
    "x",
    SignalKind.REPORT,
    "Columns",
    "Thirty vehicles.",
    "Radio",
    "",
    "3",
    None,
    NOW,
    NOW,
    "Alice",
    1,
    None,
    "",
    "",
)
DINA = Recipient("r", "a", 3, "Dina", "Convene.", NOW + timedelta(hours=3), NOW + timedelta(days=1), None)
EVE = Recipient("e", "a", 4, "Eve", "Send the convoy.", NOW - timedelta(hours=3), NOW - timedelta(hours=1), None)
ALERT = Alert(
    "a" * 12, "x", "SDN", "Darfur", AlertStage.ISSUED, Status.ACTUAL, Grade.WARNING, Tlp.AMBER, "Killings are likely",
    "Columns move on the town.", "Call the board.", Confidence.MEDIUM, "The columns turn back.", DISSENT, "Alice", 1,
    NOW, "Bob", NOW, 2, "9f" * 32, (SIGNAL,), (DINA, EVE), alternatives="A rotation of troops.",
)  # fmt: skip
COUNT = Figure(
    "SDN", 625, Month(2026, 5), Kind.ONE_SIDED, 4, 60, 65, 90, "26.0.5", date(2026, 6, 20), KnownBasis.RELEASE, False
)  # fmt: skip
DRIVER = Driver("killed_1", Sentence("%(n)s killed", {"n": 65}), 65.0, 1.2, "UCDP", "26.0.5")
CHANCE = Forecast(
    "SDN", Question(), Month(2026, 5), date(2026, 7, 16), 0.9, 0.8, 0.95, 0.6, -1.0, (DRIVER,), True, True, "example-1"
)
SUDAN = State("SDN", 625, {"en": "Sudan"}, "Africa")
TOLD = Dossier(ALERT, SUDAN, (COUNT,), CHANCE, "Bob", NOW, "Africa/Khartoum", "0.1.0", mine=DINA)


def blocks(found: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, those in boxes too."""
    for each in found:
        yield each
        if isinstance(each, Box):
            yield from blocks(each.blocks)


def texts(paper: Paper) -> list[str]:
    """Every text in English."""
    found: list[str] = []

    def add(value: object) -> None:
        if isinstance(value, Own):
            found.append(value.text)
        elif isinstance(value, Said | Sentence):
            found.append(str(value.value if isinstance(value, Said) else value))
        elif isinstance(value, tuple):
            for each in value:
                add(each)

    for each in blocks(paper.blocks):
        for name in each.__slots__:
            add(getattr(each, name))
    return found


@pytest.mark.parametrize("kind", MAKES)
def test_every_paper_says_whose_judgement_it_is_how_sure_we_are_and_who_disagrees(kind: PaperKind) -> None:
    said = texts(MAKES[kind](TOLD))
    assert "Columns move on the town." in said
    assert DISSENT in said
    assert "Alice, 2026-11-02 09:00:00+00:00" in said
    assert any("confidence: medium" in each for each in said)


@pytest.mark.parametrize("kind", MAKES)
def test_every_paper_names_whoever_wrote_the_text_beside_its_drafter(kind: PaperKind) -> None:
    said = texts(MAKES[kind](replace(TOLD, alert=replace(ALERT, written_by="Eve", written_by_id=99))))
    assert "Alice and Eve, 2026-11-02 09:00:00+00:00" in said


@pytest.mark.parametrize("kind", MAKES)
def test_every_paper_names_its_text_and_its_maker(kind: PaperKind) -> None:
    paper = MAKES[kind](TOLD)
    assert str(paper.source) == f"From alert {'a' * 12}, version 2, text SHA-256 {'9f' * 8}; Upstander 0.1.0."
    assert (paper.made_by, paper.made_at, paper.zone, paper.tlp) == ("Bob", NOW, "Africa/Khartoum", Tlp.AMBER)


@pytest.mark.parametrize("kind", [PaperKind.NOTE, PaperKind.PACK, PaperKind.CABLE])
def test_every_figure_has_its_range_its_source_its_day_and_its_reason(kind: PaperKind) -> None:
    grids = [each for each in blocks(MAKES[kind](TOLD).blocks) if isinstance(each, Grid) and len(each.head) == 5]
    rows = [tuple(map(in_english, row)) for grid in grids for row in grid.rows if "Dina" not in in_english(row[0])]
    assert (
        "Civilians killed on purpose, 2026-05",
        "65 (low 60, high 90)",
        "UCDP 26.0.5",
        "2026-06-20",
        "",
    ) in rows
    assert texts(MAKES[kind](TOLD)).count("As this vintage counts it; later ones may revise it.") == 1
    assert any("Chance that one-sided violence kills 100 or more within 12 months" in row[0] for row in rows)


def in_english(text: Text | None) -> str:
    """A cell as English."""
    if isinstance(text, Own):
        return text.text
    return str(text.value if isinstance(text, Said) else text)


def test_a_figure_without_a_published_range_says_so_and_an_unknown_one_is_not_nought() -> None:
    bare = replace(TOLD, figures=(replace(COUNT, low=None), replace(COUNT, best=None, month=Month(2026, 4))))
    said = texts(MAKES[PaperKind.PACK](bare))
    assert "65 (range unknown)" in said
    assert "unknown" in said
    assert "0" not in said


def test_what_a_machine_computed_stands_in_its_own_voice() -> None:
    computed = [each for each in blocks(MAKES[PaperKind.PACK](TOLD).blocks) if isinstance(each, Box)]
    assert {str(each.title) for each in computed if each.voice == "computed"} == {
        "Forecast",
        "Why the forecast says so",
    }
    assert all(str(each.note) == "not signed by anyone" for each in computed if each.voice == "computed")


def test_a_paper_shows_who_else_was_told_and_who_is_late() -> None:
    decided = Decision("d", "a", "e", 4, "Eve", Answer.DECLINE, "No means.", "", NOW)
    told = replace(TOLD, alert=replace(ALERT, recipients=(DINA, replace(EVE, decisions=(decided,)))))
    before, after = (texts(MAKES[PaperKind.NOTE](each)) for each in (TOLD, told))
    assert "late since 2026-11-02 08:00:00+00:00" in before
    assert "decline, 2026-11-02 09:00:00+00:00" in after
    assert "waits until 2026-11-03 09:00:00+00:00" in after


def test_the_note_shortens_long_texts_and_says_how_long_they_were() -> None:
    long = replace(TOLD, alert=replace(ALERT, text="Columns. " * 500))
    (cut,) = [each for each in owned(MAKES[PaperKind.NOTE](long)) if each.cut]
    assert cut.cut == 4500
    assert len(cut.text) <= SHORT + 2
    assert not [each for each in owned(MAKES[PaperKind.PACK](long)) if each.cut]


def owned(paper: Paper) -> list[Own]:
    """What people wrote, in paragraphs."""
    return [each.text for each in blocks(paper.blocks) if hasattr(each, "text") and isinstance(each.text, Own)]


def test_a_chinese_character_takes_the_room_of_two() -> None:
    assert weight("村庄 a") == 6
    assert weight(shortened("村" * 1000).text) <= SHORT + 2


def test_lines_to_take_say_in_public_open_figures_and_nothing_of_the_alert() -> None:
    paper = MAKES[PaperKind.LINES](TOLD)
    cut = next(n for n, each in enumerate(paper.blocks) if "Background" in str(getattr(each, "text", "")))
    open_part = " ".join(texts(replace(paper, blocks=paper.blocks[:cut])))
    assert "In 2026-05 UCDP counts 65 civilians killed on purpose" in open_part
    assert "between 60 and 90 (vintage 26.0.5, known on 2026-06-20)" in open_part
    for secret in ("Columns", "Dina", "Call the board", "Killings", DISSENT):
        assert secret not in open_part


def test_what_goes_to_its_addressees_alone_names_them() -> None:
    red = replace(TOLD, alert=replace(ALERT, tlp=Tlp.RED))
    assert MAKES[PaperKind.NOTE](red).readers == ("Dina", "Eve")
    assert MAKES[PaperKind.NOTE](TOLD).readers == ()


def test_a_paper_says_that_its_alert_stands_on_one_signature_or_was_replaced_since() -> None:
    alone = Life(single_signature=True, second_asked_at=NOW, review_by=NOW + timedelta(days=1))
    later = Related("b" * 12, AlertKind.ALL_CLEAR, 1, NOW + timedelta(hours=2))
    for kind in MAKES:
        said = texts(MAKES[kind](replace(TOLD, alert=replace(ALERT, life=replace(alone, after=(later,))))))
        assert f"Issued under one signature. The second was asked for on {NOW} and did not come." in said
        assert f"Another person reviews it by {NOW + timedelta(days=1)}." in said
        assert f"A later text took its place on {NOW + timedelta(hours=2)}: alert {'b' * 12}." in said


def test_the_paper_of_an_all_clear_says_that_it_is_one_and_why() -> None:
    over = replace(ALERT, kind=AlertKind.ALL_CLEAR, reason="The columns have turned back.")
    said = texts(MAKES[PaperKind.CABLE](replace(TOLD, alert=over)))
    assert {"ALL CLEAR", "The columns have turned back."} <= set(said)


def test_an_answer_says_who_was_present_who_disagreed_and_who_wrote_it_down() -> None:
    given = Decision("d", "a", "r", 3, "Dina", Answer.ACT, "It is near.", "Not enough fuel.", NOW, present="Eve")
    told = replace(DINA, decisions=(replace(given, recorded_by="Bob"),))
    said = texts(MAKES[PaperKind.PACK](replace(TOLD, alert=replace(ALERT, recipients=(told,)))))
    assert {"Answer: act", "It is near.", "Present", "Eve", "Not enough fuel."} <= set(said)
    assert f"Dina, {NOW}, recorded by Bob" in said
    closed = replace(given, reason="", dissent="", present="", withheld=True)
    told = replace(told, decisions=(closed,))
    said = texts(MAKES[PaperKind.PACK](replace(TOLD, alert=replace(ALERT, recipients=(told,)))))
    assert any(each.startswith("These words are open on request") for each in said)


PROMISE = Commitment(
    "p", "x", "Donors", "The district", "Forty buses.", date(2026, 9, 1), date(2026, 10, 1), "Minutes of 1 September",
    Kept.OPEN, "", None, "Alice", NOW, Status.ACTUAL, owner=2, owner_name="Bob",
)  # fmt: skip
YEAR = YearFigure("SDN", 2025, Kind.ONE_SIDED, 1781, 1792, 3237, 1792, "26.1", date(2026, 7, 1))
LESSON = Lesson(
    "l", "x", "An answer in a day.", "It took four.", "Nobody was told.", "Name a deputy.", 3, "Dina",
    date(2026, 12, 1), None, "Alice", NOW, Status.ACTUAL,
)  # fmt: skip
OVER = Reading("decide", Grade.WARNING, ClockState.OVER, NOW, NOW, timedelta(hours=60), timedelta(hours=48))
SAID = Bottleneck("b", "t", "decide", Hurdle.NO_AUTHORITY, "No deputy.", "Bob", NOW)
MISS = Miss("t", "Columns", OVER, SAID)
ORDERED = replace(SAID, authority="The minister", means="A standing deputy.", due_on=date(2026, 11, 20))


def test_the_pack_holds_what_was_promised_and_learnt_and_what_corrects_a_missed_clock() -> None:
    ordered = replace(MISS, said=ORDERED)
    told = replace(TOLD, promises=(PROMISE,), lessons=(LESSON,), misses=(ordered,), years=(YEAR,))
    said = texts(MAKES[PaperKind.PACK](told))
    assert {"Civilians killed on purpose, 2025", "1792 (low 1781, high 3237)", "UCDP 26.1"} <= set(said)
    asked = PromiseEntry("Bob", date(2026, 11, 1), "Twenty are here.", Kept.PARTLY, "Bob", NOW)
    followed = texts(MAKES[PaperKind.PACK](replace(told, promises=(replace(PROMISE, entries=(asked,)),))))
    assert "past its day; Bob asked, 2026-11-01: Twenty are here." in followed
    for words in (
        "Forty buses.",
        "past its day",
        "Minutes of 1 September",
        "Donors promised The district, 2026-09-01",
        "Bob asks after it, next on 2026-12-02",
        "Name a deputy.",
        "It took four. Expected: An answer in a day. (Alice, 2026-11-02 09:00:00+00:00)",
        "From alert to decision: Columns",
        "no_authority: No deputy. (Bob, 2026-11-02 09:00:00+00:00)",
        "A standing deputy.",
        "The minister",
        "2026-11-20",
    ):
        assert words in said
    done = replace(ordered, said=replace(ORDERED, done_at=NOW))
    assert "A standing deputy." not in texts(MAKES[PaperKind.PACK](replace(told, misses=(done,))))
    for kind in (PaperKind.CABLE, PaperKind.LINES):
        assert "Forty buses." not in " ".join(texts(MAKES[kind](told)))


def test_the_note_names_only_what_the_minister_must_ask() -> None:
    later = replace(PROMISE, what="Tents.", due_on=date(2027, 1, 1))
    broken = replace(PROMISE, what="Water.", kept=Kept.BROKEN, evidence="None came.")
    told = replace(TOLD, promises=(PROMISE, later, broken), lessons=(LESSON,), misses=(MISS,))
    said = " ".join(texts(MAKES[PaperKind.NOTE](told)))
    assert "Donors promised The district by 2026-10-01, and it is past its day: Forty buses." in said
    assert "and broke it: Water." in said
    assert "From alert to decision took 2 days, 12:00:00 of 2 days, 0:00:00 allowed" in said
    assert "Tents." not in said
    assert "Name a deputy." not in said
    calm = replace(told, promises=(later,), misses=(replace(MISS, said=ORDERED),))
    assert "To ask about" not in texts(MAKES[PaperKind.NOTE](calm))


def test_what_nobody_wrote_is_said_aloud_in_the_pack() -> None:
    bare, unsaid = (
        replace(TOLD, alert=replace(ALERT, signals=(), alternatives="", dissent="")),
        {"No signal is attached.", "No other explanation is named.", "Nobody has written a dissent into it."},
    )
    assert unsaid <= {*texts(MAKES[PaperKind.PACK](bare))}
    assert not unsaid & {*texts(MAKES[PaperKind.PACK](TOLD))}
