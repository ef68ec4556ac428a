"""The map: one cached drawing of the world, coloured by chance through `use`, with ranks that key to the table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from upstander.lib.text import mark
from upstander.web.marks.atlas import Atlas
from upstander.web.marks.charts import legend
from upstander.web.marks.labels import DISPUTED
from upstander.web.marks.markup import Markup, joined, tag
from upstander.web.marks.words import Words, isolated

LIMITS = (0.01, 0.05, 0.15, 0.40, 0.70)
NUMBERED, SHOUTED = 14, 5
"""How many ranks the map names, and how many of them on a phone."""


@dataclass(frozen=True, slots=True)
class Place:
    """One shape of the map. `chance` is None where nothing is computed; `counted_under` names where it is counted."""

    iso3: str
    name: str
    chance: float | None = None
    rank: int | None = None
    link: str = ""
    counted_under: str = ""


def shade(chance: float | None) -> str:
    """The class of colour: r0 below 1 %, r5 from 70 %; hatched where nothing is computed."""
    return "unknown" if chance is None else f"r{sum(chance >= limit for limit in LIMITS)}"


def told(place: Place, words: Words) -> str:
    """The place and its chance, or why it has none, for the pointer and the ear."""
    if place.chance is not None:
        return words(mark("%(name)s: %(chance)s"), name=place.name, chance=isolated(words.percent(place.chance)))
    if place.counted_under:
        values = {"name": place.name, "other": place.counted_under}
        return words(mark("%(name)s: no figure of its own, counted under %(other)s"), **values)
    return words(mark("%(name)s: not computed"), name=place.name)


def shape(place: Place, drawing: str, words: Words) -> Markup:
    """One polygon, by reference to the cached drawing."""
    title = tag("title", told(place, words))
    used = tag("use", title, class_=shade(place.chance), href=f"{drawing}#{place.iso3}")
    return tag("a", used, href=place.link, tabindex=-1) if place.link else used


def unspoken(code: str, drawing: str, words: Words) -> Markup:
    """A shape nobody speaks of: hatched; an area in dispute is named."""
    name = DISPUTED.get(code)
    title = [tag("title", words(mark("%(name)s: in dispute, no figure of its own"), name=words(name)))] if name else []
    return tag("use", *title, class_="unknown", href=f"{drawing}#{code}")


def pin(place: Place, atlas: Atlas, words: Words) -> Markup:
    """The rank in a ring, a link to the place."""
    x, y = atlas.points[place.iso3]
    ring = tag("circle", cx=x, cy=y, r=10)
    number = tag("text", place.rank, x=x, y=y + 4.5)
    name = "pinno" if (place.rank or 0) <= SHOUTED else "pinno w"
    label = words(mark("Rank %(rank)s, %(told)s"), rank=place.rank, told=told(place, words))
    return tag("a", tag("g", ring, number, class_=name), href=place.link or None, aria_label=label)


def world_map(places: Iterable[Place], atlas: Atlas, drawing: str, words: Words) -> Markup:
    """The figure's drawing. `drawing` is the address of world.svg; codes it has no polygon for are left out.

    Shapes nobody speaks of are hatched; borders in dispute are dashed.
    """
    shown = [place for place in places if place.iso3 in atlas.points]
    spoken = {place.iso3 for place in shown}
    rest = [unspoken(code, drawing, words) for code in atlas.points if code not in spoken]
    disputed = [tag("use", class_=name, href=f"{drawing}#disputed") for name in ("under", "dash")]
    ranked = sorted((place for place in shown if place.rank and place.rank <= NUMBERED), key=rank_of, reverse=True)
    return tag(
        "svg",
        tag("g", *rest, *(shape(place, drawing, words) for place in shown), *disputed, aria_hidden="true"),
        *(pin(place, atlas, words) for place in ranked),
        class_="map",
        view=" ".join(f"{side:g}" for side in atlas.view),
        role="group",
        aria_label=words(mark("Map of the chance by State; the table holds the same figures.")),
    )


def rank_of(place: Place) -> int:
    """The rank, for sorting; places without one come last."""
    return place.rank or 10**6


def map_key(words: Words, source: str = "UN Geodata") -> Markup:
    """What the shades mean, from nearly none to very likely, the hatch, the dashes, and whose boundaries these are."""
    rows = [(tag("rect", class_=f"r{step}", width=28, height=14), name) for step, name in enumerate(steps(words))]
    hatched = (tag("rect", class_="unknown", width=28, height=14), words(mark("not computed")))
    dashed = (tag("path", class_="edge", d="M0 7h28"), words(mark("disputed or undetermined")))
    credit = words(mark("Boundaries: %(source)s, simplified"), source=isolated(source))
    return joined((legend([*rows, hatched, dashed]), tag("p", credit, class_="small soft")))


def steps(words: Words) -> Sequence[str]:
    """<1%, 1–5% ... and at least 70%, each kept left to right."""
    first = isolated(f"<{words.percent(LIMITS[0])}")
    last = isolated(f"≥{words.percent(LIMITS[-1])}")
    between = [isolated(words.span(low, high)) for low, high in pairwise(LIMITS)]
    return [first, *between, last]
