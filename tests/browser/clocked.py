"""The program with a clock that a test can put forward: it runs as ever, and is as late as a file says.

Processes that the server spawns run this file anew, so that they read the same clock.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils import timezone

from upstander.cli import options

AHEAD = Path(os.environ["TEST_CLOCK"])


def shifted() -> datetime:
    """The real time, and as many seconds more as the file says."""
    return datetime.now(UTC) + timedelta(seconds=float(AHEAD.read_text() or 0))


timezone.now = shifted
options.now = shifted

if __name__ == "__main__":
    from upstander.cli.run import main

    main()
