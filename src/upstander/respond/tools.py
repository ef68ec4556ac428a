"""Tools and their ordering rules, read from their file."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from upstander.records.errors import Unknown
from upstander.records.tools import Evidence, Findings, Tool
from upstander.respond.tool_words import basis, limit, note, risk

TAGS = ("factors", "actors", "spheres", "r2p_pillar", "charter", "strategies", "category", "programme_sectors")
"""Fields of the file that a reader can filter by."""


def read(file: Mapping[str, Any]) -> Mapping[str, Tool]:
    """Every tool of the file by its id, in the file's order."""
    return MappingProxyType({each["id"]: tool(each) for each in file["tools"]})


def tool(each: Mapping[str, Any]) -> Tool:
    """One tool of the file."""
    shortest, longest = each["lead_days"] or (None, None)
    return Tool(
        id=each["id"],
        name=each["name"],
        gist=each["gist"],
        order_category=each["order_category"],
        coercive=each["coercive"],
        uses_force=each["uses_force"],
        consent_of_state=each["consent_of_state"],
        security_help=each["security_help"],
        lead_days=(shortest, longest),
        lead_time=each["typical_lead_time"],
        legal_basis=basis(each["un_charter"]),
        harm_risks=tuple(map(risk, each["harm_risks"])),
        evidence=evidence(each["evidence"]),
        tags=MappingProxyType({name: tuple(each[name]) for name in TAGS}),
        note=note(each.get("note", "")),
        legal_note=each.get("legal_note", ""),
        limit=limit(each.get("limit_unless_unsuspected", "")),
    )


def evidence(each: Mapping[str, Any]) -> Evidence:
    """What research says; without a review the findings stay unknown."""
    factors = (*each.get("success_factors_research", ()), *each.get("success_factors_practitioners", ()))
    return Evidence(
        source=each["source"],
        strength=each.get("strength", ""),
        studies=each.get("studies_coded", 0),
        on_mass_atrocities=findings(each.get("on_mass_atrocities")),
        on_related_outcomes=findings(each.get("on_related_outcomes")),
        success_factors=tuple((one["factor"], one["strength"]) for one in factors),
    )


def findings(each: Mapping[str, int] | None) -> Findings | None:
    """Counts of findings, or None where there was no review."""
    return None if each is None else Findings(each["decrease"], each["none_or_mixed"], each["increase"])


def named(tools: Mapping[str, Tool], id: str) -> Tool:
    """The tool of this id; Unknown if there is none."""
    if id not in tools:
        raise Unknown("There is no option %(option)s; choose one of the list.", "option", option=id)
    return tools[id]
