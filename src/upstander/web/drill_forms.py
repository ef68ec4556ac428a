"""What is filled in to open a drill."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from upstander.records.desk import Person
from upstander.records.drills import HOLDS, PLAYED, Part
from upstander.web.desk_forms import Whom
from upstander.web.part_words import PARTS


class OpenDrill(forms.Form):
    """A case by its play title, its length, and who plays what; empty parts get a link to hand out."""

    case = forms.CharField(label=_("Case"), max_length=200, widget=forms.Select)
    minutes = forms.IntegerField(
        label=_("Minutes it lasts"),
        help_text=_("Empty: as long as the case proposes."),
        required=False,
        min_value=1,
        max_value=600,
    )

    def __init__(self, titles: Sequence[tuple[str, int]], people: Iterable[Person], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["case"].widget.choices = [
            (title, gettext("%(title)s (%(minutes)s min)") % {"title": title, "minutes": minutes})
            for title, minutes in titles
        ]
        kept = list(people)
        for part in PLAYED:
            field = Whom(label=gettext(PARTS[part]), required=False)
            field.offer([each for each in kept if HOLDS[part] in each.roles])
            self.fields[part.value] = field

    def seated(self) -> dict[Part, int]:
        """Parts that were given to people of the desk."""
        return {part: person for part in PLAYED if (person := self.cleaned_data.get(part.value))}
