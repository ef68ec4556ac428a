"""What people type about triggers, the ladder's rules and the roster."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.records.checks import PASSAGE
from upstander.records.desk import Grade
from upstander.records.ladder import StepId
from upstander.records.people import APART, Role
from upstander.respond.rewrite import Hours, Rungs, Wishes
from upstander.web import figures
from upstander.web.forms import Moment, Passage, choices
from upstander.web.words import label, language

RUNGS = tuple(role for role in Role if role not in APART and role is not Role.CUSTODIAN)
DEPUTIES = 3
GENERAL = {
    "contact": _("Hours in which a person who is called must take the step"),
    "lapse": _("Hours without an entry after which a step is open again"),
    "warned": _("Hours between the warning of a silent recipient and the step outside the organisation"),
}
MOST_HOURS = 24 * 366


class TriggerText(forms.Form):
    """A trigger as its file has it."""

    text = forms.CharField(
        label=_("The trigger's text (TOML)"),
        help_text=_("It is off until it was played over the past and is switched on."),
        max_length=PASSAGE,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "ltr"}),
    )


class Suppress(forms.Form):
    """Keep a trigger silent, with a reason and an end."""

    reason = Passage(label=_("Your reason"), help_text=_("Everybody who works here can read it."), rows=2)
    until = Moment(label=_("Until"), help_text=_("Within 90 days; it can be renewed."))
    iso3 = forms.ChoiceField(label=_("Where"), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        states = sorted((state.name(language()), code) for code, state in figures.states().items())
        self.fields["iso3"].choices = [("", _("Everywhere")), *((code, name) for name, code in states)]  # type: ignore[attr-defined]


class Hour(forms.FloatField):
    """A number of hours."""

    def __init__(self, **given: Any) -> None:
        widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal", "dir": "ltr"})
        super().__init__(min_value=0, max_value=MOST_HOURS, widget=widget, **given)


class Rules(forms.Form):
    """Who has each step, who deputises, and how long everything may take."""

    owner = forms.ChoiceField(label=_("Owner of the ladder"), help_text=_("Called last, and told what goes wrong."))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["owner"].choices = choices((Role.FOCAL_POINT, Role.DECISION_MAKER))  # type: ignore[attr-defined]
        for step in StepId:
            self.add_step(step)
        for name in GENERAL:
            self.add_hours(name)

    def add_step(self, step: StepId) -> None:
        """The fields of one step."""
        roles = choices(RUNGS)
        self.fields[f"{step}-duty"] = forms.ChoiceField(label=_("On duty"), choices=roles)
        for turn in range(DEPUTIES):
            words = _("Deputy %(turn)s") % {"turn": turn + 1}
            self.fields[f"{step}-deputy-{turn}"] = forms.ChoiceField(
                label=words, choices=[("", "—"), *roles], required=False
            )
        self.add_hours(str(step))

    def add_hours(self, name: str) -> None:
        """A number of hours for each grade."""
        for grade in Grade:
            told = _("Hours for %(grade)s") % {"grade": label(grade)}
            self.fields[f"{name}-{grade}"] = Hour(label=told)

    def parts(self) -> list[tuple[StepId, list[Any], list[Any]]]:
        """Each step with its fields: people, hours."""
        return [(step, self.people(step), self.hours(str(step))) for step in StepId]

    def people(self, step: StepId) -> list[Any]:
        """The fields that say who."""
        return [self[f"{step}-duty"], *(self[f"{step}-deputy-{turn}"] for turn in range(DEPUTIES))]

    def hours(self, name: str) -> list[Any]:
        """The fields that say how long."""
        return [self[f"{name}-{grade}"] for grade in Grade]

    def general(self) -> list[tuple[Any, list[Any]]]:
        """The hours that hold for every step."""
        return [(words, self.hours(name)) for name, words in GENERAL.items()]

    def told(self, name: str) -> Hours:
        """The hours that were typed."""
        return {grade: self.cleaned_data[f"{name}-{grade}"] for grade in Grade}

    def wishes(self) -> Wishes:
        """What was typed, as a record."""
        held = self.cleaned_data
        rungs = {}
        for step in StepId:
            deputies = [held[f"{step}-deputy-{turn}"] for turn in range(DEPUTIES)]
            named = tuple(dict.fromkeys(Role(role) for role in deputies if role))
            rungs[step] = Rungs(Role(held[f"{step}-duty"]), named, self.told(str(step)))
        return Wishes(rungs, Role(held["owner"]), *(self.told(name) for name in GENERAL))


def typed(wishes: Wishes) -> dict[str, Any]:
    """Wishes as the form wants them."""
    held: dict[str, Any] = {"owner": wishes.owner}
    for step, rungs in wishes.rungs.items():
        held[f"{step}-duty"] = rungs.duty
        held |= {f"{step}-deputy-{turn}": role for turn, role in enumerate(rungs.deputies[:DEPUTIES])}
        held |= {f"{step}-{grade}": f"{hours:g}" for grade, hours in rungs.hours.items()}
    for name in GENERAL:
        held |= {f"{name}-{grade}": f"{hours:g}" for grade, hours in getattr(wishes, name).items()}
    return held


class File(forms.Form):
    """A ladder's file, pasted."""

    text = forms.CharField(
        label=_("The file's text (JSON)"), max_length=200_000, widget=forms.Textarea(attrs={"rows": 8, "dir": "ltr"})
    )
