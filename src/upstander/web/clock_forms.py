"""What people say of a clock that was missed."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from upstander.records.plans import Hurdle
from upstander.web.forms import Line, Passage
from upstander.web.option_words import HURDLES


class Day(forms.DateField):
    """A day."""

    def __init__(self, **given: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given)


class Explain(forms.Form):
    """What held it up."""

    hurdle = forms.ChoiceField(label=_("What held it up"))
    text = Passage(label=_("In your words"), help_text=_("It is kept with your name."), rows=2)
    run = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["hurdle"].choices = [(str(each), gettext(HURDLES[each])) for each in Hurdle]  # type: ignore[attr-defined]


class Correct(forms.Form):
    """What is changed, so that it is not missed again."""

    authority = Line(label=_("Who orders the correction"), help_text=_("A person, or an institution with a contact."))
    means = Passage(label=_("What is done, with what means"), rows=2)
    due_on = Day(label=_("By which day"))
