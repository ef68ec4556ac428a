"""The sheet: logical, small, colours only as tokens, readable in light and dark."""

import gzip
import re
from pathlib import Path

import pytest

import upstander.web

WEB = Path(upstander.web.__file__).parent
SHEET = WEB / "static" / "web" / "upstander.css"
TEXT = SHEET.read_text(encoding="utf-8")
BARE = re.sub(r"/\*.*?\*/", "", TEXT, flags=re.S)
PHYSICAL = re.compile(
    r"^(left|right|top|bottom|float|clear|width|height|min-width|max-width|min-height|max-height|overflow-x|overflow-y"
    r"|(margin|padding|border|scroll-margin|scroll-padding)-(left|right|top|bottom).*|border-(top|bottom)-(left|right)-radius)$"
)
COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(rgb|rgba|hsl|hsla|oklch|lab|color-mix)\(|(?<![\w-])(white|black|red|gr[ae]y|yellow|blue)\b"
)


def physical(sheet: str) -> list[str]:
    """Declarations that know left from right or up from down."""
    found = re.findall(r"(?<![\w-])([\w-]+)\s*:\s*([^;{}]+);", sheet)
    return [
        f"{name}: {value}"
        for name, value in found
        if PHYSICAL.match(name) or re.search(r"\b(left|right)\b", value) or re.search(r"translate[XY]?\(", value)
    ]


def loose_colours(sheet: str) -> list[str]:
    """Colours written anywhere but in a token."""
    found = re.findall(r"(?<![\w-])([\w-]+)\s*:\s*([^;{}]+);", sheet)
    return [f"{name}: {value}" for name, value in found if not name.startswith("--") and COLOUR.search(value)]


def tokens(block: str) -> dict[str, str]:
    """The colours that a block of tokens sets."""
    return dict(re.findall(r"--([\w-]+): (#[0-9a-fA-F]{3,6})\b", block))


def light() -> dict[str, str]:
    return tokens(BARE[: BARE.index("@media")])


def dark() -> dict[str, str]:
    start = BARE.index("(prefers-color-scheme: dark)")
    return light() | tokens(BARE[start : BARE.index("@media", start)])


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_sheet_knows_no_left_and_no_right() -> None:
    assert physical(BARE) == []


@pytest.mark.parametrize(
    "bad", ["margin-left: 1px;", "text-align: right;", "width: 3rem;", "border-top: 0;", "float: none;", "left: 0;"]
)
def test_a_physical_property_is_refused(bad: str) -> None:
    assert physical(f"a {{ {bad} }}")


def test_colours_stand_in_tokens_only() -> None:
    assert loose_colours(BARE) == []


@pytest.mark.parametrize("bad", ["color: #fff;", "background: rgb(0 0 0);", "border: 1px solid black;"])
def test_a_colour_outside_the_tokens_is_refused(bad: str) -> None:
    assert loose_colours(f"a {{ {bad} }}")


def test_every_token_that_is_used_is_set() -> None:
    assert set(re.findall(r"var\(--([\w-]+)", BARE)) <= set(re.findall(r"--([\w-]+):", BARE))


def test_the_sheet_is_under_seven_kilobytes_on_the_wire() -> None:
    assert len(gzip.compress(SHEET.read_bytes(), 9, mtime=0)) < 7 * 1024


def test_the_sheet_fetches_nothing() -> None:
    assert "@import" not in BARE
    assert set(re.findall(r"url\(([^)]*)\)", BARE)) == {"#hatch"}


def test_braces_are_balanced() -> None:
    assert BARE.count("{") == BARE.count("}")


@pytest.mark.parametrize("scheme", [light, dark])
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("ink", "paper", 7),
        ("soft", "paper", 4.5),
        ("link", "paper", 4.5),
        ("computed", "paper", 4.5),
        ("computed", "computed-wash", 4.5),
        ("soft", "computed-wash", 4.5),
        ("link", "computed-wash", 4.5),
        ("ink", "judged-wash", 7),
        ("soft", "judged-wash", 4.5),
        ("on-late", "late", 4.5),
        ("late", "paper", 4.5),
        ("on-watch", "watch", 4.5),
        ("on-warning", "warning", 4.5),
        ("on-imminent", "imminent", 4.5),
        ("on-drill", "drill", 7),
        ("tlp-red", "tlp", 4.5),
        ("tlp-amber", "tlp", 4.5),
        ("tlp-green", "tlp", 4.5),
        ("edge", "paper", 3),
        ("one", "paper", 3),
        ("state", "paper", 3),
        ("non", "paper", 3),
        ("unknown", "paper", 3),
    ],
)
def test_contrast_is_enough(scheme, text: str, ground: str, least: float) -> None:
    colours = scheme()
    assert contrast(colours[text], colours[ground]) >= least


@pytest.mark.parametrize("scheme", [light, dark])
def test_the_ramp_of_chances_goes_one_way(scheme) -> None:
    colours = scheme()
    steps = [luminance(colours[f"r{step}"]) for step in range(6)]
    assert steps in (sorted(steps), sorted(steps, reverse=True))


def test_no_template_and_no_mark_writes_a_style_attribute() -> None:
    written = [*WEB.rglob("*.html"), *(WEB / "marks").rglob("*.py")]
    assert [path.name for path in written if re.search(r"\sstyle\s*=|<style", path.read_text(encoding="utf-8"))] == []


def test_what_is_filled_is_turned_back_where_people_choose_the_colours() -> None:
    block = BARE[BARE.index("(forced-colors: active)") :]
    turned = re.search(r"([^{}]*)\{ background: Canvas; color: CanvasText; \}", block)
    assert turned is not None
    assert {".clock.late", ".count", ".past", ".first", ".drill"} == {name.strip() for name in turned[1].split(",")}
