"""Lines of alerts: an issued alert, its updates, and the cancellation or all-clear that ends it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from upstander.records import desk
from upstander.records.alert_life import ENDS, AlertKind, Life, Related, Verdict
from upstander.records.answers import AnswerRules
from upstander.records.people import Role, Viewer
from upstander.store.desk import answer_rules, models, rows, sight
from upstander.store.desk.threads import DECIDED

Kin = Mapping[str, Sequence[tuple[int, Related]]]
"""By line: the issued alerts in it with their turns, the first one first."""


def full(found: QuerySet[models.Alert]) -> QuerySet[models.Alert]:
    """With all that a record needs, in a fixed number of queries."""
    return found.select_related(
        "situation", "drafted_by", "written_by", "issued_by", "updates", "second_asked_by", "reviewed_by"
    ).prefetch_related(
        "signals__by",
        "signals__closed_by",
        "signatures__person",
        "recipients__person",
        "recipients__off_by",
        "recipients__decisions__person",
        "recipients__decisions__recorded_by",
        "recipients__decisions__superseded_by",
        "recipients__decisions__recipient",
    )


def kin(found: Iterable[models.Alert], open_to: QuerySet[models.Alert]) -> Kin:
    """The issued alerts of these alerts' lines, as far as they are open."""
    lines = {row.line for row in found}
    issued = open_to.filter(line__in=lines, stage=desk.AlertStage.ISSUED) if lines else open_to.none()
    kept: dict[str, list[tuple[int, Related]]] = {}
    for row in issued.order_by("line", "turn").prefetch_related("recipients"):
        if row.issued_at is not None:
            asked = frozenset(each.person_id for each in row.recipients.all())
            relation = Related(row.id, AlertKind(row.kind), row.version, row.issued_at, asked)
            kept.setdefault(row.line, []).append((row.turn, relation))
    return kept


def life(row: models.Alert, known: Kin) -> Life:
    """What happened around the text of an alert."""
    line = known.get(row.line, ())
    return Life(
        line=row.line,
        before=tuple(each for turn, each in line if turn < row.turn),
        after=tuple(each for turn, each in line if turn > row.turn),
        lowers=lowers(row),
        second_asked_at=row.second_asked_at,
        second_asked_by=row.second_asked_by.name if row.second_asked_by else "",
        single_signature=row.single_signature,
        deadlines_moved=row.deadlines_moved,
        review_by=row.review_by,
        reviewed_at=row.reviewed_at,
        reviewed_by=row.reviewed_by.name if row.reviewed_by else "",
        verdict=Verdict(row.verdict) if row.verdict else None,
        verdict_reason=row.verdict_reason,
    )


def whole_line(id: str) -> tuple[Related, ...]:
    """Everything that was issued in an alert's line before it: ids, versions and times, for a message to name."""
    row = models.Alert.objects.get(pk=id)
    return life(row, kin([row], models.Alert.objects.all())).before


def lowers(row: models.Alert) -> bool:
    """Whether it ends an imminent alert, or gives it a lower grade."""
    if row.updates is None or row.updates.grade != desk.Grade.IMMINENT:
        return False
    return AlertKind(row.kind) in ENDS or desk.Grade(row.grade) is not desk.Grade.IMMINENT


def records(found: QuerySet[models.Alert], open_to: QuerySet[models.Alert]) -> list[desk.Alert]:
    """Rows as records, each with its line."""
    kept = [] if found.query.is_empty() else list(full(found))
    known = kin(kept, open_to)
    return [rows.alert(row, life(row, known)) for row in kept]


def readable(found: desk.Alert, viewer: Viewer, kept: AnswerRules | None = None) -> desk.Alert:
    """The alert as this viewer may have it: an addressee reads the issued text, not what people said of earlier ones,
    and everybody of the answers what their class allows.
    """
    found = answers_opened(found, viewer, kept)
    if found.situation in sight.granted(viewer):
        return found
    heard = tuple(each for each in found.signatures if not (each.withheld and each.voided_at))
    return replace(found, signatures=heard)


def answers_opened(found: desk.Alert, viewer: Viewer, kept: AnswerRules | None) -> desk.Alert:
    """The alert with as much of each answer as this viewer may have."""
    if not any(each.decisions for each in (*found.recipients, *found.taken_off)):
        return found
    rules = kept or answer_rules.rules()

    def opened(one: desk.Recipient) -> desk.Recipient:
        made = (answer_rules.opened(each, viewer, found.situation, rules) for each in one.decisions)
        return replace(one, decisions=tuple(made))

    return replace(
        found, recipients=tuple(map(opened, found.recipients)), taken_off=tuple(map(opened, found.taken_off))
    )


