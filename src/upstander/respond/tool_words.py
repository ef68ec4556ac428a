"""What the file says of an option, in words that a diplomat knows; where it says the same in other words, once."""

from collections.abc import Mapping

from upstander.lib.text import Sentence, mark
from upstander.records.tools import Rough

ASIDE = " ("
"""What opens an example or a source after a risk; neither is said in every language."""

ABUSERS = mark("Forces that abuse people grow stronger.")
ELITE = mark("Those in power take the benefit.")
GRIEVANCES = mark("Unequal treatment deepens grievances.")
KILLED = mark("Civilians are harmed or killed.")
LEFT_OPEN = mark("An area that nobody defends or watches is attacked.")
LOST = mark("Access and contacts on the spot are lost.")
NO_PROTECTION = mark("People rely on protection that does not come.")
ON_PAPER = mark("It changes things on paper only.")
REVENGE = mark("Revenge on witnesses, sources or callers.")
SMUGGLING = mark("Black markets and smuggling grow.")
SOURCES = mark("Sources become known.")
SPEAKERS = mark("Those who speak out are put in danger.")
TOO_MUCH = mark("More is blocked than was meant, aid too.")
WIDER = mark("The war widens.")

RISKS: Mapping[str, str] = {
    "'helps' removal aim": mark("It serves those who want a group gone."),
    "'peace propaganda' silencing grievance": mark("Real grievances are silenced in the name of peace."),
    "abuse by troops": mark("Its troops abuse people."),
    "access traded for silence": mark("Access is bought with silence."),
    "aid captured or instrumentalised": mark("Aid is seized or misused."),
    "amplifies the hate": mark("Hate spreads further by it."),
    "arming drift": mark("Protection turns into taking up arms."),
    "backlash": mark("It provokes resistance."),
    "backlash on R2P": mark("Trust in the responsibility to protect is lost."),
    "black markets, criminalisation": SMUGGLING,
    "buys time for perpetrators": mark("Perpetrators gain time."),
    "camp insecurity": mark("Camps are not safe."),
    "capture by elite": ELITE,
    "censorship, over-removal": mark("Censorship: too much is removed."),
    "civilian deaths": KILLED,
    "cosmetic reform": ON_PAPER,
    "coup risk": mark("A coup becomes more likely."),
    "cry-wolf": mark("Too many warnings that prove wrong."),
    "deepens group grievance if biased": GRIEVANCES,
    "dependence": mark("People come to depend on it."),
    "disarms only victims": mark("Only the victims are disarmed."),
    "due-process challenges": mark("Courts may strike it down."),
    "elite capture": ELITE,
    "elite enrichment": ELITE,
    "entanglement": mark("One is drawn into the conflict."),
    "escalation, atrocities by clients": mark("Violence rises, and those supported commit atrocities."),
    "evidence destroyed": mark("Evidence is destroyed."),
    "excludes victims": mark("Victims are left out."),
    "excludes women or minorities": mark("Women or minorities are left out."),
    "exposes communities": mark("Communities become a target."),
    "false security": NO_PROTECTION,
    "freezes identities": mark("Divisions between groups are made lasting."),
    "freezes imbalance": mark("The weaker side stays the weaker one."),
    "hardens leaders": mark("Leaders harden their stand."),
    "harm to civilians": KILLED,
    "hollow promise": NO_PROTECTION,
    "hostage risk": mark("Its people may be taken hostage."),
    "illegality": mark("It is unlawful."),
    "impunity breeds repetition": mark("Crimes that stay unpunished are repeated."),
    "leak exposes sources": SOURCES,
    "legitimises abusers": mark("Abusers gain standing."),
    "legitimises flawed poll": mark("A flawed vote gains standing."),
    "local voices exposed": SPEAKERS,
    "loss of access": LOST,
    "loss of channel and eyes on the ground": LOST,
    "messenger at risk": SPEAKERS,
    "military use of the zone": mark("The area is used by fighters."),
    "mixed messages exploited": mark("Mixed messages are exploited."),
    "one-sided memory": mark("Only one side is remembered."),
    "over-compliance by banks hits aid": TOO_MUCH,
    "overblocking aid": TOO_MUCH,
    "paper compliance": ON_PAPER,
    "politicised mandate": mark("Its mandate is bent to politics."),
    "precedent": mark("Others may follow the example."),
    "provocation": mark("It is taken as a provocation."),
    "regime-change mistrust": mark("It is seen as a change of government by force."),
    "reopens conflict": mark("The conflict opens again."),
    "repression rises": mark("Repression rises."),
    "reprisal on callers": REVENGE,
    "retaliation on sources": REVENGE,
    "rewards abuse": mark("Abuse is rewarded."),
    "selective justice fuels grievance": GRIEVANCES,
    "shell body; co-opted": ON_PAPER,
    "silence read as consent": mark("Silence is read as consent."),
    "smuggling": SMUGGLING,
    "source exposure": SOURCES,
    "spoils a deal": mark("A settlement fails because of it."),
    "strengthens abusers": ABUSERS,
    "stronger repression tools": ABUSERS,
    "surveillance misuse": mark("It is misused to watch people."),
    "undefended or unobserved zone attacked": LEFT_OPEN,
    "undefended safe area": LEFT_OPEN,
    "unlawful for core crimes in UN policy": mark("The United Nations hold it unlawful for the gravest crimes."),
    "used to empty an area or screen those who leave": mark("It is used to empty an area, or to sort those who leave."),
    "war expands": WIDER,
    "war widens": WIDER,
    "winners/losers": GRIEVANCES,
    "witness danger": REVENGE,
    "witness retaliation": REVENGE,
}
"""What could go wrong, as the file calls it without its aside."""

