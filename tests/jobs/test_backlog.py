"""After an outage much is due at once: a sweep takes some of it, the imminent first, and the next one goes on."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import Cast
from tests.threads import open_thread
from upstander.jobs import aside, duty, ladder, work
from upstander.records.aside import Part
from upstander.records.people import Role, Viewer
from upstander.store.desk import reads

DAY = timedelta(days=1)


@pytest.fixture
def causes(cast: Cast, alice: Viewer, bob: Viewer, now: datetime) -> list[str]:
    """Six causes an hour after each other, the last two marked imminent, with Alice, then Bob, on duty."""
    duty.put_on(alice.person, Role.ANALYST, now, now + 9 * DAY, who=bob, now=now)
    duty.put_on(bob.person, Role.FOCAL_POINT, now, now + 9 * DAY, who=bob, now=now)
    given = [(f"Cause {n}", now + timedelta(hours=n), n > 3) for n in range(6)]
    return [open_thread(cast.situation, title, who=alice, now=at, imminent=imminent) for title, at, imminent in given]


def stories(cast: Cast, ids: list[str]) -> list[int]:
    """How much the ladder has done in each thread."""
    return [len(reads.events(cast.viewer("alice"), id)) for id in ids]


def test_a_sweep_takes_the_imminent_first_and_the_next_ones_lose_nothing(
    causes: list[str], cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ladder, "STRIDE", 2)
    before, later = stories(cast, causes), now + 3 * DAY
    moved = []
    while ladder.left(later):
        assert ladder.sweep(later) > 0
        moved.append([n for n, (was, is_) in enumerate(zip(before, stories(cast, causes), strict=True)) if is_ > was])
    assert moved == [[4, 5], [0, 1, 4, 5], [0, 1, 2, 3, 4, 5]]
    done = stories(cast, causes)
    monkeypatch.setattr(ladder, "STRIDE", 100)
    assert ladder.sweep(later) == 0
    assert stories(cast, causes) == done
    assert len(set(done[:4])) == len(set(done[4:])) == 1


def test_what_is_left_is_swept_at_the_next_turn_and_not_a_period_later(
    cast: Cast, home: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, ran = iter([700, 200, 0, 0]), list[int]()

    def run(_home: Path, at: datetime) -> int:
        ran.append((at - now).seconds)
        return next(left)

    monkeypatch.setattr(work, "SCHEDULE", (work.Periodic("sweep", timedelta(seconds=15), run),))
    wheels = work.Clockwork(home)
    for second in range(20):
        wheels.turn(now + timedelta(seconds=second))
    assert ran == [0, 1, 2, 17]


def test_a_bad_piece_among_many_is_found_by_halves(cast: Cast, now: datetime) -> None:
    pieces, done, batches = {f"piece-{n}": "" for n in range(64)}, list[str](), list[int]()

    def batch(part: Part) -> int:
        mine = [id for id in pieces if id not in {*part.without, *done} and (not part.only or id in part.only)]
        batches.append(len(mine))
        if "piece-37" in mine:
            raise ValueError
        done.extend(mine)
        return len(mine)

    assert aside.swept("piece", batch, lambda part: {id: "" for id in pieces if id not in part.without}, now) == 63
    assert sorted(done) == sorted(pieces.keys() - {"piece-37"})
    assert [each.on for each in reads.aside(cast.viewer("ada"))] == ["piece:piece-37"]
    assert len(batches) < 20
