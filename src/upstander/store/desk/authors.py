"""Who wrote or signed what waits for a decision: the decision is theirs neither to take nor to be called for."""

from collections.abc import Collection, Iterator

from upstander.records.alert_life import ENDS
from upstander.records.desk import AlertStage
from upstander.store.desk import models
from upstander.store.desk.lines import waiting


def authors(threads: Collection[str]) -> dict[str, frozenset[int]]:
    """By thread: who drafted the alert that asks for its decision, or wrote, signed, issued or would not sign its text.

    While none has been issued, the drafts of the thread are that alert.
    """
    found: dict[str, set[int]] = {id: set() for id in threads}
    for thread, person in said_in(found) if found else ():
        found[thread].add(person)
    return {id: frozenset(people) for id, people in found.items()}


def said_in(threads: Collection[str]) -> Iterator[tuple[str, int]]:
    """A thread and somebody whose words or name stand in an alert of it, as often as there are."""
    columns = "pk", "thread", "drafted_by", "written_by"
    asks = list(waiting(*threads).values_list(*columns))
    bare = set(threads).difference(thread for _, thread, *_ in asks)
    drafts = models.Alert.objects.filter(thread__in=bare, stage=AlertStage.DRAFT).exclude(kind__in=ENDS)
    asks += drafts.values_list(*columns)
    where = {alert: thread for alert, thread, *_ in asks}
    yield from ((thread, person) for _, thread, *people in asks for person in people if person)
    signed = models.Signature.objects.filter(alert__in=where, voided_at__isnull=True)
    yield from ((where[alert], person) for alert, person in signed.values_list("alert", "person"))
