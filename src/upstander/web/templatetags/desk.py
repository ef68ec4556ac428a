"""What our templates can say: marks, voices, dates and labels in the reader's language."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BaseFormSet, Form
from django.http import HttpRequest
from django.utils.translation import gettext

from upstander.lib.dates import Month
from upstander.lib.text import Sentence
from upstander.records.desk import Entry, Grade, Phase, Signal, Status, Tlp
from upstander.records.figures import State
from upstander.web import figures, terms
from upstander.web import words as speech
from upstander.web.marks import chips
from upstander.web.marks.markup import Markup, joined, tag
from upstander.web.marks.words import ltr

register = template.Library()


def voice_word(kind: str) -> str:
    """The word for who speaks, in the reader's language."""
    return {"recorded": gettext("Recorded"), "computed": gettext("Computed"), "judged": gettext("Judged")}[kind]


@register.simple_tag
def voice(kind: str, *more: object) -> Markup:
    """The line that opens a block: who speaks, from what, as of when. Empty parts are left out."""
    parts = [tag("span", part) for part in more if part not in ("", None)]
    return tag("p", tag("b", voice_word(kind)), *parts, class_=f"voice is-{kind}")


@register.simple_tag
def heading_voice(kind: str, text: object) -> Markup:
    """A table's heading in a voice."""
    return tag(
        "span", tag("span", voice_word(kind), ": ", class_="aside"), tag("span", text), class_=f"voice is-{kind}"
    )


@register.simple_tag
def source(text: str, keep: str = "") -> Markup:
    """A source and its vintage, linked to the list of sources."""
    if not text:
        return Markup("")
    return tag("a", ltr(text), class_="src", href=f"/sources/{keep}")


@register.simple_tag
def grade(value: Grade, proposed: object = "", status: Status = Status.ACTUAL) -> Markup:
    """The grade's badge."""
    return chips.grade_badge(value, speech.words(), proposed=bool(proposed), status=status)


@register.simple_tag
def tlp(value: Tlp) -> Markup:
    """Traffic Light Protocol."""
    return chips.tlp_chip(value)


@register.simple_tag
def phase(value: Phase | None, by: str = "", status: Status = Status.ACTUAL) -> Markup:
    """Who judged which phase."""
    return chips.phase_chip(value, by, speech.words(), status=status)


@register.simple_tag
def clock(due: datetime, now: datetime) -> Markup:
    """Time left or late."""
    return chips.clock_chip(due, now, speech.zone(), speech.words())


@register.filter
def clock_name(clock: str) -> str:
    """What a clock of the chain is called."""
    return gettext(speech.CLOCKS[clock])


@register.filter
def lasted(span: timedelta | None) -> str:
    """A span as hours or minutes; a dash where there is none."""
    return "–" if span is None else speech.words().hours(span)


@register.filter
def called_by(names: dict[int, str], person: int) -> str:
    """A person's name among those given."""
    return names.get(person, "–")


@register.filter
def title_of(signal: Signal) -> str:
    """A signal's title in the reader's language."""
    return speech.title_of(signal)


@register.filter
def text_of(signal: Signal) -> str:
    """A signal's text in the reader's language."""
    return speech.text_of(signal)


@register.filter
def moment(at: datetime | None) -> Markup:
    """Day and hour in the reader's time zone."""
    return chips.moment(at, speech.zone(), speech.words()) if at else Markup("")


@register.filter
def took(end: datetime, start: datetime) -> str:
    """The time between two moments."""
    return speech.words().duration(end - start)


@register.filter
def day(value: date | None) -> Markup:
    """A day in words."""
    return tag("time", speech.words().day(value), datetime=value.isoformat()) if value else Markup("")


@register.filter
def month(value: Month) -> str:
    """A month in words."""
    return speech.words().month(value)


@register.filter
def number(value: float | None) -> Markup | str:
    """A whole number with separators; unknown for None."""
    return gettext("unknown") if value is None else ltr(speech.words().number(value))


@register.filter
def percent(value: float) -> Markup:
    """A share as a percentage."""
    return ltr(speech.words().percent(value))


@register.filter
def said(value: Sentence | None) -> str:
    """A sentence in the reader's language."""
    return speech.say(value) if value is not None else ""


