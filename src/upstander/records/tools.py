"""Tools of prevention and response, what is judged of a State, and what the rules offer for both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from upstander.records.desk import Phase


class Rough(timedelta):
    """A span that is only roughly known: said in the greatest unit that it is made of."""

    def whole(self) -> tuple[int, str]:
        """How many of which of CLDR's units."""
        spans = ((365, "duration-year"), (30, "duration-month"), (7, "duration-week"), (1, "duration-day"))
        return next((self.days // span, unit) for span, unit in spans if self.days % span == 0)


class Judged(StrEnum):
    """A signed judgement; unknown until somebody signs one."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Input(StrEnum):
    """What is judged of a situation before options are ordered."""

    WILL = "will"
    CAPACITY = "capacity"
    STATE_CONSENT = "state_consent"
    RECIPIENT_SUSPECTED = "recipient_suspected"


class Band(StrEnum):
    """How the evidence reads, for sorting only: the findings themselves are what is shown."""

    SUPPORTS = "supports"
    OPEN = "open"
    ADVERSE = "adverse"


class Say(StrEnum):
    """What the rules have to say beside a tool or a list."""

    SUSPECTED = "suspected"
    NOT_JUDGED = "not_judged"
    NOT_WILLING = "not_willing"
    CONSENT_REFUSED = "consent_refused"
    CONSENT_UNKNOWN = "consent_unknown"
    NEVER = "never"
    FEW_NON_COERCIVE = "few_non_coercive"
    COERCION_WITHHELD = "coercion_withheld"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class Findings:
    """How many studies found that a tool decreases, does not change, or increases violence."""

    decrease: int
    none_or_mixed: int
    increase: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What research says of a tool. Findings are None where nobody has reviewed it: unknown, never zero."""

    source: str
    strength: str = ""
    studies: int = 0
    on_mass_atrocities: Findings | None = None
    on_related_outcomes: Findings | None = None
    success_factors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool. `lead_days`: shortest and longest days until it can help; None is unknown or without an upper end."""

    id: str
    name: str
    gist: str
    order_category: str
    coercive: bool
    uses_force: bool
    consent_of_state: str
    security_help: str
    lead_days: tuple[float | None, float | None]
    lead_time: str
    legal_basis: str
    harm_risks: tuple[str, ...]
    evidence: Evidence
    tags: Mapping[str, tuple[str, ...]]
    note: str = ""
    legal_note: str = ""
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the rules ask of a situation."""

    phase: Phase
    will: Judged = Judged.UNKNOWN
    capacity: Judged = Judged.UNKNOWN
    state_consent: Judged = Judged.UNKNOWN
    recipient_suspected: Judged = Judged.UNKNOWN


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader filters by: any value inside one field, all fields together; days until it must help."""

    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    days: float | None = None

    @property
    def made(self) -> bool:
        """Whether anything was chosen."""
        return self.days is not None or any(self.fields.values())


@dataclass(frozen=True, slots=True)
class Option:
    """A tool where the rules put it, and what they say beside it."""

    tool: Tool
    band: Band
    in_time: bool
    says: tuple[Say, ...] = ()
    limited: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """All tools that the rules name for a situation, each in one list. `cell` names the row of the rules."""

    cell: str
    provisional: bool
    options: tuple[Option, ...]
    needs_consent: tuple[Option, ...]
    withheld: tuple[Option, ...]
    not_offered: tuple[Option, ...]
    says: tuple[Say, ...] = ()
