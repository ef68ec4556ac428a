"""Marks: what a page shows in a line, a row or a chart, as HTML and SVG that obey a strict content policy.

Every mark returns Markup, which templates do not escape again; whatever goes in is escaped. Words come from `Words(say,
language)`: `say` puts a `lib.text.Sentence` into the language. No style attribute, no script, no colour: upstander.css
decides those. Once a page, before the first chart, print `HATCH`.
"""

from upstander.web.marks.atlas import Atlas, bundled_atlas, read_atlas
from upstander.web.marks.bars import chance, range_bar, sparkline
from upstander.web.marks.chain import Link, Step, chain_strip
from upstander.web.marks.charts import HATCH
from upstander.web.marks.chips import change_arrow, clock_chip, grade_badge, initials, moment, phase_chip, tlp_chip
from upstander.web.marks.labels import GRADES, KINDS, PHASES, STATUSES
from upstander.web.marks.markup import Markup, tag
from upstander.web.marks.months import Flag, months_chart, months_key
from upstander.web.marks.path import chance_chart
from upstander.web.marks.words import Say, Words, isolated, ltr
from upstander.web.marks.world import Place, map_key, world_map
from upstander.web.marks.years import years_chart

__all__ = [
    "GRADES",
    "HATCH",
    "KINDS",
    "PHASES",
    "STATUSES",
    "Atlas",
    "Flag",
    "Link",
    "Markup",
    "Place",
    "Say",
    "Step",
    "Words",
    "bundled_atlas",
    "chain_strip",
    "chance",
    "chance_chart",
    "change_arrow",
    "clock_chip",
    "grade_badge",
    "initials",
    "isolated",
    "ltr",
    "map_key",
    "moment",
    "months_chart",
    "months_key",
    "phase_chip",
    "range_bar",
    "read_atlas",
    "sparkline",
    "tag",
    "tlp_chip",
    "world_map",
    "years_chart",
]
