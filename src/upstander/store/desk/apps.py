"""The desk as a Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Holds the tables of what people do."""

    name = "upstander.store.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
