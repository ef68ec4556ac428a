"""What options, their rules and the judgements behind them are called, marked for translation."""

from collections.abc import Mapping

from upstander.lib.text import mark
from upstander.records.plans import Hurdle
from upstander.records.tools import Band, Input, Judged, Say

NAMES: Mapping[str, str] = {
    "mediation": mark("Mediation and good offices"),
    "preventive_diplomacy": mark("Quiet bilateral or multilateral diplomacy"),
    "public_diplomacy": mark("Public diplomacy"),
    "naming_shaming": mark("Naming and shaming / public warning statement"),
    "diplomatic_sanctions": mark("Diplomatic sanctions"),
    "targeted_sanctions": mark("Targeted sanctions"),
    "comprehensive_sanctions": mark("Comprehensive economic sanctions"),
    "arms_embargo": mark("Arms embargo"),
    "trade_incentives": mark("Trade or investment incentives"),
    "development_assistance": mark("Development and humanitarian assistance (conflict- and atrocity-sensitive)"),
    "security_assistance": mark("Security assistance and training"),
    "prosecution": mark("Prosecution (domestic, hybrid, ICC, universal jurisdiction)"),
    "amnesty": mark("Official amnesty (lawful limits)"),
    "peace_operation": mark("Peace operation with protection mandate"),
    "preventive_deployment": mark("Preventive deployment (rapid, small, before violence)"),
    "military_intervention": mark("Military intervention (coercive)"),
    "humanitarian_corridor": mark("Consensual humanitarian corridor, pause or protected zone"),
    "no_fly_zone": mark("No-fly zone or enforced safe area (Chapter VII)"),
    "support_nsag": mark("Support to non-State armed groups"),
    "security_guarantee": mark("Security guarantees"),
    "military_presence": mark("Peacetime military presence"),
    "fact_finding": mark("Fact-finding, commission of inquiry, monitoring mission"),
    "early_warning_briefing": mark("Early-warning note, Article 99 letter, Council briefing"),
    "counter_speech": mark("Counter-speech, peace messaging, inoculation"),
    "platform_action": mark("Platform escalation and media regulation (Rabat-compliant)"),
    "jamming": mark("Broadcast disruption"),
    "civilian_self_protection": mark("Support to civilian self-protection, unarmed accompaniment"),
    "hotline": mark("Local alert line and response cell"),
    "local_peace": mark("Local peace committees, insider mediators"),
    "refugee_protection": mark("Refugee protection, open borders, resettlement"),
    "humanitarian_access": mark("Humanitarian access negotiation"),
    "election_support": mark("Election violence prevention package"),
    "rule_of_law": mark("Rule of law, security-sector and justice reform"),
    "minority_rights": mark("Minority protection, non-discrimination law, citizenship"),
    "diversity_management": mark("Constructive management of diversity, power sharing"),
    "transitional_justice": mark("Truth, reparation, memory, guarantees of non-recurrence"),
    "education_memory": mark("Education against hate, memory work, media literacy"),
    "ddr_arms_control": mark("DDR, small-arms control"),
    "economic_inclusion": mark("Reduce horizontal inequality, resource-sharing deals"),
    "business_due_diligence": mark("Business and export due diligence"),
    "treaty_ratification": mark("Ratify and domesticate core treaties"),
    "national_mechanism": mark("Create national mechanism, focal point, action plan"),
    "evidence_preservation": mark("Evidence preservation (IIIM-type, archives)"),
}
"""Every tool by its id, as the file names it."""

GISTS: Mapping[str, str] = {
    "diplomatic_sanctions": mark("Recall envoys, suspend membership, refuse visas to officials"),
    "targeted_sanctions": mark("Freeze assets or ban travel of persons and firms"),
    "security_guarantee": mark("A promise to protect a party that disarms or leaves power"),
    "counter_speech": mark("Trusted voices, media and religious leaders speak against incitement"),
    "platform_action": mark("Ask platforms or regulators to limit content that incites"),
    "civilian_self_protection": mark("Alerts among neighbours, plans to leave, safe contacts, presence"),
    "hotline": mark("A line for messages and calls, verification, a call to police or elders"),
    "election_support": mark("Observation, settling of disputes, codes of conduct, early deployment"),
    "economic_inclusion": mark("Shares of land, jobs and revenue between groups"),
    "business_due_diligence": mark("Stop supplies that enable violence: dual-use goods, spyware, money"),
    "treaty_ratification": mark("Genocide Convention, Rome Statute, human rights covenants, Geneva Protocols"),
    "national_mechanism": mark("A body with a mandate, a budget, early warning and review"),
}
"""What a tool is, where its name does not say it."""

SUCCESS: Mapping[str, str] = {
    "Committed implementer": mark("Committed implementer"),
    "Unbiased implementer or intervention": mark("Unbiased implementer or intervention"),
    "Local support for tool": mark("Local support for tool"),
    "Concurrent use of multiple tools": mark("Concurrent use of multiple tools"),
    "International support or coordination": mark("International support or coordination"),
    "Tool addresses root causes": mark("Tool addresses root causes"),
    "Early implementation": mark("Early implementation"),
    "Ripeness": mark("Ripeness"),
    "Well-informed implementer": mark("Well-informed implementer"),
    "Consistent implementation": mark("Consistent implementation"),
}
"""What helped most tools succeed."""

