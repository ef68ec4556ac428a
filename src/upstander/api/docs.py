"""The description as a page: plain, light, readable without JavaScript, made from OpenAPI alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

Raw = Mapping[str, Any]

ENGINE = Engine(
    dirs=[str(Path(__file__).parent / "templates")],
    libraries={"static": "django.templatetags.static"},
    builtins=["django.templatetags.static"],
)


@dataclass(frozen=True)
class Field:
    """One parameter, or one field of an object."""

    name: str
    kind: str
    where: str
    required: bool
    about: str


@dataclass(frozen=True)
class Door:
    """One address: what it does, takes and gives."""

    name: str
    method: str
    path: str
    about: str
    takes: tuple[Field, ...]
    body: str
    gives: str
    status: str


@dataclass(frozen=True)
class Thing:
    """One object that goes in or out, or the words that one of its fields may take."""

    name: str
    about: str
    fields: tuple[Field, ...]
    words: tuple[str, ...]


class Reference(DocsBase):
    """Everything on one page; whoever wants to try it out goes on to `docs/try`."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **named: Any) -> HttpResponse:  # noqa: ARG002
        """The page for whoever was let in."""
        raw = api.get_openapi_schema()
        context = {
            "info": raw["info"],
            "paragraphs": raw["info"]["description"].strip().split("\n\n"),
            "rooms": rooms(raw),
            "things": [thing(name, found) for name, found in sorted(raw["components"]["schemas"].items())],
        }
        return HttpResponse(ENGINE.get_template("docs.html").render(Context(context)))


def rooms(raw: Raw) -> dict[str, list[Door]]:
    """The addresses by what they are about, in their own order."""
    found: dict[str, list[Door]] = {}
    for path, operations in raw["paths"].items():
        for method, operation in operations.items():
            found.setdefault(operation["tags"][0], []).append(door(path, method, operation))
    return found


def door(path: str, method: str, operation: Raw) -> Door:
    """One address."""
    status, answer = next((code, found) for code, found in operation["responses"].items() if code < 300)
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return Door(
        name=operation["operationId"],
        method=method.upper(),
        path=path,
        about=operation.get("description", ""),
        takes=tuple(parameter(found) for found in operation.get("parameters", ())),
        body=kind(body) if body else "",
        gives=kind(answer["content"]["application/json"]["schema"]),
        status=str(status),
    )


def parameter(found: Raw) -> Field:
    """What stands in the address."""
    words = found.get("description", ""), bounds(found["schema"])
    return Field(
        found["name"], kind(found["schema"]), found["in"], found["required"], " ".join(word for word in words if word)
    )


def thing(name: str, found: Raw) -> Thing:
    """One object with its fields."""
    required = found.get("required", ())
    fields = tuple(
        Field(key, kind(inner), "", key in required, " ".join((inner.get("description", ""), bounds(inner))).strip())
        for key, inner in found.get("properties", {}).items()
    )
    return Thing(name, found.get("description", ""), fields, tuple(str(word) for word in found.get("enum", ())))


def kind(found: Raw) -> str:
    """A type in words: `list of FigureObject`, `integer or null`."""
    if "$ref" in found:
        return str(found["$ref"]).rpartition("/")[2]
    if "anyOf" in found:
        return " or ".join(kind(one) for one in found["anyOf"])
    if "enum" in found or "const" in found:
        return " or ".join(f"“{word}”" for word in found.get("enum", [found.get("const")]))
    if found.get("type") == "array":
        return f"list of {kind(found['items'])}"
    return str(found.get("format") or found.get("type", "anything"))


LIMITS = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minimum": "from {}",
    "maximum": "to {}",
    "maxItems": "at most {} of them",
    "pattern": "written {}",
}


def bounds(found: Raw) -> str:
    """The limits of a value in words."""
    told = ", ".join(limits(found))
    return f"{told[0].upper()}{told[1:]}." if told else ""


def limits(found: Raw) -> Iterator[str]:
    """Each limit that the value has, through its alternatives."""
    for inner in (found, *found.get("anyOf", ()), found.get("items", {})):
        yield from (words.format(inner[key]) for key, words in LIMITS.items() if key in inner)
