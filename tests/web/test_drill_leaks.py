"""What a drill must not let slip, at every address there is: what is known later, and itself where things are real."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.api.test_permissions import OPERATIONS
from tests.conftest import Cast
from tests.web import test_permissions as known
from tests.web.world import World
from upstander.jobs import alerts, contacts, drills, inquiries
from upstander.jobs.library import library
from upstander.learn import cases
from upstander.learn import drills as rules
from upstander.records.cases import Case, Inject
from upstander.records.channels import Feed
from upstander.records.desk import Address, Confidence, Draft, Grade, Status
from upstander.records.drills import Part
from upstander.records.people import MACHINE, Viewer
from upstander.store.desk import drills as store
from upstander.store.desk import reads
from upstander.store.desk.models import Delivery
from upstander.store.desk.people import viewer_of
from upstander.store.desk.threads import thread_of
from upstander.store.lake import Lake
from upstander.web.middleware import PLAYED

PLAYED_ON = "guinea-2009"
"""A case that the desk's own books name elsewhere."""

TITLE = "Drilled: guards near the stadium"
CHANGES = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@dataclass
class Stage:
    """A drill that runs and waits for an answer, on a desk where real things lie."""

    world: World
    drill: str
    seats: Mapping[Part, int]
    case: Case
    now: datetime
    inquiry: str = ""
    alert: str = ""

    def player(self, part: Part) -> Viewer:
        """Who plays a part."""
        return viewer_of(self.seats[part], self.now)


def gone_through(client: Client, paths: Iterable[str]) -> dict[str, str]:
    """What each address answers, its code before it."""
    found = {}
    for path in paths:
        answer = client.get(path)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        found[path] = f"{answer.status_code} {CHANGES.sub('', html.unescape(text.decode('utf-8', 'replace')))}"
    return found


def pages(world: World) -> Iterator[str]:
    """Every page about a world, and as a table where it is one."""
    for name in known.routes():
        if known.GET[name] is known.POST_ONLY or name == "account_logout":
            continue
        path = known.address(name, world)
        yield path
    yield from ("/alerts/?list=exercise", "/alerts/?format=csv", "/situations/?format=csv", "/log/?format=csv")


def operations(ids: Mapping[str, str]) -> Iterator[str]:
    """Every address of the interface that is asked with GET, about these things."""
    for method, path in sorted(OPERATIONS):
        if method == "GET":
            room = path.split("/")[2]
            yield path.replace("{id}", ids.get(room, "a" * 12)).replace("{iso3}", "GIN").replace("{name}", "first")


def told_later(case: Case, shown: int) -> list[str]:
    """What nobody may read before the drill's clock has reached it."""
    later: list[Inject] = [*case.injects[shown:], *case.debrief]
    sources = {each.source for each in (*case.injects, *case.debrief) if len(each.source) > len("A short source")}
    points = [str(point["decision"]) for point in case.turning_points]
    asks = [row.ask for row in case.expected]
    figures = [str(row["what"]) for row in case.toll]
    ids = [each.id for each in (*case.injects, *case.debrief)]
    said = [case.id, case.name, case.lesson, case.should_have, "28 Oct"]
    return [*(each.text for each in later), *sources, *points, *asks, *figures, *ids, *said]


def alert_of(stage: Stage) -> str:
    """An alert on what is known so far, issued under two names."""
    now, analyst = stage.now, stage.player(Part.ANALYST)
    place = store.on_this_host(stage.drill).situation
    heard = tuple(each.id for each in reads.signals(analyst, place)[0])
    ways = Grade.IMMINENT, Confidence.LOW, "Quiet."
    text = Draft(TITLE, "Two reports.", "Call both.", *ways, status=Status.EXERCISE, signals=heard)
    asked = [Address(stage.seats[Part.DECISION_MAKER], "Call.", now + timedelta(minutes=2), now + timedelta(minutes=9))]
    alert = alerts.draft(place, text, asked, who=analyst, now=now)
    alerts.sign(alert, who=stage.player(Part.SECOND_READER), now=now)
    alerts.issue(alert, who=stage.player(Part.DESK_HEAD), now=now)
    return alert


