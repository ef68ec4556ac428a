"""What people type about actions, promises, outcomes and lessons."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.records.desk import Alert
from upstander.records.ladder import Thread
from upstander.records.plans import Finding, Funding, Kept, NewAction
from upstander.records.tools import Option
from upstander.web.clock_forms import Day
from upstander.web.desk_forms import Whom, WithPeople
from upstander.web.forms import Line, Moment, Passage, choices
from upstander.web.templatetags.options import option_name


class PlanAction(WithPeople):
    """Something that is to be done: by whom, with what, by when, and what it could do wrong."""

    alert = forms.ChoiceField(label=_("Alert that it answers"), required=False)
    option = forms.ChoiceField(label=_("Option of the list"), required=False)
    what = Passage(label=_("What is done"), rows=2)
    unharmed = Passage(
        label=_("What harm it could do, and how that is kept away"),
        help_text=_("Needed for every option of the list."),
        required=False,
        rows=2,
    )
    consulted = Passage(
        label=_("Which local partners and people at risk were asked"),
        help_text=_("Needed for every option of the list. Name nobody whom that could endanger."),
        required=False,
        rows=2,
    )
    basis = Passage(
        label=_("Legal basis"), help_text=_("Needed where the State's consent is not."), required=False, rows=1
    )
    owner = Whom(label=_("Owner"), required=False)
    deputy = Whom(label=_("Deputy"), required=False)
    institution = Line(label=_("Institution"), required=False)
    contact = Line(label=_("Contact there"), help_text=_("By name, if the owner has no account here."), required=False)
    ministries = Passage(label=_("Ministries that it touches"), help_text=_("One to a line."), required=False, rows=2)
    means = Passage(label=_("Means"), required=False, rows=1)
    money = forms.DecimalField(label=_("Money"), required=False, min_value=0, max_digits=16, decimal_places=2)
    money.error_messages["min_value"] = _("Give a sum of money of nothing or more.")
    currency = Line(label=_("Currency"), help_text=_("Three letters, as in EUR."), max_length=3, required=False)
    funding = forms.ChoiceField(label=_("Is the money there?"), required=False)
    deadline = Moment(label=_("Deadline"), required=False)

    def __init__(
        self, people: Iterable[Any], options: Iterable[Option], alerts: Sequence[Alert], *given: Any, **named: Any
    ) -> None:
        super().__init__(people, *given, **named)
        self.fields["alert"].choices = [*((each.id, each.title) for each in alerts), ("", "—")]  # type: ignore[attr-defined]
        offered = [(each.tool.id, option_name(each.tool.id)) for each in options]
        self.fields["option"].choices = [("", "—"), *offered]  # type: ignore[attr-defined]
        self.fields["funding"].choices = choices(Funding)  # type: ignore[attr-defined]

    def action(self) -> NewAction:
        """What was typed."""
        held = dict(self.cleaned_data)
        people: dict[str, Any] = {name: held.pop(name) or 0 for name in ("owner", "deputy")}
        funding = Funding(held.pop("funding") or Funding.UNKNOWN)
        return NewAction(**held, **people, funding=funding)


class First(forms.Form):
    """What is done first, by whoever decided to act."""

    what = Passage(label=_("What is done"), rows=2)
    deadline = Moment(label=_("Deadline"), required=False)


class Words(forms.Form):
    """Some words, nothing else."""

    text = Passage(label=_("What you write down"), rows=2)


class Block(forms.Form):
    """What stands in the way."""

    text = Passage(label=_("What blocks it"), rows=2)
    lifted_by = Line(label=_("Who can lift that"))


class Give(WithPeople):
    """An owner."""

    owner = Whom(label=_("Owner"))


class Show(WithPeople):
    """Somebody of an institution that it touches."""

    person = Whom(label=_("Person of an institution that it touches"))


class Fund(forms.Form):
    """Whether the money is there."""

    funding = forms.ChoiceField(label=_("Is the money there?"))
    means = Passage(label=_("Means"), required=False, rows=1)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["funding"].choices = choices(Funding)  # type: ignore[attr-defined]


class Promise(WithPeople):
    """Who promised what to whom, and who asks after it."""

    promised_by = Line(label=_("Who promised"))
    promised_to = Line(label=_("To whom"))
    what = Passage(label=_("What"), rows=2)
    made_on = Day(label=_("Promised on"))
    due_on = Day(label=_("To be kept by"))
    source = Passage(label=_("Source"), rows=1)
    owner = Whom(label=_("Who asks after it"), required=False)
    funding = forms.ChoiceField(label=_("Is the money there?"), required=False)

    def __init__(self, people: Iterable[Any], *given: Any, **named: Any) -> None:
        super().__init__(people, *given, **named)
        self.fields["funding"].choices = choices(Funding)  # type: ignore[attr-defined]

    def promise(self) -> dict[str, Any]:
        """What was typed."""
        held = dict(self.cleaned_data)
        funding = Funding(held.pop("funding") or Funding.UNKNOWN)
        return held | {"owner": held["owner"] or 0, "funding": funding}


class FollowUp(WithPeople):
    """Who asked after a promise, and what was answered."""

    asked_by = Line(label=_("Who asked"))
    asked_on = Day(label=_("Asked on"))
    answer = Passage(label=_("What was answered"), rows=2)
    kept = forms.ChoiceField(label=_("Was it kept?"))
    owner = Whom(label=_("Who asks after it from now on"), required=False)
    funding = forms.ChoiceField(label=_("Is the money there?"), required=False)

    def __init__(self, people: Iterable[Any], *given: Any, **named: Any) -> None:
        super().__init__(people, *given, **named)
        self.fields["kept"].choices = choices((Kept.OPEN, Kept.PARTLY))  # type: ignore[attr-defined]
        self.fields["funding"].choices = [("", "—"), *choices(Funding)]  # type: ignore[attr-defined]

    def entry(self) -> dict[str, Any]:
        """What was typed."""
        held = dict(self.cleaned_data)
        funding = Funding(held["funding"]) if held["funding"] else None
        return held | {"kept": Kept(held["kept"]), "owner": held["owner"] or 0, "funding": funding}


class Evidence(forms.Form):
    """How one knows that a promise was kept or broken."""

    evidence = Passage(label=_("How do you know?"), rows=2)


class Conclude(forms.Form):
    """What came of the response to one cause."""

    thread = forms.ChoiceField(label=_("Of which cause"))
    text = Passage(label=_("What came of it"), rows=2)
    on = Day(label=_("Seen on"))
    source = Passage(label=_("Source"), rows=1)

    def __init__(self, threads: Iterable[Thread], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["thread"].choices = [(each.id, each.title) for each in threads]  # type: ignore[attr-defined]


class Look(forms.Form):
    """What a look back found."""

    finding = forms.ChoiceField(label=_("What you found"))
    text = Passage(label=_("In your words"), rows=2)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["finding"].choices = choices(Finding)  # type: ignore[attr-defined]


class Learn(WithPeople):
    """A lesson: what changes, and who sees to it."""

    expected = Passage(label=_("What we expected"), rows=2)
    happened = Passage(label=_("What happened"), rows=2)
    why = Passage(label=_("Why"), rows=2)
    change = Passage(label=_("What we change"), rows=2)
    owner = Whom(label=_("Who sees to it"))
    due_on = Day(label=_("By which day"))
