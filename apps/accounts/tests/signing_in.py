"""For tests: a browser at a business's host."""

from datetime import datetime

from django.test.client import Client
from rest_framework.test import APIClient

from apps.accounts.models import Membership, User
from apps.accounts.testing import membership_make, user_make
from apps.tenants.models import Business

PASSWORD = "correct horse battery"
OURS = {"X-Requested-With": "prosaas"}
LOGIN, REFRESH, LOGOUT, ME = "/api/v1/auth/login", "/api/v1/auth/refresh", "/api/v1/auth/logout", "/api/v1/me"


def at(slug: str) -> APIClient:
    return APIClient(headers={"host": f"{slug}.testserver"})


def person(business: Business, role: str = "owner", *, email: str = "dana@example.test") -> Membership:
    """A member who knows PASSWORD."""
    return membership_make(business=business, role=role, user=user_make(email=email, password=PASSWORD))


def login(client: Client, email: str = "dana@example.test", password: str = PASSWORD, **extra):
    body = {"email": email, "password": password, "remember": extra.pop("remember", False)}
    return client.post(LOGIN, body, format="json", **extra)


def signed_in(business: Business, role: str = "owner", *, email: str = "dana@example.test") -> APIClient:
    """A browser with the cookies and the access token of a fresh sign-in; the person is made if missing."""
    if not User.objects.filter(email=email).exists():
        person(business, role, email=email)
    client = at(business.slug)
    bearer(client, login(client, email).json()["access"])
    return client


def bearer(client: APIClient, access: str) -> None:
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")


def refresh(client: APIClient, **extra):
    return client.post(REFRESH, headers=OURS, **extra)


def answer(response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return response.status_code, response.json()["error"]["code"]


def presented(token: str) -> APIClient:
    """Another browser with a copy of the cookie."""
    client = at("halutz")
    client.cookies["refresh"] = token
    return client


def iso(instant: datetime) -> str:
    """As the API writes it."""
    return instant.isoformat().replace("+00:00", "Z")
