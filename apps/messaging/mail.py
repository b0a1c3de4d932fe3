"""E-mail. Its Message-ID is made of our reference, so that the same letter is the same to whoever reads it.

A mail server cannot be asked whether it took a letter: one whose fate is not known stays unknown.
"""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from email.utils import formataddr, parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from apps.messaging.channels import Attachment, Delivery, Outcome, OutgoingMessage

FOR_NOW = range(400, 500)


class Mail:
    """Under the business's name, from the platform's address, where nobody reads."""

    is_answerable = False

    def __init__(self, *, business_name: str) -> None:
        address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        self.sender = f"{business_name} <{address}>"
        self._from = formataddr((business_name, address))
        self._domain = address.partition("@")[2]

    def send(self, message: OutgoingMessage) -> Delivery:
        letter = EmailMultiAlternatives(
            subject=" ".join(message.subject.split()),
            body=message.text,
            from_email=self._from,
            to=[message.to],
            headers={"Message-ID": self.message_id(message), "Auto-Submitted": "auto-generated"},
        )
        if message.attachment is not None:
            letter.attach(_part(message.attachment))
        mailbox = get_connection()
        try:
            mailbox.open()
        except (OSError, SMTPException) as error:
            return Delivery(Outcome.NOT_SENT, reason=type(error).__name__)
        try:
            mailbox.send_messages([letter])
        except SMTPResponseException as error:
            outcome = Outcome.NOT_SENT if error.smtp_code in FOR_NOW else Outcome.REFUSED
            return Delivery(outcome, reason=f"smtp_{error.smtp_code}")
        except SMTPException as error:
            return Delivery(_refused_or_unclear(error), reason=type(error).__name__)
        except OSError as error:
            return Delivery(Outcome.UNCLEAR, reason=type(error).__name__)
        finally:
            _close(mailbox)
        return Delivery(Outcome.SENT, provider_id=self.message_id(message))

    def find(self, message: OutgoingMessage, *, since: datetime, without: Collection[str]) -> Delivery:
        return Delivery(Outcome.UNCLEAR, reason="mail_has_no_memory")

    def message_id(self, message: OutgoingMessage) -> str:
        return f"<{message.reference}@{self._domain}>"


def _refused_or_unclear(error: SMTPException) -> Outcome:
    """Whom the server refused was refused before the letter was told; a line that broke may have broken
    behind it.
    """
    return Outcome.REFUSED if isinstance(error, SMTPRecipientsRefused) else Outcome.UNCLEAR


def _part(attachment: Attachment) -> MIMEBase:
    kind, _, subtype = attachment.kind.partition(";")[0].partition("/")
    part = MIMEBase(kind, subtype)
    part.set_payload(attachment.content.encode())
    encode_base64(part)
    part.replace_header("Content-Type", attachment.kind)
    part.add_header("Content-Disposition", "attachment", filename=attachment.name)
    return part


def _close(mailbox: BaseEmailBackend) -> None:
    """What was said is said, however the line ends."""
    with suppress(OSError, SMTPException):
        mailbox.close()
