import pytest
from django.test import Client

from apps.tenants.context import current_schema
from apps.tenants.models import Business, Domain

API = "/api/v1/me"


@pytest.mark.usefixtures("business")
@pytest.mark.parametrize(
    "host", ["halutz.testserver", "HALUTZ.testserver", "halutz.testserver:8000", "halutz.testserver."]
)
def test_a_domain_leads_to_its_business(client: Client, host: str) -> None:
    response = client.get(API, headers={"host": host})

    assert response.json()["error"]["code"] == "not_authenticated"


@pytest.mark.usefixtures("business")
@pytest.mark.parametrize(
    "host",
    [
        "nobody.testserver",
        "testserver.evil.test",
        "halutz",
        "10.0.0.1",
        "b_halutz",
        "a b",
        "",
        "halutz.testserver\0",
    ],
)
@pytest.mark.parametrize("path", ["/", API, "/api/v1/auth/login", "/admin/", "/webhooks/twilio/voice"])
def test_an_unknown_host_leads_nowhere(client: Client, host: str, path: str) -> None:
    response = client.get(path, headers={"host": host})

    assert response.status_code == 404
    text = response.content.decode()
    assert "אין עסק בכתובת הזו" in text
    assert "no business at this address" in text
    assert "חלוץ" not in text


@pytest.mark.usefixtures("business")
def test_the_public_host_has_no_business_api_and_names_nobody(client: Client) -> None:
    assert client.get(API, headers={"host": "testserver"}).status_code == 404
    front = client.get("/", headers={"host": "testserver"})
    assert front.status_code == 200
    assert "חלוץ" not in front.content.decode()


@pytest.mark.usefixtures("business")
@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/webhooks/twilio/voice"])
def test_a_business_host_has_no_administration_and_no_webhooks(client: Client, path: str) -> None:
    assert client.get(path, headers={"host": "halutz.testserver"}).status_code == 404
    assert client.post(path, headers={"host": "halutz.testserver"}).status_code == 404


@pytest.mark.parametrize(
    ("status", "http", "he"),
    [
        (Business.Status.SUSPENDED, 403, "העסק מושהה"),
        (Business.Status.PROVISIONING, 503, "העסק עדיין בהקמה"),
        (Business.Status.FAILED, 503, "העסק עדיין בהקמה"),
    ],
)
def test_a_business_that_is_not_active_answers_nothing(
    client: Client, business: Business, status: str, http: int, he: str
) -> None:
    Business.objects.filter(pk=business.pk).update(status=status)

    for path in ("/", API, "/api/schema/"):
        response = client.get(path, headers={"host": "halutz.testserver"})
        assert response.status_code == http
        assert he in response.content.decode()


def test_a_request_leaves_the_thread_where_it_was(client: Client, business: Business) -> None:
    client.get(API, headers={"host": "shaked.testserver"})

    assert current_schema() == business.schema_name


def test_a_domain_of_their_own_works_too(client: Client, business: Business) -> None:
    Domain.objects.create(tenant=business, domain="office.example.co.il", is_primary=False)

    response = client.get(API, headers={"host": "office.example.co.il"})

    assert response.status_code == 401


@pytest.mark.usefixtures("business")
@pytest.mark.parametrize(
    ("domain", "status"),
    [("halutz.testserver", 200), ("testserver", 200), ("nobody.testserver", 404), ("", 404), ("\0", 404)],
)
def test_certificates_are_fetched_only_for_names_we_serve(client: Client, domain: str, status: int) -> None:
    for door in ("127.0.0.1", "172.18.0.7"):
        response = client.get(
            "/readyz/domain", {"domain": domain}, headers={"host": "web:8000"}, REMOTE_ADDR=door
        )

        assert response.status_code == status


@pytest.mark.usefixtures("business")
def test_strangers_may_not_ask_which_names_we_serve(client: Client) -> None:
    for stranger in (
        {"REMOTE_ADDR": "8.8.8.8"},
        {"REMOTE_ADDR": "172.18.0.7", "HTTP_X_FORWARDED_FOR": "8.8.8.8"},
    ):
        response = client.get("/readyz/domain", {"domain": "halutz.testserver"}, **stranger)

        assert response.status_code == 403
