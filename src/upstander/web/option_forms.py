"""What a reader filters options by, and what is judged before they are ordered."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from upstander.jobs.options import choices
from upstander.records.tools import Input, Judged
from upstander.web import option_words as named
from upstander.web.alert_words import factor_name
from upstander.web.forms import Passage


def value_name(field: str, value: str) -> str:
    """What a value of a filter is called."""
    if field == "factor":
        return factor_name(value)
    said = named.VALUES.get(field, {}).get(value)
    return gettext(said) if said else value


class Filters(forms.Form):
    """One choice for each filter; none is all."""

    days = forms.FloatField(label=_("Helps within so many days"), required=False, min_value=0.1, max_value=36_500)

    def __init__(self, *given: Any, **given_by_name: Any) -> None:
        super().__init__(*given, **given_by_name)
        days = self.fields.pop("days")
        for name, values in choices().items():
            offered = [("", "—"), *((value, value_name(name, value)) for value in values)]
            self.fields[name] = forms.ChoiceField(label=gettext(named.FIELDS[name]), choices=offered, required=False)
        self.fields["days"] = days


class Judge(forms.Form):
    """One judgement with its reason."""

    input = forms.ChoiceField(choices=[(str(each), str(each)) for each in Input], widget=forms.HiddenInput)
    value = forms.ChoiceField(label=_("Your judgement"), widget=forms.RadioSelect)
    reason = Passage(label=_("Your reason"), help_text=_("It is kept with your name."), rows=2)

    def __init__(self, *given: Any, **given_by_name: Any) -> None:
        super().__init__(*given, **given_by_name)
        self.fields["value"].choices = [(str(each), gettext(named.JUDGED[each])) for each in Judged]  # type: ignore[attr-defined]
