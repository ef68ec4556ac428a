"""Numbers of victims in a text: figures beside a word for people or for what was done to them. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence

from upstander.lib.text import bare

VICTIMS = (
    *(
        "kill",
        "dead",
        "death",
        "died",
        "victim",
        "casualt",
        "fatalit",
        "wounded",
        "injur",
        "displac",
        "abduct",
        "raped",
    ),
    *("execut", "murder", "massacr", "civilian", "people", "person", "women", "children", "refugee", "famil", "slain"),
    *("tué", "mort", "blessé", "déplacé", "disparu", "enlev", "exécut", "civil", "femme", "enfant", "réfugié"),
    *("muert", "víctima", "herid", "desplazad", "desaparecid", "asesinad", "ejecutad", "mujer", "niñ", "refugiad"),
    *("убит", "убил", "погиб", "жертв", "ранен", "перемещ", "пропал", "казн", "человек", "людей", "женщин", "детей"),
    *("死", "亡", "杀", "殺", "伤", "傷", "遇难", "遇難", "受害", "平民", "流离", "失踪", "难民", "難民", "人"),
    *("قتل", "قتيل", "ضحي", "ضحاي", "جرح", "جريح", "نازح", "مفقود", "مدني", "شخص", "لاجئ", "نساء", "أطفال"),
)
"""Their stems in the six languages of the United Nations."""

TIMES = {
    **dict.fromkeys(("thousand", "mil", "mille", "тыс", "тысяч", "тысячи", "千", "ألف", "آلاف"), 1_000),
    **dict.fromkeys(("万", "萬"), 10_000),
    **dict.fromkeys(("million", "millions", "millón", "millones", "млн", "миллион", "миллиона", "مليون"), 1_000_000),
}
"""What a word after a figure multiplies it by."""

MULTIPLIERS = {bare(word): times for word, times in TIMES.items()}
VICTIM = re.compile("|".join(map(bare, VICTIMS)))
DATED = frozenset(
    {"on", "in", "since", "by", "until", "le", "en", "depuis", "el", "desde", "с", "в", "до", "في", "منذ"}
)
"""A figure after one of these is a day or a year, not the victims of the word before it."""

UNITS = (
    *("hour", "day", "week", "month", "year", "minut", "km", "kilom", "mile", "heure", "jour", "semain", "mois", "ans"),
    *("hora", "día", "meses", "años", "час", "дн", "день", "недел", "месяц", "год", "лет", "км", "килом"),
    *(
        "小",
        "天",
        "日",
        "月",
        "年",
        "公",
        "ساع",
        "يوم",
        "أيام",
        "أسبوع",
        "أسابيع",
        "شهر",
        "أشهر",
        "سنة",
        "سنوات",
        "كيلو",
    ),
)
"""With what a word begins that makes a span of time or a way of a figure."""

MEASURES = tuple(map(bare, UNITS))

FIGURE = r"\d+(?:[.,'’\u00a0\u202f\u066b\u066c ]\d{3})+(?!\d)|\d+(?:[.,\u066b]\d+)?"
DATE = r"\d{4}-\d{2}(?:-\d{2})?(?!\d)|\d{1,2}[:/]\d{2}(?:[:/]\d{2,4})?(?!\d)"
TOKEN = re.compile(rf"{DATE}|(?P<figure>{FIGURE})|[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+|[.;:!?%。；：！？\n]")
ENDS = frozenset(".;:!?。；：！？\n")
YEARS = range(1900, 2100)
NEAR = 4
"""Words within which a figure and its word stand."""


def victims(texts: Iterable[str]) -> dict[float, str]:
    """Every number of victims that the texts name, and how it is written."""
    return {value: written for text in texts for value, written in in_text(text)}


def in_text(text: str) -> Iterator[tuple[float, str]]:
    """Those of one text, in reading order."""
    tokens = list(TOKEN.finditer(text))
    words = [each.group() for each in tokens]
    for place, each in enumerate(tokens):
        if each["figure"] and counts(words, place):
            after = words[place + 1] if place + 1 < len(words) else ""
            times = MULTIPLIERS.get(bare(after))
            yield amount(words[place]) * (times or 1), f"{words[place]} {after}" if times else words[place]


def amount(figure: str) -> float:
    """A figure's value, whichever sign parts its thousands."""
    grouped = re.fullmatch(r"\d+(?:\D\d{3})+", figure)
    return float(re.sub(r"\D", "", figure)) if grouped else float(re.sub(r"\D", ".", figure))


def counts(words: Sequence[str], place: int) -> bool:
    """Whether the figure at a place counts people: a word for them follows at once, or goes before it."""
    after = sentence(words[place + 1 : place + 1 + NEAR])
    before = sentence(words[max(place - NEAR, 0) : place][::-1])
    if after and (after[0] == "%" or bare(after[0]).startswith(MEASURES)):
        return False
    if re.fullmatch(r"\d{4}", words[place]) and int(words[place]) in YEARS:
        return names(after[:1])
    dated = bool(before) and bare(before[0]) in DATED
    return names(after) or (not dated and names(before[:3]))


def sentence(words: Sequence[str]) -> list[str]:
    """The words up to the end of their sentence, or to the next figure."""
    kept: list[str] = []
    for word in words:
        if word in ENDS or word[:1].isdigit():
            break
        kept.append(word)
    return kept


def names(words: Sequence[str]) -> bool:
    """Whether one of them is a word for people, or for what was done to them."""
    return any(VICTIM.search(bare(word)) for word in words) or bool(VICTIM.search(bare("".join(words[:2]))))


def lost(old: Iterable[str], new: Iterable[str]) -> list[str]:
    """The numbers, as they were written, that are gone or in whose place a lower one stands, the highest first."""
    had, has = victims(old), victims(new)
    come = sorted(has.keys() - had.keys())
    gone = []
    for value in sorted(had.keys() - has.keys(), reverse=True):
        if come and come[-1] > value:
            come.pop()
        else:
            gone.append(had[value])
    return gone
