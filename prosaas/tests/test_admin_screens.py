"""Every screen of the administration, in both languages."""

import json
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

import pytest
from django.contrib import admin
from django.core.checks import Tags, run_checks
from django.test import Client
from django.urls import get_resolver, reverse

from apps.accounts.models import User
from apps.accounts.testing import membership_make, user_make
from apps.audit.actors import SYSTEM
from apps.audit.platform.services import platform_audit_record
from apps.core.tests.hebrew import is_hebrew
from apps.platform.admin.life import DEEDS as LIFE
from apps.platform.admin.people import DEEDS as OF_PEOPLE
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business, PhoneNumber
from apps.usage.models import UsageRecord
from apps.usage.services import usage_record

LATIN = re.compile(r"[A-Za-z]{2,}")
# Names and technical words that are the same in every language, and what the tests' own rows hold.
NAMES = {
    *("ProSaaS", "esc", "JSON", "SMS"),
    *("system", "dana", "example", "test", "testserver", "halutz", "shaked", "Asia", "Jerusalem", "he"),
    *("twilio", "voice", "telephony", "call", "CA", "null", "business"),
    *("no", "reply", "localhost"),
}
OF_OUR_ROWS = re.compile("נועה|^נ$|דנה לוי|מספרת חלוץ|מוסך שקד")
SPOKEN = {"title", "placeholder", "aria-label", "alt"}
SILENT = {"script", "style", "template", "noscript"}
VOID = {"input", "img", "br", "meta", "link", "hr"}


class Spoken(HTMLParser):
    """What a page says to people: its text, and the texts of its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.texts += [given[name] for name in SPOKEN & given.keys()]
        # An icon is written as its name, which nobody sees.
        is_icon = "material-symbols-outlined" in given.get("class", "")
        if tag not in VOID and (tag in SILENT or self._silent or is_icon):
            self._silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, text: str) -> None:
        if not self._silent and text.strip():
            self.texts.append(text.strip())


@pytest.fixture
def client(business: Business) -> Client:
    with in_tenant(PUBLIC_SCHEMA):
        client = Client(headers={"host": "testserver"})
        client.force_login(User.objects.create_superuser("system@example.test", full_name="נועה"))
        membership_make(business=business, user=user_make(email="dana@example.test"))
        usage_record(
            business_schema=business.schema_name,
            source_kind="call",
            source_id=1,
            provider_id="CA1",
            model="twilio-voice",
            kind="telephony",
            tokens={},
            seconds=30,
        )
        platform_audit_record(
            actor=SYSTEM,
            action="business.suspended",
            target_kind="business",
            target_id=business.pk,
            business=business,
        )
    return client


def screens(client: Client) -> Iterator[str]:
    """The addresses of all screens, those of every registered model's first row among them."""
    yield from (reverse_public("index"), reverse_public("password_change"))
    for model, shown in admin.site._registry.items():
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        yield reverse_public(f"{name}_changelist")
        yield reverse_public(f"{name}_changelist") + "?q=zzz"
        if shown.has_add_permission(client.get("/admin/").wsgi_request):
            yield reverse_public(f"{name}_add")
        row = model._default_manager.order_by("pk").first()
        if row is not None:
            yield from (reverse_public(f"{name}_{step}", row.pk) for step in ("change", "history"))
            if shown.has_delete_permission(client.get("/admin/").wsgi_request, row):
                yield reverse_public(f"{name}_delete", row.pk)
    business = Business.objects.order_by("pk").first()
    yield from (reverse_public(f"tenants_business_{deed}", business.pk) for deed in LIFE)
    person = User.objects.get(email="dana@example.test")
    yield reverse_public("accounts_user_change", person.pk)
    yield from (reverse_public(f"accounts_user_{deed}", person.pk) for deed in OF_PEOPLE)


def reverse_public(name: str, *args: object) -> str:
    return reverse(f"admin:{name}", args=args, urlconf="prosaas.urls_public")


def test_in_hebrew_every_screen_is_hebrew_and_right_to_left(client: Client) -> None:
    pages = {path: client.get(path) for path in screens(client)}
    pages["/admin/login/"] = Client(headers={"host": "testserver"}).get("/admin/login/")

    assert len(pages) > 25
    assert {path for path, page in pages.items() if page.status_code != 200} == set()
    for path, page in pages.items():
        assert 'lang="he" dir="rtl"' in page.content.decode(), path
        foreign = {text for text in Spoken(page.content.decode()).texts if set(LATIN.findall(text)) - NAMES}
        assert foreign == set(), path


def test_in_english_every_screen_is_english_and_left_to_right(client: Client) -> None:
    english = {"HTTP_ACCEPT_LANGUAGE": "en-US,en;q=0.9"}
    client.defaults.update(english)
    pages = {path: client.get(path) for path in screens(client)}
    pages["/admin/login/"] = Client(headers={"host": "testserver"}).get("/admin/login/", **english)

    assert {path for path, page in pages.items() if page.status_code != 200} == set()
    for path, page in pages.items():
        assert 'lang="en" dir="ltr"' in page.content.decode(), path
        said = Spoken(page.content.decode()).texts
        assert {text for text in said if is_hebrew(OF_OUR_ROWS.sub("", text))} == set(), path


@pytest.mark.parametrize(
    ("language", "refusal"),
    [
        ("he", "הדואר האלקטרוני או הסיסמה אינם נכונים."),
        ("en", "The e-mail or the password is wrong."),
    ],
)
def test_the_door_refuses_strangers_members_and_wrong_passwords_alike(
    client: Client, language: str, refusal: str
) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        user_make(email="member@example.test", password="correct horse battery")
    door = Client(headers={"host": "testserver", "accept-language": language})
    for email in ("nobody@example.test", "member@example.test", "system@example.test"):
        page = door.post("/admin/login/", {"username": email, "password": "correct horse battery"})

        assert refusal in page.content.decode()


def test_a_number_keeps_its_plus_in_front(client: Client, business: Business) -> None:
    number = PhoneNumber.objects.get(business=business)
    rows = client.get("/admin/tenants/phonenumber/").content.decode()
    form = client.get(f"/admin/tenants/phonenumber/{number.pk}/change/").content.decode()

    assert "<bdi>+97237630001</bdi>" in rows
    assert re.search(r'<input[^>]* value="\+97237630001"[^>]* dir="ltr"', form)
    assert str(number) == "\u2066+97237630001\u2069"
    assert str(number) in form


def test_json_is_read_from_left_to_right_and_carries_no_style(client: Client) -> None:
    UsageRecord.objects.update(tokens={"audio_in": 1200})
    page = client.get(f"/admin/usage/usagerecord/{UsageRecord.objects.get().pk}/change/").content.decode()

    shown = re.search(r'<pre dir="ltr"[^>]*>(.*?)</pre>', page, re.DOTALL)
    assert json.loads(unescape(shown.group(1))) == {"audio_in": 1200}
    assert 'style="' not in page[shown.start() : shown.end()]


def test_every_page_is_well_declared() -> None:
    """Also what Django asks of them, which commands that load no page cannot."""
    get_resolver("prosaas.urls_public").check()

    assert len(admin.site._registry) > 5
    assert run_checks(tags=[Tags.admin]) == []
