"""The platform's own host, asked by everybody: its pages, its administration, its webhooks.

What answers there has no verb, so each pattern must be one of a few known kinds. A new one that is none of
them fails here until somebody says what it is. A REST view is asked by everybody for what the other
business has; nobody is at home at this host, so none may tell anything of a business.
"""

import re

import pytest
from django.test import Client

from apps.accounts.models import User
from prosaas.spa import ANY_OF_THE_API
from tests.isolation.answers import is_silent, text_of, told
from tests.isolation.contents import contents_of
from tests.isolation.endpoints import METHODS, Endpoint, endpoints_of, rest_endpoints
from tests.isolation.leaky_urls import LEAKS
from tests.isolation.people import PASSWORD
from tests.isolation.public_views import foreign_words, requests_to
from tests.isolation.stage import Stage, undone

HOST = "testserver"
SIGN_IN = "/admin/login/"
OPEN_PAGES = {"/", "/favicon.ico", f"/{ANY_OF_THE_API}"}
"""They say the same to everybody."""

MAY_TELL: dict[str, str] = {}
"""REST views that tell something of a business here, by their route: and why they may."""

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


def leaks_of(stage: Stage, endpoint: Endpoint) -> set[str]:
    """Who is told something of a business there, and whatever else goes wrong."""
    wrong = set()
    words = foreign_words(stage)
    with undone():
        before = contents_of(stage.business, stage.other)
        for person, method, url, body in requests_to(stage, endpoint):
            response = browser(**person).generic(method, url, body, "application/json")
            if response.status_code >= 500 or any(word in text_of(response) for word in words):
                wrong.add(f"{method} {endpoint.route}: {told(response)}")
        if contents_of(stage.business, stage.other) != before:
            wrong.add(f"{endpoint.route} changed something")
    return wrong


def test_every_pattern_is_of_a_known_kind() -> None:
    known = [*ADMIN, *WEBHOOKS, *REST]
    unknown = {endpoint.route for endpoint in PUBLIC if endpoint not in known} - OPEN_PAGES

    assert unknown == set(), "say in test_public_host.py who may open them"
    assert len(ADMIN) > 20
    assert len(WEBHOOKS) >= 3


def test_no_view_of_the_api_tells_anything_of_a_business(stage: Stage) -> None:
    assert set(MAY_TELL) <= {endpoint.route for endpoint in REST}
    told_of = {line for each in REST if each.route not in MAY_TELL for line in leaks_of(stage, each)}
    assert told_of == set(), "let it tell nothing, or say in MAY_TELL why it may"


@pytest.mark.parametrize("route", sorted(LEAKS))
def test_a_view_that_does_is_found(stage: Stage, settings, route: str) -> None:
    """Made for this test: each tells by another way of asking what a business keeps."""
    settings.PUBLIC_SCHEMA_URLCONF = "tests.isolation.leaky_urls"
    leaky = next(each for each in endpoints_of("tests.isolation.leaky_urls") if each.route == route)

    assert leaks_of(stage, leaky)


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
