"""A year of a busy desk: whatever people do and forget, whatever the clock does, no warning ends in silence."""

from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.conftest import NOW
from tests.jobs import busy
from upstander.jobs import ladder
from upstander.store.desk import models
from upstander.store.lake import Lake


@pytest.fixture
def desk(db: None, lake: Lake) -> busy.Desk:
    return busy.opened(lake, NOW)


def test_no_warning_of_a_busy_year_ends_in_silence(desk: busy.Desk) -> None:
    days: list[int] = []

    class Year(RuleBasedStateMachine):
        """Everything happens in one transaction, which is undone at the end."""

        @initialize()
        def begin(self) -> None:
            self.all = transaction.atomic()
            self.all.__enter__()
            self.desk = busy.Desk(desk.people, desk.places, NOW)

        @rule(chance=st.integers(min_value=0, max_value=2**32))
        def people_work(self, chance: int) -> None:
            days.append(chance)
            busy.a_day(self.desk, Random(f"{chance} on day {len(days)}"))

        @rule(minutes=st.sampled_from((1, 45, 240, 60 * 13, 60 * 24, 60 * 24 * 6, 60 * 24 * 45)))
        def time_passes_and_the_worker_sleeps(self, minutes: int) -> None:
            self.desk.now += timedelta(minutes=minutes)

        @rule(minutes=st.sampled_from((0, 5, 60, 60 * 9, 60 * 30)))
        def the_worker_sweeps_twice(self, minutes: int) -> None:
            self.desk.now += timedelta(minutes=minutes)
            ladder.sweep(self.desk.now)
            assert ladder.sweep(self.desk.now) == 0
            busy.whoever_is_there_is_called(self.desk)
            assert not models.Thread.objects.filter(closed_at=None, next_at__lte=self.desk.now).exists()

        @rule(hours=st.integers(min_value=1, max_value=30))
        def the_clock_is_set_back_for_a_while(self, hours: int) -> None:
            ladder.sweep(self.desk.now)
            assert ladder.sweep(self.desk.now - timedelta(hours=hours)) == 0

        @invariant()
        def what_always_holds(self) -> None:
            if hasattr(self, "desk"):
                for check in busy.ALWAYS:
                    check(self.desk)

        def teardown(self) -> None:
            if hasattr(self, "desk"):
                for check in busy.AT_LAST:
                    check(self.desk)
                transaction.set_rollback(True)
                self.all.__exit__(None, None, None)

    run_state_machine_as_test(
        Year,
        settings=settings(
            max_examples=10,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
