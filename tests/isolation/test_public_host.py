"""The platform's own host, asked by everybody: its pages, its administration, its webhooks.

What answers there has no verb, so each pattern must be one of a few known kinds. A new one that is none of
them fails here until somebody says what it is.
"""

import re

import pytest
from django.test import Client

from apps.accounts.models import User
from prosaas.spa import ANY_OF_THE_API
from tests.isolation.answers import is_silent, told
from tests.isolation.contents import contents_of
from tests.isolation.endpoints import METHODS, Endpoint, endpoints_of, rest_endpoints
from tests.isolation.people import PASSWORD
from tests.isolation.stage import Stage, undone

HOST = "testserver"
SIGN_IN = "/admin/login/"
OPEN_PAGES = {"/", "/favicon.ico", f"/{ANY_OF_THE_API}"}
"""They say the same to everybody."""

PUBLIC = endpoints_of("prosaas.urls_public")
ADMIN_METHODS = ("GET", "POST")
ADMIN = [endpoint for endpoint in PUBLIC if endpoint.route.startswith("/admin/")]
WEBHOOKS = [endpoint for endpoint in PUBLIC if endpoint.route.startswith("/webhooks/")]
REST = [endpoint for endpoint in PUBLIC if endpoint.view]


def each(endpoints: list[Endpoint]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("endpoint", endpoints, ids=[endpoint.route for endpoint in endpoints])


def path_of(endpoint: Endpoint) -> str:
    """With 1 for every id, and the first of the names a regular expression allows."""
    path = endpoint.path(dict.fromkeys(endpoint.parameters, "1"))
    return re.sub(r"\(\?P<\w+>([\w.]*)[^)]*\)", r"\1", path).replace(".*", "1").strip("^$").replace("/^", "/")


def browser(user: User | None = None, **headers: str) -> Client:
    """Of somebody whom Django's own session knows, as an administrator's is."""
    client = Client(headers={"host": HOST, **headers}, raise_request_exception=False)
    if user:
        client.force_login(user)
    return client


def test_every_pattern_is_of_a_known_kind() -> None:
    known = [*ADMIN, *WEBHOOKS, *REST]
    unknown = {endpoint.route for endpoint in PUBLIC if endpoint not in known} - OPEN_PAGES

    assert unknown == set(), "say in test_public_host.py who may open them"
    assert len(ADMIN) > 20
    assert len(WEBHOOKS) >= 3


@each(ADMIN)
def test_the_administration_is_for_system_admins(stage: Stage, endpoint: Endpoint) -> None:
    """Business people do not get in with a session of Django's either; staff alone sees and does nothing."""
    if endpoint.route == SIGN_IN:
        return
    path = path_of(endpoint)
    owner = stage.person("owner here").membership.user
    with undone():
        staff = User.objects.create_user("staff@example.test", PASSWORD, is_staff=True)
        browsers = {"nobody": browser(), "owner": browser(owner), "staff": browser(staff)}
        before = contents_of(stage.business, stage.other)
        for name, client in browsers.items():
            for method in ADMIN_METHODS:
                response = client.generic(method, path)
                allowed = (200, 302, 403, 404, 405) if name == "staff" else (302, 403, 404, 405)
                assert response.status_code in allowed, (method, name, told(response))
                assert is_silent(response, stage.business, stage.other)
        assert contents_of(stage.business, stage.other) == before


@each(ADMIN)
def test_no_page_of_the_administration_fails(stage: Stage, endpoint: Endpoint) -> None:
    with undone():
        client = browser(User.objects.create_superuser("root@example.test", PASSWORD))
        for method in ADMIN_METHODS:
            response = client.generic(method, path_of(endpoint))
            assert response.status_code < 500, told(response)


@each(WEBHOOKS)
def test_a_webhook_is_for_its_provider(stage: Stage, endpoint: Endpoint) -> None:
    """Without a signature nobody gets in, whoever is signed in."""
    owner = stage.person("owner here")
    with undone():
        before = contents_of(stage.business, stage.other)
        for method in METHODS:
            for client in (browser(), browser(authorization=owner.authorization)):
                response = client.generic(method, path_of(endpoint))
                assert response.status_code in (403, 405), told(response)
        assert contents_of(stage.business, stage.other) == before


@each(rest_endpoints())
def test_the_api_of_a_business_is_not_on_the_public_host(stage: Stage, endpoint: Endpoint) -> None:
    client = browser(authorization=stage.person("owner here").authorization)
    for method in METHODS:
        response = client.generic(method, endpoint.path(stage.ours))
        assert response.status_code == 404, told(response)


@each([Endpoint(page, None, None) for page in sorted(OPEN_PAGES)])
def test_an_open_page_names_no_business(stage: Stage, endpoint: Endpoint) -> None:
    page = browser().get(path_of(endpoint)).content.decode()

    assert stage.business.name not in page
    assert stage.business.slug not in page
