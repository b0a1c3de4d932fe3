"""The administration in a real browser, under a policy that lets nothing be written into its pages."""

import os
import re
import secrets
import subprocess
import sys
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from prosaas.local import postgres
from prosaas.local.bootstrap import ROOT
from tests.browser.conftest import Machine

ATTACK = """
<div id="written-by-somebody"><script>console.log("ran")</script>
<img src="/nothing.png" onerror="console.log('ran')">
<div x-data x-init="console.log('ran')"></div>
<div x-data x-init="$el.ownerDocument.defaultView.console.log('ran')"></div>
<div x-data="{a: ''.constructor.constructor('console.log(`ran`)')()}"></div></div>
"""
EMAIL, PASSWORD = "root@example.test", "a kettle and two cups"


@pytest.fixture(scope="session")
def system_admin(machine: Machine) -> str:
    """The e-mail address of one."""
    environment = {
        **os.environ,
        "DATABASE_URL": postgres.start(machine.state),
        "DJANGO_SETTINGS_MODULE": "prosaas.settings.local",
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        "FIELD_ENCRYPTION_KEYS": (machine.state / "field_encryption_keys").read_text(),
    }
    command = [sys.executable, "manage.py", "createsuperuser", "--noinput", "--email", EMAIL]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return EMAIL


@pytest.fixture
def administration(machine: Machine, page: Page, system_admin: str) -> str:
    """Its address, signed in."""
    address = urljoin(machine.public_url, "/admin/")
    page.goto(address)
    page.fill("input[name=username]", system_admin)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    expect(page).to_have_url(address)
    # A key pressed before the page's scripts listen is lost.
    page.wait_for_load_state()
    return address


def links(page: Page, pattern: str) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    return sorted({link for link in found if re.search(pattern, link)})


def test_every_page_opens_without_a_refusal(page: Page, administration: str) -> None:
    """Lists, the form for a new row, and the first row of each: `page` fails when the policy refuses any."""
    lists = links(page, r"/admin/\w+/\w+/$")
    assert len(lists) > 3
    for address in lists:
        page.goto(address)
        for form in [*links(page, r"/add/$"), *links(page, r"/change/$")[:1]]:
            page.goto(form)
            expect(page.locator("form")).not_to_have_count(0)


def test_what_moves_still_moves(page: Page, administration: str) -> None:
    page.goto(urljoin(administration, "tenants/phonenumber/"))
    root = page.locator("html")

    page.keyboard.press("Control+e")
    first = root.get_attribute("class")
    page.keyboard.press("Control+e")
    assert {first, root.get_attribute("class")} == {"light", "dark"}

    page.locator("input.action-select").first.click()
    bar = page.locator("#changelist-actions")
    expect(bar).to_be_visible()
    assert re.fullmatch(r"width: \d+px;", bar.get_attribute("style") or "")

    sidebar = page.locator("#nav-sidebar")
    page.locator("[x-on\\:click='sidebarDesktopOpen = !sidebarDesktopOpen']").click()
    expect(sidebar).to_be_hidden()
    page.reload()
    expect(sidebar).to_be_hidden()


def test_the_search_finds_a_page_and_goes_there(page: Page, administration: str) -> None:
    page.keyboard.press("Control+k")
    field = page.locator("#search-input-command")
    expect(field).to_be_focused()
    field.fill("עסקים")
    page.keyboard.press("Shift")
    expect(page.locator("#command-results li")).not_to_have_count(0)

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/admin/\w+/\w+/$"))


def test_a_business_that_is_opened_shows_by_itself_when_it_is_ready(page: Page, administration: str) -> None:
    page.goto(urljoin(administration, "tenants/business/add/"))
    for name, typed in {
        "name": "סטודיו רימון",
        "slug": f"rimon-{secrets.token_hex(3)}",
        "owner_name": "יעל רימון",
        "owner_email": "yael@rimon.example",
    }.items():
        page.fill(f"[name={name}]", typed)
    page.click("form.house-form button[type=submit]")

    # A wait, not a promise: how fast it is stands in bench/tenants.py; at a load of 18 it took 128 s.
    expect(page.locator("#business-state")).to_contain_text("העסק פתוח", timeout=240_000)
    expect(page.locator("#business-state a[href='../suspend/']")).to_be_visible()


def test_what_somebody_writes_into_a_page_does_not_run(machine: Machine, browser: Browser) -> None:
    """As an attacker would who found a place that is not escaped: neither a script nor an attribute runs."""
    address = urljoin(machine.public_url, "/admin/login/")
    ran: list[str] = []
    context = browser.new_context()
    attacked = context.new_page()
    attacked.on("console", lambda said: ran.append(said.text) if said.text == "ran" else None)
    attacked.route("**/admin/login/", inject)
    attacked.goto(address)
    attacked.wait_for_load_state("networkidle")

    assert "written-by-somebody" in attacked.content()
    assert ran == []
    context.close()


def inject(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("</body>", f"{ATTACK}</body>"))
