"""A process that takes alerts from draft to close on a prepared desk. Within each deed it is killed, killed again, and
then two do it at once. Every row of every table is compared.

What a deed leaves behind is rehearsed first, in a transaction that is given up. Its ids are drawn from a lot of its
own, so that whoever does it writes the very same rows.
"""

import gc
import json
import os
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection, connections, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.jobs.sweeper import HOUR, NIGHTS, killed_at  # noqa: E402
from tests.jobs.test_alert_path import DRAFT  # noqa: E402
from upstander.jobs import alert_life, alerts, decisions, inquiries, ladder, plans, recorded, referrals  # noqa: E402
from upstander.records.alert_life import Verdict  # noqa: E402
from upstander.records.answers import Medium  # noqa: E402
from upstander.records.channels import Channel  # noqa: E402
from upstander.records.desk import Address, Answer, Grade  # noqa: E402
from upstander.records.errors import UpstanderError  # noqa: E402
from upstander.records.people import Viewer  # noqa: E402
from upstander.store.desk import contacts, log  # noqa: E402
from upstander.store.desk.models import Entry, Person, Situation, ThreadStep, shapes  # noqa: E402
from upstander.store.desk.people import viewer_of  # noqa: E402
from upstander.store.desk.threads import thread_of  # noqa: E402

NOW = NIGHTS["autumn"] + 2 * HOUR
URGENT = replace(DRAFT, grade=Grade.IMMINENT)
REFUSED = 3
MOMENTS = 1
"""Kills between two questions of each deed, beside the one just before it is kept."""

Rows = dict[str, Counter[Any]]


class Room:
    """The people of the prepared desk, three drafts, and what each deed has made so far."""

    def __init__(self) -> None:
        self.people = dict(Person.objects.values_list("username", "pk"))
        self.place = Situation.objects.order_by("opened_at")[0].pk
        for name, person in self.people.items():
            contacts.add(person, Channel.EMAIL, f"{name}@example.org", NOW, verified=True)
        self.asked = [Address(self.people["dee"], "Call.", NOW + 4 * HOUR, NOW + 18 * HOUR)]
        self.urgent = alerts.draft(self.place, URGENT, self.asked, who=self.who("ana"), now=NOW)
        self.silent = alerts.draft(self.place, URGENT, self.asked, who=self.who("ana"), now=NOW - 2 * HOUR)
        alert_life.ask(self.silent, who=self.who("ana"), now=NOW - 2 * HOUR)
        self.calm = alerts.draft(self.place, DRAFT, self.asked, who=self.who("ana"), now=NOW)
        self.made: dict[str, Any] = {}

    def who(self, name: str) -> Viewer:
        """A person at this moment."""
        return viewer_of(self.people[name], NOW)

    def as_(self, name: str) -> dict[str, Any]:
        """What every job asks besides."""
        return {"who": self.who(name), "now": NOW}

    @property
    def thread(self) -> str:
        """The cause that the first alert belongs to."""
        return thread_of(alert=self.urgent) or ""


Deed = Callable[[Room], object]

DEEDS: dict[str, Deed] = {
    "ask for a second name": lambda on: alert_life.ask(on.urgent, **on.as_("ana")),
    "sign": lambda on: alerts.sign(on.urgent, **on.as_("abe")),
    "issue": lambda on: alerts.issue(on.urgent, **on.as_("fay")),
    "acknowledge": lambda on: alerts.acknowledge(on.urgent, **on.as_("dee")),
    "refer": lambda on: referrals.refer(on.urgent, on.people["fin"], "It is his.", **on.as_("dee")),
    "accept": lambda on: referrals.accept(on.made["refer"], **on.as_("fin")),
    "need more": lambda on: inquiries.need_more(
        on.urgent, "How many?", on.people["ana"], NOW + HOUR, "To judge.", **on.as_("fin")
    ),
    "answer": lambda on: inquiries.answer(on.made["need more"], "Four trucks.", **on.as_("ana")),
    "decide": lambda on: decisions.decide(on.urgent, Answer.ACT, "We must.", **on.as_("fin")),
    "supersede": lambda on: decisions.supersede(on.made["decide"], Answer.DECLINE, "No.", "Misread.", **on.as_("fin")),
    "conclude": lambda on: plans.conclude(on.thread, "They left.", NOW.date(), "The mission.", **on.as_("abe")),
    "close": lambda on: ladder.close(on.thread, "It has passed.", **on.as_("fay")),
    "issue alone": lambda on: alert_life.issue_alone(on.silent, **on.as_("fay")),
    "review": lambda on: alert_life.review(on.silent, Verdict.UPHELD, "It was right.", **on.as_("abe")),
    "change": lambda on: alerts.change(on.calm, replace(DRAFT, text="They turn back."), on.asked, **on.as_("ana")),
    "issue a calm one": lambda on: alerts.issue(on.calm, **on.as_("fay")),
    "record": lambda on: recorded.record(
        on.calm,
        on.people["dee"],
        Answer.ACT,
        Medium.PAPER,
        NOW,
        "7/b",
        on.people["abe"],
        **on.as_("fay"),
    ),
    "dispute": lambda on: recorded.dispute(on.made["record"], "I gave none.", **on.as_("dee")),
    "cancel": lambda on: alert_life.cancel(on.calm, "A mistake.", **on.as_("ana")),
    "issue the end": lambda on: alerts.issue(on.made["cancel"], **on.as_("fin")),
}
"""In this order. Whoever asks for one once more changes nothing: it is refused, or it was done."""

