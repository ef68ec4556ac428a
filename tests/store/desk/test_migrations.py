"""What migrations make is what the models say."""

import subprocess
import sys
from pathlib import Path

from tests.jobs import whole


def test_no_change_of_a_table_lacks_its_migration(tmp_path: Path) -> None:
    asked = [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"]
    ended = subprocess.run(asked, env=whole.environment(tmp_path), cwd=whole.ROOT, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (0, "No changes detected\n"), ended.stderr