COUNCIL = mark("Only with a mandate of the Security Council under Chapter VII.")
ARTICLE_41 = (
    "41 only when the Security Council decides it; autonomous measures of States, EU, AU or ECOWAS rest on their own "
    "law and on the law of countermeasures, not on 41"
)

BASES: Mapping[str, str] = {
    "-": mark("none needed, or other law"),
    "34, 99; HRC": mark("34, 99, or the Human Rights Council"),
    "GA/HRC mandate": mark("A mandate of the General Assembly or of the Human Rights Council."),
    "UNSC referral (13(b) Rome Statute) is one trigger; State referral and Prosecutor are others": mark(
        "Referred by the Security Council (Rome Statute, Article 13(b)) or by a State, or opened by the Prosecutor."
    ),
    "VI (33); law of war rules on agreed zones": mark("VI (33), and the rules of the law of war on agreed zones"),
    "VII (41: Security Council decision only)": COUNCIL,
    "VII (42): Security Council mandate only": COUNCIL,
    "VII (42): Security Council mandate only; VIII (53): regional enforcement only with Council authorisation": COUNCIL,
    ARTICLE_41: mark(
        "Article 41 only where the Security Council decides so. What a State or a regional organisation does by itself "
        "rests on its own law and on the law of countermeasures."
    ),
}
"""What the Charter or other law says; bare numbers of Chapters and Articles are the same in every language."""

BY_FORCE = mark("Unlawful without consent or a mandate of the Security Council; with one, it is for States to decide.")

NEVER: Mapping[str, str] = {
    "support_nsag": mark("An unlawful intervention; those supported commit atrocities."),
    "jamming": mark("Unlawful without consent or a decision of the Security Council."),
    "military_intervention": BY_FORCE,
    "no_fly_zone": BY_FORCE,
}
"""Why some tools are never offered, by id."""

LIMITS: Mapping[str, str] = {
    "no joint operations with the host force and no support to it": mark(
        "no joint operations with the host force and no support to it"
    ),
    "observers and outside forces only; nothing for the host force": mark(
        "observers and outside forces only; nothing for the host force"
    ),
    "route calls to elders and outside partners; no call-out of the force in question": mark(
        "calls go to elders and outside partners, never to the force in question"
    ),
    "courts, law and oversight only; no equipment, training or advice for the forces": mark(
        "courts, law and oversight only; no equipment, training or advice for the forces"
    ),
}
"""What a tool shrinks to while nobody has judged who would receive its help unsuspected."""

NOTES: Mapping[str, str] = {
    "TfAP signed vote sum is the lowest of all reviewed tools (-4.5): show a red warning": (
        "Of all tools that were reviewed, the findings of this one are the most adverse."
    ),
    "needs explicit legal basis; system must never recommend it automatically": "",
    "Use of force; not proposed by the system, with or without a mandate; listed so that analysts see why.": "",
    "listed for completeness of evidence; not offered by the system (illegality and harm)": "",
    "cyber attacks also in TfAP list, evidence not reviewed; not offered by the system": "",
}
"""Notes to whoever builds on the file, as readers see them: what is never offered says why in its place."""


def risk(text: str) -> str:
    """What could go wrong, in plain words."""
    return RISKS.get(text.partition(ASIDE)[0], text)


def basis(text: str) -> str:
    """The legal basis in plain words."""
    return BASES.get(text, text.removeprefix("Ch. "))


def limit(text: str) -> str:
    """What it shrinks to, in plain words."""
    return LIMITS.get(text, text)


def note(text: str) -> str:
    """A note to readers; the others are English as the file has them."""
    return NOTES.get(text, text)


def soon(least: float | None, most: float | None) -> Sentence | None:
    """How long it takes until a tool can help; None where that is unknown."""
    if least is None:
        return None
    if most is None:
        return Sentence(mark("%(least)s or more"), {"least": Rough(days=least)})
    if least < 1:
        return Sentence(mark("a few hours to %(high)s"), {"high": Rough(days=most)})
    return Sentence(mark("%(low)s to %(high)s"), {"low": Rough(days=least), "high": Rough(days=most)})
