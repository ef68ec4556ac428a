"""What is said outside the desk: not even an address tells of which place it is."""

import pytest
from django.urls import get_resolver

from upstander.warn.messages import where

NAMES = ("<code:iso3>", "<trigger:name>")
ROUTES = [str(each.pattern) for each in get_resolver("upstander.web.urls").url_patterns]


@pytest.mark.parametrize("route", [each for each in ROUTES if any(name in each for name in NAMES)])
def test_no_address_outside_names_a_state_or_a_trigger(route: str) -> None:
    path = "/" + route.replace("<code:iso3>", "SDN").replace("<trigger:name>", "mass-killing")
    assert where(path) == "/waiting/"


@pytest.mark.parametrize("path", ["/alerts/4qem22gtunuf/", "/ladder/4qem22gtunuf/", "/actions/4qem22gtunuf/", "/duty/"])
def test_an_address_that_tells_nothing_leads_to_its_page(path: str) -> None:
    assert where(path) == path
