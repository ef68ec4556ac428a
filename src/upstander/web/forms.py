"""What people type, one form for each thing they can do; jobs check again."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.forms.renderers import DjangoTemplates
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from upstander.jobs import audit
from upstander.lib.text import Sentence
from upstander.records.checks import LINE, PASSAGE
from upstander.records.desk import Person
from upstander.records.errors import UpstanderError
from upstander.web import terms
from upstander.web.words import label, say

Done = TypeVar("Done")


class Renderer(DjangoTemplates):
    """Fields as our page draws them: label, hint, what is wrong, control."""

    form_template_name = "web/form.html"
    field_template_name = "web/field.html"


def attempt(form: forms.Form, job: Callable[[], Done]) -> Done | None:
    """Do the job; what it refuses stands in the form, at its field if it names one."""
    try:
        return job()
    except UpstanderError as error:
        form.add_error(error.field if error.field in form.fields else None, say(as_labelled(form, error)))
        return None


def as_labelled(form: forms.Form, error: UpstanderError) -> Sentence:
    """The sentence, where it names a field, with the name that stands before it on the page."""
    here = error.field in form.fields
    name = form[error.field].label if here else gettext(terms.PARTS.get(error.field, error.field))
    return replace(error.sentence, values={**error.sentence.values, "field": name})


def choices(values: Iterable[Any]) -> list[tuple[str, str]]:
    """The words of a closed list with their labels."""
    return [(str(value), label(value)) for value in values]


class NoFiles(FileUploadHandler):
    """No form of ours takes a file: what is sent as one is not read, and nothing of it is written to the disk."""

    def new_file(self, *args: Any, **rest: Any) -> None:  # noqa: ARG002  Django hands them over
        """Stop reading."""
        raise StopUpload(connection_reset=True)


class Passage(forms.CharField):
    """Some lines of text."""

    def __init__(self, **given: Any) -> None:
        rows = given.pop("rows", 4)
        super().__init__(max_length=PASSAGE, widget=forms.Textarea(attrs={"rows": rows}), **given)


class Line(forms.CharField):
    """One line of text."""

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=given.pop("max_length", LINE), **given)


class Moment(forms.DateTimeField):
    """A day and an hour in the reader's time zone."""

    def __init__(self, **given: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **given)


class SignIn(LoginForm):  # type: ignore[misc]
    """Name and password."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["login"].label = _("User name")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class Code(AuthenticateForm):  # type: ignore[misc]
    """The second factor."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        plain_code(self.fields["code"])

    def clean_code(self) -> str:
        """The code, if it is right; a wrong one is a line of the log."""
        try:
            return str(super().clean_code())
        except ValidationError:
            audit.code_refused(self.user.pk, timezone.now())
            raise


class Enrol(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new phone."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        plain_code(self.fields["code"])


class Again(ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["password"].label = _("Password")
        self.fields["password"].widget.attrs.pop("placeholder", None)


def plain_code(field: forms.Field) -> None:
    """A field for six digits without allauth's words."""
    field.label = _("Code")
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(autocomplete="one-time-code", inputmode="numeric", dir="ltr")


class NewPassword(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 14 characters. Four or five words that nobody else would put together are good."),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same once more"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, person: Person, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.person = person

    def clean_password(self) -> str:
        """Strong enough, by Django's rules."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        own = f"{self.person.username} {self.person.name}".casefold().split()
        if any(len(part) > 3 and part in password.casefold() for part in own):
            raise ValidationError(_("Leave your own name out of it."))
        return password

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        held: dict[str, Any] = super().clean() or {}
        if held.get("password") and held.get("again") and held["password"] != held["again"]:
            raise ValidationError({"again": _("The two passwords differ.")})
        return held
