"""One signature after an hour of silence, and never for the word that always takes two."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warn.test_alerts import ADDRESSEE, ANALYST, DRAFT, DRAFTER, FOCAL, NOW, address, alert
from upstander.records.alert_life import AlertKind, Life, Wording
from upstander.records.desk import Alert, AlertStage, Grade, Recipient, Signal, SignalKind, Signature, Status
from upstander.records.errors import Refused, UpstanderError, Usage
from upstander.records.people import Role, Viewer
from upstander.warn import alerts as rules
from upstander.warn import single
from upstander.warn.crime_words import names_a_crime, speaks_of_it

HOUR = single.SILENCE
ASKED = Life(second_asked_at=NOW - HOUR)
URGENT = replace(alert(Grade.IMMINENT), life=ASKED)
NO = Signature(3, "Carol", NOW, "d1", None, False, withheld="Too sure.")


def test_after_an_hour_of_silence_one_focal_point_issues_it() -> None:
    single.may_issue_alone(URGENT, FOCAL, NOW, HOUR)


def test_not_a_second_earlier() -> None:
    with pytest.raises(Refused, match="Wait for the second signature until"):
        single.may_issue_alone(URGENT, FOCAL, NOW - timedelta(seconds=1), HOUR)


def test_the_hour_counts_from_the_moment_somebody_asked() -> None:
    with pytest.raises(Refused, match="Ask for the second signature first"):
        single.may_issue_alone(alert(Grade.IMMINENT), FOCAL, NOW + timedelta(hours=2), HOUR)


@pytest.mark.parametrize("who", [DRAFTER, ADDRESSEE, ANALYST], ids=lambda each: each.name)
def test_neither_drafter_nor_addressee_nor_analyst_issues_alone(who: Viewer) -> None:
    with pytest.raises(Refused):
        single.may_issue_alone(URGENT, who, NOW, HOUR)


@pytest.mark.parametrize("part", ["title", "text", "ask", "alternatives", "change_our_mind", "dissent", "reason"])
def test_the_word_takes_two_wherever_it_is_said(part: str) -> None:
    spoken = replace(URGENT, **{part: "A genocide."})  # type: ignore[arg-type]
    assert rules.takes_two(replace(spoken, grade=Grade.WATCH))
    with pytest.raises(Refused, match="always takes two"):
        single.may_issue_alone(spoken, FOCAL, NOW, HOUR)


def test_the_word_counts_in_all_that_goes_out_with_the_alert() -> None:
    quiet, (to_dina,) = alert(Grade.WATCH), alert().recipients
    assert not rules.takes_two(quiet)
    for where in (
        {"situation_title": "Genocide in Darfur"},
        {"recipients": (replace(to_dina, asked="Say that it is genocide."),)},
        {"signals": (replace(REPORT, source="Genocide Observers"),)},
    ):
        assert rules.takes_two(replace(quiet, **where)), where
        assert rules.names_the_crime(replace(quiet, **where)), where
    assert not rules.takes_two(replace(quiet, recipients=(replace(to_dina, institution="Genocide Prevention Office"),)))


REPORT = Signal(
    id="s1",
    situation="s",
    kind=SignalKind.REPORT,
    title="Burnt villages",
    text="",
    source="A traveller",
    source_url="",
    vintage="",
    occurred_at=None,
    known_at=NOW,
    logged_at=NOW,
    by="Alice",
    by_id=1,
    closed_at=None,
    closed_reason="",
    closed_by="",
)


@pytest.mark.parametrize(
    "hidden",
    [
        "G E N O C I D E",
        "geno\u00adcide",
        "geno-\ncide",
        "gen\u200bocide",
        "ｇｅｎｏｃｉｄｅ",
        "GÉNOCIDE",
        "ابادة  جماعية",
        "إِبَادَة جَمَاعِيَّة",
        "إبـــادة جماعية",
        "種族滅絕",
        "للإبادة الجماعية",
        "وبالإبادة الجماعية",
        "ابادة جماعيه",
        "إبادتهم الجماعية",
        "إبادتين جماعيتين",
        "g\u0435nocide",
        "gеnосіdе",
        "gen0c1de",
        "геноцида",
    ],
)
def test_no_way_of_writing_hides_the_word(hidden: str) -> None:
    assert speaks_of_it([f"We fear {hidden} here."])


@pytest.mark.parametrize(
    "said",
    [
        "war crimes",
        "crimes against humanity",
        "a crime against humanity",
        "ethnic cleansing",
        "crimes de guerre",
        "crimes contre l’humanité",
        "nettoyage ethnique",
        "crímenes de lesa humanidad",
        "crímenes contra la humanidad",
        "crimen de guerra",
        "limpieza étnica",
        "военные преступления",
        "военных преступлений",
        "преступления против человечности",
        "этнические чистки",
        "战争罪",
        "危害人类罪",
        "種族清洗",
        "جرائم الحرب",
        "جريمة حرب",
        "جرائم ضد الإنسانية",
        "والتطهير العرقي",
        "a genocide",
        "war criminals",
        "crimes of war",
        "ethnically cleansed",
        "ethnic-cleansing",
        "the cleansing of an ethnic group",
        "criminels de guerre",
        "crime de lèse-humanité",
        "purification ethnique",
        "crímenes de guerra",
        "criminales de guerra",
        "delitos de lesa humanidad",
        "depuración étnica",
        "преступления против человечества",
        "военный преступник",
        "этническое очищение",
        "民族清洗",
        "危害人道罪",
        "反人道罪",
        "战争犯罪",
        "戰犯",
        "危害人類罪",
        "مجرمي حرب",
        "مجرمو الحرب",
        "جرائم حرب",
        "تطهير إثني",
    ],
)
def test_silence_clears_no_text_that_names_a_crime(said: str) -> None:
    assert names_a_crime([f"It may be {said} that we see."])


@pytest.mark.parametrize(
    "said",
    [
        *("Killings of civilians", "crimes", "guerra", "военные", "إبادة الحشرات", "الحرب", "战争", "humanity"),
        *("the International Criminal Court", "the United Nations Office on Drugs and Crime", "toward criminals"),
        *("le Comité international de la Croix-Rouge", "el Ministerio de Guerra", "la Corte Penal Internacional"),
        *("Международный уголовный суд", "Управление по правам человека", "Военное министерство"),
        *("国际刑事法院", "违反人道主义法", "人道主义事务协调厅", "民族事务委员会", "وزارة الحرب", "الشؤون الإنسانية"),
        *("sang de pure origine ethnique", "a cleaner town", "les minorités ethniques", "limpieza de minas"),
    ],
)
def test_what_names_no_crime_can_be_cleared(said: str) -> None:
    assert not names_a_crime([said])


def test_other_words_need_no_second_name() -> None:
    assert not speaks_of_it(["Killings of civilians", "massacre", "массовые убийства", "مجزرة", "屠杀"])


def test_only_what_passed_in_the_wait_is_moved_and_by_no_more_than_the_wait() -> None:
    minutes = partial(timedelta, 0, 0, 0, 0)

    def due(acknowledge: int, decide: int) -> tuple[int, int]:
        first, last = NOW - HOUR + minutes(acknowledge), NOW - HOUR + minutes(decide)
        asked = replace(alert().recipients[0], acknowledge_by=first, decide_by=last)
        (kept,) = rules.in_time(replace(URGENT, recipients=(asked,)), NOW).recipients
        return tuple((each - NOW + HOUR) // minutes(1) for each in (kept.acknowledge_by, kept.decide_by))  # type: ignore[return-value]

    assert due(61, 200) == (61, 200)
    assert due(30, 200) == (90, 200)
    assert due(30, 80) == (90, 90)
    assert due(30, 40) == (90, 100)
    assert due(60, 60) == (120, 120)
    assert due(0, 200) == (0, 200)
    assert rules.in_time(replace(URGENT, life=Life()), NOW + 99 * HOUR) == replace(URGENT, life=Life())


def test_somebody_who_says_no_was_not_silent() -> None:
    refused = replace(URGENT, signatures=(NO,))
    with pytest.raises(Refused, match="withheld their name"):
        single.may_issue_alone(refused, FOCAL, NOW, HOUR)
    with pytest.raises(Refused, match="second signature"):
        rules.may_issue(refused, FOCAL, NOW)
    rules.may_issue(replace(refused, signatures=(NO, replace(NO, withheld=""))), FOCAL, NOW)


def test_whoever_could_not_sign_cannot_withhold_either() -> None:
    single.may_withhold(URGENT, ANALYST)
    with pytest.raises(Usage, match="already"):
        single.may_withhold(replace(URGENT, signatures=(NO,)), ANALYST)
    for who in (DRAFTER, ADDRESSEE):
        with pytest.raises(Refused):
            single.may_withhold(URGENT, who)


def test_what_has_two_names_goes_the_usual_way() -> None:
    with pytest.raises(Usage, match="as usual"):
        single.may_issue_alone(replace(alert(Grade.IMMINENT, signed=(3,)), life=ASKED), FOCAL, NOW, HOUR)
    with pytest.raises(Usage, match="one signature is enough"):
        single.may_issue_alone(replace(alert(Grade.WARNING), life=ASKED), FOCAL, NOW, HOUR)


@pytest.mark.parametrize("kind", [AlertKind.CANCEL, AlertKind.ALL_CLEAR])
def test_to_end_or_lower_an_imminent_alert_takes_two(kind: AlertKind) -> None:
    ending = replace(URGENT, kind=kind, life=replace(ASKED, lowers=True))
    lowered = replace(URGENT, grade=Grade.WATCH, kind=AlertKind.UPDATE, life=replace(ASKED, lowers=True))
    for each in (ending, lowered):
        assert rules.takes_two(each)
        with pytest.raises(Refused, match="always takes two"):
            single.may_issue_alone(each, FOCAL, NOW, HOUR)


def test_the_second_is_asked_for_once_by_whoever_works_on_it() -> None:
    single.may_ask(alert(Grade.IMMINENT), DRAFTER)
    single.may_ask(alert(Grade.IMMINENT), FOCAL)
    with pytest.raises(Usage, match="already"):
        single.may_ask(URGENT, FOCAL)
    with pytest.raises(Usage, match="imminent"):
        single.may_ask(alert(), FOCAL)
    with pytest.raises(Refused):
        single.may_ask(alert(Grade.IMMINENT), ADDRESSEE)


def alone() -> Alert:
    """An alert that Bob issued alone."""
    life = replace(ASKED, single_signature=True, review_by=NOW + single.REVIEW)
    name = Signature(FOCAL.person, "Bob", NOW, "d1", None, True)
    return replace(URGENT, stage=AlertStage.ISSUED, issued_at=NOW, life=life, signatures=(name,))


def test_another_person_reviews_it() -> None:
    single.may_review(alone(), ANALYST)
    for who in (DRAFTER, FOCAL, ADDRESSEE, replace(ANALYST, reads_only=True)):
        with pytest.raises(Refused):
            single.may_review(alone(), who)
    with pytest.raises(Usage, match="already"):
        single.may_review(replace(alone(), life=replace(alone().life, reviewed_at=NOW)), ANALYST)
    with pytest.raises(Usage, match="one signature"):
        single.may_review(replace(alone(), life=Life()), ANALYST)


PEOPLE = st.integers(1, 5)
SIGNATURES = st.lists(
    st.builds(
        lambda person, current, void, no: Signature(
            person, "x", NOW, "d1" if current else "d0", NOW if void else None, False, withheld="No." if no else ""
        ),
        PEOPLE,
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    max_size=4,
)


@given(
    grade=st.sampled_from(Grade),
    said=st.sampled_from(["Columns move.", "genocide"]),
    part=st.sampled_from(["title", "text", "ask", "alternatives", "change_our_mind", "dissent", "reason"]),
    kind=st.sampled_from(AlertKind),
    lowers=st.booleans(),
    drafter=PEOPLE,
    addressee=PEOPLE,
    who=PEOPLE,
    signatures=SIGNATURES,
    asked=st.none() | st.integers(0, 200),
    now=st.integers(0, 200),
)
def test_no_text_goes_out_under_fewer_names_than_it_takes(
    grade: Grade,
    said: str,
    part: str,
    kind: AlertKind,
    lowers: bool,
    drafter: int,
    addressee: int,
    who: int,
    signatures: list[Signature],
    asked: int | None,
    now: int,
) -> None:
    at = NOW + timedelta(minutes=now)
    life = Life(lowers=lowers, second_asked_at=None if asked is None else NOW + timedelta(minutes=asked))
    recipient = Recipient("r", "a", addressee, "x", "Call.", NOW + timedelta(days=1), NOW + timedelta(days=2), None)
    made = replace(
        alert(grade), drafted_by_id=drafter, recipients=(recipient,), signatures=tuple(signatures), kind=kind, life=life
    )
    made = replace(made, **{part: said})  # type: ignore[arg-type]
    viewer = Viewer(who, "x", frozenset({Role.FOCAL_POINT}))
    others = {
        each.person
        for each in signatures
        if each.digest == "d1" and each.voided_at is None and not each.withheld and each.person != who
    }
    if passes(rules.may_issue, made, viewer, at):
        assert who not in {drafter, addressee}
        assert others or not (grade is Grade.IMMINENT or said == "genocide" or lowers)
    if passes(single.may_issue_alone, made, viewer, at, HOUR):
        assert who not in {drafter, addressee}
        assert said != "genocide"
        assert not others
        assert asked is not None
        assert at - (NOW + timedelta(minutes=asked)) >= HOUR
        assert grade is Grade.IMMINENT
        assert not lowers


def passes(rule: object, *given: object) -> bool:
    """Whether the rule lets it pass."""
    try:
        rule(*given)  # type: ignore[operator]
    except UpstanderError:
        return False
    return True


CHANGES = {
    "title": "Other",
    "text": "Other",
    "ask": "Other",
    "alternatives": "A market fire.",
    "change_our_mind": "Other",
    "dissent": "Other",
    "reason": "They moved.",
    "grade": Grade.WATCH,
    "status": Status.TEST,
    "signals": ("s1",),
    "factors": ("RF7",),
    "wording": Wording.NEUTRAL,
    "kind": AlertKind.CANCEL,
    "updates": "a0",
}


@given(st.sets(st.sampled_from(sorted(CHANGES)), min_size=1), st.sets(st.sampled_from(sorted(CHANGES))))
def test_two_texts_share_a_digest_only_if_they_are_the_same(one: set[str], other: set[str]) -> None:
    first, second = (replace(DRAFT, **{name: CHANGES[name] for name in names}) for names in (one, other))  # type: ignore[arg-type]
    assert (rules.digest(first, [address()]) == rules.digest(second, [address()])) is (one == other)


def test_digests_of_before_still_stand() -> None:
    """What was signed before alerts had alternatives, factors and a wording is signed still."""
    assert rules.digest(DRAFT, []) == "8616430e6dd4cb60b8bdd035fe3a614ea86a43decc1cdc9abebfe8282e7935fb"
    assert rules.digest(replace(DRAFT, wording=Wording.R2P), []) == rules.digest(DRAFT, [])
