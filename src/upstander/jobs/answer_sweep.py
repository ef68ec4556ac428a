"""What falls due between an alert and its decision, said once: late inquiries, sealed dissents, clearances."""

from datetime import datetime

from upstander.jobs import clearances, dissents, inquiries


def sweep(now: datetime) -> int:
    """Say everything that is due up to `now`; returns how much it was. Two at once do no harm."""
    return inquiries.mark_overdue(now) + dissents.announce(now) + clearances.record_passed(now)
