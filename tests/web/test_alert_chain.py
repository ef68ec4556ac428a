"""The chain of an alert: what its thread says of it, and nothing that nobody did."""

from dataclasses import replace
from datetime import datetime, timedelta

from tests.conftest import NOW
from upstander.records.desk import Status
from upstander.records.ladder import Step, StepId, Thread
from upstander.web.alert_chain import of_thread
from upstander.web.marks.chain import Link


def test_a_link_is_what_its_step_on_the_ladder_is_and_missing_where_the_thread_is_not_open() -> None:
    step = Step(StepId.VERIFY, NOW, NOW + timedelta(hours=4))
    thread = Thread("t", "s", Status.ACTUAL, NOW)

    def told(*steps: Step) -> tuple[datetime | None, bool] | None:
        link = of_thread(Link.VERIFIED, replace(thread, steps=steps), StepId.VERIFY)
        return link and (link.at, link.passed)

    assert told() == told(step) == (None, False)
    assert told(replace(step, done_at=NOW, done_by=3)) == (NOW, False)
    assert told(replace(step, done_at=NOW)) == (NOW, True)
    assert of_thread(Link.VERIFIED, None, StepId.VERIFY) is None
