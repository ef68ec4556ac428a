"""Who may draft, sign and issue, and what a signature stands under."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.records.desk import (
    Address,
    Alert,
    AlertStage,
    Confidence,
    Draft,
    Grade,
    Recipient,
    Signature,
    Status,
    Tlp,
)
from upstander.records.errors import Refused, Usage
from upstander.records.people import Role, Viewer
from upstander.warn import alerts as rules

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DRAFTER = Viewer(1, "Alice", frozenset({Role.ANALYST, Role.FOCAL_POINT}))
FOCAL = Viewer(2, "Bob", frozenset({Role.FOCAL_POINT}))
ANALYST = Viewer(3, "Carol", frozenset({Role.ANALYST}))
ADDRESSEE = Viewer(4, "Dina", frozenset({Role.DECISION_MAKER, Role.FOCAL_POINT}))

DRAFT = Draft(
    title="Killings are likely",
    text="Columns move on the town.",
    ask="Call the board.",
    grade=Grade.WARNING,
    confidence=Confidence.MEDIUM,
    change_our_mind="The columns turn back.",
)


def address(person: int = 4, hours: int = 4) -> Address:
    return Address(person, "Call the board.", NOW + timedelta(hours=hours), NOW + timedelta(hours=hours + 14))


def alert(grade: Grade = Grade.WARNING, text: str = "Columns move.", signed: tuple[int, ...] = ()) -> Alert:
    recipient = Recipient("r1", "a1", 4, "Dina", "Call.", NOW + timedelta(hours=4), NOW + timedelta(hours=18), None)
    return Alert(
        id="a1",
        situation="s1",
        iso3="SDN",
        situation_title="Darfur",
        stage=AlertStage.DRAFT,
        status=Status.ACTUAL,
        grade=grade,
        tlp=Tlp.AMBER,
        title="Killings are likely",
        text=text,
        ask="Call the board.",
        confidence=Confidence.MEDIUM,
        change_our_mind="They turn back.",
        dissent="",
        drafted_by="Alice",
        drafted_by_id=1,
        drafted_at=NOW,
        issued_by="",
        issued_at=None,
        version=1,
        digest="d1",
        recipients=(recipient,),
        signatures=tuple(Signature(person, "x", NOW, "d1", None, False) for person in signed),
    )


def test_a_focal_point_issues_a_warning_alone() -> None:
    rules.may_issue(alert(), FOCAL, NOW)


def test_an_analyst_issues_nothing() -> None:
    with pytest.raises(Refused, match="focal point"):
        rules.may_issue(alert(), ANALYST, NOW)


def test_the_drafter_neither_signs_nor_issues_even_as_focal_point() -> None:
    with pytest.raises(Refused, match="drafter"):
        rules.may_issue(alert(), DRAFTER, NOW)
    with pytest.raises(Refused, match="drafter"):
        rules.may_sign(alert(), DRAFTER)


def test_whoever_wrote_the_present_text_neither_signs_nor_issues_it() -> None:
    rewritten = replace(alert(), written_by="Bob", written_by_id=FOCAL.person)
    for rule in (lambda: rules.may_issue(rewritten, FOCAL, NOW), lambda: rules.may_sign(rewritten, FOCAL)):
        with pytest.raises(Refused, match="you wrote the present text"):
            rule()
    rules.may_issue(replace(rewritten, written_by_id=ANALYST.person), FOCAL, NOW)


def test_an_addressee_neither_signs_nor_issues() -> None:
    with pytest.raises(Refused, match="addressed to you"):
        rules.may_issue(alert(), ADDRESSEE, NOW)
    with pytest.raises(Refused, match="addressed to you"):
        rules.may_sign(alert(), ADDRESSEE)


def test_an_imminent_alert_waits_for_a_second_name() -> None:
    with pytest.raises(Refused, match="second signature"):
        rules.may_issue(alert(Grade.IMMINENT), FOCAL, NOW)
    rules.may_issue(alert(Grade.IMMINENT, signed=(3,)), FOCAL, NOW)


def test_ones_own_signature_is_not_a_second_one() -> None:
    with pytest.raises(Refused, match="second signature"):
        rules.may_issue(alert(Grade.IMMINENT, signed=(2,)), FOCAL, NOW)


@pytest.mark.parametrize(
    "said", ["A GENOCIDE looms", "un génocide", "геноцида", "发生种族灭绝", "خطر الإبادة الجماعية", "genocidio"]
)
def test_whoever_says_genocide_needs_two_names_at_any_grade(said: str) -> None:
    with pytest.raises(Refused, match="second signature"):
        rules.may_issue(alert(Grade.WATCH, text=said), FOCAL, NOW)


def test_a_signature_under_another_text_does_not_count() -> None:
    signed = alert(Grade.IMMINENT, signed=(3,))
    for other in (
        replace(signed, digest="d2"),
        replace(signed, signatures=(replace(signed.signatures[0], voided_at=NOW),)),
    ):
        with pytest.raises(Refused, match="second signature"):
            rules.may_issue(other, FOCAL, NOW)


def test_nobody_signs_twice() -> None:
    with pytest.raises(Usage, match="already"):
        rules.may_sign(alert(signed=(3,)), ANALYST)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ANALYST, Role.FOCAL_POINT}))
def test_other_roles_sign_nothing(role: Role) -> None:
    with pytest.raises(Refused):
        rules.may_sign(alert(), Viewer(9, "x", frozenset({role})))


def test_an_issued_alert_takes_no_more_signatures() -> None:
    with pytest.raises(Usage, match="draft a new one"):
        rules.may_sign(replace(alert(), stage=AlertStage.ISSUED), ANALYST)


def test_an_alert_that_asks_nobody_is_not_issued() -> None:
    with pytest.raises(Usage, match="must answer"):
        rules.may_issue(replace(alert(), recipients=()), FOCAL, NOW)


def test_an_alert_whose_deadline_passed_as_a_draft_is_not_issued() -> None:
    with pytest.raises(Usage, match="new deadlines"):
        rules.may_issue(alert(), FOCAL, NOW + timedelta(hours=5))


def test_who_only_reads_signs_nothing() -> None:
    with pytest.raises(Refused):
        rules.may_sign(alert(), replace(ANALYST, reads_only=True))
    with pytest.raises(Refused):
        rules.may_draft(replace(ANALYST, reads_only=True))


def test_only_analysts_draft() -> None:
    rules.may_draft(ANALYST)
    with pytest.raises(Refused):
        rules.may_draft(FOCAL)


@pytest.mark.parametrize("field", ["title", "text", "ask", "change_our_mind"])
def test_a_draft_says_what_is_asked_and_what_would_change_our_mind(field: str) -> None:
    with pytest.raises(Usage) as refusal:
        rules.checked(replace(DRAFT, **{field: "  \n "}))
    assert refusal.value.field == field


def test_a_text_that_is_too_long_or_holds_control_characters_is_refused() -> None:
    with pytest.raises(Usage, match="10000"):
        rules.checked(replace(DRAFT, text="x" * 10_001))
    with pytest.raises(Usage, match="cannot be shown"):
        rules.checked(replace(DRAFT, dissent="a\x00b"))


def test_deadlines_lie_ahead_and_in_order() -> None:
    with pytest.raises(Usage, match="still to come"):
        rules.checked_addresses([address(hours=-1)], NOW)
    with pytest.raises(Usage, match="after the one to acknowledge"):
        rules.checked_addresses([replace(address(), decide_by=NOW + timedelta(hours=1))], NOW)
    with pytest.raises(Usage, match="earlier time"):
        rules.checked_addresses([replace(address(), decide_by=datetime(9000, 1, 1, tzinfo=UTC))], NOW)


def test_nobody_is_addressed_twice_and_not_everybody_at_once() -> None:
    with pytest.raises(Usage, match="once"):
        rules.checked_addresses([address(), address()], NOW)
    with pytest.raises(Usage, match="50 people"):
        rules.checked_addresses([address(person) for person in range(51)], NOW)


def test_an_exercise_and_the_real_thing_never_mix() -> None:
    rules.same_reality(replace(DRAFT, status=Status.TEST), Status.ACTUAL)
    for said, situation in ((Status.EXERCISE, Status.ACTUAL), (Status.ACTUAL, Status.EXERCISE)):
        with pytest.raises(Usage, match="status of its situation"):
            rules.same_reality(replace(DRAFT, status=said), situation)


@given(st.sampled_from(["title", "text", "ask", "change_our_mind", "dissent"]), st.text(min_size=1, max_size=20))
def test_any_changed_word_changes_what_is_signed(field: str, said: str) -> None:
    changed = replace(DRAFT, **{field: said})
    same = getattr(DRAFT, field) == said
    assert (rules.digest(changed, [address()]) == rules.digest(DRAFT, [address()])) is same


def test_what_is_asked_of_whom_by_when_is_signed_too() -> None:
    digests = {
        rules.digest(DRAFT, asked)
        for asked in ([], [address()], [address(5)], [address(hours=5)], [replace(address(), asked="Other.")])
    }
    assert len(digests) == 5
    assert rules.digest(DRAFT, [address(4), address(5)]) == rules.digest(DRAFT, [address(5), address(4)])