QUESTIONS: Mapping[Input, str] = {
    Input.WILL: mark("Is the State willing to protect?"),
    Input.CAPACITY: mark("Is the State able to protect?"),
    Input.STATE_CONSENT: mark("Does the State consent to help from outside?"),
    Input.RECIPIENT_SUSPECTED: mark("Is the force or body that would receive help a suspected perpetrator?"),
}
JUDGED: Mapping[Judged, str] = {
    Judged.YES: mark("yes"),
    Judged.NO: mark("no"),
    Judged.UNKNOWN: mark("not known"),
}
SAYS: Mapping[Say, str] = {
    Say.SUSPECTED: mark("Withheld: help would reach a suspected perpetrator."),
    Say.NOT_JUDGED: mark("Withheld: nobody has judged yet whether the recipient is a suspected perpetrator."),
    Say.NOT_WILLING: mark("Withheld: no security support where the State is not judged willing to protect."),
    Say.CONSENT_REFUSED: mark("Needs the State's consent, which was refused: an ask for diplomacy, not an option now."),
    Say.CONSENT_UNKNOWN: mark("Needs the State's consent: asking for it is the first step."),
    Say.NEVER: mark("Never offered."),
    Say.FEW_NON_COERCIVE: mark(
        "Fewer than three options without coercion match this filter; clear it to see the others."
    ),
    Say.COERCION_WITHHELD: mark("Withheld: there are fewer than three options without coercion."),
    Say.PROVISIONAL: mark(
        "Provisional: nobody has signed a judgement of the State's will and of its capacity. No coercion is listed."
    ),
}
BANDS: Mapping[Band, str] = {
    Band.SUPPORTS: mark("more findings for it than against it"),
    Band.OPEN: mark("open"),
    Band.ADVERSE: mark("more findings against it than for it"),
}
CATEGORIES: Mapping[str, str] = {
    "own_prevention": mark("Prevention by the State itself"),
    "local_protection": mark("Protection by people on the spot"),
    "warning_and_diplomacy": mark("Warning and diplomacy"),
    "settlement": mark("Settlement"),
    "assistance": mark("Assistance"),
    "security_support": mark("Security support"),
    "facts": mark("Facts and evidence"),
    "protective_presence": mark("Protective presence"),
    "civilian_relief": mark("Relief of civilians"),
    "cut_enablers": mark("Cutting what enables violence"),
    "public_pressure": mark("Public pressure"),
    "justice": mark("Justice"),
    "sanctions": mark("Sanctions"),
    "never_offered": mark("Never offered"),
}
CONSENT: Mapping[str, str] = {
    "required": mark("lawful only with the State's consent"),
    "usual": mark("normally with the State's consent"),
    "no": mark("without the State's consent: name its own legal basis"),
}
FIELDS: Mapping[str, str] = {
    "factor": mark("Risk factor"),
    "actor": mark("Who can do it"),
    "sphere": mark("Sphere"),
    "pillar": mark("Pillar"),
    "charter": mark("Charter basis"),
    "strategy": mark("Strategy"),
    "kind": mark("Kind"),
    "sector": mark("Programme sector"),
}
VALUES: Mapping[str, Mapping[str, str]] = {
    "sphere": {
        "domestic": mark("domestic"),
        "bilateral": mark("bilateral"),
        "regional": mark("regional"),
        "multilateral": mark("multilateral"),
    },
    "pillar": {
        "I": mark("I: the State's own duty"),
        "II": mark("II: others help the State"),
        "III": mark("III: timely and decisive response"),
    },
    "charter": {
        "VI": mark("Chapter VI: peaceful settlement"),
        "VII": mark("Chapter VII: the Security Council"),
        "VIII": mark("Chapter VIII: regional arrangements"),
        "IX": mark("Chapter IX: development and human rights"),
        "41": mark("Article 41: measures without armed force"),
        "99": mark("Article 99: the Secretary-General"),
    },
    "strategy": {
        "dissuade": mark("dissuade perpetrators"),
        "degrade": mark("degrade their capacity"),
        "protect": mark("protect civilians"),
        "transition": mark("political transition"),
    },
    "kind": {
        "diplomatic": mark("diplomatic"),
        "economic": mark("economic"),
        "informational": mark("informational"),
        "legal": mark("legal"),
        "military": mark("military"),
        "peacebuilding": mark("peacebuilding"),
    },
    "sector": {
        "education": mark("education"),
        "elections": mark("elections"),
        "governance": mark("governance"),
        "health": mark("health"),
        "humanitarian": mark("humanitarian"),
        "justice": mark("justice"),
        "livelihoods": mark("livelihoods"),
        "media": mark("media"),
        "security-sector": mark("security sector"),
        "trade": mark("trade"),
    },
}
"""What the values of each filter are called; actors stand as the file names them."""

HURDLES: Mapping[Hurdle, str] = {
    Hurdle.NOBODY_ON_DUTY: mark("nobody was on duty"),
    Hurdle.NOT_SEEN: mark("it was not seen"),
    Hurdle.EVIDENCE_UNCLEAR: mark("the evidence was unclear"),
    Hurdle.DISAGREEMENT: mark("people disagreed"),
    Hurdle.NO_AUTHORITY: mark("nobody had the authority"),
    Hurdle.NO_MEANS: mark("there were no means"),
    Hurdle.OTHER_CRISIS: mark("another crisis came first"),
    Hurdle.POLITICS: mark("politics stood in the way"),
    Hurdle.TECHNICAL: mark("something technical failed"),
    Hurdle.OTHER: mark("something else"),
}
"""Why a clock was missed."""
