"""What people type about the roster, about standing authorities, and about doors that they knocked at."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from upstander.records.desk import Grade, Person
from upstander.records.doors import Door
from upstander.records.people import RECEIVES
from upstander.records.roster import Purpose
from upstander.web.desk_forms import Names, Whom, WithPeople
from upstander.web.forms import Line, Moment, Passage, choices


class Clock(forms.TimeField):
    """An hour of the day in some place."""

    def __init__(self, **given: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M", "%H:%M:%S"], **given)


class Hours(WithPeople):
    """Weekly working hours."""

    person = Whom(label=_("Person"))
    role = forms.ChoiceField(label=_("Role"))
    days = forms.TypedMultipleChoiceField(label=_("Days"), coerce=int, widget=forms.CheckboxSelectMultiple)
    begins = Clock(label=_("From"))
    ends = Clock(label=_("Until"), help_text=_("The next day, if it is not later."))
    zone = forms.ChoiceField(label=_("Time zone"), widget=Names)
    country = Line(
        label=_("Whose public holidays are free"),
        help_text=_("A country's two letters, such as KE, or a part of it, such as DE-BY; empty for none."),
        max_length=12,
        required=False,
    )
    deputy = forms.IntegerField(
        label=_("Turn"), help_text=_("0 is called first."), initial=0, min_value=0, max_value=99
    )

    def __init__(self, people: Iterable[Person], *given: Any, **named: Any) -> None:
        super().__init__(people, *given, **named)
        self.fields["role"].choices = choices(sorted(RECEIVES))  # type: ignore[attr-defined]
        self.fields["days"].choices = [(str(number), name) for number, name in WEEKDAYS.items()]  # type: ignore[attr-defined]
        zones = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "US/")))
        self.fields["zone"].choices = [(name, name.replace("_", " ")) for name in ("UTC", *zones)]  # type: ignore[attr-defined]


class RoleHours(Hours):
    """Weekly working hours of everybody who holds a role and has none of their own."""

    def __init__(self, people: Iterable[Person], *given: Any, **named: Any) -> None:
        super().__init__(people, *given, **named)
        del self.fields["person"]


class Leave(WithPeople):
    """Being away; whoever keeps the roster writes it down for others too."""

    person = Whom(label=_("Person"), required=False)
    begins = Moment(label=_("From"))
    ends = Moment(label=_("Until"))
    replacement = Whom(label=_("Who takes over"), required=False)
    reason = Line(label=_("What colleagues may read"), required=False)

    def __init__(self, people: Iterable[Person], *given: Any, keeps: bool, **named: Any) -> None:
        super().__init__(people, *given, **named)
        if not keeps:
            del self.fields["person"], self.fields["replacement"]


class Swap(WithPeople):
    """A stretch of one's duty for somebody else, perhaps for one of theirs."""

    taker = Whom(label=_("Whom you ask"))
    role = forms.ChoiceField(label=_("Role"))
    begins = Moment(label=_("Your duty from"))
    ends = Moment(label=_("Until"))
    back_begins = Moment(label=_("In return, theirs from"), required=False)
    back_ends = Moment(label=_("Until"), required=False)
    reason = Line(label=_("What colleagues may read"), required=False)

    def __init__(self, people: Iterable[Person], *given: Any, **named: Any) -> None:
        super().__init__(people, *given, **named)
        self.fields["role"].choices = choices(sorted(RECEIVES))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What is asked in return has both ends or none."""
        held: dict[str, Any] = super().clean() or {}
        if bool(held.get("back_begins")) != bool(held.get("back_ends")):
            self.add_error("back_ends", self.fields["begins"].error_messages["required"])
        return held


class Authority(WithPeople):
    """A standing authority, as it was written down elsewhere."""

    purpose = forms.ChoiceField(label=_("What it allows"))
    person = Whom(label=_("For whom"))
    instrument = Passage(
        label=_("Under which instrument"), help_text=_("The law, decree or letter, with its date."), rows=2
    )
    given_by = Line(label=_("Who gave it"))
    grades = forms.MultipleChoiceField(label=_("For which grades"), widget=forms.CheckboxSelectMultiple)
    content = Passage(label=_("What may be told"), rows=2)
    begins = Moment(label=_("From"))
    ends = Moment(label=_("Until"))

    def __init__(self, people: Iterable[Person], *given: Any, **named: Any) -> None:
        super().__init__(people, *given, **named)
        self.fields["purpose"].choices = choices(Purpose)  # type: ignore[attr-defined]
        self.fields["grades"].choices = choices(Grade)  # type: ignore[attr-defined]


class Outside(WithPeople):
    """To which organisation somebody belongs."""

    person = Whom(label=_("Person"))
    outside = forms.ChoiceField(
        label=_("Organisation"), choices=[("yes", _("another organisation")), ("no", _("this organisation"))]
    )


class Knock(forms.Form):
    """A door that somebody knocked at, by other means."""

    mechanism = forms.ChoiceField(label=_("Door"))
    at = Moment(label=_("When you knocked"))
    how = Line(label=_("How"), help_text=_("A letter, a call, a meeting."))
    reference = Line(label=_("Reference"), required=False)

    def __init__(self, doors: Iterable[Door], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["mechanism"].choices = [(each.id, each.name) for each in doors]  # type: ignore[attr-defined]
