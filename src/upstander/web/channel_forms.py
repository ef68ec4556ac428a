"""What people type about the ways out of the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.jobs.channels import LEAST, LONGEST
from upstander.web.forms import Line


class NewEndpoint(forms.Form):
    """An address of the desk's own that takes webhooks."""

    name = Line(label=_("Name"), help_text=_("Such as: text messages, duty phone."))
    url = Line(label=_("Address"), help_text=_("It begins with https://"), max_length=500)


class Keep(forms.Form):
    """How long messages that went out are listed."""

    days = forms.IntegerField(label=_("Days"), min_value=LEAST, max_value=LONGEST)


class Email(forms.Form):
    """One's own e-mail address."""

    address = Line(
        label=_("E-mail address"), help_text=_("It gets a link to confirm it, and nothing else before that.")
    )

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.fields["address"].widget.attrs.update(autocomplete="email", inputmode="email", dir="ltr")
