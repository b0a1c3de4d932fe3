"""The assistant a new business starts with."""

from django.db import transaction

from apps.assistant.models import AssistantProfile, FaqEntry, PromptVersion
from apps.conversations.models import Channel
from apps.core import clock

FIRST_PROMPTS = {
    Channel.PHONE: (
        "המטרה שלך היא לעזור למי שמתקשר לקבוע פגישה. "
        "ברר מה השירות המבוקש ומתי נוח, קבע פגישה במועד פנוי ורשום את שם הלקוח. "
        "אם אין תשובה לשאלה, הצע שנציג של העסק יחזור ללקוח."
    ),
    Channel.WHATSAPP: (
        "המטרה שלך היא לעזור למי שכותב לקבוע פגישה. "
        "ברר מה השירות המבוקש ומתי נוח, קבע פגישה במועד פנוי ורשום את שם הלקוח. "
        "אם אין תשובה לשאלה, הצע שנציג של העסק יחזור ללקוח."
    ),
}
# The first ones hold at every business; the others wait until the business wrote its own answer.
FIRST_FAQ = (
    ("אפשר לקבוע תור?", "כן. אפשר לקבוע כאן ועכשיו: רק צריך לדעת מה השירות ומתי נוח.", True),
    ("אפשר לדבר עם נציג?", "אפשר להשאיר שם, מספר טלפון והודעה, ונציג של העסק יחזור אליכם.", True),
    ("איפה אתם נמצאים?", "כתבו כאן את הכתובת, איך מגיעים ואיפה חונים, ואז הפעילו את התשובה.", False),
    ("כמה זה עולה?", "כתבו כאן את המחירים או איך מקבלים הצעת מחיר, ואז הפעילו את התשובה.", False),
)


def assistant_fill() -> None:
    """Only what is missing: a profile, prompts and questions that the business changed stay as they are."""
    with transaction.atomic():
        AssistantProfile.objects.get_or_create(pk=1)
        for channel, text in FIRST_PROMPTS.items():
            if not PromptVersion.objects.filter(channel=channel).exists():
                PromptVersion.objects.create(
                    channel=channel,
                    version=1,
                    text=text,
                    state=PromptVersion.State.LIVE,
                    published_at=clock.now(),
                )
        if not FaqEntry.objects.exists():
            FaqEntry.objects.bulk_create(
                FaqEntry(question=question, answer=answer, is_active=is_active, order=order)
                for order, (question, answer, is_active) in enumerate(FIRST_FAQ)
            )