def later(mine: Q, line: OuterRef, turn: OuterRef) -> QuerySet[models.Alert]:
    """Issued alerts further on in a line that end it or ask the same person."""
    issued = models.Alert.objects.filter(line=line, turn__gt=turn, stage=desk.AlertStage.ISSUED)
    return issued.filter(Q(kind__in=ENDS) | mine)


def pending(found: QuerySet[models.Recipient]) -> QuerySet[models.Recipient]:
    """Addressees in whose alert's place nothing later stands for them, and whom nobody has taken off it."""
    newer = later(Q(recipients__person=OuterRef("person")), OuterRef("alert__line"), OuterRef("alert__turn"))
    return found.filter(off_at__isnull=True).exclude(Exists(newer))


def newest(who: Viewer, line: str) -> str | None:
    """The issued alert that stands at the end of a line, held until the transaction ends."""
    mine = sight.situations(who).values("pk")
    held = models.Alert.objects.select_for_update().filter(line=line, stage=desk.AlertStage.ISSUED, situation__in=mine)
    return max(((row.turn, row.id) for row in held), default=(0, None))[1]


def asked_in(who: Viewer, line: str) -> list[int]:
    """Everybody whom an issued alert of the line asked."""
    mine = sight.situations(who).values("pk")
    found = models.Recipient.objects.filter(
        alert__line=line, alert__stage=desk.AlertStage.ISSUED, alert__situation__in=mine, person__is_active=True
    ).filter(off_at__isnull=True)
    return list(found.order_by("person").values_list("person", flat=True).distinct())


def signers(situation: str, roles: Iterable[Role], now: datetime) -> list[int]:
    """Who sees a situation now and holds one of these roles."""
    live = Q(grants__situation=situation, grants__revoked_at__isnull=True, grants__expires_at__gt=now)
    held = models.RoleHeld.objects.filter(role__in=list(roles), until__isnull=True)
    found = models.Person.objects.filter(live | Q(owned=situation), is_active=True, pk__in=held.values("person_id"))
    return list(found.order_by("pk").values_list("pk", flat=True).distinct())


def standing(thread: str) -> list[str]:
    """Issued alerts of a thread that nothing has updated or ended."""
    found = models.Alert.objects.filter(thread=thread, stage=desk.AlertStage.ISSUED).exclude(kind__in=ENDS)
    ended = models.Alert.objects.filter(line=OuterRef("line"), turn__gt=OuterRef("turn"), stage=desk.AlertStage.ISSUED)
    return list(found.exclude(Exists(ended)).values_list("id", flat=True))


def unanswered(thread: str) -> bool:
    """Whether an issued alert of the thread waits for its first answer."""
    return waiting(thread).exists()


def waiting(*threads: str) -> QuerySet[models.Alert]:
    """Issued alerts of these threads that ask somebody for an answer, and that nobody has decided on.

    What a later alert of the line has replaced asks nothing, nor what ends a line.
    """
    decided = models.Alert.objects.filter(DECIDED).values("pk")
    asked = pending(models.Recipient.objects.filter(alert__thread__in=threads)).exclude(alert__kind__in=ENDS)
    found = models.Alert.objects.filter(
        thread__in=threads, stage=desk.AlertStage.ISSUED, pk__in=asked.values("alert_id")
    )
    return found.exclude(pk__in=decided)


def carry_over(before: str, after: str) -> None:
    """Put what waits for an answer on another thread."""
    models.Alert.objects.filter(pk__in=list(waiting(before).values_list("pk", flat=True))).update(thread=after)


def to_review(viewer: Viewer) -> list[desk.Alert]:
    """Alerts of the viewer's situations that went out under one signature and still ask for something: a review, or
    the update or cancellation that the review asked for."""
    base = models.Alert.objects.filter(stage=desk.AlertStage.ISSUED, single_signature=True)
    followed = models.Alert.objects.filter(updates=OuterRef("pk"), stage=desk.AlertStage.ISSUED)
    owing = Q(reviewed_at__isnull=True) | Q(verdict__in=(Verdict.CORRECTED, Verdict.CANCELLED))
    found = base.filter(owing).exclude(Exists(followed), reviewed_at__isnull=False)
    mine = [row.pk for row in found.only("pk", "situation") if row.situation_id in sight.granted(viewer)]
    if not mine:
        return []
    kept = records(models.Alert.objects.filter(pk__in=mine).order_by(F("review_by")), sight.alerts(viewer))
    return [readable(each, viewer) for each in kept]
