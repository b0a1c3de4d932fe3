"""What people read in our e-mails."""

from html.parser import HTMLParser

import pytest
from django.core import mail

from apps.accounts.letters import (
    Letter,
    admin_password_notice_letter,
    invitation_letter,
    password_notice_letter,
    password_reset_letter,
)
from apps.accounts.services.mails import (
    admin_password_notice_send,
    invitation_send,
    letter_send,
    password_notice_send,
    password_reset_send,
)
from apps.accounts.testing import invitation_make, membership_make, system_admin_make, user_make
from apps.core.tests.hebrew import is_hebrew
from apps.tenants.models import Business

LETTERS = {
    "reset": lambda language: password_reset_letter(
        language=language, name="Dana", business="Halutz", link="https://x.test/reset#uid=1", minutes=30
    ),
    "notice": lambda language: password_notice_letter(
        language=language, name="Dana", business="Halutz", link="https://x.test/forgot"
    ),
    "invitation": lambda language: invitation_letter(
        language=language,
        inviter="Dana",
        business="Halutz",
        role="agent",
        link="https://x.test/i#t=1",
        days=7,
    ),
    "invitation of nobody": lambda language: invitation_letter(
        language=language, inviter="", business="Halutz", role="owner", link="https://x.test/i#t=1", days=7
    ),
}


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.directions: list[str | None] = []
        self.links: list[str | None] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("html", "table"):
            self.directions.append(given.get("dir"))
        if tag == "a":
            self.links.append(given["href"])

    def handle_data(self, data: str) -> None:
        self.text += data


def page_of(message) -> Page:
    (alternative,) = message.alternatives
    assert alternative.mimetype == "text/html"
    return Page(alternative.content)


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
@pytest.mark.parametrize(("language", "direction"), [("he", "rtl"), ("en", "ltr")])
def test_text_and_page_say_the_same_in_the_readers_language(
    business: Business, letter, language: str, direction: str
) -> None:
    written: Letter = letter(language)
    letter_send(to="dana@example.test", letter=written, language=language, business=business)

    (message,) = mail.outbox
    page = page_of(message)
    assert set(page.directions) == {direction}
    assert page.links == [written.link]
    assert written.link in message.body
    for words in (written.subject, written.title, *written.lines, written.button, written.note):
        assert is_hebrew(words) is (language == "he")
    for words in (written.title, *written.lines, written.button, written.note):
        assert words in page.text
        assert words in message.body
    assert message.subject == written.subject
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_a_person_is_written_to_in_their_own_language(business: Business) -> None:
    user = membership_make(business=business).user
    user.language = "en"
    user.save()

    password_reset_send(user_id=user.pk, business=business)
    password_notice_send(user_id=user.pk, business=business)

    asked_for, told = mail.outbox
    assert asked_for.subject == "A new password: מספרת חלוץ"
    assert told.subject == "Your password was changed: מספרת חלוץ"
    assert "https://halutz.testserver/forgot\n" in told.body


def test_an_invited_stranger_is_written_to_in_the_businesss_language(business: Business) -> None:
    known = user_make(email="known@example.test")
    known.language = "en"
    known.save()
    for email in ("known@example.test", "new@example.test"):
        invitation_send(invitation_id=invitation_make(business=business, email=email).pk, business=business)

    assert [message.subject for message in mail.outbox] == [
        "An invitation to join: מספרת חלוץ",
        "הזמנה להצטרף: מספרת חלוץ",
    ]


@pytest.mark.parametrize("language", ["he", "en"])
def test_the_platforms_own_people_are_told_in_the_platforms_name(business: Business, language: str) -> None:
    admin = system_admin_make(full_name="Ruth")
    admin.language = language
    admin.save()

    admin_password_notice_send(user_id=admin.pk)

    (message,) = mail.outbox
    page = page_of(message)
    letter = admin_password_notice_letter(language=language, name=admin.full_name)
    assert (message.to, page.links) == ([admin.email], [])
    assert business.name not in message.body + page.text
    for words in (letter.title, *letter.lines, letter.note):
        assert is_hebrew(words) is (language == "he")
        assert words in page.text
        assert words in message.body


def test_names_are_words_and_nothing_else(business: Business) -> None:
    business.name = "<b>חלוץ</b>\nBcc: everybody@example.test"
    user = user_make(full_name='<a href="https://evil.test">כאן</a>')
    membership_make(business=business, user=user)

    password_reset_send(user_id=user.pk, business=business)

    (message,) = mail.outbox
    page = page_of(message)
    assert message.subject == "סיסמה חדשה: <b>חלוץ</b> Bcc: everybody@example.test"
    assert message.recipients() == [user.email]
    assert [link.startswith("https://halutz.testserver/reset#") for link in page.links] == [True]
    assert "<a href=" in page.text
