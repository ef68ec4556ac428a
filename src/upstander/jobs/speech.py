"""Sentences of messages in their reader's language and time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from django.utils.translation import gettext, ngettext, override

from upstander.lib.text import Sentence

CODES = {"zh": "zh-hans"}
"""What Django calls one of our languages where it differs."""

LOCALES = {"en": "en_GB"}


def said(sentence: Sentence, language: str) -> str:
    """The sentence in this language."""
    with override(CODES.get(language, language)):
        if sentence.count is not None:
            form = ngettext(sentence.template, sentence.plural or sentence.template, sentence.count)
        else:
            form = gettext(sentence.template)
    return form % sentence.values if sentence.values else form


def moment(at: datetime, language: str, time_zone: str) -> str:
    """A moment as the reader writes it, with the place whose clock it is."""
    locale, local = LOCALES.get(language, language), at.astimezone(ZoneInfo(time_zone))
    return f"{format_date(local, 'medium', locale)} {format_time(local, 'short', locale=locale)} ({time_zone})"
