import base64
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from apps.core.browser import ADMIN_STYLES, OWN_STYLES
from apps.tenants.models import Business

BUSINESS, PUBLIC, NOBODY = "halutz.testserver", "testserver", "nobody.testserver"


@pytest.mark.parametrize(
    ("host", "path", "inline_styles"),
    [
        (BUSINESS, "/api/docs", 1),
        (PUBLIC, "/", 1),
        (NOBODY, "/", 1),
        (BUSINESS, "/calls/7", 0),
        (BUSINESS, "/api/v1/me", 0),
        (BUSINESS, "/api/docs?script=", 0),
    ],
)
def test_no_page_may_run_or_look_as_somebody_else_writes_into_it(
    client: Client, business: Business, dist: Path, host: str, path: str, inline_styles: int
) -> None:
    response = client.get(path, headers={"host": host})

    rules = rules_of(response.headers["Content-Security-Policy"])
    page = response.content.decode()
    assert rules["default-src"] == rules["script-src"] == ["'self'"]
    assert "'unsafe-inline'" not in rules["style-src"]
    assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)
    own = re.findall(r"<style[^>]*>(.*?)</style>", page, flags=re.DOTALL)
    assert len(own) == inline_styles
    assert {hash_of(style) for style in own} <= set(rules["style-src"])


def test_the_style_of_every_page_of_our_own_is_named() -> None:
    """Of pages also that nothing above opens, such as that behind a customer's link."""
    pages = [page.read_text() for page in (settings.BASE_DIR / "templates").glob("*.html")]
    written = [style for page in pages for style in re.findall(r"<style[^>]*>(.*?)</style>", page, re.DOTALL)]

    assert len(written) > 1
    assert {hash_of(style) for style in written} <= set(OWN_STYLES)


@pytest.mark.parametrize("path", ["login/", "", "accounts/user/", "tenants/business/", "password_change/"])
def test_the_administration_may_not_either(admin_client: Client, path: str) -> None:
    """Its colours are written into the page, and are named."""
    response = admin_client.get(f"/admin/{path}", headers={"host": PUBLIC}, follow=True)

    rules = rules_of(response.headers["Content-Security-Policy"])
    page = response.content.decode()
    assert rules["script-src"] == ["'self'"]
    assert rules["frame-ancestors"] == ["'none'"]
    assert not re.search(r"\son\w+=|<script(?![^>]*\ssrc=)", page)
    own = re.findall(r"<style[^>]*>(.*?)</style>", page, flags=re.DOTALL)
    assert len(own) == 1
    assert {hash_of(style) for style in own} <= set(rules["style-src"])


def test_the_style_that_the_administrations_htmx_adds_is_named() -> None:
    source = Path(str(finders.find("unfold/js/htmx/htmx.js"))).read_text()
    written = source.partition('"<style"+e+">')[2].partition("</style>")[0]
    for setting, value in {"indicatorClass": "htmx-indicator", "requestClass": "htmx-request"}.items():
        assert f'{setting}:"{value}"' in source
        written = written.replace(f'"+Q.config.{setting}+"', value)

    assert hash_of(written) in ADMIN_STYLES


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "index.html").write_text('<script src="/theme.js"></script><div id="root"></div>')
    monkeypatch.setattr(settings, "FRONTEND_DIST", tmp_path)
    return tmp_path


def rules_of(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (rule.split() for rule in policy.split("; "))}


def hash_of(style: str) -> str:
    digest = hashlib.sha256(style.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