SAID_AGAIN = {"need more", "conclude", "change"}
"""The same words said twice count once: nobody is refused."""

DRAFTS = {"cancel"}
"""People may write two."""


def drawn(name: str, room: Room) -> object:
    """Do a deed with ids drawn from a lot of its own."""
    vars(shapes)["secrets"] = Random(name)
    return DEEDS[name](room)


def everything() -> Rows:
    """Every row of every table but for keys that the database counts, which a deed that failed may use up."""
    found = {}
    with connection.cursor() as cursor:
        for name, question in QUESTIONS.items():
            cursor.execute(question)
            found[name] = Counter(cursor.fetchall())
    return found


def question(model: type[models.Model]) -> str:
    """What to ask for the rows of a table."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    columns = [STEP if field.related_model is ThreadStep else f'"{field.column}"' for field in fields]
    return f'SELECT {", ".join(columns)} FROM "{model._meta.db_table}"'


STEP = "(SELECT thread_id || step FROM desk_threadstep WHERE id = step_id)"
QUESTIONS = {model.__name__: question(model) for model in apps.get_models(include_auto_created=True)}


def rehearsed(name: str, room: Room) -> tuple[object, Rows, int]:
    """What a deed returns and leaves behind, and how many questions it asks; then it is undone."""
    asked = 0

    def count(execute: Any, sql: str, *given: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(sql, *given)

    with transaction.atomic():
        with connection.execute_wrapper(count):
            made = drawn(name, room)
        after = everything()
        transaction.set_rollback(True)
    return made, after, asked


def fork(name: str, room: Room, dies_at: int | None, starts: int | None = None) -> int:
    """Somebody else's process that does a deed: killed at a question, at 0 before it is kept; waits for its start."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        if starts is not None:
            connection.ensure_connection()
            os.read(starts, 1)
        if dies_at == 0:
            vars(connections["default"])["commit"] = lambda: os.kill(os.getpid(), signal.SIGKILL)
        with connection.execute_wrapper(killed_at(dies_at or 0)):
            drawn(name, room)
        code = 0
    except UpstanderError:
        code = REFUSED
    except BaseException:  # noqa: BLE001  whatever it is, the parent must not go on twice
        traceback.print_exc()
    os._exit(code)


def ended(*children: int) -> list[int]:
    """How each of them ended."""
    return sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


def by_two(name: str, room: Room) -> list[int]:
    """Two do it at the same moment; a draft is written by one, and the other is taken as refused."""
    if name in DRAFTS:
        return [*ended(fork(name, room, None)), REFUSED]
    start, go = os.pipe()
    children = [fork(name, room, None, start) for _ in range(2)]
    os.write(go, b"go")
    return ended(*children)


def again(name: str, room: Room) -> int:
    """How it ends for whoever asks for it once more."""
    try:
        drawn(name, room)
    except UpstanderError:
        return REFUSED
    return 0


def lived(name: str, room: Room, before: Rows, chance: Random) -> Iterator[str]:
    """One deed, killed, killed again, done by two, and asked for once more; whatever goes wrong."""
    room.made[name], after, asked = rehearsed(name, room)
    for moment in (*chance.sample(range(1, asked - 1), MOMENTS), 0):
        connections.close_all()
        if (codes := ended(fork(name, room, moment))) != [-signal.SIGKILL]:
            yield f"{name}, to be killed at {moment} of {asked}: ended with {codes}"
        if tables := differing(before, everything()):
            yield f"{name}, killed at {moment} of {asked}: half of it stands in {tables}"
    connections.close_all()
    second = 0 if name in SAID_AGAIN else REFUSED
    if (codes := by_two(name, room)) != [0, second]:
        yield f"{name}, by two at once: ended with {codes}"
    if name not in DRAFTS and again(name, room) != second:
        yield f"{name}, once more: it is not refused"
    before.update(everything())
    if tables := differing(after, before):
        yield f"{name}, by two at once and once more: not as by one in {tables}"


def differing(one: Rows, other: Rows) -> list[str]:
    """Tables that are not the same."""
    return [name for name in one if one[name] != other[name]]


def main() -> None:
    """Do all of it, and print what went wrong and what the log says of it."""
    vars(timezone)["now"] = lambda: NOW
    gc.freeze()
    began, room = log.root()[0], Room()
    before = everything()
    wrong = [each for name in DEEDS for each in lived(name, room, before, Random(name))]
    log.verify()
    lines = Entry.objects.filter(number__gt=began).order_by("number").values_list("action", flat=True)
    json.dump({"kills": len(DEEDS) * (MOMENTS + 1), "wrong": wrong, "log": list(lines)}, sys.stdout)


if __name__ == "__main__":
    main()
