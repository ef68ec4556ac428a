"""The six languages of the United Nations, in its order. Ours is `zh`, Django's is `zh-hans`."""

from django.http import HttpRequest
from django.utils.http import escape_leading_slashes

LANGUAGES = {"ar": "عربي", "zh": "中文", "en": "English", "fr": "Français", "ru": "Русский", "es": "Español"}
"""Each language in its own name."""


def django_code(code: str) -> str:
    """What Django calls one of ours."""
    return "zh-hans" if code == "zh" else code


def our_code(code: str | None) -> str:
    """Which of ours Django means; English for anything else."""
    short = (code or "en").partition("-")[0]
    return short if short in LANGUAGES else "en"


def without_language(request: HttpRequest) -> str:
    """This very address without `?language=`; one that begins with two slashes would lead to another host."""
    query = request.GET.copy()
    query.pop("language", None)
    here = escape_leading_slashes(request.path)
    return f"{here}?{query.urlencode()}" if query else here
