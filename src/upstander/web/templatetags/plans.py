"""What templates can say of plans: the clock to the first action, and what follows an alert."""

from datetime import datetime
from typing import Any

from django import template
from django.forms import Form

from upstander.records.desk import Alert
from upstander.records.people import Viewer
from upstander.respond.clocks import Reading
from upstander.store.desk import actions
from upstander.web.marks.markup import Markup
from upstander.web.templatetags.desk import clock

register = template.Library()


@register.simple_tag
def clock_of(reading: Reading, now: datetime) -> Markup | str:
    """How much of a clock's time is left; nothing where it has no target or has not begun."""
    return clock(reading.began + reading.target, now) if reading.began and reading.target else ""


@register.inclusion_tag("web/alert_plan.html")
def done_about(alert: Alert, viewer: Viewer, now: datetime, form: Form | None) -> dict[str, Any]:
    """The actions that answer an alert, as far as the viewer may see them; the form for the first one, where there is
    none.
    """
    found = actions.of_alerts(viewer, [alert.id])[alert.id]
    return {"actions": found, "now": now, "alert": alert, "form": None if found else form}
