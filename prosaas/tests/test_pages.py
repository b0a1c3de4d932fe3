from pathlib import Path

import pytest
import yaml
from django.test import Client

from apps.tenants.models import Business
from prosaas.description import description_rendered

HALUTZ = {"headers": {"host": "halutz.testserver"}}


@pytest.fixture
def dist(tmp_path: Path, settings) -> Path:
    settings.FRONTEND_DIST = tmp_path
    return tmp_path


@pytest.mark.parametrize("path", ["/", "/leads", "/calls/7", "/login", "/healthy", "/apiary"])
def test_every_other_path_is_the_dashboard(client: Client, business: Business, dist: Path, path: str) -> None:
    (dist / "index.html").write_text("<title>לוח</title>")

    response = client.get(path, **HALUTZ)

    assert (response.status_code, response.content.decode()) == (200, "<title>לוח</title>")
    assert "no-store" in response.headers["Cache-Control"]
    assert "script-src 'self';" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_an_unbuilt_dashboard_says_so_in_both_languages(
    client: Client, business: Business, dist: Path
) -> None:
    response = client.get("/", **HALUTZ)

    assert response.status_code == 503
    assert "לוח הבקרה עדיין לא נבנה" in response.content.decode()
    assert "dashboard has not been built" in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/static/nothing.js", "/api/v1/nothing", "/api/", "/ws/events", "/webhooks/x"]
)
def test_what_is_missing_is_not_the_dashboard(
    client: Client, business: Business, dist: Path, path: str
) -> None:
    (dist / "index.html").write_text("<title>לוח</title>")

    response = client.get(path, **HALUTZ)

    assert response.status_code == 404
    assert "לוח" not in response.content.decode()


@pytest.mark.parametrize("host", ["halutz.testserver", "testserver"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_a_page_is_only_looked_at(business: Business, dist: Path, host: str, method: str) -> None:
    (dist / "index.html").write_text("<title>לוח</title>")
    careful = Client(enforce_csrf_checks=True, headers={"host": host})

    page = getattr(careful, method)("/")
    told = getattr(careful, method)("/", headers={"accept": "application/json", "accept-language": "en"})

    assert (page.status_code, page.headers["Allow"]) == (405, "GET, HEAD")
    assert "הפעולה אינה אפשרית כאן" in page.content.decode()
    assert "Not possible here." in page.content.decode()
    assert told.json() == {"error": {"code": "method_not_allowed", "message": "Not possible here."}}


def test_a_form_sent_to_an_unknown_page_is_refused(business: Business, dist: Path) -> None:
    careful = Client(enforce_csrf_checks=True)

    assert careful.post("/kettles/7", {"a": 1}, headers={"host": "halutz.testserver"}).status_code == 405
    assert careful.post("/kettles/7", {"a": 1}, headers={"host": "testserver"}).status_code == 404


def test_static_files_come_whole(client: Client, business: Business) -> None:
    response = client.get("/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui.css", **HALUTZ)

    assert response.status_code == 200
    assert not response.streaming
    assert response.headers["Content-Type"] == 'text/css; charset="utf-8"'
    assert len(response.content) == int(response.headers["Content-Length"]) > 100_000


def test_the_api_describes_itself_with_bearer_tokens(client: Client, business: Business) -> None:
    response = client.get("/api/schema/", **HALUTZ)

    described = yaml.safe_load(response.content)
    assert described["components"]["securitySchemes"] == {
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    }
    assert described["paths"]["/api/v1/me"]["get"]["security"] == [{"bearer": []}]
    assert "security" not in described["paths"]["/api/v1/auth/login"]["post"]


def test_the_description_is_made_once_for_everybody_who_asks(
    client: Client, business: Business, other_business: Business
) -> None:
    description_rendered.cache_clear()

    answers = [
        client.get("/api/schema/", headers={"host": f"{slug}.testserver"}) for slug in ("halutz", "shaked")
    ]
    as_json = client.get(
        "/api/schema/", headers={"host": "halutz.testserver", "accept": "application/vnd.oai.openapi+json"}
    )

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert as_json.json() == yaml.safe_load(answers[0].content)
    assert description_rendered.cache_info().misses == 2, "one a format"


def test_the_documentation_loads_nothing_from_elsewhere(client: Client, business: Business) -> None:
    page = client.get("/api/docs", **HALUTZ).content.decode()

    assert "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page


@pytest.mark.parametrize("host", ["halutz.testserver", "testserver"])
@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1/leads/x/", "/api/v1/leads/%0A/", "/api/v1/leads/%0D%0A7/%00"]
)
def test_whatever_the_api_has_not_is_said_in_its_own_shape(
    client: Client, business: Business, host: str, path: str
) -> None:
    for method in (client.get, client.post, client.delete):
        response = method(path, headers={"host": host})

        assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/%0A"])
def test_a_business_s_address_says_where_the_administration_is(
    client: Client, business: Business, settings, path: str
) -> None:
    settings.DEBUG = True

    response = client.get(path, **HALUTZ)

    assert response.status_code == 404
    assert "בכתובת הראשית" in response.content.decode()
    assert "URLconf" not in response.content.decode()
