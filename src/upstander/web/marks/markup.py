"""HTML and SVG as text: what goes in is escaped, what comes out says that it is safe."""

from collections.abc import Iterable
from html import escape

SHAPES = frozenset({"path", "rect", "circle", "polygon", "polyline", "use"})
NAMES = {"class_": "class", "view": "viewBox"}


class Markup(str):
    """Text that is already HTML. Templates honour `__html__` and do not escape it again."""

    __slots__ = ()

    def __html__(self) -> str:
        """The text itself."""
        return str(self)


BREAK = Markup("<br>")


def safe(text: object) -> Markup:
    """The text, escaped unless it is already markup."""
    return text if isinstance(text, Markup) else Markup(escape(str(text)))


def joined(parts: Iterable[Markup], between: str = "") -> Markup:
    """Pieces of markup, one after the other."""
    return Markup(between.join(parts))


def short(number: float) -> str:
    """A coordinate with one decimal at most: 3.04 is 3, -0.04 is 0."""
    return f"{round(number, 1) + 0:g}"


def written(value: object) -> str:
    """An attribute's value as text, escaped."""
    return short(value) if isinstance(value, float) else escape(str(value))


def tag(name: str, *inside: object, **attributes: object) -> Markup:
    """One element. Attributes that are None are left out; `aria_label` is written aria-label, `class_` class."""
    given = "".join(
        f' {NAMES.get(key) or key.replace("_", "-")}="{written(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if not inside and name in SHAPES:
        return Markup(f"<{name}{given}/>")
    return Markup(f"<{name}{given}>{''.join(map(safe, inside))}</{name}>")
