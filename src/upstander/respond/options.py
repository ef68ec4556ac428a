"""Which options fit a situation, and in which order: the rules stand in `tools.json`, this applies them.

The eight steps are those of the file's `ordering.algorithm`. Ordering is a reading aid: it proposes, a person decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from upstander.records.tools import Band, Choice, Findings, Input, Inputs, Judged, Offer, Option, Say, Tool

Rules = Mapping[str, Any]
Tools = Mapping[str, Tool]

OPTIONS = "options"

SAYS: Mapping[str, Mapping[str, Say]] = {
    "unsuspected_only": {"yes": Say.SUSPECTED, "unknown": Say.NOT_JUDGED},
    "willing_only": {"": Say.NOT_WILLING},
    "consent_refused": {"": Say.CONSENT_REFUSED},
    "consent_unknown": {"": Say.CONSENT_UNKNOWN},
    "never": {"": Say.NEVER},
    "not_offered": {"": Say.NEVER},
}
"""The words of each filter of the file; where they hang on an input, by its value."""


def offer(
    rules: Rules,
    tools: Tools,
    inputs: Inputs,
    choice: Choice | None = None,
    *,
    window: float | None = None,
    rated: Mapping[str, int] | None = None,
) -> Offer:
    """Every tool that the rules name for these inputs, each in one list with what is to be said beside it.

    `window`: days that an alert leaves, else those of the phase; `rated`: harm risks that a local partner rates high.
    """
    chosen = choice or Choice()
    phase = rules["from_situation"][inputs.phase]
    cell, provisional = cell_of(rules, inputs)
    days = rules["inside_category"]["window_days"][phase] if window is None else window
    listed = [
        option
        for category in categories(rules, cell, phase, provisional=provisional)
        for option in inside(category, tools, days, rated or {})
    ]
    never = [plain(tools[id], days) for id in never_offered(rules) if id not in {one.tool.id for one in listed}]
    lists = sorted_out(rules, (*listed, *never), inputs)
    kept = {name: chosen_of(rules, found, chosen) for name, found in lists.items()}
    return coerced(rules, kept, cell, chosen, provisional=provisional)


def cell_of(rules: Rules, inputs: Inputs) -> tuple[str, bool]:
    """The cell for will and capacity; the fallback, which is provisional, where one of them is unknown."""
    for name, cell in rules["cells"].items():
        if all(value_of(inputs, key) == value for key, value in cell["when"].items()):
            return name, False
    return rules["fallback"]["cell"], True


def value_of(inputs: Inputs, name: str) -> Judged:
    """The value of a judged input."""
    value: Judged = getattr(inputs, Input(name).value)
    return value


def categories(rules: Rules, cell: str, phase: str, *, provisional: bool) -> list[Mapping[str, Any]]:
    """The cell's categories in order; provisionally without the coercive ones and those that the fallback drops."""
    known = {each["id"]: each for each in rules["categories"]}
    found = [known[id] for id in rules["cells"][cell]["order"][phase]]
    if not provisional:
        return found
    fallback = rules["fallback"]
    dropped = set(fallback["drop_categories"])
    return [
        each for each in found if each["id"] not in dropped and not (fallback["drop_coercive"] and each["coercive"])
    ]


def inside(category: Mapping[str, Any], tools: Tools, window: float, rated: Mapping[str, int]) -> list[Option]:
    """The tools of a category: in its own order where it has one, else sorted."""
    found = [plain(tools[id], window) for id in category.get("order_inside", category["tools"])]
    if "order_inside" in category:
        return found
    bands = list(Band)
    return sorted(
        found, key=lambda one: (not one.in_time, bands.index(one.band), rated.get(one.tool.id, 0), one.tool.id)
    )


def plain(tool: Tool, window: float) -> Option:
    """A tool before any rule has spoken."""
    shortest = tool.lead_days[0]
    return Option(tool, band(tool), shortest is not None and shortest <= window)


def band(tool: Tool) -> Band:
    """How the evidence reads: a finding on mass atrocities counts 1, one on related outcomes a half."""
    down = weighed(tool, "decrease")
    up = weighed(tool, "increase")
    if down > 0 and down >= 1.5 * up:
        return Band.SUPPORTS
    return Band.ADVERSE if up > 0 and up >= 1.5 * down else Band.OPEN


def weighed(tool: Tool, way: str) -> float:
    """Findings of one kind, weighed."""
    return count(tool.evidence.on_mass_atrocities, way) + 0.5 * count(tool.evidence.on_related_outcomes, way)


