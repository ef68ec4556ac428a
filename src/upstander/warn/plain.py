"""An issued alert as plain text, for paper, telephone or another system. Pure."""

from collections.abc import Iterator
from datetime import datetime

from upstander.lib.text import Sentence, mark
from upstander.records.alert_life import AlertKind, Verdict
from upstander.records.desk import Alert, AlertStage, Recipient, Signal, Status
from upstander.records.errors import Usage

KINDS = {
    AlertKind.ALERT: mark("ALERT"),
    AlertKind.UPDATE: mark("UPDATE"),
    AlertKind.CANCEL: mark("CANCELLED"),
    AlertKind.ALL_CLEAR: mark("ALL CLEAR"),
}
UNREAL = mark("%(status)s: nothing in this text is real.")
HEAD = mark("%(kind)s, %(grade)s, TLP:%(tlp)s")
ISSUED = mark("Issued by %(name)s on %(at)s. Alert %(id)s, version %(version)s.")
EARLIER = mark("It takes the place of %(ids)s.")
SINGLE = mark("Issued under one signature. The second was asked for on %(asked)s and did not come.")
MOVED = mark("Deadlines that passed while a second signature was waited for were moved by the time waited.")
REVIEW_DUE = mark("Another person reviews it by %(by)s.")
REVIEWED = mark("Reviewed by %(name)s on %(at)s: %(verdict)s. %(reason)s")
VERDICTS = {
    Verdict.UPHELD: mark("it stands"),
    Verdict.CORRECTED: mark("it needs an update"),
    Verdict.CANCELLED: mark("it must be cancelled"),
}
WHY = mark("Why it changes: %(text)s")
SEE = mark("What we see: %(text)s")
ASK = mark("What we ask: %(text)s")
DUTY = mark("%(name)s must decide by %(by)s: %(asked)s")
NOTES = mark("%(name)s takes note: %(asked)s")
EVIDENCE = mark("Evidence: %(title)s. Source: %(source)s. Of %(of)s, known %(known)s.")
UNDATED = mark("Evidence: %(title)s. Source: %(source)s. Known %(known)s.")
CONFIDENCE = mark("How sure we are: %(level)s.")
FACTORS = mark("Risk factors of the United Nations Framework of Analysis: %(ids)s.")
ELSE = mark("What else could explain it: %(text)s")
MIND = mark("What would change our mind: %(text)s")
DISSENT = mark("Dissent: %(text)s")


def message(alert: Alert, *, place: str) -> tuple[Sentence, ...]:
    """The alert, a sentence to a line; Usage for a draft, which is nobody's alert."""
    if alert.stage is not AlertStage.ISSUED or alert.issued_at is None:
        raise Usage("Issue the alert first: a draft is not sent.")
    return (*head(alert, place, alert.issued_at), *signatures(alert), *body(alert), *doubts(alert))


def line(template: str, **values: object) -> Sentence:
    """One sentence."""
    return Sentence(template, values)


def day(at: datetime) -> str:
    """A moment to the minute, in UTC."""
    return f"{at:%Y-%m-%d %H:%M}Z"


def head(alert: Alert, place: str, issued: datetime) -> Iterator[Sentence]:
    """Whether it is real, what it is, of which place, by whom."""
    if alert.status is not Status.ACTUAL:
        yield line(UNREAL, status=str(alert.status).upper())
    yield line(HEAD, kind=Sentence(KINDS[alert.kind]), grade=str(alert.grade), tlp=str(alert.tlp))
    yield line("%(place)s, %(of)s: %(title)s", place=place, of=alert.situation_title, title=alert.title)
    yield line(ISSUED, name=alert.issued_by, at=day(issued), id=alert.id, version=alert.version)
    if alert.life.before:
        yield line(EARLIER, ids=", ".join(each.id for each in alert.life.before))


def signatures(alert: Alert) -> Iterator[Sentence]:
    """That it went out under one signature, and what was made of it since."""
    life = alert.life
    if life.deadlines_moved:
        yield line(MOVED)
    if not life.single_signature:
        return
    yield line(SINGLE, asked=day(life.second_asked_at) if life.second_asked_at else "?")
    if life.reviewed_at is not None and life.verdict is not None:
        verdict = Sentence(VERDICTS[life.verdict])
        yield line(
            REVIEWED, name=life.reviewed_by, at=day(life.reviewed_at), verdict=verdict, reason=life.verdict_reason
        )
    elif life.review_by is not None:
        yield line(REVIEW_DUE, by=day(life.review_by))


def body(alert: Alert) -> Iterator[Sentence]:
    """What changed, what is seen, what is asked of whom by when, on which evidence."""
    if alert.reason:
        yield line(WHY, text=alert.reason)
    yield line(SEE, text=alert.text)
    yield line(ASK, text=alert.ask)
    yield from map(duty, alert.recipients)
    yield from map(evidence, alert.signals)


def duty(recipient: Recipient) -> Sentence:
    """What one addressee must do by when."""
    if recipient.notes_only:
        return line(NOTES, name=recipient.name, asked=recipient.asked)
    return line(DUTY, name=recipient.name, asked=recipient.asked, by=day(recipient.decide_by))


def evidence(signal: Signal) -> Sentence:
    """One signal with its source and its dates; what a machine says comes with its ranges and reasons."""
    source = ", ".join(each for each in (signal.source, signal.vintage) if each) or str(signal.kind)
    known, title = f"{signal.known_at:%Y-%m-%d}", " ".join([signal.title, *signal.text.splitlines()])
    title = title.removesuffix(".") if signal.sentences else signal.title
    if signal.occurred_at is None:
        return line(UNDATED, title=title, source=source, known=known)
    return line(EVIDENCE, title=title, source=source, of=f"{signal.occurred_at:%Y-%m-%d}", known=known)


def doubts(alert: Alert) -> Iterator[Sentence]:
    """How sure we are, what else it could be, what would change our mind, and who disagrees."""
    yield line(CONFIDENCE, level=str(alert.confidence))
    for template, text in ((ELSE, alert.alternatives), (MIND, alert.change_our_mind), (DISSENT, alert.dissent)):
        if text:
            yield line(template, text=text)
    if alert.factors:
        yield line(FACTORS, ids=", ".join(alert.factors))
