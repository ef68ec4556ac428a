"""A trigger rings on open figures in a State where nobody of the cast has a situation."""

from dataclasses import replace
from datetime import datetime

from tests.warn.test_triggers import FIRING, TRIGGER
from upstander.jobs import triggers
from upstander.records.desk import Status
from upstander.store.desk import models


def rung_openly(now: datetime) -> str:
    """The id of the firing."""
    assert FIRING is not None
    triggers.ring(TRIGGER, replace(FIRING, iso3="TCD"), None, Status.ACTUAL, now, silent=False)
    return models.TriggerFiring.objects.get(iso3="TCD").pk
