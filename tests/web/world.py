"""What lies on the desk in tests of the pages: something of everything."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from tests.conftest import NOW, Cast
from tests.unowned import rung_openly
from upstander.jobs import alerts, authorities, duty, signals, situations, triggers
from upstander.lib.dates import Month
from upstander.lib.text import Sentence
from upstander.records.desk import Address, Confidence, Draft, Grade, Phase, Status
from upstander.records.forecasts import Driver, Forecast, Question, WatchlistRow
from upstander.records.people import Role
from upstander.records.roster import Purpose
from upstander.store.desk import reads
from upstander.store.desk.threads import thread_of
from upstander.store.lake import Lake

CAST = ("alice", "bob", "dina", "charlie", "otto", "ada")
PASSWORD = "four words nobody guesses"


@dataclass(frozen=True)
class World:
    """What there is to see: ids by what they are."""

    cast: Cast
    situation: str
    signal: str
    issued: str
    draft: str
    exercise: str
    grant: str
    decision: str = "a" * 12
    thread: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    shift: str = ""
    silence: str = ""
    rung: str = ""
    hours: str = ""
    authority: str = ""

    def path_values(self, **more: object) -> dict[str, object]:
        """Values for the places of any address."""
        return {
            "iso3": "SDN",
            "id": self.situation,
            "grant": self.grant,
            "decision": self.decision,
            "token": "no",
            "secret": "no",
            "feed": "feed",
            "verb": "mark-imminent",
            "name": "first-killings",
            "version": 0,
            "suspicion": "b" * 12,
            "exemption": "b" * 12,
        } | more


def words(title: str, status: Status = Status.ACTUAL, signal: str = "", grade: Grade = Grade.WARNING) -> Draft:
    """An alert's words."""
    return Draft(
        title=title,
        text="What we see.",
        ask="Call the board together.",
        grade=grade,
        confidence=Confidence.MEDIUM,
        change_our_mind="Three quiet weeks.",
        dissent="One of us disagrees.",
        status=status,
        signals=(signal,) if signal else (),
    )


def furnished(cast: Cast, lake: Lake) -> World:
    """A signal, an issued alert addressed to Dina, a draft, and an exercise."""
    alice, bob = cast.viewer("alice"), cast.viewer("bob")
    before = NOW - timedelta(hours=1)
    signal = signals.report(cast.situation, "Columns", "Thirty vehicles.", who=alice, now=before, source="Radio")
    asked = [Address(cast.people["dina"], "Convene.", NOW + timedelta(hours=3), NOW + timedelta(days=1))]
    issued = alerts.draft(cast.situation, words("Issued", signal=signal), asked, who=alice, now=before)
    alerts.issue(issued, who=bob, now=before)
    draft = alerts.draft(cast.situation, words("Draft"), asked, who=alice, now=before)
    drill = situations.open_situation(
        lake, "MLI", "Two rivers", Phase.LATENT, "Training.", who=alice, now=before, status=Status.EXERCISE
    )
    alice = cast.viewer("alice")
    exercise = alerts.draft(drill, words("Drill", Status.EXERCISE), asked, who=alice, now=before)
    grant = reads.grants(alice, cast.situation)[0].id
    thread = thread_of(alert=draft) or ""
    shift = duty.put_on(cast.people["alice"], Role.ANALYST, NOW, NOW + timedelta(days=1), who=bob, now=before)
    silence = triggers.suppress("surprise", "Counted anew.", NOW + timedelta(days=1), who=bob, now=before)
    worked = time(8), time(16), "Africa/Khartoum"
    hours = duty.add_hours(cast.people["alice"], Role.ANALYST, range(5), *worked, who=bob, now=before)
    terms = Purpose.LANE, "Decree 5", "The minister", cast.people["alice"], [Grade.IMMINENT], "That it waits."
    authority = authorities.record(*terms, NOW, NOW + timedelta(days=9), who=bob, now=before)
    ids = {"thread": thread, "shift": shift, "silence": silence, "hours": hours, "authority": authority}
    ids["rung"] = rung_openly(before)
    return World(cast, cast.situation, signal, issued, draft, exercise, grant, **ids)


def forecast(iso3: str, probability: float) -> Forecast:
    """A forecast with four reasons that add up to 0.5 log-odds."""
    drivers = tuple(
        Driver(key, Sentence("%(n)s killed in 12 months", {"n": number}), float(number), odds, "UCDP", "26.1")
        for key, number, odds in (("a", 61330, 1.25), ("b", 3544, -0.5), ("c", 65, 0.25), ("d", 9, 0.5))
    )
    return Forecast(
        iso3=iso3,
        question=Question(),
        origin=Month(2026, 5),
        known_at=date(2026, 7, 16),
        probability=probability,
        low=probability - 0.02,
        high=probability + 0.02,
        baseline=0.6,
        intercept=-1.0,
        drivers=drivers,
        provisional=True,
        reconstructed=True,
        model="example-1",
    )


def line(rank: int, iso3: str, name: str, region: str, probability: float, change: float) -> WatchlistRow:
    """A row of the watchlist."""
    return WatchlistRow(
        rank=rank,
        state_iso3=iso3,
        name=name,
        region=region,
        forecast=forecast(iso3, probability),
        change=change,
        surprise=None,
        excluded=Sentence("Left out: %(n)s deaths in fighting", {"n": 7617}),
        counted=None,
        spark=(None, 0, 59961),
        spark_provisional=(False, False, True),
        last_month=Month(2026, 5),
    )


ROWS = (
    line(1, "SDN", "Sudan", "Africa", 0.93, 0.02),
    line(2, "MLI", "Mali", "Africa", 0.40, 0.08),
    line(3, "ISR", "Israel", "Asia", 0.38, -0.11),
)
