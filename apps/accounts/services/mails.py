"""What jobs send. A secret a link carries is made here, at the last moment, and never waits in the queue."""

from smtplib import SMTPRecipientsRefused
from urllib.parse import urlencode

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from apps.accounts.letters import (
    HEBREW,
    Letter,
    admin_password_notice_letter,
    invitation_letter,
    password_notice_letter,
    password_reset_letter,
)
from apps.accounts.models import User
from apps.accounts.selectors import invitations_open, memberships_open
from apps.accounts.services.passwords import password_reset_link
from apps.accounts.tokens import invitation_token_make
from apps.core import clock
from apps.tenants.context import PUBLIC_SCHEMA
from apps.tenants.hosts import business_url
from apps.tenants.models import Business

PLATFORM = "ProSaaS"
COPY_HINT = {
    "he": "אם הכפתור אינו פועל, אפשר להעתיק את הכתובת לדפדפן:",
    "en": "If the button does not work, copy this address into your browser:",
}
log = structlog.get_logger(__name__)


def password_reset_send(*, user_id: int | None, business: Business) -> None:
    """Nothing for who is no member, and for nobody."""
    if user_id is None:
        return
    membership = memberships_open().select_related("user").filter(user_id=user_id, business=business).first()
    if membership is None:
        return
    user = membership.user
    letter = password_reset_letter(
        language=user.language,
        name=_name(user),
        business=business.name,
        link=_link(business, "/reset", password_reset_link(user=user, business=business)),
        minutes=settings.PASSWORD_RESET_TIMEOUT // 60,
    )
    letter_send(to=user.email, letter=letter, language=user.language, business=business)


def password_notice_send(*, user_id: int, business: Business) -> None:
    user = User.objects.get(pk=user_id)
    letter = password_notice_letter(
        language=user.language,
        name=_name(user),
        business=business.name,
        link=business_url(business=business, path="/forgot"),
    )
    letter_send(to=user.email, letter=letter, language=user.language, business=business)


def admin_password_notice_send(*, user_id: int) -> None:
    user = User.objects.get(pk=user_id)
    letter = admin_password_notice_letter(language=user.language, name=_name(user))
    letter_send(to=user.email, letter=letter, language=user.language)


def invitation_send(*, invitation_id: int, business: Business) -> None:
    """Nothing when it was withdrawn, accepted or ran out meanwhile; nothing to the platform's own people."""
    open_now = invitations_open(business=business).filter(expires_at__gt=clock.now())
    invitation = open_now.filter(pk=invitation_id).first()
    if invitation is None:
        return
    known = User.objects.filter(email=invitation.email).first()
    if known is not None and known.is_of_the_platform:
        return
    language = known.language if known else business.language
    letter = invitation_letter(
        language=language,
        inviter=invitation.invited_by.full_name if invitation.invited_by else "",
        business=business.name,
        role=invitation.role,
        link=_link(business, "/invitation", {"token": invitation_token_make(key=invitation.key)}),
        days=settings.INVITATION_LASTS.days,
    )
    letter_send(to=invitation.email, letter=letter, language=language, business=business)


def letter_send(*, to: str, letter: Letter, language: str, business: Business | None = None) -> None:
    """One e-mail, as text and as a page, from a business or from the platform itself.

    An address the server refuses is given up; other failures raise.
    """
    is_hebrew = language == HEBREW
    context = {
        "letter": letter,
        "language": language,
        "direction": "rtl" if is_hebrew else "ltr",
        "start": "right" if is_hebrew else "left",
        "sender": f"{business.name} · {PLATFORM}" if business else PLATFORM,
        "copy_hint": COPY_HINT.get(language, COPY_HINT[HEBREW]),
    }
    message = EmailMultiAlternatives(
        # A line break in a name must not become a header.
        subject=" ".join(letter.subject.split()),
        body=render_to_string("email/letter.txt", context),
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("email/letter.html", context), "text/html")
    try:
        message.send()
    except SMTPRecipientsRefused:
        log.warning("email_refused", business=business.schema_name if business else PUBLIC_SCHEMA)


def _link(business: Business, path: str, secrets: dict[str, str]) -> str:
    """The secrets stand behind the #, so that no server's log and no Referer header ever has them."""
    return business_url(business=business, path=f"{path}#{urlencode(secrets)}")


def _name(user: User) -> str:
    return user.full_name or user.email
