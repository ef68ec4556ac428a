"""The watchdog: a process of its own that rings when sweep or canary stops, or work fails. It asks no database."""

import json
import shlex
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path

from upstander import net
from upstander.lib.text import Sentence, mark
from upstander.records.channels import Undelivered, Ways
from upstander.store import marks

DAY = timedelta(hours=25)
"""How old the newest canary may be that a server took on every way out."""

AHEAD = timedelta(minutes=5)
"""How far in the future a mark may lie before the clock is not believed."""

AGAIN = timedelta(hours=1)
"""While something is wrong, how long until the watchdog rings again."""

PATIENCE = 30
"""Seconds that the operator's command has."""

NEVER_SWEPT = mark("The ladder has never been swept here: start `upstander work`.")
NOT_SWEPT = mark("The ladder was last swept at %(at)s: look whether `upstander work` runs.")
NEVER_TAKEN = mark(
    "No canary has been taken by a server on every way out yet: look at /channels/ for the way out that does not work."
)
NOT_TAKEN = mark(
    "The last canary that a server took on every way out is of %(at)s: look at /channels/ for what does not work."
)
DROPPED = mark("A way out has dropped out since %(at)s: see at /channels/ which one, and put another one in its place.")
NOWHERE = mark("No way out is set up: nobody is told anything outside the desk.")
EXHAUSTED = mark(
    "A ladder has nobody left to call since %(at)s, and nobody has its step: run `upstander doctor`, and put somebody "
    "on duty."
)
SET_ASIDE = mark("Work fails and has been set aside since %(at)s, the rest goes on: run `upstander doctor`.")
UNREADABLE = mark("The marks in %(home)s cannot be read: see to its rights and its disk.")
AHEAD_OF = mark("A mark of the worker lies in the future, %(at)s: set the clocks of both machines right.")
FILES = mark(
    "A test file has not been readable since %(at)s, alerts may not leave as files: see the log of `upstander work`."
)
GIVEN_UP = mark(
    "Messages given up since %(at)s have reached nobody: see at /channels/ what stood in the way, and try them again."
)
LASTING = (
    (FILES, marks.FILES),
    (DROPPED, marks.DROPPED),
    (GIVEN_UP, marks.GIVEN_UP),
    (EXHAUSTED, marks.EXHAUSTED),
    (SET_ASIDE, "aside"),
)
"""What is said while the worker leaves a mark of it."""

WELL = mark("The sweep and the canary go on.")


@dataclass(frozen=True, slots=True)
class Bell:
    """What rings, besides the log and the exit code: a command, a webhook, a mail."""

    command: str = ""
    url: str = ""
    mail_to: str = ""
    ways: Ways = field(default_factory=Ways)


def look(home: Path, now: datetime, after: timedelta) -> list[Sentence]:
    """What is wrong: nothing, if the sweep left its mark within `after`, servers took a canary within a
    day or there is no way out for one, none has dropped out, no message was given up, no ladder is exhausted, and
    nothing is set aside.
    """
    try:
        swept, taken, nowhere = (marks.left(home, name) for name in ("sweep", "canary", marks.NOWHERE))
        lasting = [(kind, marks.left(home, name)) for kind, name in LASTING]
    except (OSError, ValueError):
        return [Sentence(UNREADABLE, {"home": str(home)})]
    wrong = [Sentence(AHEAD_OF, {"at": at.isoformat()}) for at in (swept, taken) if at and at > now + AHEAD]
    if swept is None or now - swept > after:
        wrong.append(Sentence(NOT_SWEPT, {"at": swept.isoformat()}) if swept else Sentence(NEVER_SWEPT))
    if nowhere is None and (taken is None or now - taken > DAY):
        wrong.append(Sentence(NOT_TAKEN, {"at": taken.isoformat()}) if taken else Sentence(NEVER_TAKEN))
    return wrong + [Sentence(kind, {"at": since.isoformat()}) for kind, since in lasting if since is not None]


def worth_knowing(home: Path) -> list[Sentence]:
    """What rings no bell, and is said once."""
    try:
        return [Sentence(NOWHERE)] if marks.left(home, marks.NOWHERE) else []
    except (OSError, ValueError):
        return []


def ring(bell: Bell, wrong: Sequence[Sentence], now: datetime) -> list[str]:
    """Ring every bell; returns the kinds that did not work. One that fails keeps no other one back."""
    text = "\n".join(str(each) for each in wrong) or WELL
    tried: dict[str, Callable[[], bool]] = {
        "command": lambda: command(bell.command, text),
        "webhook": lambda: webhook(bell, text, now, well=not wrong),
        "mail": lambda: mail(bell, text, now),
    }
    named = {"command": bell.command, "webhook": bell.url, "mail": bell.mail_to}
    return [kind for kind, do in tried.items() if named[kind] and not do()]


def command(line: str, text: str) -> bool:
    """Run the operator's command with the text on its standard input."""
    try:
        done = subprocess.run(  # noqa: S603  the operator's own command, from the surroundings
            shlex.split(line), input=text.encode(), timeout=PATIENCE, check=False, capture_output=True
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def webhook(bell: Bell, text: str, now: datetime, *, well: bool) -> bool:
    """Post it to an address of the operator's."""
    body = {"type": "watchdog", "timestamp": now.isoformat(), "data": {"well": well, "text": text}}
    try:
        return net.post(bell.url, json.dumps(body).encode(), {}, allow=bell.ways.allow) in range(200, 300)
    except Undelivered:
        return False


def mail(bell: Bell, text: str, now: datetime) -> bool:
    """Mail it to the operator."""
    sender = parseaddr(bell.ways.mail_from)[1]
    if not bell.ways.mails:
        return False
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = bell.ways.mail_from, bell.mail_to, "Upstander watchdog"
    letter["Date"], letter["Message-ID"] = format_datetime(now), make_msgid(domain=sender.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(f"{text}\n")
    try:
        net.mail(bell.ways.smtp_url, letter, sender, bell.mail_to)
    except Undelivered:
        return False
    return True


@dataclass
class Watch:
    """What the watchdog said last, so that it rings when something changes, and hourly while it is wrong."""

    said: tuple[str, ...] = ()
    rang_at: datetime | None = None

    def must_ring(self, wrong: Sequence[Sentence], now: datetime) -> bool:
        """Whether to ring now; remembers that it did."""
        kinds = tuple(each.template for each in wrong)
        lasting = bool(kinds) and (self.rang_at is None or now - self.rang_at >= AGAIN)
        if kinds == self.said and not lasting:
            return False
        self.said, self.rang_at = kinds, now
        return True
