"""Is everything well? One finding for each thing that can be wrong, with what to do about it."""

import platform
import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from upstander.jobs import audit, triggers
from upstander.jobs import home as homes
from upstander.jobs.channels import WORN_OUT
from upstander.jobs.ways import ways
from upstander.records.errors import Fault, UpstanderError
from upstander.records.people import PUBLIC
from upstander.store.desk import aside, canary, deliveries, exhausted, schema
from upstander.store.lake import open_lake

WELL, NOTE, WRONG = "well", "note", "wrong"
ROOM = 500 * 1024 * 1024
"""Bytes that should be free on the disk."""

OLDEST_PYTHON = (3, 11)
NAMED = 5
"""Threads of one kind named one by one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: well, worth a note, or wrong."""

    what: str
    level: str
    finding: str

    def wire(self) -> dict[str, str]:
        """As JSON prints it."""
        return {"what": self.what, "level": self.level, "finding": self.finding}


def of_machine(home: Path, now: datetime) -> list[Finding]:
    """Python, packages, the home, the disk and the clock."""
    return [of_python(), of_packages(), of_home(home), of_disk(home), of_clock(home, now)]


def of_python() -> Finding:
    """Whether this Python is new enough."""
    told = f"Python {platform.python_version()}"
    if sys.version_info < OLDEST_PYTHON:
        return Finding("Python", WRONG, f"{told} is too old: install 3.11 or newer.")
    return Finding("Python", WELL, told)


def of_packages() -> Finding:
    """Whether every package that Upstander needs is installed."""
    missing = []
    for line in requires("upstander") or []:
        if "extra ==" not in line:
            name = line.split(";")[0].split("[")[0].split(">")[0].split("=")[0].split("<")[0].strip()
            missing += [] if installed(name) else [name]
    if missing:
        return Finding("Packages", WRONG, f"Missing: {', '.join(missing)}. Install Upstander again.")
    return Finding("Packages", WELL, f"Upstander {version('upstander')}, everything it needs is installed.")


def installed(name: str) -> bool:
    """Whether a package is installed."""
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def of_home(home: Path) -> Finding:
    """Whether the home is open to its owner only."""
    if not home.exists():
        return Finding("Home", NOTE, f"There is no {home} yet: `upstander up` makes it.")
    mode = stat.S_IMODE(home.stat().st_mode)
    if mode != homes.MODE:
        return Finding("Home", WRONG, f"{home} has mode {mode:o}: run `chmod 700 {home}`.")
    return Finding("Home", WELL, f"{home} is open to its owner only.")


def of_disk(home: Path) -> Finding:
    """Whether there is room."""
    there = next(place for place in (home, *home.parents) if place.exists())
    free = shutil.disk_usage(there).free
    told = f"{free // 1024**2:,} MB are free where {there} lies."
    return Finding("Disk", WELL, told) if free >= ROOM else Finding("Disk", WRONG, f"{told} Free some space.")


def of_clock(home: Path, now: datetime) -> Finding:
    """Whether the clock stands after the newest figures were known."""
    try:
        newest = max((one.known_at for one in open_lake(home).vintages(PUBLIC, date.max)), default=date.min)
    except UpstanderError:
        newest = date.min
    if now.date() < newest:
        return Finding("Clock", WRONG, f"The clock says {now.date()}, before the figures of {newest}: set it.")
    return Finding("Clock", WELL, f"{now.astimezone(UTC):%Y-%m-%d %H:%M} UTC")


def of_port(port: int, *, taken: bool) -> Finding:
    """Whether the port is free; a desk that is being served takes it."""
    if taken:
        return Finding("Port", NOTE, f"Port {port} is in use, by this desk or by another program.")
    return Finding("Port", WELL, f"Port {port} is free.")


def of_figures(home: Path) -> list[Finding]:
    """Whether every file of the lake is what its manifest says."""

    def look() -> str:
        lake = open_lake(home)
        lake.verify()
        return f"{lake.folder}: every file is what the manifest says."

    return [looked("Figures", look)]


