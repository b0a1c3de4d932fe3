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
@pytest.mark.parametrize("path", ["/", "/admin/", "/webhooks/twilio/voice", "/apiary"])
@pytest.mark.parametrize("accept", ["", "*/*", "text/html,application/xhtml+xml,*/*;q=0.8", "nonsense"])
def test_an_unknown_host_leads_nowhere(client: Client, host: str, path: str, accept: str) -> None:
    response = client.get(path, headers={"host": host, "accept": accept})

    assert response.status_code == 404
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    text = response.content.decode()
    assert "אין עסק בכתובת הזו" in text
    assert "no business at this address" in text
    assert "חלוץ" not in text


@pytest.mark.usefixtures("business")
@pytest.mark.parametrize("host", ["nobody.testserver", "a b", ""])
@pytest.mark.parametrize(
    ("path", "accept"),
    [
        (API, "text/html"),
        ("/api/v1/auth/login", "*/*"),
        ("/api/nothing", "application/json"),
        ("/", "application/json, text/plain, */*"),
    ],
)
@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("he", "אין עסק בכתובת הזו. בדקו את הכתובת שקיבלתם."),
        ("en-US,en;q=0.9", "There is no business at this address. Please check the address you were given."),
        ("fr", "אין עסק בכתובת הזו. בדקו את הכתובת שקיבלתם."),
    ],
)
@pytest.mark.parametrize("method", ["get", "post", "patch"])
def test_a_program_at_an_unknown_host_is_refused_in_the_apis_shape(
    client: Client, host: str, path: str, accept: str, language: str, message: str, method: str
) -> None:
    headers = {"host": host, "accept": accept, "accept-language": language}
    response = getattr(client, method)(path, headers=headers)

    assert response.status_code == 404
    assert response.json() == {"error": {"code": "unknown_host", "message": message}}


@pytest.mark.usefixtures("business")
def test_the_public_host_has_no_business_api_and_names_nobody(client: Client) -> None:
    for response in (
        client.get(API, headers={"host": "testserver"}),
        client.post(API, headers={"host": "testserver"}),
    ):
        assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")
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
        (Business.Status.SUSPENDED, 403, "העסק אינו זמין כרגע"),
        (Business.Status.PROVISIONING, 503, "העסק עדיין בהקמה"),
        (Business.Status.FAILED, 503, "העסק עוד לא מוכן"),
    ],
)
def test_a_business_that_is_not_active_answers_nothing(
    client: Client, business: Business, status: str, http: int, he: str
) -> None:
    Business.objects.filter(pk=business.pk).update(status=status)

    for path in ("/", "/leads", "/static/x.js"):
        response = client.get(path, headers={"host": "halutz.testserver"})
        assert response.status_code == http
        assert he in response.content.decode()


@pytest.mark.parametrize("path", [API, "/api/v1/auth/login", "/api/schema/", "/api/"])
def test_a_program_at_a_suspended_business_is_refused_in_the_apis_shape(
    client: Client, business: Business, path: str
) -> None:
    Business.objects.filter(pk=business.pk).update(status=Business.Status.SUSPENDED)
    he, en = (
        client.get(path, headers={"host": "halutz.testserver", "accept-language": language})
        for language in ("he", "en")
    )

    assert (he.status_code, en.status_code) == (403, 403)
    assert he.json() == {
        "error": {
            "code": "business_suspended",
            "message": "העסק אינו פעיל כרגע. לקוחות: פנו ישירות לעסק. בעלי העסק: פנו לתמיכה.",
        }
    }
    assert en.json()["error"]["message"] == (
        "This business is not active at the moment. Customers: contact the business directly. Owners:"
        " contact support."
    )


def test_whoever_comes_to_a_business_whose_setting_up_failed_is_told_so(
    client: Client, business: Business, other_business: Business
) -> None:
    Business.objects.filter(pk=business.pk).update(status=Business.Status.FAILED)

    page = client.get("/", headers={"host": "halutz.testserver"})
    answer = client.get(API, headers={"host": "halutz.testserver", "accept-language": "en"})

    assert "אנחנו יודעים על כך ומטפלים בזה" in page.content.decode()
    assert "בעוד דקה" not in page.content.decode()
    assert (answer.status_code, answer.json()) == (
        503,
        {
            "error": {
                "code": "business_setup_failed",
                "message": "Setting up this business failed. We know about it and are on it;"
                " there is nothing to do.",
            }
        },
    )
    assert "Retry-After" not in answer.headers
    assert client.get(API, headers={"host": "shaked.testserver"}).status_code == 401


def test_a_program_is_told_when_to_come_back_to_a_business_that_is_being_set_up(
    client: Client, business: Business
) -> None:
    Business.objects.filter(pk=business.pk).update(status=Business.Status.PROVISIONING)
    response = client.get(API, headers={"host": "halutz.testserver"})

    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert response.json()["error"]["code"] == "business_not_ready"
    assert response.json()["error"]["retry_after_seconds"] == 60


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