@register.filter
def label(value: object) -> str:
    """What a word of a closed list is called."""
    return speech.label(value)


@register.filter
def deed(value: str) -> str:
    """What an action of the log is called."""
    return gettext(terms.DEEDS.get(value, value))


@register.filter
def labels(values: Iterable[object]) -> str:
    """Several of them, in the order of their names."""
    return ", ".join(sorted(speech.label(value) for value in values))


@register.filter
def region(value: str) -> str:
    """A region's name."""
    return speech.region(value)


@register.filter
def get(held: Any, key: Any) -> Any:
    """The entry of a mapping, or nothing."""
    return held.get(key)


@register.filter
def state_name(code: str) -> str:
    """A State's name in the reader's language, by its ISO 3166 code."""
    found = figures.states().get(code)
    return found.name(speech.language()) if found else code


@register.simple_tag(takes_context=True)
def sorted_by(context: Any, key: str, start: str = "ascending") -> Markup:
    """Attributes of a heading that sorts: `aria-sort` where it is the order now."""
    order: str = context.get("order", "")
    now = order.lstrip("-")
    if now != key:
        return Markup("")
    falling = order.startswith("-") != (start == "descending")
    return Markup(f' aria-sort="{"descending" if falling else "ascending"}"')


@register.simple_tag(takes_context=True)
def sort_link(context: Any, key: str, text: str) -> Markup:
    """A heading's link: sorts by this column, and the other way round the second time."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    order: str = context.get("order", "")
    query["sort"] = f"-{key}" if order == key else key
    query.pop("page", None)
    return tag("a", text, href=f"?{query.urlencode()}")


@register.simple_tag(takes_context=True)
def this_page(context: Any, **changes: object) -> str:
    """This page's address with some of its questions changed; None takes one out. `as_known` is written as-known."""
    request: HttpRequest = context["request"]
    query = {name: request.GET.getlist(name) for name in request.GET}
    for name, value in changes.items():
        query.pop(name, None)
        query.pop(name.replace("_", "-"), None)
        if value not in (None, ""):
            query[name.replace("_", "-")] = [str(value)]
    return f"?{urlencode(query, doseq=True)}" if query else request.path


def wrong(form: Form, name: str, text: str) -> Markup:
    """One line of it: which field, unless its sentence names it, and what is wrong there."""
    if name not in form.fields:
        return tag("li", text)
    label = str(form[name].label)
    told = text if label in text else f"{label}{gettext(': ')}{text}"
    return tag("li", tag("a", told, href=f"#{form[name].id_for_label}"))


@register.simple_tag
def wrongs(*forms: Form | BaseFormSet[Form] | None) -> Markup:
    """The summary of what to put right, each line a link to its field; nothing if all is well."""
    each = (one for form in forms for one in (form if isinstance(form, BaseFormSet) else (form,)))
    bound = [form for form in each if form is not None and form.is_bound]
    lines = [wrong(form, name, str(text)) for form in bound for name, texts in form.errors.items() for text in texts]
    if not lines:
        return Markup("")
    title = tag("h2", gettext("This was not recorded"))
    return tag("div", title, tag("ul", *lines), class_="errors", role="alert", tabindex="-1", id="errors")


@register.filter
def together(parts: Iterable[Markup]) -> Markup:
    """Pieces of markup joined by a space."""
    return joined(parts, " ")


@register.filter
def words_of(text: str) -> list[str]:
    """A few names written in one string."""
    return text.split()


@register.filter
def named(state: State) -> str:
    """A State's name in the reader's language."""
    return state.name(speech.language())


@register.filter
def noted(text: str) -> str:
    """A note of the table of States in the reader's language."""
    return gettext(text)


@register.filter
def field_name(name: str) -> str:
    """What a part of an alert is called."""
    return gettext(terms.PARTS.get(name, name))


@register.simple_tag
def entry_link(entry: Entry) -> Markup | str:
    """What a line of the log is about, linked where there is a page."""
    kind, _, id = entry.object.partition(":")
    where = {
        "situation": f"/situations/{id}/",
        "alert": f"/alerts/{id}/",
        "signal": f"/signals/{id}/",
        "drill": f"/drills/{id}/",
    }.get(kind)
    return tag("a", entry.object, href=where) if where else entry.object
