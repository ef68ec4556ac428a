"""A desk that tests build once and lay again is the desk that was built."""

from django.db import transaction

from tests.answers_world import lines
from tests.conftest import Cast
from tests.laid import laid
from tests.web.world import furnished
from upstander.jobs import audit, signals
from upstander.records.people import Viewer
from upstander.store.desk import reads
from upstander.store.lake import Lake


def test_what_is_laid_again_is_what_was_built_and_goes_on_from_there(
    cast: Cast, lake: Lake, alice: Viewer, now: object
) -> None:
    found = []
    for _ in range(2):
        with transaction.atomic():
            made = laid(lambda: furnished(cast, lake))
            found.append((made, [*lines()]))
            signals.report(cast.situation, "Smoke", "Over the town.", who=alice, now=now)
            audit.verify()
            transaction.set_rollback(True)
    assert found[0] == found[1]


def test_on_another_desk_it_is_built_anew(cast: Cast, alice: Viewer, now: object) -> None:
    def build() -> str:
        return signals.report(cast.situation, "Smoke", "Over the town.", who=alice, now=now)

    assert laid(build) != laid(build)
    assert reads.signals(alice)[1].total == 2
