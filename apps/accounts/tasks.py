from smtplib import SMTPException

from apps.accounts.services import admin_sessions, endings, mails, sessions
from apps.core.jobs import RETRY_ON, WrongSchemaError, job
from apps.tenants.context import current_schema
from apps.tenants.models import Business
from apps.tenants.selectors import business_by_schema

MAIL_RETRY_ON = (*RETRY_ON, SMTPException, OSError)


@job("accounts.sessions_forget")
def sessions_forget() -> None:
    sessions.sessions_forget()


@job("accounts.impersonations_expire")
def impersonations_expire() -> None:
    endings.impersonations_expire()


@job("accounts.login_failure_record", in_closed=True)
def login_failure_record(*, user_id: int | None, action: str = "session.failed") -> None:
    sessions.login_failure_record(user_id=user_id, action=action, business=_business())


@job("accounts.admin_login_failure_record")
def admin_login_failure_record(*, user_id: int | None, action: str) -> None:
    admin_sessions.admin_login_failure_record(user_id=user_id, action=action)


@job("accounts.password_reset_send", retry_on=MAIL_RETRY_ON)
def password_reset_send(*, user_id: int | None) -> None:
    mails.password_reset_send(user_id=user_id, business=_business())


@job("accounts.password_notice_send", retry_on=MAIL_RETRY_ON, in_closed=True)
def password_notice_send(*, user_id: int) -> None:
    mails.password_notice_send(user_id=user_id, business=_business())


@job("accounts.admin_password_notice_send", retry_on=MAIL_RETRY_ON)
def admin_password_notice_send(*, user_id: int) -> None:
    mails.admin_password_notice_send(user_id=user_id)


@job("accounts.invitation_send", retry_on=MAIL_RETRY_ON)
def invitation_send(*, invitation_id: int) -> None:
    mails.invitation_send(invitation_id=invitation_id, business=_business())


def _business() -> Business:
    """The one that is entered. A job of a business that is gone raises."""
    business = business_by_schema(schema=current_schema())
    if business is None:
        raise WrongSchemaError(current_schema())
    return business