def of_desk(now: datetime) -> list[Finding]:
    """Whether the database answers, has this program's tables, and holds a whole log."""
    found = looked("Database", lambda: shape_in_words(schema.shape()))
    if found.level == WRONG or schema.shape() is not schema.Shape.CURRENT:
        return [found]
    log = looked("Log", lambda: f"Every entry is what was written; the root is {audit.verify()}.")
    return [found, log, *of_channels(now), *of_messages(), *of_exhausted(), *of_set_aside(), *of_triggers()]


def of_channels(now: datetime) -> list[Finding]:
    """Whether the desk has ways out, and whether they are named whole and work."""
    given, missing = ways(), canary.dropped(now, mails=ways().mails)
    if missing:
        told = f"A way out has dropped out since {missing:%Y-%m-%d %H:%M} UTC: put another one in its place."
        return [Finding("Channels", WRONG, told)]
    if not (given.smtp_url or given.mail_from or canary.expects_endpoint()):
        return [Finding("Channels", NOTE, "No way out is set up: nobody is told anything outside the desk.")]
    if bool(given.smtp_url) != bool(given.mail_from):
        return [Finding("Channels", WRONG, "Set both UPSTANDER_SMTP_URL and UPSTANDER_MAIL_FROM: no mail is sent.")]
    if not given.public_url:
        return [Finding("Channels", NOTE, "Set UPSTANDER_PUBLIC_URL: messages cannot say where the desk is.")]
    if given.mails and not given.canary_to:
        return [Finding("Channels", NOTE, "Set UPSTANDER_CANARY_TO: no canary crosses the mail server.")]
    return [Finding("Channels", WELL, "They are named whole.")]


def of_messages() -> list[Finding]:
    """How many messages were given up; nothing where there are none."""
    lost, back = deliveries.lost(), deliveries.worn_out(WORN_OUT).count()
    if not lost:
        return []
    told = f"{lost} messages were given up: an administrator sees them at /channels/."
    more = f" {back} of them are tried once more when something passes there again." if back else ""
    return [Finding("Messages", NOTE, f"{told}{more}")]


def of_exhausted() -> list[Finding]:
    """Real ladders, no demonstrations, that have nobody left to call; nothing where there are none."""
    found = exhausted.in_earnest(exhausted.exhausted())
    since, named = exhausted.since(found), ", ".join(f"thread:{each.id}" for each in found[:NAMED])
    if since is None:
        return []
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    told = f"{named}{more}: nobody is left to call since {since:%Y-%m-%d %H:%M} UTC. Put somebody on duty."
    return [Finding("Ladder", WRONG, told)]


def of_set_aside() -> list[Finding]:
    """What fails in the work that nobody waits for; nothing where nothing does."""
    return [
        Finding(
            "Work",
            WRONG,
            f"{each.on} fails since {each.since:%Y-%m-%d %H:%M} UTC ({each.error}, tries: {each.tries}) and is set "
            "aside, the rest goes on: have it mended; an administrator tries it again at /channels/.",
        )
        for each in aside.set_aside()
    ]


def of_triggers() -> list[Finding]:
    """Triggers that were switched on and have fallen off since, as after an upgrade; nothing where there are none."""
    names = triggers.fallen()
    told = f"{', '.join(names)}: off since the text changed. Back-run each and switch it on again, or switch it off."
    return [Finding("Triggers", WRONG, told)] if names else []


def no_desk() -> Finding:
    """Nothing has been prepared yet."""
    return Finding("Database", NOTE, "There is no desk yet: `upstander up` makes it.")


def shape_in_words(found: schema.Shape) -> str:
    """How the tables stand to this program; Fault where something must be done."""
    if found is schema.Shape.NEWER:
        raise Fault(schema.NEWER)
    if found is schema.Shape.CURRENT:
        return "It answers and has this version's tables."
    return "It answers, and its tables are still to be made: run `upstander up`."


def looked(what: str, look: Callable[[], str]) -> Finding:
    """What a look tells, or the sentence of what it ran into."""
    try:
        return Finding(what, WELL, look())
    except UpstanderError as error:
        return Finding(what, WRONG, str(error))
    except schema.UNREACHABLE:
        return Finding(what, WRONG, "The database does not answer: see that it runs and that its address is right.")
