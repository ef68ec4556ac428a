"""Answers that took long and stay true as long as text and figures stay the same: kept beside the lake of a home."""

import json
from typing import Any

from upstander.lib.hashing import sha256
from upstander.store.lake import files
from upstander.store.lake.lake import BUNDLED, Lake

FOLDER = "answers"


def recall(lake: Lake, *key: str) -> Any:
    """What was kept under this key and this lake's figures; None if nothing was, or if it cannot be read."""
    try:
        return json.loads((lake.folder / FOLDER / name(lake, key)).read_bytes())
    except (OSError, ValueError):
        return None


def keep(lake: Lake, answer: Any, *key: str) -> None:
    """Keep an answer where the lake has a home of its own; the figures that come with the program stay untouched."""
    if lake.folder != BUNDLED:
        files.write(lake.folder / FOLDER / name(lake, key), json.dumps(answer, ensure_ascii=False).encode())


def name(lake: Lake, key: tuple[str, ...]) -> str:
    """The file of an answer."""
    return f"{sha256(json.dumps([lake.identity, *key]).encode())[:32]}.json"
