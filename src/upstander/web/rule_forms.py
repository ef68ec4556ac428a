"""What people type about triggers, the ladder's rules and the roster."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.web import figures
from upstander.web.forms import Moment, Passage
from upstander.web.words import language


class Suppress(forms.Form):
    """Keep a trigger silent, with a reason and an end."""

    reason = Passage(label=_("Your reason"), help_text=_("Everybody who works here can read it."), rows=2)
    until = Moment(label=_("Until"), help_text=_("Within 90 days; it can be renewed."))
    iso3 = forms.ChoiceField(label=_("Where"), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        states = sorted((state.name(language()), code) for code, state in figures.states().items())
        self.fields["iso3"].choices = [("", _("Everywhere")), *((code, name) for name, code in states)]  # type: ignore[attr-defined]
