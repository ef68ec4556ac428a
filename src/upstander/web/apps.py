"""The pages as a Django app."""

from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


def prepare_cache(**_: Any) -> None:
    """The table in which processes share counters of wrong sign-ins and spent codes."""
    call_command("createcachetable", verbosity=0)


class WebConfig(AppConfig):
    """Makes sure that the cache's table exists wherever the desk's tables do."""

    name = "upstander.web"
    label = "web"

    def ready(self) -> None:
        """Django's moment to connect signals."""
        post_migrate.connect(prepare_cache, sender=self)
