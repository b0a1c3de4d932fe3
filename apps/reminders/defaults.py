"""What customers of a new business are told about their meetings."""

from typing import Any

from apps.reminders.models import ReminderPlan

Kind, Channel = ReminderPlan.Kind, ReminderPlan.Channel
BY_MAIL_FIRST = [Channel.EMAIL, Channel.SMS]
BY_SMS_FIRST = [Channel.SMS, Channel.EMAIL]
ASK_HE = "מגיעים? {answer} {link}"
ASK_EN = "Coming? {answer} {link}"
PLANS: tuple[dict[str, Any], ...] = (
    {
        "kind": Kind.BOOKED,
        "channels": BY_MAIL_FIRST,
        "text_he": "שלום {name}, נקבעה לך פגישה ב{business}: {service} {date} בשעה {time}. {link}",
        "text_en": "Hello {name}, your appointment at {business}: {service} {date} at {time}. {link}",
    },
    {
        "kind": Kind.RESCHEDULED,
        "channels": BY_MAIL_FIRST,
        "text_he": "שלום {name}, הפגישה שלך ב{business} עברה אל {date} בשעה {time}. {link}",
        "text_en": "Hello {name}, your appointment at {business} was moved to {date} at {time}. {link}",
    },
    {
        "kind": Kind.CANCELLED,
        "channels": BY_MAIL_FIRST,
        "text_he": "שלום {name}, הפגישה שלך ב{business} {date} בשעה {time} בוטלה.",
        "text_en": "Hello {name}, your appointment at {business} on {date} at {time} was cancelled.",
    },
    {
        "kind": Kind.BEFORE,
        "before_days": 1,
        "channels": BY_SMS_FIRST,
        "text_he": "תזכורת מ{business}: {name}, נפגשים {date} בשעה {time}. " + ASK_HE,
        "text_en": "A reminder from {business}: {name}, we meet on {date} at {time}. " + ASK_EN,
    },
    {
        "kind": Kind.BEFORE,
        "before_minutes": 120,
        "channels": BY_SMS_FIRST,
        "text_he": "{name}, נפגשים {day} בשעה {time} ב{business}. " + ASK_HE,
        "text_en": "{name}, see you {day} at {time} at {business}. " + ASK_EN,
    },
)


def reminders_fill() -> None:
    """Only where there is no plan yet: notices cannot be deleted, so later there always is one."""
    if not ReminderPlan.objects.exists():
        ReminderPlan.objects.bulk_create([ReminderPlan(**plan) for plan in PLANS], ignore_conflicts=True)
