"""What people type to answer an alert, and around an answer."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.records.answer_rules import LONGEST
from upstander.records.answers import Around, Disclosure, Medium, RecordClass
from upstander.records.desk import DECIDES, Answer, Person
from upstander.web.desk_forms import Whom, WithPeople
from upstander.web.forms import Line, Moment, Passage, choices


class Answering(WithPeople):
    """Any of the five answers, each with a reason; the parts that one of them needs are asked for by its job."""

    answer = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    reason = Passage(label=_("Your reason"), help_text=_("Needed for every answer. It is kept with your name."))
    present = Passage(
        label=_("Who was present"),
        help_text=_("Names or roles. Leave it empty if you were alone."),
        required=False,
        rows=1,
    )
    dissent = Passage(label=_("Does anyone disagree? Name and reason"), required=False, rows=2)
    review_at = Moment(
        label=_("Look again on"), help_text=_("Empty: the day that the desk agreed for this grade."), required=False
    )
    to = Whom(label=_("Who answers next"), required=False)
    what = Passage(label=_("What you must know first"), required=False, rows=2)
    of = Whom(label=_("Who can tell you"), required=False)
    due_at = Moment(label=_("By when"), required=False)
    late_reason = Passage(label=_("Why it may come after your decision is due"), required=False, rows=1)

    OWN = {Answer.REFER: ("to",), Answer.NEED_MORE: ("what", "of", "due_at")}
    """What only one answer needs, and cannot do without."""

    def __init__(self, people: Iterable[Person], *given: Any, heirs: Iterable[Person] = (), **named: Any) -> None:
        super().__init__(people, *given, **named)
        self.fields["answer"].choices = choices(Answer)  # type: ignore[attr-defined]
        self.fields["to"].offer(heirs)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An answer that needs more says so at the field."""
        held: dict[str, Any] = super().clean() or {}
        for answer, names in self.OWN.items():
            for name in names:
                if held.get("answer") == answer and not held.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return held

    def around(self) -> Around:
        """Who was present and who disagreed."""
        return Around(self.cleaned_data["present"], self.cleaned_data["dissent"])


class Superseding(Answering):
    """Another decision in place of a mistaken one."""

    why = Passage(label=_("Why the earlier decision was mistaken"), rows=2)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["answer"].choices = choices(each for each in Answer if each in DECIDES)  # type: ignore[attr-defined]
        for name in ("to", "what", "of", "due_at", "late_reason"):
            del self.fields[name]


class Said(forms.Form):
    """Some words, nothing else."""

    text = Passage(label=_("What you say"), rows=3)


class Clear(forms.Form):
    """People asked at once, with an hour set."""

    people = forms.TypedMultipleChoiceField(
        label=_("Who is asked"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    what = Passage(label=_("What they are asked"), rows=2)
    until = Moment(label=_("Silence until"))

    def __init__(self, people: list[tuple[str, str]], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["people"].choices = people  # type: ignore[attr-defined]


class Record(forms.Form):
    """An answer given elsewhere: never its content."""

    person = forms.TypedChoiceField(label=_("Whose answer it is"), coerce=int)
    answer = forms.ChoiceField(label=_("The answer"))
    medium = forms.ChoiceField(label=_("How it was given"))
    given_at = Moment(label=_("When it was given"))
    reference = Line(label=_("Reference"), help_text=_("Where the original is. Write nothing of what was said."))
    witness = forms.TypedChoiceField(label=_("Who else heard or saw it"), coerce=int)

    def __init__(self, people: list[tuple[str, str]], team: list[tuple[str, str]], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        answers = choices(each for each in Answer if each in DECIDES)
        for name, offered in (("person", people), ("witness", team), ("answer", answers), ("medium", choices(Medium))):
            self.fields[name].choices = [("", "—"), *offered]  # type: ignore[attr-defined]


class Unseal(forms.Form):
    """A custodian's passphrase and why the seal is opened."""

    passphrase = forms.CharField(
        label=_("Your passphrase"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    reason = Passage(label=_("Why you open it"), help_text=_("Every reader of the alert sees this."), rows=2)


class MakeKey(forms.Form):
    """A custodian's new key."""

    passphrase = forms.CharField(
        label=_("A passphrase for this key"),
        help_text=_("At least 14 characters. It is kept nowhere: what was sealed is lost without it."),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class KeepClass(forms.Form):
    """How long one class of records is kept, and who reads it."""

    days = forms.IntegerField(label=_("Days kept"), min_value=1, max_value=LONGEST)
    disclosure = forms.ChoiceField(label=_("Who reads"))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["disclosure"].choices = choices(Disclosure)  # type: ignore[attr-defined]


class AboutRecord(forms.Form):
    """One record and what is said about it."""

    object = Line(label=_("Record"), help_text=_("Its kind and its id, as in decision:abc."))
    text = Passage(label=_("Basis or reason"), required=False, rows=2)
    until = Moment(label=_("Until"), required=False, help_text=_("Of a hold; empty: until somebody lifts it."))
    record_class = forms.ChoiceField(label=_("Class"), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["record_class"].choices = [("", "—"), *choices(RecordClass)]  # type: ignore[attr-defined]
