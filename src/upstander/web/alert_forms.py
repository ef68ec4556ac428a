"""What people type about an alert: its words, whom it asks, and what is said around it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from upstander.records.alert_life import Verdict, Wording
from upstander.records.desk import Address, Alert, Confidence, Draft, Grade, Signal, Status, Tlp
from upstander.warn.alerts import FACTORS
from upstander.web.alert_words import factor_name
from upstander.web.desk_forms import Whom, WithPeople
from upstander.web.forms import Line, Moment, Passage, choices
from upstander.web.words import text_of, title_of

PARTS = (
    "title",
    "text",
    "ask",
    "grade",
    "confidence",
    "alternatives",
    "change_our_mind",
    "dissent",
    "factors",
    "wording",
    "reason",
    "status",
    "tlp",
)
"""The parts of an alert that its form shows again."""


LONGEST = 200
"""Characters of a signal's text that the form shows."""


def told(signal: Signal) -> str:
    """A signal as the form lists it: its title, and the beginning of what it says."""
    title, text = title_of(signal), text_of(signal)
    if not text or text == title:
        return title
    return gettext("%(what)s: %(of)s") % {"what": title, "of": Truncator(text).chars(LONGEST)}


class Write(forms.Form):
    """The words of an alert."""

    title = Line(label=_("Title"), help_text=_("Who is in danger of what, where, until when."))
    grade = forms.ChoiceField(label=_("Grade"))
    status = forms.ChoiceField(label=_("Is it real?"))
    tlp = forms.ChoiceField(label=_("Who may be told (TLP)"), choices=choices(Tlp), initial=Tlp.AMBER)
    text = Passage(label=_("What we see"), rows=6)
    signals = forms.MultipleChoiceField(
        label=_("Signals it rests on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    confidence = forms.ChoiceField(label=_("How sure we are"))
    alternatives = Passage(
        label=_("What else could explain it"),
        help_text=_("Other readings of the same facts, and why they seem less likely."),
        required=False,
        rows=2,
    )
    ask = Passage(label=_("What we ask"), help_text=_("Who should do what by when."), rows=3)
    change_our_mind = Passage(label=_("What would change our mind"), rows=2)
    dissent = Passage(label=_("Does anyone disagree? Name and reason"), required=False, rows=2)
    factors = forms.MultipleChoiceField(
        label=_("Risk factors of the United Nations Framework of Analysis"),
        help_text=_("They have no ranking. One that is not named is not thereby absent."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wording = forms.ChoiceField(label=_("Wording"), required=False)

    def __init__(self, signals: Sequence[Signal], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["factors"].choices = [(each, factor_name(each)) for each in FACTORS]  # type: ignore[attr-defined]
        for name, values in (("grade", Grade), ("status", Status), ("confidence", Confidence), ("wording", Wording)):
            self.fields[name].choices = choices(values)  # type: ignore[attr-defined]
        for name in ("grade", "confidence"):
            self.fields[name].choices = [("", "–"), *self.fields[name].choices]  # type: ignore[attr-defined]
        self.fields["signals"].choices = [(one.id, told(one)) for one in signals]  # type: ignore[attr-defined]

    def in_reality_of(self, situation: Status) -> None:
        """Offer no answer to whether it is real that is refused there: in a drill all is exercise."""
        played = Status.EXERCISE
        offered = [each for each in Status if (each is played) == (situation is played)]
        self.fields["status"].choices = choices(offered)  # type: ignore[attr-defined]

    def draft(self) -> Draft:
        """What was typed, as a record."""
        held = self.cleaned_data
        return Draft(
            title=held["title"],
            text=held["text"],
            ask=held["ask"],
            grade=Grade(held["grade"]),
            confidence=Confidence(held["confidence"]),
            change_our_mind=held["change_our_mind"],
            dissent=held["dissent"],
            status=Status(held["status"]),
            tlp=Tlp(held["tlp"]),
            signals=tuple(held["signals"]),
            alternatives=held["alternatives"],
            factors=tuple(held["factors"]),
            wording=Wording(held["wording"]) if held["wording"] else None,
            reason=held.get("reason", ""),
        )


class Rewrite(Write):
    """The words of an alert that takes another one's place."""

    reason = Passage(label=_("Why it changes"), help_text=_("Everybody who was asked reads it."), rows=2)

    field_order = ("reason",)


class Addressee(WithPeople):
    """One person who is asked, what exactly, and until when."""

    person = Whom(label=_("Person"), required=False)
    asked = Passage(label=_("What exactly is asked of this person"), required=False, rows=2)
    acknowledge_by = Moment(label=_("To acknowledge by"), required=False)
    decide_by = Moment(label=_("To decide by"), required=False)

    def clean(self) -> dict[str, Any]:
        """A row is whole or empty."""
        held: dict[str, Any] = super().clean() or {}
        if any(held.get(name) for name in self.fields):
            for name in self.fields:
                if not held.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return held

    def address(self) -> Address | None:
        """The row as a record; None if it was left empty."""
        held = self.cleaned_data
        if not held.get("person"):
            return None
        return Address(held["person"], held["asked"], held["acknowledge_by"], held["decide_by"])


def written(alert: Alert) -> dict[str, Any]:
    """An alert's words as the form wants them."""
    return {name: getattr(alert, name) for name in PARTS} | {"signals": [signal.id for signal in alert.signals]}


def addressed(alert: Alert) -> list[dict[str, Any]]:
    """An alert's addressees as the form wants them."""
    names = ("person", "asked", "acknowledge_by", "decide_by")
    return [{name: getattr(recipient, name) for name in names} for recipient in alert.recipients]


class Why(forms.Form):
    """Why an alert ends, or why a name is withheld from it."""

    reason = Passage(label=_("Your reason"), help_text=_("It is kept with your name."), rows=2)


class TakeOff(Why):
    """Who is taken off an alert, and why."""

    person = forms.TypedChoiceField(label=_("Person"), coerce=int)

    field_order = ("person", "reason")


class PassOn(forms.Form):
    """To whom somebody passed an alert on, how and when: never what was said."""

    to = Line(label=_("To whom you passed it on"))
    how = Line(label=_("How"), help_text=_("By telephone, on paper, in person: never what was said."))
    at = Moment(label=_("When"), initial=timezone.now)


class Review(Why):
    """What a second person makes of an alert that went out under one signature."""

    verdict = forms.ChoiceField(label=_("What you make of it"), widget=forms.RadioSelect)

    field_order = ("verdict", "reason")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["verdict"].choices = choices(Verdict)  # type: ignore[attr-defined]


class WorksIn(forms.Form):
    """Where a person works."""

    institution = Line(label=_("Institution"), required=False)
    iso3 = Line(label=_("State, by its three letters"), required=False, max_length=3)


class Suspected(forms.Form):
    """A body that is suspected: one institution, or every institution of a State."""

    institution = Line(
        label=_("Institution"), help_text=_("Leave it empty to name every institution of the State."), required=False
    )
    iso3 = Line(label=_("State, by its three letters"), required=False, max_length=3)
    reason = Passage(label=_("Your reason"), help_text=_("It is kept with your name."), rows=2)


class Allowed(WithPeople):
    """Somebody who may hear although they work in a suspected body."""

    person = Whom(label=_("Person"))
    reason = Passage(label=_("Why this person must hear of it"), rows=2)
