"""The desk's settings for a test that meets a locked database and does not want to wait for it."""

from tests.jobs.quick import *  # noqa: F403
from tests.jobs.quick import DATABASES

DATABASES["default"]["OPTIONS"]["timeout"] = 0.2
