"""Start-up, pages and queries of a demonstration desk, in milliseconds on this machine: `make bench`.

Every figure stands beside another one of the same run, because milliseconds alone speak of the machine.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pages
import queries
import startup
from measure import show


def main() -> None:
    """Prepare a desk in a folder of its own, measure, and leave nothing behind."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=40, help="how often each page and query is asked")
    asked.add_argument("--home", type=Path, help="an UPSTANDER_HOME that `upstander up --demo` has prepared")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="upstander-bench-") as folder:
        home = given.home or Path(folder)
        if given.home is None:
            startup.run(home, [startup.UPSTANDER, "up", "--demo", "--only-prepare"])
        report(home, given.rounds)
    print("\nA crowded desk", flush=True)
    crowded = Path(__file__).with_name("desk_scale.py")
    subprocess.run([sys.executable, crowded, "--rounds", str(max(3, given.rounds // 4))], check=True)


def report(home: Path, rounds: int) -> None:
    """Print all figures."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    show("From nothing to the answer", startup.measured(home, max(3, rounds // 8)))
    show("Questions to the lake", queries.measured(home, datetime.now(UTC).date(), max(5, rounds // 4)))
    show("Pages, through the whole stack, one after the other", pages.measured(home, rounds))


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        raise SystemExit((error.stderr or b"").decode() or str(error)) from error
