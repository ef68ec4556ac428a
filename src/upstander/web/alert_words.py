"""Words of an alert's life, marked for translation."""

from collections.abc import Mapping

from django.utils.translation import gettext

from upstander.lib.text import mark
from upstander.records.alert_life import AlertKind, Verdict, Wording
from upstander.warn.softening import Soft

FACTORS: Mapping[str, str] = {
    "RF1": mark("Situations of armed conflict or other forms of instability"),
    "RF2": mark("Record of serious violations of international human rights and humanitarian law"),
    "RF3": mark("Weakness of State structures"),
    "RF4": mark("Motives or incentives"),
    "RF5": mark("Capacity to commit atrocity crimes"),
    "RF6": mark("Absence of mitigating factors"),
    "RF7": mark("Enabling circumstances or preparatory action"),
    "RF8": mark("Triggering factors"),
    "RF9": mark("Intergroup tensions or patterns of discrimination against protected groups"),
    "RF10": mark("Signs of an intent to destroy in whole or in part a protected group"),
    "RF11": mark("Signs of a widespread or systematic attack against any civilian population"),
    "RF12": mark("Signs of a plan or policy to attack any civilian population"),
    "RF13": mark("Serious threats to those protected under international humanitarian law"),
    "RF14": mark("Serious threats to humanitarian or peacekeeping operations"),
}
"""The risk factors of the United Nations Framework of Analysis."""


def factor_name(id: str) -> str:
    """A risk factor's name, after its number."""
    return f"{id} {gettext(FACTORS.get(id, ''))}".strip()


KINDS: Mapping[str, str] = {
    AlertKind.ALERT: mark("Alert"),
    AlertKind.UPDATE: mark("Update"),
    AlertKind.CANCEL: mark("Cancellation"),
    AlertKind.ALL_CLEAR: mark("All clear"),
}
VERDICTS: Mapping[str, str] = {
    Verdict.UPHELD: mark("It stands as it is"),
    Verdict.CORRECTED: mark("It needs an update"),
    Verdict.CANCELLED: mark("It must be cancelled"),
}
WORDINGS: Mapping[str, str] = {
    Wording.R2P: mark("With the words of the Responsibility to Protect"),
    Wording.NEUTRAL: mark("Neutral: without legal or political claims"),
}
SOFT: Mapping[str, str] = {
    Soft.GRADE: mark("grade lowered"),
    Soft.CONFIDENCE: mark("less sure"),
    Soft.NARROWER: mark("may be told to fewer people"),
    Soft.WIDER: mark("may be told to more people"),
    Soft.LATER: mark("deadline put off"),
    Soft.RECIPIENT: mark("addressee removed"),
    Soft.FACTOR: mark("risk factor removed"),
    Soft.EVIDENCE: mark("evidence removed"),
    Soft.DISSENT: mark("dissent removed"),
    Soft.ALTERNATIVES: mark("alternatives removed"),
    Soft.VICTIMS: mark("number of victims removed or lowered"),
    Soft.ASK: mark("another ask"),
    Soft.WORD: mark("the word genocide removed"),
    Soft.CRIME: mark("a crime no longer named"),
}
