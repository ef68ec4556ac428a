"""Papers as files: the words are really in them, in every language, and nothing that the asker may not see."""

import io
import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.respond.test_papers import ALERT, LESSON, MISS, PROMISE, TOLD
from upstander.jobs import actions, alerts, lessons, promises, receipts, situations
from upstander.jobs.papers import making, typeset, worded
from upstander.jobs.papers.labels import LABELS
from upstander.jobs.papers.spoken import Speech, direction, spoken
from upstander.records.desk import Address, Grade, Phase, Status, Tlp
from upstander.records.errors import Fault, Refused, Unknown, Usage
from upstander.records.papers import LANGUAGES, ON_AN_ALERT, PaperFormat, PaperKind
from upstander.records.people import Viewer
from upstander.records.plans import NewAction
from upstander.respond.papers.alert_papers import MAKES
from upstander.respond.receipts import fingerprint
from upstander.store.desk import reads
from upstander.store.lake import Lake
from upstander.web.option_words import HURDLES
from upstander.web.words import LABELS as PAGES

LONG = {
    "en": "Columns of armed men move on the town. ",
    "ar": "أرتال من الرجال المسلحين تتحرك نحو البلدة. ",
    "zh": "武装人员的车队正在向该镇推进。",
}


@pytest.fixture
def issued(cast: Cast, alice: Viewer, bob: Viewer, now: datetime) -> str:
    to_dina = Address(cast.people["dina"], "Call the board.", now + timedelta(hours=4), now + timedelta(hours=18))
    id = alerts.draft(cast.situation, DRAFT, [to_dina], who=alice, now=now)
    alerts.issue(id, who=bob, now=now)
    return id


