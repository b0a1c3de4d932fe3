import os
import re

from playwright.sync_api import Page, expect

from prosaas.local.bootstrap import ROOT
from tests.browser.conftest import Machine

PICTURE = ROOT / "docs" / "dashboard.png"
CALLER = "דנה כהן"
STATUSES = ("חדש", "נוצר קשר")
LEAD, TASK = "יעל גולן", "לשלוח הצעת מחיר"
# The caller speaks in real time; what she says next may be half a minute away.
CALL_MS = 120_000
JOBS_MS = 90_000
# The caller is a program that starts first.
DIAL_MS = 90_000


def sign_in(page: Page, machine: Machine) -> None:
    page.goto(machine.dashboard_url)
    page.get_by_label("אימייל").fill("owner@demo.test")
    page.get_by_label("סיסמה", exact=True).fill("demo-prosaas")
    page.get_by_role("button", name="כניסה").click()
    expect(page.get_by_role("heading", name="שיחות", level=1)).to_be_visible()


def go_to_leads(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="לידים", exact=True).click()


def test_a_call_appears_grows_and_leaves_a_lead_a_meeting_and_a_recording(
    page: Page, machine: Machine
) -> None:
    sign_in(page, machine)
    expect(page.get_by_text("עוד לא נכנסה שיחה")).to_be_visible()

    call = machine.call_place("booking")
    expect(page.get_by_text("שיחה אחת מתנהלת עכשיו.")).to_be_visible(timeout=DIAL_MS)
    page.get_by_role("main").get_by_role("link", name=re.compile("בשיחה")).click()
    turns = page.get_by_role("log", name="תמלול השיחה").get_by_role("listitem")
    expect(page.get_by_text("בשידור חי")).to_be_visible()
    expect(turns.nth(1)).to_be_visible(timeout=CALL_MS)
    heard_so_far = turns.count()
    expect(turns.nth(heard_so_far + 1)).to_be_visible(timeout=CALL_MS)
    expect(page.get_by_text("בשידור חי")).to_be_visible()

    said, _ = call.communicate(timeout=CALL_MS / 1000)
    assert call.returncode == 0, said
    expect(page.get_by_role("heading", name=re.compile(CALLER))).to_be_visible(timeout=JOBS_MS)
    expect(page.get_by_role("main").get_by_text("נקבעה פגישה").first).to_be_visible(timeout=JOBS_MS)
    page.get_by_role("button", name="השמעה", exact=True).click(timeout=JOBS_MS)
    heard = page.get_by_role("slider", name="מיקום בהקלטה")
    expect(heard).to_have_attribute("aria-valuetext", re.compile("^0:0[1-9]"))
    page.get_by_role("button", name="השהיה").click()
    expect(page.get_by_text(f"{CALLER}: ")).to_be_visible(timeout=JOBS_MS)
    if os.environ.get("UPDATE_PICTURES"):
        page.reload()
        expect(page.get_by_text(f"{CALLER}: ")).to_be_visible()
        page.screenshot(path=PICTURE, animations="disabled")

    go_to_leads(page)
    expect(page.get_by_role("main").get_by_role("link", name=re.compile(CALLER))).to_be_visible()
    page.get_by_role("link", name="יומן", exact=True).click()
    expect(page.get_by_role("main").get_by_text(CALLER).first).to_be_visible()


def test_a_lead_is_added_gets_a_task_is_moved_and_is_found(page: Page, machine: Machine) -> None:
    sign_in(page, machine)
    go_to_leads(page)
    page.get_by_role("button", name="ליד חדש").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("שם", exact=True).fill(LEAD)
    dialog.get_by_role("button", name="הוספה").click()
    expect(page.get_by_role("heading", name=LEAD)).to_be_visible()

    page.get_by_role("button", name="משימה חדשה").click()
    dialog.get_by_label("מה לעשות").fill(TASK)
    dialog.get_by_role("button", name="הוספה").click()
    expect(page.get_by_role("button", name=re.compile(f"סימון כבוצעה: .*{TASK}"))).to_be_visible()

    go_to_leads(page)
    page.get_by_role("radio", name="לוח").click()
    beginning, target = (page.get_by_role("region", name=re.compile(f"^{name},")) for name in STATUSES)
    beginning.get_by_role("link", name=LEAD).drag_to(target.get_by_role("listitem").first)
    expect(target.get_by_role("link", name=LEAD)).to_be_visible()

    page.keyboard.press("Control+k")
    page.keyboard.type(LEAD)
    expect(page.get_by_role("option", name=re.compile(f"{LEAD}.*נוצר קשר"))).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_label("מצב", exact=True)).to_have_value(re.compile(r"\d"))
    expect(page.get_by_role("region", name="מה קרה עד היום").get_by_text("המצב השתנה")).to_be_visible()


def test_a_wrong_password_is_refused(page: Page, machine: Machine) -> None:
    page.goto(machine.dashboard_url)
    page.get_by_label("אימייל").fill("owner@demo.test")
    page.get_by_label("סיסמה", exact=True).fill("not-the-password")
    page.get_by_role("button", name="כניסה").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("heading", name="שיחות", level=1)).to_be_hidden()