def count(found: Findings | None, way: str) -> int:
    """How many findings of one kind; none where nothing was reviewed, which reads as open."""
    return 0 if found is None else int(getattr(found, way))


def never_offered(rules: Rules) -> tuple[str, ...]:
    """Ids that no list but `not_offered` may hold."""
    return tuple(next(each for each in rules["filters"] if each["id"] == "not_offered")["drop_tools"])


def sorted_out(rules: Rules, found: Iterable[Option], inputs: Inputs) -> dict[str, list[Option]]:
    """Each option in the list of the first filter that drops it, else among the options with what filters add."""
    lists: dict[str, list[Option]] = {name: [] for name in rules["lists"]}
    filters = [each for each in rules["filters"] if holds(each["if"], inputs)]
    for option in found:
        where, placed = through(filters, option, inputs)
        lists[where].append(placed)
    return lists


def through(filters: Sequence[Mapping[str, Any]], option: Option, inputs: Inputs) -> tuple[str, Option]:
    """The list where an option ends, and the option with what was said on the way."""
    for each in filters:
        if drops(each, option.tool):
            return each["to"], replace(option, says=(said(each, inputs),))
        if matches(option.tool, each.get("limit_if")) and option.tool.limit:
            option = replace(option, limited=True)
        if matches(option.tool, each.get("mark_if")):
            option = replace(option, says=(*option.says, said(each, inputs)))
    return OPTIONS, option


def holds(condition: str, inputs: Inputs) -> bool:
    """`always`, or `<input> is [not] <value>` joined by ` or `."""
    return condition == "always" or any(part_holds(part, inputs) for part in condition.split(" or "))


def part_holds(part: str, inputs: Inputs) -> bool:
    """One `<input> is [not] <value>`."""
    name, _, value = part.partition(" is ")
    wanted = value.removeprefix("not ")
    return (value_of(inputs, name) == wanted) is (wanted == value)


def drops(each: Mapping[str, Any], tool: Tool) -> bool:
    """Whether a filter takes a tool out of the options."""
    named = tool.id in each.get("drop_tools", ()) or tool.order_category in each.get("drop_categories", ())
    return named or matches(tool, each.get("drop_if"))


def matches(tool: Tool, wanted: Mapping[str, Any] | None) -> bool:
    """Whether the tool has every value asked for; nothing asked for matches nothing."""
    return wanted is not None and all(getattr(tool, name) == value for name, value in wanted.items())


def said(each: Mapping[str, Any], inputs: Inputs) -> Say:
    """What a filter says, by the value of its input where its words hang on one."""
    words = SAYS[each["id"]]
    name = each["if"].partition(" is ")[0]
    return words[""] if "" in words else words[value_of(inputs, name)]


def chosen_of(rules: Rules, found: Iterable[Option], choice: Choice) -> list[Option]:
    """Options that the reader's filters leave, coercive ones behind all others, the order otherwise kept."""
    fields = rules["user_filters"]["fields"]
    kept = [
        option
        for option in found
        if fits_days(option.tool, choice.days)
        and all(not wanted or wanted & set(option.tool.tags[fields[name]]) for name, wanted in choice.fields.items())
    ]
    return sorted(kept, key=lambda option: option.tool.coercive)


def fits_days(tool: Tool, days: float | None) -> bool:
    """Whether it can help within the days asked for; unknown lead time fits none."""
    return days is None or (tool.lead_days[0] is not None and tool.lead_days[0] <= days)


def coerced(rules: Rules, lists: dict[str, list[Option]], cell: str, choice: Choice, *, provisional: bool) -> Offer:
    """The offer, with too few options without coercion said; unfiltered, the coercive ones are then withheld."""
    says = [Say.PROVISIONAL] if provisional else []
    options, withheld = lists[OPTIONS], lists["withheld"]
    free = [option for option in options if not option.tool.coercive]
    hard = [option for option in options if option.tool.coercive]
    rule = rules["coercion"]
    if choice.made and hard and len(free) < rule["filtered"]["below"]:
        says.append(Say.FEW_NON_COERCIVE)
    if not choice.made and hard and len(free) < rule["unfiltered"]["not_among_first"]:
        says.append(Say.COERCION_WITHHELD)
        options = free
        withheld = [*withheld, *(replace(each, says=(Say.COERCION_WITHHELD,)) for each in hard)]
    return Offer(
        cell,
        provisional,
        tuple(options),
        tuple(lists["needs_consent"]),
        tuple(withheld),
        tuple(lists["not_offered"]),
        tuple(says),
    )