def played(world: World, lake: Lake, begins: datetime) -> Stage:
    """Alice plays the analyst; the room has warned, and asks for more."""
    seated = {Part.ANALYST: world.cast.people["alice"]}
    drill = drills.open_drill(lake, PLAYED_ON, who=MACHINE, now=begins, seated=seated).id
    drills.start(drill, who=MACHINE, now=begins)
    case, found = cases.read(library(), PLAYED_ON), store.on_this_host(drill)
    now = begins + 2.5 * rules.pace(case, found.minutes).share
    drills.deliver(drill, now)
    stage = Stage(world, drill, {seat.part: seat.person for seat in found.seats}, case, now)
    stage.alert = alert_of(stage)
    analyst, decider = stage.seats[Part.ANALYST], stage.player(Part.DECISION_MAKER)
    due = now + timedelta(minutes=5)
    stage.inquiry = inquiries.need_more(
        stage.alert, "Who leads them?", analyst, due, "It decides.", who=decider, now=now
    )
    return stage


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch, three_states: None) -> Callable[[datetime], None]:
    """Let it be another moment for the pages."""
    return lambda now: monkeypatch.setattr(timezone, "now", lambda: now)


REAL = (
    "/alerts/", "/alerts/?format=csv", "/situations/?format=csv", "/clocks/", "/scorecards/", "/watchlist/",
    "/plans/?format=csv", "/api/alerts", "/api/signals", "/api/situations", "/api/actions", "/api/waiting",
    "/api/scorecards", "/api/decisions", "/api/messages", "/api/promises", "/api/outcomes", "/api/lessons",
)  # fmt: skip
"""Where only real things are, for those who play as well."""

BESIDE = ("/waiting/", "/ladder/", "/situations/", "/situations/GIN/", "/plans/", "/drills/", "/alerts/?list=exercise",
          "/records/", "/api/notices", "/api/people", "/api/drills")  # fmt: skip
"""Where exercises stand beside them, for whoever plays."""


@pytest.fixture
def stage(world: World, lake: Lake, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Stage:
    made = played(world, lake, now)
    monkeypatch.setattr(known, "drill_of", lambda _: made.drill)
    return made


def test_no_seat_reads_what_is_known_later_and_the_outsider_reads_nothing(
    stage: Stage, as_: Callable[[Viewer], Client], at_once: Callable[[datetime], None]
) -> None:
    place, viewer = store.on_this_host(stage.drill).situation, stage.player(Part.ANALYST)
    thread, signal = thread_of(alert=stage.alert) or "", reads.signals(viewer, place)[0][0].id
    asked = dict.fromkeys(set(known.ABOUT_ANSWERS.values()), stage.inquiry)
    ours = replace(stage.world, situation=place, issued=stage.alert, thread=thread, signal=signal, answers=asked)
    ids = {"situations": place, "alerts": stage.alert, "drills": stage.drill, "inquiries": stage.inquiry}
    paths = [path.replace("/SDN/", "/GIN/") for path in (*pages(ours), *operations(ids))]
    later = told_later(stage.case, len(store.arrived(place)))
    for part in Part:
        client = as_(stage.player(part))
        at_once(stage.now)
        cache.clear()
        open_ = [path for path in paths if PLAYED.match(path)] if stage.player(part).exercise else paths
        for path, text in gone_through(client, open_).items():
            assert [secret for secret in later if secret in text] == [], (part, path)
            traces = (TITLE, stage.case.play_title, place, stage.case.injects[0].text) if part is Part.OUTSIDER else ()
            assert [trace for trace in traces if trace in text] == [], path


def test_what_is_real_is_as_it_was_for_who_does_not_play_and_holds_no_exercise_for_who_does(
    world: World,
    cast: Cast,
    lake: Lake,
    now: datetime,
    as_: Callable[[Viewer], Client],
    at_once: Callable[[datetime], None],
) -> None:
    bob, later = as_(cast.viewer("bob")), now + timedelta(minutes=9)
    at_once(later)
    before = gone_through(bob, (*REAL, *BESIDE))
    stage = played(world, lake, now)
    assert stage.now < later
    assert gone_through(bob, (*REAL, *BESIDE)) == before
    alice, place = as_(cast.viewer("alice")), store.on_this_host(stage.drill).situation
    at_once(later)
    secrets = {feed: contacts.open_feed(feed, who=cast.viewer("alice"), now=now) for feed in Feed}
    paths = [*REAL, f"/feeds/{secrets[Feed.ATOM]}/waiting.atom", f"/feeds/{secrets[Feed.CALENDAR]}/deadlines.ics"]
    for path, text in gone_through(alice, paths).items():
        assert text.startswith("200"), path
        assert [trace for trace in (TITLE, place, stage.alert, stage.drill) if trace in text] == [], path
    assert Delivery.objects.count() == 0
