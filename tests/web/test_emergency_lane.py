"""The emergency lane on a thread's page: a button for the second person, never for the first, and a reason to close."""

from collections.abc import Callable
from functools import partial

from django.test import Client
from django.utils import timezone

from tests.threads import open_thread
from upstander.jobs import ladder
from upstander.records.desk import Grade
from upstander.records.ladder import Lane
from upstander.records.people import Viewer
from upstander.store.desk import reads as desk

As = Callable[[Viewer], Client]


def test_the_second_person_opens_the_lane_and_whoever_closes_it_says_why(
    situation: str, alice: Viewer, bob: Viewer, as_: As
) -> None:
    heard = partial(open_thread, situation, "Columns", who=alice, now=timezone.now(), key="columns")
    id = heard()
    ladder.grade(id, Grade.WARNING, who=alice, now=timezone.now())
    heard(imminent=True)
    page = as_(alice).get(f"/ladder/{id}/").content.decode()
    assert "Alice said that it is imminent." in page
    assert "You asked for the emergency lane." in page
    assert f"/ladder/{id}/open-lane" not in page
    assert "It takes a second one to open the emergency lane." in as_(bob).get(f"/ladder/{id}/").content.decode()
    assert "One person says that this is imminent" in as_(bob).get("/waiting/").content.decode()
    assert as_(bob).get(f"/ladder/{id}/open-lane").status_code == 405
    as_(bob).post(f"/ladder/{id}/open-lane")
    assert desk.thread(bob, id).lane is Lane.EMERGENCY
    assert as_(bob).post(f"/ladder/{id}/close-lane", {"reason": ""}).status_code == 400
    as_(bob).post(f"/ladder/{id}/close-lane", {"reason": "They turned back."})
    assert desk.thread(bob, id).lane is Lane.NORMAL
    assert "They turned back." in as_(alice).get(f"/ladder/{id}/").content.decode()
