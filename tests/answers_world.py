"""Something of everything between an alert and its decision, for the matrices of who may see and do it."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.serializers.json import DjangoJSONEncoder

from tests.conftest import Cast
from upstander.jobs import alerts, clearances, erasure, inquiries, recorded, referrals
from upstander.records.answers import Medium
from upstander.records.desk import Address, Answer, Draft
from upstander.store.desk import dissents, portable

HOUR = timedelta(hours=1)


def answered(
    cast: Cast, issued: str, text: Draft, now: datetime, words: str = "In other words.", to: int = 0
) -> dict[str, str]:
    """Ids by what they are, around an alert that asks Dina: she refers it to Charlie and asks him something first;
    or she refers it to somebody else, and asks Bob.

    A second alert has an answer that Bob recorded and Alice witnessed; a draft of Alice's waits for Bob's clearance.
    """
    alice, bob, dina = (cast.viewer(name, now) for name in ("alice", "bob", "dina"))
    to, of = to or cast.people["charlie"], cast.people["bob"] if to else cast.people["charlie"]
    asked = [Address(dina.person, words, now + 4 * HOUR, now + 18 * HOUR)]
    referral = referrals.refer(issued, to, words, who=dina, now=now)
    inquiry = inquiries.need_more(issued, words, of, now + HOUR, words, who=dina, now=now)
    dissent = dissents.add(issued, words, "", now, now + HOUR)
    second = alerts.draft(cast.situation, text, asked, who=alice, now=now)
    alerts.issue(second, who=bob, now=now)
    kind = (dina.person, Answer.ACT, Medium.PAPER)
    made = recorded.record(second, *kind, now, words, alice.person, who=bob, now=now)
    draft = alerts.draft(cast.situation, text, asked, who=alice, now=now)
    clearance = clearances.ask(draft, [bob.person], words, now + HOUR, who=alice, now=now)
    order = erasure.order(f"decision:{made}", words, who=bob, now=now)
    ids = {"referral": referral, "inquiry": inquiry, "dissent": dissent, "recorded": made, "second": second}
    return ids | {"clearance": clearance, "cleared": draft, "erasure": order}


def lines() -> Iterator[str]:
    """Every row of every table, as a backup would write it."""
    for model in portable.tables(portable.as_applied()):
        for row in model._default_manager.all():
            yield json.dumps(portable.written(row), cls=DjangoJSONEncoder, ensure_ascii=False)
