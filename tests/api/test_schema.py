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

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
ANY = settings(max_examples=20, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))


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


def asked() -> list[Any]:
    """Every address, asked well; and asked badly where there is anything to get wrong."""
    well = [pytest.param(key, GenerationMode.POSITIVE, id=f"{' '.join(key)} well") for key in sorted(CASES)]
    open_to_error = (key for key in sorted(CASES) if takes_something(SCHEMA[key[1]][key[0]]))
    return well + [pytest.param(key, GenerationMode.NEGATIVE, id=f"{' '.join(key)} badly") for key in open_to_error]


def takes_something(operation: Any) -> bool:
    """Whether a request says anything beyond its address."""
    return bool(operation.body or operation.query or operation.path_parameters)


@pytest.mark.parametrize(("key", "mode"), asked())
def test_whatever_is_sent_is_answered_as_described(key: tuple[str, str], mode: GenerationMode, desk: Desk) -> None:
    method, path = key
    operation = SCHEMA[path][method]
    checks = [*CHECKS, negative_data_rejection] if mode is GenerationMode.NEGATIVE else CHECKS

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
