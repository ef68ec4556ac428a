"""Words that name a crime, however they are written: one always takes two names, none is cleared by silence. Pure."""

import re
from collections.abc import Iterable

from upstander.lib.text import bare

GENOCIDE = (
    "genocid",
    "геноцид",
    "种族灭绝",
    "灭绝种族",
    "種族滅絕",
    "滅絕種族",
    "إباد…جماعي",
)
"""The word in the six languages of the United Nations; `…` stands for endings, articles and pronouns."""

OTHER_CRIMES = (
    "war crime",
    "crime…against…humanity",
    "ethnic cleansing",
    "crime…de guerre",
    "crime…contre l'humanité",
    "nettoyage ethnique",
    "épuration ethnique",
    "crim…de guerra",
    "crim…humanidad",
    "limpieza…étnica",
    "военн…преступлен",
    "преступлен…против…человечн",
    "этническ…чист",
    "战争罪",
    "戰爭罪",
    "危害人类",
    "危害人類",
    "反人类罪",
    "反人類罪",
    "种族清洗",
    "種族清洗",
    "族裔清洗",
    "جريمة…حرب",
    "جرائم…حرب",
    "جريمة…الإنسانية",
    "جرائم…الإنسانية",
    "تطهير…عرقي",
)
"""War crimes, crimes against humanity and ethnic cleansing, in the same languages."""

BETWEEN = 14
"""Letters that may stand at a `…`."""

ALIKE = str.maketrans("асԁеһіјкорԛѕуԝхαεικνορτυχүօոıةىə", "acdehijkopqsywxaeiknoptuxyoniهيe")
"""Letters of other scripts that look like these: Unicode's Technical Standard 39 calls what is left a skeleton."""

FIGURES = str.maketrans("013@$", "oieas")
"""Figures and signs that are read as letters."""


def skeleton(text: str) -> str:
    """What the eye reads: bare letters, those that look alike made one."""
    return bare(text).translate(ALIKE)


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words in a skeleton."""
    gap = f".{{0,{BETWEEN}}}"
    return re.compile("|".join(gap.join(map(skeleton, word.split("…"))) for word in words))


THE_WORD = pattern(GENOCIDE)
ANY_CRIME = pattern((*GENOCIDE, *OTHER_CRIMES))


def found(sought: re.Pattern[str], texts: Iterable[str]) -> bool:
    """Whether any of the texts says it."""
    return any(sought.search(skeleton(text)) or sought.search(skeleton(text.translate(FIGURES))) for text in texts)


def speaks_of_it(texts: Iterable[str]) -> bool:
    """Whether any of the texts speaks of genocide."""
    return found(THE_WORD, texts)


def names_a_crime(texts: Iterable[str]) -> bool:
    """Whether any of the texts names genocide, war crimes, crimes against humanity or ethnic cleansing."""
    return found(ANY_CRIME, texts)
