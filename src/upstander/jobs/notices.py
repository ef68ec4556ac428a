"""Tell people something in the transaction of the change: both happen, or neither."""

from datetime import datetime

from upstander.lib.text import Sentence
from upstander.records.channels import Notice
from upstander.records.desk import Status
from upstander.store.desk import outbox


def tell(
    person: int,
    what: Sentence,
    path: str,
    situation: str,
    *,
    key: str,
    status: Status,
    now: datetime,
    due: datetime | None = None,
    digest: bool = False,
) -> None:
    """Tell a person once per `key` that something waits at `path`, by every way out that they have.

    Call it inside the job that makes the change. Exercises and tests are told to nobody outside: their inbox shows
    them. `digest`: not worth an interruption, a line of the daily summary.
    """
    outbox.add([Notice(person, what, path, situation, key, status, now, due, digest)])
