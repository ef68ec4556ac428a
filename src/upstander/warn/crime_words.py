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

WAR_CRIMES = (
    "war crime",
    "war criminal",
    "crime…of war",
    "crime…de guerre",
    "criminel…de guerre",
    "crim…de guerra",
    "delito…de guerra",
    "военн…преступлен",
    "военн…преступник",
    "战争罪",
    "戰爭罪",
    "战争犯罪",
    "戰爭犯罪",
    "战犯",
    "戰犯",
    "جريمة…حرب",
    "جريمت…حرب",
    "جرائم…حرب",
    "مجرم…حرب",
)
AGAINST_HUMANITY = (
    "crime…against…humanity",
    "crime…contre…humanité",
    "crime…lèse humanité",
    "crim…humanidad",
    "delito…humanidad",
    "lesa humanidad",
    "преступлен…против…человечн",
    "преступлен…против…человечеств",
    "危害人类",
    "危害人類",
    "反人类罪",
    "反人類罪",
    "危害人道罪",
    "反人道罪",
    "جريمة…الإنسانية",
    "جريمت…الإنسانية",
    "جرائم…الإنسانية",
)
CLEANSING = (
    "ethnic cleans",
    "ethnically cleans",
    "cleansing of…ethnic",
    "nettoy…ethnique",
    "épuration ethnique",
    "purifi…ethnique",
    "limpi…étnica",
    "depuración étnica",
    "purificación étnica",
    "этническ…чист",
    "этническ…очищ",
    "种族清洗",
    "種族清洗",
    "族裔清洗",
    "民族清洗",
    "族群清洗",
    "种族净化",
    "種族淨化",
    "民族净化",
    "民族淨化",
    "تطهير…عرقي",
    "تطهير…إثني",
    "تصفية…عرقي",
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
OTHERS = (pattern(WAR_CRIMES), pattern(AGAINST_HUMANITY), pattern(CLEANSING))


def found(sought: re.Pattern[str], texts: Iterable[str]) -> bool:
    """Whether any of the texts says it."""
    return any(sought.search(skeleton(text)) or sought.search(skeleton(text.translate(FIGURES))) for text in texts)


def others_named(texts: Iterable[str]) -> frozenset[int]:
    """Which of the other crimes any of the texts names, by their number."""
    said = tuple(texts)
    return frozenset(number for number, each in enumerate(OTHERS) if found(each, said))


def speaks_of_it(texts: Iterable[str]) -> bool:
    """Whether any of the texts speaks of genocide."""
    return found(THE_WORD, texts)


def names_a_crime(texts: Iterable[str]) -> bool:
    """Whether any of the texts names genocide, war crimes, crimes against humanity or ethnic cleansing."""
    said = tuple(texts)
    return speaks_of_it(said) or bool(others_named(said))
