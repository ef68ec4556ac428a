"""The one word that always takes two names, however it is written. Pure."""

from collections.abc import Iterable

from upstander.lib.text import bare

CRIME_WORDS = (
    "genocid",
    "génocid",
    "геноцид",
    "种族灭绝",
    "灭绝种族",
    "種族滅絕",
    "滅絕種族",
    "إبادة جماعية",
    "الإبادة الجماعية",
    "إبادات جماعية",
    "الإبادات الجماعية",
)
"""In the six languages of the United Nations."""


BARE = tuple(bare(word) for word in CRIME_WORDS)


def speaks_of_it(texts: Iterable[str]) -> bool:
    """Whether any of the texts says the word."""
    return any(word in said for said in map(bare, texts) for word in BARE)
