"""Collect every sentence the product says, and bring the six languages' catalogues up to date with them.

    python tools/messages.py          writes src/upstander/locale/<language>/LC_MESSAGES/django.po

Sentences stand in gettext calls, in `mark(...)`, in `counted(one, many, ...)`, as first argument of an error, and in
templates. What is no longer said leaves the catalogues; nothing is guessed from a similar sentence.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[1] / "src" / "upstander"
LANGUAGES = ("ar", "zh_Hans", "fr", "ru", "es")
"""English is the language of the source."""

PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "zh_Hans": "nplurals=1; plural=0;",
    "fr": "nplurals=2; plural=(n > 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "es": "nplurals=2; plural=(n != 1);",
}
ERRORS = ("Usage", "Unknown", "Refused", "Fault", "Damaged")
ONE = ("gettext", "gettext_lazy", "_", "mark", *ERRORS)
MANY = ("ngettext", "ngettext_lazy", "counted")
KEYWORDS = {**dict.fromkeys(ONE), **dict.fromkeys(MANY, (1, 2))}

SPEAKS_ENGLISH = {"cli", "migrations"}
"""The command line speaks the language of its options."""

Message = str | tuple[str, str]


def said_in(path: Path) -> Iterator[Message]:
    """Sentences of one file: a string, or a pair of singular and plural."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    for _, message, _, _ in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
        if isinstance(message, str):
            yield message
        elif isinstance(message, tuple) and len(message) == 2 and all(message):
            yield message[0], message[1]


def said() -> dict[Message, list[str]]:
    """Every sentence with the files it stands in, in a stable order."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    found: dict[Message, list[str]] = {}
    files = sorted([*SOURCE.rglob("*.py"), *SOURCE.glob("*/templates/**/*.html")])
    for path in files:
        if SPEAKS_ENGLISH & set(path.relative_to(SOURCE).parts):
            continue
        for message in said_in(path):
            where = found.setdefault(message, [])
            name = path.relative_to(SOURCE).as_posix()
            if message and name not in where:
                where.append(name)
    return {message: where for message, where in found.items() if message}


def catalogue(language: str) -> Path:
    """Where a language's sentences lie."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """A language's sentences as they stand; empty where there are none."""
    path = catalogue(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as text:
        return read_po(text, locale=language)


def updated(language: str) -> Catalog:
    """The catalogue with exactly what is said now; kept translations where the sentence is unchanged."""
    old, new = read(language), Catalog(locale=language, project="Upstander", charset="utf-8", fuzzy=False)
    for message, where in said().items():
        kept = old.get(message if isinstance(message, str) else message[0])
        blank: str | tuple[str, ...] = "" if isinstance(message, str) else ("",) * new.num_plurals
        string = (kept.string if kept and kept.id == message else None) or blank
        new.add(
            message,
            string,
            locations=[(name, 0) for name in where],
            flags=kept.flags & {"python-format"} if kept else (),
        )
    return new


def write(language: str) -> int:
    """Write the catalogue, and its compiled form beside it; returns how many sentences lack a translation."""
    path, found = catalogue(language), updated(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with io.BytesIO() as text:
        write_po(text, found, include_lineno=False, omit_header=True, width=120)
        header = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        header += f'"Plural-Forms: {PLURALS[language]}\\n"\n\n'
        path.write_text(header + text.getvalue().decode(), encoding="utf-8")
    with path.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, read(language))
    return sum(
        not all([message.string] if isinstance(message.string, str) else message.string)
        for message in found
        if message.id
    )


def main() -> None:
    """Bring all catalogues up to date and say what is missing."""
    for language in LANGUAGES:
        print(f"{language}: {write(language)} of {len(said())} sentences lack a translation")


if __name__ == "__main__":
    main()
