"""What answers at a business's host and asks for no verb: the same few pages for everybody.

Which they are is a list in prosaas/plain_views.py, and whatever else answers without a verb stops the start.
"""

from itertools import product

import pytest
from django.conf import settings
from django.urls import get_resolver

from apps.accounts.apps import _every_view_has_a_verb
from apps.core.checks import ADMINISTRATION, consumers_of, is_rest, name_of, views_of
from prosaas.plain_views import PLAIN_SOCKETS, PLAIN_VIEWS
from prosaas.sockets import socket_application
from tests.isolation.answers import is_silent, told
from tests.isolation.contents import contents_of
from tests.isolation.endpoints import METHODS, endpoints_of
from tests.isolation.stage import Stage, ask, undone

EXAMPLES = {
    # Those of somebody are asked in test_signed_links.py.
    "apps.reminders.pages.meeting": ("/m/nobodys",),
    "prosaas.spa.shell": ("/", "/leads/1", "/calendar?lead=1"),
    "prosaas.spa.favicon": ("/favicon.ico",),
    "prosaas.spa.api_not_found": ("/api/v2/leads/", "/api/v1/nothing", "/api/"),
    "prosaas.spa.administration_elsewhere": ("/admin/", "/admin/accounts/user/1/change/"),
}
"""Addresses at which each answers."""


@pytest.mark.parametrize("urlconf", [settings.ROOT_URLCONF, settings.PUBLIC_SCHEMA_URLCONF])
def test_the_lists_name_exactly_what_answers_without_a_verb(urlconf: str) -> None:
    listed = PLAIN_VIEWS[urlconf]
    views = list(views_of(get_resolver(urlconf).url_patterns, listed))

    assert {name_of(view) for view in views if not is_rest(view)} == set(listed) - {ADMINISTRATION}


def test_the_list_of_sockets_names_exactly_what_answers() -> None:
    consumers = {name_of(consumer) for consumer in consumers_of(socket_application.routes)}

    assert consumers == set(PLAIN_SOCKETS)


def test_nothing_stops_the_start() -> None:
    assert _every_view_has_a_verb() == []


def test_every_plain_view_of_a_business_is_asked() -> None:
    plain = [endpoint for endpoint in endpoints_of(settings.ROOT_URLCONF) if not endpoint.view]

    assert {name_of(endpoint.callback) for endpoint in plain} == set(EXAMPLES), "write where it answers"


@pytest.mark.parametrize("path", [path for paths in EXAMPLES.values() for path in paths])
def test_it_says_the_same_to_everybody_and_changes_nothing(stage: Stage, path: str) -> None:
    with undone():
        before = contents_of(stage.business, stage.other)
        for method in METHODS:
            answers = set()
            for person, host in product(stage.people, ("halutz.testserver", "shaked.testserver")):
                response = ask(person, method, path, host=host)
                assert is_silent(response, stage.business, stage.other), told(response)
                assert response.status_code < 500 or response.status_code == 503, told(response)
                answers.add((response.status_code, response.content))
            assert len(answers) == 1, (method, answers)
        assert contents_of(stage.business, stage.other) == before
