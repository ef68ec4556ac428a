"""Who knocked at which door, thread by thread."""

from datetime import datetime

from upstander.records.doors import Knock
from upstander.records.people import Viewer
from upstander.store.desk import models, threads


def add_knock(thread: str, mechanism: str, who: Viewer, at: datetime, how: str, reference: str, now: datetime) -> str:
    """Keep a knock; returns its id."""
    row = models.Knock.objects.create(
        thread_id=thread,
        mechanism=mechanism,
        person_id=who.person,
        at=at,
        how=how,
        reference=reference,
        recorded_at=now,
    )
    return row.id


def knocks(viewer: Viewer, thread: str) -> list[Knock]:
    """Knocks about a thread that the viewer may see, oldest first."""
    threads.thread(viewer, thread)
    found = models.Knock.objects.filter(thread=thread).select_related("person").order_by("at", "id")
    return [
        Knock(row.id, row.thread_id, row.mechanism, row.person.name, row.at, row.how, row.reference, row.recorded_at)
        for row in found
    ]
