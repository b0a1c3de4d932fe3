"""What one message says, put together of the meeting, the customer and the business's words. Pure."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from apps.messaging.channels import Attachment, ChannelName, OutgoingMessage
from apps.reminders.invitations import Invitation, invitation_text
from apps.reminders.texts import answer_value, day_value, moment_values, text_filled

SUBJECTS = {
    "before": ("תזכורת לפגישה ב{business}, {date} {time}", "Reminder: {business}, {date} {time}"),
    "booked": ("נקבעה פגישה ב{business}, {date} {time}", "Your appointment at {business}, {date} {time}"),
    "rescheduled": ("הפגישה ב{business} עברה אל {date} {time}", "Moved to {date} {time}: {business}"),
    "cancelled": ("הפגישה ב{business} {date} {time} בוטלה", "Cancelled: {business}, {date} {time}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """`text` is the business's, with places; `organizer` the address the e-mail comes from; `sent_at` now;
    `is_answerable` says whether what is written back is read.
    """

    reference: str
    kind: str
    channel: ChannelName
    is_answerable: bool
    address: str
    text: str
    language: str
    zone: ZoneInfo
    business: str
    organizer: str
    customer: str
    service: str
    starts_at: datetime
    ends_at: datetime
    lineage: str
    sequence: int
    made_at: datetime
    sent_at: datetime
    link: str


def message_of(facts: Facts) -> OutgoingMessage:
    """An e-mail brings the meeting for the customer's calendar, unless it only reminds."""
    values = {
        "name": facts.customer,
        "business": facts.business,
        "service": facts.service,
        "link": facts.link,
        "day": day_value(facts.starts_at, sent_at=facts.sent_at, zone=facts.zone, language=facts.language),
        "answer": answer_value(is_answerable=facts.is_answerable, language=facts.language),
        **moment_values(facts.starts_at, zone=facts.zone, language=facts.language),
    }
    is_mail = facts.channel == ChannelName.EMAIL
    subject = SUBJECTS[facts.kind][facts.language == "en"]
    return OutgoingMessage(
        reference=facts.reference,
        to=facts.address,
        text=text_filled(facts.text, values),
        subject=text_filled(subject, values) if is_mail else "",
        attachment=_attachment(facts) if is_mail and facts.kind != "before" else None,
    )


def _attachment(facts: Facts) -> Attachment:
    invitation = Invitation(
        uid=f"{facts.lineage}@prosaas",
        sequence=facts.sequence,
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        summary=" · ".join(part for part in (facts.service, facts.business) if part),
        organizer_name=facts.business,
        organizer=facts.organizer,
        attendee=facts.address,
        is_cancelled=facts.kind == "cancelled",
        made_at=facts.made_at,
    )
    kind = f'text/calendar; method={invitation.method}; charset="utf-8"'
    return Attachment("invite.ics", invitation_text(invitation, zone=facts.zone), kind)