def read(content: bytes) -> str:
    """The words of a PDF on one line."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def words(content: bytes) -> str:
    """The words of a Word file, those in its tables too."""
    file = Document(io.BytesIO(content))
    return " ".join(each.text or "" for each in file.element.body.iter() if each.tag.endswith("}t"))


def test_a_paper_is_made_in_one_step_and_the_log_says_so(
    issued: str, home: Path, alice: Viewer, dina: Viewer, now: datetime
) -> None:
    made = making.make(home, issued, PaperKind.NOTE, "en", PaperFormat.PDF, zone="Africa/Khartoum", who=dina, now=now)
    text = read(made.content)
    assert made.name == f"minister_note-{issued}-en.pdf"
    for part in (
        "Killings are likely",
        "Columns move on the town.",
        "TLP:AMBER",
        "Made by Dina",
        "Times: Africa/Khartoum",
    ):
        assert part in text
    entry = reads.log(alice)[0][0]
    assert (entry.action, entry.name, entry.object) == ("exported", "Dina", f"alert:{issued}")
    assert entry.detail == {"paper": "minister_note", "language": "en", "format": "pdf"}


@pytest.mark.parametrize("kind", ON_AN_ALERT)
def test_each_paper_is_made_as_pdf_and_as_word(
    kind: PaperKind, issued: str, home: Path, bob: Viewer, now: datetime
) -> None:
    for format, reading in ((PaperFormat.PDF, read), (PaperFormat.DOCX, words)):
        text = reading(making.make(home, issued, kind, "en", format, who=bob, now=now).content)
        assert "Columns move on the town." in text
        assert "Judged" in text


def test_who_may_not_see_the_alert_gets_no_paper_of_it(
    issued: str, home: Path, charlie: Viewer, otto: Viewer, alice: Viewer, now: datetime
) -> None:
    for who in (charlie, otto):
        with pytest.raises(Unknown):
            making.make(home, issued, PaperKind.NOTE, "en", PaperFormat.DOCX, who=who, now=now)
    reader = replace(alice, reads_only=True)
    with pytest.raises(Refused, match="own token"):
        making.make(home, issued, PaperKind.NOTE, "en", PaperFormat.DOCX, who=reader, now=now)


def test_an_addressee_reads_no_clocks_of_the_situation(
    issued: str, home: Path, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    asked = issued, PaperKind.PACK, "en", PaperFormat.DOCX
    assert "From signal to grade" in words(making.make(home, *asked, who=bob, now=now).content)
    assert "From signal to grade" not in words(making.make(home, *asked, who=dina, now=now).content)


def test_no_paper_is_made_of_a_draft_in_an_unknown_language_or_zone(
    situation: str, issued: str, home: Path, alice: Viewer, now: datetime
) -> None:
    draft = alerts.draft(situation, DRAFT, [], who=alice, now=now)
    with pytest.raises(Usage, match="Issue the alert first"):
        making.make(home, draft, PaperKind.NOTE, "en", PaperFormat.DOCX, who=alice, now=now)
    with pytest.raises(Usage, match="Choose one of six languages: en, fr, es, ru, ar, zh"):
        making.make(home, issued, PaperKind.NOTE, "de", PaperFormat.DOCX, who=alice, now=now)
    with pytest.raises(Usage, match="Name a time zone such as"):
        making.make(home, issued, PaperKind.NOTE, "en", PaperFormat.DOCX, zone="Darfur", who=alice, now=now)
    with pytest.raises(Usage, match="Choose a paper about one alert"):
        making.make(home, issued, PaperKind.REPORT, "en", PaperFormat.DOCX, who=alice, now=now)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_is_tagged_and_says_its_language_and_direction(language: str) -> None:
    paper = spoken(MAKES[PaperKind.CABLE](TOLD), language)
    root = PdfReader(io.BytesIO(typeset.pdf(paper))).trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"].startswith(language)
    assert paper["way"] == ("rtl" if language == "ar" else "ltr")


def test_closed_words_and_dates_are_said_in_the_papers_language() -> None:
    paper = spoken(MAKES[PaperKind.NOTE](TOLD), "fr")
    text = read(typeset.pdf(paper))
    assert "Jugé" in text
    assert "Avertissement" in text or "Alerte" in text
    assert "nov. 2026" in text
    assert "11:00" in text  # 09:00 UTC in Khartoum


@pytest.mark.parametrize("language", LONG)
def test_the_note_stays_on_one_page_however_long_the_texts(language: str) -> None:
    text = LONG[language] * 250
    alert = replace(ALERT, text=text, ask=text, change_our_mind=text, dissent=text)
    owed = tuple(replace(PROMISE, what=text) for _ in range(4))
    told = replace(TOLD, alert=alert, mine=replace(ALERT.recipients[0], asked=text), promises=owed, misses=(MISS,) * 4)
    paper = spoken(MAKES[PaperKind.NOTE](told), language if language in LANGUAGES else "en")
    assert len(PdfReader(io.BytesIO(typeset.pdf(paper))).pages) == 1


@pytest.mark.parametrize("status", [Status.EXERCISE, Status.TEST])
def test_an_exercise_cannot_be_mistaken_on_paper_in_any_language(status: Status) -> None:
    told = replace(TOLD, alert=replace(ALERT, status=status))
    paper = spoken(MAKES[PaperKind.PACK](told), "en")
    file = PdfReader(io.BytesIO(typeset.pdf(paper)))
    said = Speech("fr", ZoneInfo("UTC")).value(status)
    assert len(file.pages) > 1
    assert all(str(status) in page.extract_text() and said in page.extract_text() for page in file.pages)
    header = Document(io.BytesIO(worded.docx(paper))).sections[0].header
    assert said in " ".join(each.text for each in header.paragraphs)
    assert spoken(MAKES[PaperKind.PACK](TOLD), "en")["drill"] == []


def test_tlp_and_page_number_stand_on_every_page() -> None:
    told = replace(TOLD, alert=replace(ALERT, tlp=Tlp.RED, text="Columns move on the town. " * 150))
    paper = spoken(MAKES[PaperKind.PACK](told), "en")
    pages = PdfReader(io.BytesIO(typeset.pdf(paper))).pages
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert text.count("TLP:RED") >= 2
        assert f"{number} / {len(pages)}" in text
        assert "For these readers alone: Dina; Eve." in text


def test_a_script_without_a_font_is_refused_with_the_package_to_install() -> None:
    chinese = spoken(MAKES[PaperKind.NOTE](TOLD), "zh")
    poor = frozenset({"Libertinus Serif", "DejaVu Sans"})
    with pytest.raises(Fault, match="Install fonts-noto-cjk: no font on this machine writes Chinese"):
        typeset.pdf(chinese, poor)
    burmese = replace(TOLD, alert=replace(ALERT, title="ရခိုင်"))
    with pytest.raises(Fault, match="Install fonts-noto-core: no font on this machine writes Burmese"):
        typeset.pdf(spoken(MAKES[PaperKind.NOTE](burmese), "en"), poor)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Tibetan", "བོད"),
        ("Syriac", "ܐܪܡܝܐ"),
        ("N'Ko", "ߒߞߏ"),
        ("Tifinagh", "ⵜⵉⴼ"),
        ("Lao", "ລາວ"),
        ("Telugu", "తెలుగు"),
        ("Malayalam", "മലയാളം"),
        ("Gujarati", "ગુજરાતી"),
        ("Odia", "ଓଡ଼ିଆ"),
        ("Gurmukhi", "ਪੰਜਾਬੀ"),
        ("Kannada", "ಕನ್ನಡ"),
        ("Thaana", "ދިވެހި"),
        ("Mongolian", "ᠮᠣᠩᠭᠣᠯ"),
        ("Adlam", "𞤀𞤣𞤤"),
        ("Hanifi Rohingya", "𐴀𐴞𐴕"),
    ],
)
def test_each_script_is_refused_by_its_name_where_nothing_writes_it(name: str, letters: str) -> None:
    (script,) = typeset.scripts({"title": letters})
    with pytest.raises(Fault, match=f"Install fonts-noto-core: no font on this machine writes {name}."):
        typeset.fonts([script], frozenset({"Noto Sans"}))
    assert typeset.fonts([script], frozenset({script.sans[-1]}))[0] == [script.sans[-1]]


def test_a_character_that_no_font_writes_is_refused_by_its_name() -> None:
    told = replace(TOLD, alert=replace(ALERT, text="Columns \U00050000 move."))
    with pytest.raises(Usage, match=re.escape("Make it as DOCX, or take U+50000 out of the text")):
        typeset.pdf(spoken(MAKES[PaperKind.NOTE](told), "en"))


def test_a_flag_asks_for_the_package_that_draws_it_while_it_is_missing() -> None:
    said = 'PDF/UA-1 error: the text `"🇸"` could not be displayed with font `"Noto Sans"`'
    assert str(typeset.unwritten(said, frozenset())) == (
        "Install fonts-noto-color-emoji: no font on this machine writes 🇸 (U+1F1F8)."
    )
    assert "take 🇸 (U+1F1F8) out" in str(typeset.unwritten(said, frozenset({"Noto Color Emoji"})))
    key = typeset.unwritten('PDF/UA-1 error: the text `"1"` could not be displayed with font `"X"`', frozenset())
    assert "Install fonts-noto-color-emoji" in str(key)
    assert typeset.unwritten("unknown variable: alice", frozenset()) is None


def test_what_no_format_can_hold_is_left_out_of_the_papers_of_an_older_alert() -> None:
    told = replace(TOLD, alert=replace(ALERT, text="Columns\ufffe move\x0b on\uffff\ufeff the\ufdd0 town."))
    paper = spoken(MAKES[PaperKind.NOTE](told), "en")
    assert "Columns move on the town." in words(worded.docx(paper))
    assert "Columns move on the town." in read(typeset.pdf(paper))


def test_without_the_papers_installed_one_sentence_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(typeset, "import_module", absent)
    monkeypatch.setattr(worded, "import_module", absent)
    for load in (typeset.typesetter, worded.library):
        with pytest.raises(Fault, match=re.escape("Install the papers: pip install 'upstander[papers]'.")):
            load()


def test_what_people_wrote_runs_in_its_own_direction_and_is_never_markup() -> None:
    assert direction("أرتال in town", "ltr") == "rtl"
    assert direction("12: columns", "rtl") == "ltr"
    assert direction("12", "rtl") == "rtl"
    told = replace(TOLD, alert=replace(ALERT, text='#panic("no") $x$ *b* <w:p/> \\ @a'))
    paper = spoken(MAKES[PaperKind.NOTE](told), "en")
    assert '#panic("no") $x$ *b* <w:p/> \\ @a' in read(typeset.pdf(paper))
    assert '#panic("no") $x$ *b* <w:p/> \\ @a' in words(worded.docx(paper))


def test_a_closed_word_is_called_alike_on_paper_and_on_the_pages() -> None:
    assert {key: said for key, said in LABELS.items() if PAGES.get(key, said) != said} == {}
    assert {each: LABELS[type(each), each] for each in HURDLES} == HURDLES
    assert Grade.WARNING in {word for _, word in LABELS}


def test_the_annual_report_tells_what_its_maker_may_see(
    issued: str, home: Path, bob: Viewer, charlie: Viewer, otto: Viewer, now: datetime
) -> None:
    asked = now.year, "en", PaperFormat.DOCX
    of_bob = words(making.report(home, *asked, who=bob, now=now).content)
    of_charlie = words(making.report(home, *asked, who=charlie, now=now).content)
    assert "Killings are likely" in of_bob
    assert "Killings are likely" not in of_charlie
    assert "Every warning has its answers." in of_charlie
    assert making.report(home, now.year, "ar", PaperFormat.PDF, who=bob, now=now).content.startswith(b"%PDF")
    program = json.loads(making.report(home, now.year, "ar", PaperFormat.JSON, who=bob, now=now).content)
    assert (program["way"], program["blocks"][0]["is"], program["tlp"]) == ("rtl", "line", "TLP:AMBER")
    with pytest.raises(Refused, match="they make the report"):
        making.report(home, *asked, who=otto, now=now)
    with pytest.raises(Usage, match="Choose a year that has begun"):
        making.report(home, now.year + 1, "en", PaperFormat.DOCX, who=bob, now=now)


def test_a_receipt_is_printed_with_the_key_to_compare(issued: str, home: Path, bob: Viewer, now: datetime) -> None:
    sealed = receipts.receipt(home, issued, who=bob, now=now)
    text = read(making.receipt(sealed, "en", PaperFormat.PDF, "UTC").content)
    assert fingerprint(sealed.key) in text
    assert "Columns" not in text
    assert "Killings" not in text


def test_a_pack_lists_options_in_the_order_of_the_rules_and_what_is_planned(
    cast: Cast, issued: str, home: Path, alice: Viewer, dina: Viewer, now: datetime
) -> None:
    new = NewAction("Send two observers.", alert=issued, owner=cast.people["bob"], deadline=now + timedelta(days=2))
    actions.plan(cast.situation, new, who=alice, now=now)
    asked = issued, PaperKind.PACK, "en", PaperFormat.DOCX
    mine = words(making.make(home, *asked, who=alice, now=now).content)
    assert "none of them is a proposal" in mine
    assert "Send two observers." in mine
    assert "Military intervention" not in mine
    assert "a few hours to 1 week" in mine
    hers = words(making.make(home, *asked, who=dina, now=now).content)
    assert "Send two observers." not in hers
    assert "none of them is a proposal" not in hers


def test_promises_and_lessons_are_in_the_papers_of_those_who_see_their_situation_and_never_an_exercises(
    cast: Cast, issued: str, home: Path, lake: Lake, alice: Viewer, dina: Viewer, now: datetime
) -> None:
    drill = situations.open_situation(
        lake, "SDN", "Drill", Phase.LATENT, "Training.", who=alice, now=now, status=Status.EXERCISE
    )
    alice, day = cast.viewer("alice"), now.date()
    for where, what in ((cast.situation, "Forty buses."), (drill, "Paper buses.")):
        promises.make(where, "Donors", "The district", what, day, day, "Minutes", who=alice, now=now)
        given = "A day.", "Four.", "Nobody.", f"{what} A deputy.", cast.people["bob"], day + timedelta(days=9)
        lessons.write(where, *given, who=alice, now=now)
    pack = issued, PaperKind.PACK, "en", PaperFormat.DOCX
    mine = words(making.make(home, *pack, who=alice, now=now).content)
    report = words(making.report(home, now.year, "en", PaperFormat.DOCX, who=alice, now=now).content)
    for text in (mine, report):
        assert "Forty buses. A deputy." in text
        assert "Paper buses." not in text
    assert "Forty buses." not in words(making.make(home, *pack, who=dina, now=now).content)


def test_a_word_file_reads_from_right_to_left_in_arabic_and_says_its_language() -> None:
    told = replace(TOLD, promises=(PROMISE,), lessons=(LESSON,), misses=(MISS,))
    files = {
        language: Document(io.BytesIO(worded.docx(spoken(MAKES[PaperKind.PACK](told), language))))
        for language in ("ar", "fr")
    }
    arabic, french = files["ar"], files["fr"]
    heads = [each.text for each in french.paragraphs if each.style.name == "Heading 2"]
    assert french.paragraphs[0].style.name == "Title"
    assert len(heads) == len([each for each in arabic.paragraphs if each.style.name == "Heading 2"]) == 7
    languages = {name: file.styles["Normal"].element.rPr.find(qn("w:lang")).attrib for name, file in files.items()}
    assert languages["fr"][qn("w:val")] == "fr-FR"
    assert languages["ar"][qn("w:bidi")] == "ar-SA"
    assert arabic.sections[0]._sectPr.find(qn("w:bidi")) is not None
    tables = {name: list(file.element.iter(qn("w:tbl"))) for name, file in files.items()}
    assert len(tables["ar"]) == len(tables["fr"]) > 10
    assert all(each.tblPr.find(qn("w:bidiVisual")) is not None for each in tables["ar"])
    assert not [each for each in tables["fr"] if each.tblPr.find(qn("w:bidiVisual")) is not None]
    for run in arabic.element.iter(qn("w:r")):
        if direction("".join(each.text or "" for each in run.iter(qn("w:t"))), "ltr") == "rtl":
            assert run.rPr.find(qn("w:rtl")) is not None
    assert len(list(arabic.element.iter(qn("w:tblHeader")))) > 5
