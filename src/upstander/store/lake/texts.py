"""The SQL texts of `analyse/panel`, made ready for DuckDB."""

import re
from functools import lru_cache
from importlib.resources import files

PARAMETER = re.compile(r"(?<![:\w]):([a-z_0-9]+)")
COMMENT = re.compile(r"^\s*--.*$", re.MULTILINE)


@lru_cache
def text(name: str, speaking: str = "") -> str:
    """The text `name`, `{speaking}` replaced by the text of that name, `:name` written as DuckDB's `$name`."""
    found = (files("upstander.analyse.panel") / f"{name}.sql").read_text(encoding="utf-8")
    whole = found.replace("{speaking}", text(speaking)) if speaking else found
    return PARAMETER.sub(r"$\1", COMMENT.sub("", whole))


@lru_cache
def parameters(statement: str) -> frozenset[str]:
    """The names of the parameters of a statement."""
    return frozenset(re.findall(r"\$([a-z_0-9]+)", statement))
