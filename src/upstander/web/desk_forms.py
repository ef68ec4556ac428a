"""What people type about situations, signals, alerts, decisions and accounts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.records.desk import (
    Grade,
    Person,
    Phase,
    SignalKind,
    Status,
    Tlp,
)
from upstander.records.ladder import StepId
from upstander.records.people import RECEIVES, Role
from upstander.web.forms import Line, Moment, NewPassword, Passage, choices
from upstander.web.languages import LANGUAGES
from upstander.web.words import say_name


class Names(forms.Select):
    """A list of hundreds of names, drawn by one template: with one for each name a page of such lists takes long."""

    template_name = "web/names.html"


class Whom(forms.TypedChoiceField):
    """One of the people that may be chosen here."""

    widget = Names

    def __init__(self, **given: Any) -> None:
        super().__init__(coerce=int, empty_value=None, **given)

    def offer(self, people: Iterable[Person]) -> None:
        """Name them."""
        self.choices = [("", "—"), *((str(one.id), say_name(one)) for one in people)]


class JudgePhase(forms.Form):
    """Where the situation stands, and why."""

    phase = forms.ChoiceField(label=_("Phase"))
    reason = Passage(label=_("Your reason"), help_text=_("It is kept with your name."))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["phase"].choices = choices(Phase)  # type: ignore[attr-defined]


class OpenSituation(JudgePhase):
    """A situation to watch; who opens it owns it."""

    title = Line(label=_("Title"))
    area = Line(label=_("Area"), required=False)
    group = Line(label=_("Group at risk"), required=False)
    tlp = forms.ChoiceField(label=_("Who may be told (TLP)"), choices=choices(Tlp), initial=Tlp.AMBER)
    status = forms.ChoiceField(label=_("Is it real?"), initial=Status.ACTUAL)

    field_order = ("title", "area", "group", "phase", "reason", "tlp", "status")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["status"].choices = choices(Status)  # type: ignore[attr-defined]


class WithPeople(forms.Form):
    """A form in which somebody is chosen."""

    def __init__(self, people: Iterable[Person], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for field in self.fields.values():
            if isinstance(field, Whom):
                field.offer(people)


class HandOver(WithPeople):
    """Another owner."""

    person = Whom(label=_("New owner"))
    reason = Passage(label=_("Your reason"), rows=2)


class Give(WithPeople):
    """Sight of a situation, with a reason and an end."""

    person = Whom(label=_("Person"))
    reason = Passage(label=_("Why this person needs to know"), rows=2)
    expires_at = Moment(label=_("Until"))


class Report(forms.Form):
    """Something seen or judged."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = Line(label=_("What happened, in one line"))
    text = Passage(label=_("What you know"))
    source = Line(label=_("Source"), required=False)
    source_url = Line(label=_("Address of the source"), max_length=500, required=False)
    occurred_at = Moment(label=_("When it happened"), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["kind"].choices = choices((SignalKind.REPORT, SignalKind.JUDGEMENT))  # type: ignore[attr-defined]


class Climb(forms.Form):
    """What can be said to a thread; each verb uses its own part."""

    step = forms.ChoiceField(required=False, choices=[("", ""), *((str(step), str(step)) for step in StepId)])
    text = Passage(label=_("What you write down"), required=False, rows=2)
    grade = forms.ChoiceField(required=False, choices=[("", ""), *((str(grade), str(grade)) for grade in Grade)])
    reason = Passage(label=_("Your reason"), required=False, rows=2)


class OnDuty(WithPeople):
    """A shift on the roster."""

    person = Whom(label=_("Person"))
    role = forms.ChoiceField(label=_("Role"))
    begins = Moment(label=_("From"))
    ends = Moment(label=_("Until"))
    deputy = forms.IntegerField(
        label=_("Turn"), help_text=_("0 is called first."), initial=0, min_value=0, max_value=99
    )

    def __init__(self, people: Iterable[Person], *given: Any, **named: Any) -> None:
        super().__init__(people, *given, **named)
        self.fields["role"].choices = choices(sorted(RECEIVES))  # type: ignore[attr-defined]


class Reason(forms.Form):
    """A reason, nothing else."""

    reason = Passage(label=_("Your reason"), help_text=_("The sender can read it."), rows=2)


class AddPerson(forms.Form):
    """A new account."""

    username = Line(label=_("User name"), max_length=150)
    name = Line(label=_("Name"))
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["roles"].choices = choices(Role)  # type: ignore[attr-defined]


class Roles(forms.Form):
    """What a person may do."""

    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["roles"].choices = choices(Role)  # type: ignore[attr-defined]


class Preferences(forms.Form):
    """One's own language and time zone."""

    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGES.items()))
    time_zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        places = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "US/")))
        self.fields["time_zone"].choices = [(name, name.replace("_", " ")) for name in ("UTC", *places)]  # type: ignore[attr-defined]


class ChangePassword(NewPassword):
    """One's own password."""

    current = forms.CharField(
        label=_("Present password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    field_order = ("current", "password", "again")


class Token(forms.Form):
    """A secret for programs."""

    name = Line(label=_("What it is for"))
    expires_at = Moment(label=_("Until"))
    reads_only = forms.BooleanField(label=_("It only reads"), required=False)


def local(moment: datetime) -> str:
    """A moment as an input of type datetime-local wants it."""
    return f"{moment:%Y-%m-%dT%H:%M}"
