"""Requests that nobody thought of, made from our own description: none breaks it, and every answer is as described."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.cases import CASES, CAST
from tests.api.world import Desk
from upstander.api import api
from upstander.api.doors import PACE

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
ANY = settings(max_examples=12, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))


def described() -> Any:
    """The interface as a program that reads only its description sees it."""
    raw = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/"), default=str))
    schema = schemathesis.openapi.from_dict(raw)
    schema.app = get_wsgi_application()
    return schema


SCHEMA = described()


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """A request leaves the test's own connection open, as those of Django's test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def at_home(case: Any, key: tuple[str, str], desk: Desk) -> None:
    """Put a real id where one was invented, so that the request reaches further than 'there is no such thing'."""
    if "id" in (case.path_parameters or {}):
        case.path_parameters["id"] = desk.ids[CASES[key].on]
    if isinstance(case.body, dict) and isinstance(case.body.get("situation"), str):
        case.body["situation"] = desk.ids["situation"]


ROOMS = sorted({path.split("/")[2] for _, path in CASES})
"""Addresses of one room are asked on one desk: each request is undone."""


def modes(key: tuple[str, str]) -> list[GenerationMode]:
    """Every address is asked well; and badly where there is anything to get wrong."""
    operation = SCHEMA[key[1]][key[0]]
    badly = operation.body or operation.query or operation.path_parameters
    return [GenerationMode.POSITIVE, GenerationMode.NEGATIVE] if badly else [GenerationMode.POSITIVE]


@pytest.mark.parametrize("room", ROOMS)
def test_whatever_is_sent_is_answered_as_described(room: str, desk: Desk) -> None:
    for key in sorted(key for key in CASES if key[1].split("/")[2] == room):
        for mode in modes(key):
            ask_anything(key, mode, desk)


def ask_anything(key: tuple[str, str], mode: GenerationMode, desk: Desk) -> None:
    """Invented requests at one address, each undone."""
    operation = SCHEMA[key[1]][key[0]]
    checks = [*CHECKS, negative_data_rejection] if mode is GenerationMode.NEGATIVE else CHECKS
    PACE.counts.clear()

    @ANY
    @given(case=operation.as_strategy(generation_mode=mode), name=st.sampled_from(CAST), home=st.booleans())
    def ask(case: Any, name: str, home: bool) -> None:
        if home and mode is GenerationMode.POSITIVE:
            at_home(case, key, desk)
        with transaction.atomic():
            answer = case.call(headers={"Authorization": f"Bearer {desk.tokens[name]}", "Accept-Encoding": "identity"})
            transaction.set_rollback(True)
        case.validate_response(answer, checks=checks)

    ask()
