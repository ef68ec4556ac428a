"""What the desk's tables have in common."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.db import models

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def identifier() -> str:
    """Twelve characters that tell nobody how many came before."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


def words(values: Iterable[str], **options: Any) -> "models.CharField[str, str]":
    """A column that holds one of a few words."""
    choices = [(str(value), str(value)) for value in values]
    return models.CharField(max_length=20, choices=choices, **options)


def words_or_none(values: Iterable[str]) -> "models.CharField[str | None, str | None]":
    """The same, empty until somebody chooses."""
    return models.CharField(max_length=20, choices=[(str(value), str(value)) for value in values], null=True)


class Named(models.Model):
    """A row with an unguessable id."""

    id = models.CharField(primary_key=True, max_length=12, default=identifier, editable=False)

    class Meta:
        abstract = True
