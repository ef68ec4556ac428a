"""Options as they leave the house in JSON: each with what speaks for and against it, in the voice of a machine."""

from typing_extensions import TypedDict

from upstander.records.plans import Judgement
from upstander.records.tools import Findings, Offer, Option


class FindingsObject(TypedDict):
    """How many studies found a decrease, no or mixed change, an increase."""

    decrease: int
    none_or_mixed: int
    increase: int


class OptionObject(TypedDict):
    """The keys of an option; `voice` computed: the order is a reading aid, nobody has decided."""

    voice: str
    list: str
    id: str
    name: str
    gist: str
    category: str
    coercive: bool
    consent: str
    legal_basis: str
    lead_time: str
    in_time: bool
    harm_risks: list[str]
    reading: str
    reviewed: bool
    studies: int | None
    on_mass_atrocities: FindingsObject | None
    on_related_outcomes: FindingsObject | None
    source: str
    says: list[str]
    limit: str | None


class JudgementObject(TypedDict):
    """The keys of a judgement: signed and dated."""

    voice: str
    situation: str
    input: str
    value: str
    reason: str
    by: str
    at: str


class OptionsObject(TypedDict):
    """The options of a situation with the judgements they stand on."""

    situation: str
    provisional: bool
    says: list[str]
    judgements: list[JudgementObject]
    items: list[OptionObject]


LISTS = ("options", "needs_consent", "withheld", "not_offered")


def findings(found: Findings | None) -> FindingsObject | None:
    """Counts; None where nobody reviewed it."""
    if found is None:
        return None
    return FindingsObject(decrease=found.decrease, none_or_mixed=found.none_or_mixed, increase=found.increase)


def option(each: Option, place: str) -> OptionObject:
    """One option in its list."""
    tool, evidence = each.tool, each.tool.evidence
    reviewed = evidence.on_mass_atrocities is not None
    return OptionObject(
        voice="computed",
        list=place,
        id=tool.id,
        name=tool.name,
        gist=tool.gist,
        category=tool.order_category,
        coercive=tool.coercive,
        consent=tool.consent_of_state,
        legal_basis=tool.legal_basis,
        lead_time=tool.lead_time,
        in_time=each.in_time,
        harm_risks=list(tool.harm_risks),
        reading=str(each.band),
        reviewed=reviewed,
        studies=evidence.studies if reviewed else None,
        on_mass_atrocities=findings(evidence.on_mass_atrocities),
        on_related_outcomes=findings(evidence.on_related_outcomes),
        source=evidence.source,
        says=[str(said) for said in each.says],
        limit=tool.limit if each.limited else None,
    )


def rows(offer: Offer) -> list[OptionObject]:
    """Every option, list after list."""
    return [option(each, place) for place in LISTS for each in getattr(offer, place)]


def judgement(each: Judgement) -> JudgementObject:
    """One signed judgement."""
    return JudgementObject(
        voice="judged",
        situation=each.situation,
        input=str(each.input),
        value=str(each.value),
        reason=each.reason,
        by=each.by,
        at=each.at.isoformat(),
    )


def options(situation: str, offer: Offer, judged: list[Judgement]) -> OptionsObject:
    """Everything that is laid before a reader."""
    return OptionsObject(
        situation=situation,
        provisional=offer.provisional,
        says=[str(said) for said in offer.says],
        judgements=[judgement(each) for each in judged],
        items=rows(offer),
    )
