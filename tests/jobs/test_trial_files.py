"""Once a day each kind of file is built, signed and read back; where one cannot be, the watchdog rings."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from upstander.jobs import trial_files, watchdog
from upstander.store import marks
from upstander.warn import airgap, calendar, cap, feeds

HOUR = timedelta(hours=1)


def rings(home: Path, now: datetime) -> bool:
    return watchdog.FILES in {each.template for each in watchdog.look(home, now, HOUR)}


def test_every_kind_is_read_back_once_a_day_and_one_that_cannot_be_rings_until_it_can(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    trial_files.prove(tmp_path, now)
    assert (caplog.messages, rings(tmp_path, now)) == ([], False)
    for kind, room, name, broken in (
        ("atom", feeds, "atom", b"<feed"),
        ("calendar", calendar, "ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
        ("cap", cap, "message", b"<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'/>"),
        ("airgap", airgap, "seal", "{}"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(room, name, lambda *_, broken=broken, **__: broken)
            trial_files.prove(tmp_path, now + 23 * HOUR)
            assert not rings(tmp_path, now)
            now += 24 * HOUR
            trial_files.prove(tmp_path, now)
            assert rings(tmp_path, now)
            assert len(caplog.messages) == 1
            assert f"kind {kind} " in caplog.messages[0]
            caplog.clear()
        trial_files.prove(tmp_path, now + HOUR / 2)
        assert rings(tmp_path, now)
        now += HOUR
        trial_files.prove(tmp_path, now)
        assert not rings(tmp_path, now)
    assert marks.left(tmp_path, trial_files.TRIED) == now
