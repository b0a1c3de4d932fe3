"""What every real answer tells a browser, under production's own settings: pages, API, files and errors."""

import json
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from apps.accounts.models import User
from apps.accounts.testing import access_make, membership_make
from apps.audit.actors import SYSTEM
from apps.platform.services import domain_add
from apps.tenants.models import Business
from prosaas.tests.test_settings import production as production_run
from tests.isolation.stage import CLOSED, close

BUSINESS, PUBLIC, NOBODY = "halutz.testserver", "testserver", "nobody.testserver"
ASKED_OF_PRODUCTION = """
import json
from django.conf import settings
names = [name for name in dir(settings) if name.startswith(("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_"))]
print(json.dumps({name: getattr(settings, name) for name in [*names, "X_FRAME_OPTIONS"]}))
"""
HSTS = "max-age=31536000; includeSubDomains; preload"
OF_ONE_NAME = "max-age=31536000"

ANSWERS = [
    (BUSINESS, "GET", "/", 200),
    (BUSINESS, "GET", "/leads/7", 200),
    (BUSINESS, "POST", "/leads/7", 405),
    (BUSINESS, "GET", "/api/docs", 200),
    (BUSINESS, "GET", "/api/schema/", 200),
    (BUSINESS, "GET", "/api/v1/me", 200),
    (BUSINESS, "GET", "/api/v1/leads/", 200),
    (BUSINESS, "GET", "/api/v1/leads/7/", 404),
    (BUSINESS, "PUT", "/api/v1/auth/login", 405),
    (BUSINESS, "GET", "/api/v1/nothing", 404),
    (BUSINESS, "POST", "/api/v1/auth/login", 400),
    (BUSINESS, "POST", "/api/v1/auth/refresh", 403),
    (BUSINESS, "GET", "/static/unfold/css/styles.css", 200),
    (BUSINESS, "GET", "/static/nothing.js", 404),
    (PUBLIC, "GET", "/", 200),
    (PUBLIC, "GET", "/nothing", 404),
    (PUBLIC, "GET", "/admin/", 302),
    (PUBLIC, "GET", "/admin/login/", 200),
    (PUBLIC, "GET", "/webhooks/twilio/voice", 405),
    (PUBLIC, "POST", "/webhooks/twilio/voice", 403),
    (PUBLIC, "GET", "/static/core/admin.js", 200),
    (NOBODY, "GET", "/", 404),
    ("bad host", "GET", "/", 404),
    (NOBODY, "GET", "/healthz", 200),
    (NOBODY, "GET", "/readyz", 200),
    (NOBODY, "GET", "/readyz/domain?domain=testserver", 200),
]


@pytest.fixture(scope="module")
def of_production() -> dict[str, Any]:
    """What production is set to in everything that makes a head."""
    asked = production_run("-c", ASKED_OF_PRODUCTION)
    return dict(json.loads(asked.stdout))


@pytest.fixture
def production(of_production: dict[str, Any], settings) -> None:
    for name, value in of_production.items():
        setattr(settings, name, tuple(value) if isinstance(value, list) else value)


@pytest.fixture
def browser(production: None, business: Business) -> Client:
    token = access_make(membership_make(business=business))
    return Client(headers={"authorization": f"Bearer {token}"}, raise_request_exception=False)


def head_check(response: Any, *, hsts: str = HSTS) -> None:
    head = response.headers
    assert head["Strict-Transport-Security"] == hsts
    assert head["X-Frame-Options"] == "DENY"
    assert head["X-Content-Type-Options"] == "nosniff"
    assert head["Referrer-Policy"] == "same-origin"
    assert head["Cross-Origin-Opener-Policy"] == "same-origin"
    assert head["Cross-Origin-Resource-Policy"] == "same-origin"
    rules = dict(rule.split(" ", 1) for rule in head["Content-Security-Policy"].split("; "))
    assert (
        rules["default-src"] == rules["script-src"] == rules["base-uri"] == rules["form-action"] == "'self'"
    )
    assert (rules["object-src"], rules["frame-ancestors"]) == ("'none'", "'none'")
    assert "unsafe" not in head["Content-Security-Policy"]
    for cookie in response.cookies.values():
        assert cookie["secure"], cookie.key
        assert cookie["samesite"] in ("Lax", "Strict"), cookie.key


@pytest.mark.parametrize(("host", "method", "path", "status"), ANSWERS)
def test_every_answer_says_what_to_refuse(
    browser: Client, host: str, method: str, path: str, status: int
) -> None:
    response = browser.generic(method, path, secure=True, headers={"host": host})

    assert response.status_code == status
    head_check(response, hsts=HSTS if host.endswith("testserver") else OF_ONE_NAME)
    if path.startswith("/api/"):
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("host", ["example.com", "studio.example.com:443", "Example.COM."])
def test_the_names_beside_a_business_own_are_left_to_it(
    browser: Client, business: Business, other_business: Business, host: str
) -> None:
    """Its old shop and its printer may know no https, and no browser would forget what we said."""
    for name in ("example.com", "studio.example.com"):
        domain_add(business=business, name=name, actor=SYSTEM)

    for path in ("/", "/api/v1/auth/login", "/static/nothing.js"):
        response = browser.get(path, secure=True, headers={"host": host})
        head_check(response, hsts=OF_ONE_NAME)


def test_a_fault_of_ours_says_it_too(browser: Client) -> None:
    """Answered while a table is away, as between a release and its migrations."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_membership RENAME TO away")
        response = browser.get("/api/v1/me", secure=True, headers={"host": BUSINESS})
        transaction.set_rollback(True)

    assert response.status_code == 500
    head_check(response)


@pytest.mark.parametrize("status", CLOSED)
def test_a_closed_business_says_it_too(browser: Client, business: Business, status: str) -> None:
    close(business, status)

    response = browser.get("/api/v1/me", secure=True, headers={"host": BUSINESS})

    assert response.status_code in (403, 503)
    head_check(response)


def test_the_administration_says_it_on_its_own_pages(production: None, business: Business) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("root@example.test", "a kettle and two cups"))

    for path in ("/admin/", "/admin/accounts/user/", "/admin/tenants/business/", "/admin/nothing/"):
        head_check(client.get(path, secure=True, headers={"host": PUBLIC}))


def test_plain_http_leads_to_https_and_sets_nothing(browser: Client) -> None:
    for host, path in ((BUSINESS, "/leads/7?a=1"), (BUSINESS, "/api/v1/me"), (PUBLIC, "/admin/")):
        response = browser.get(path, headers={"host": host})

        assert (response.status_code, response.headers["Location"]) == (301, f"https://{host}{path}")
        assert response.cookies == {}


def test_health_is_answered_in_plain_http(browser: Client) -> None:
    """A load balancer asks the machine itself, behind the door that ends TLS."""
    assert browser.get("/healthz", headers={"host": "10.0.0.7"}).status_code == 200
