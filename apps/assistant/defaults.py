"""The assistant a new business starts with."""

from django.db import transaction

from apps.assistant.models import AssistantProfile, PromptVersion
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


def assistant_fill() -> None:
    """Only what is missing: a profile and prompts that the business changed stay as they are."""
    with transaction.atomic():
        AssistantProfile.objects.get_or_create(pk=1)
        for channel, text in FIRST_PROMPTS.items():
            if not PromptVersion.objects.filter(channel=channel).exists():
                PromptVersion.objects.create(
                    channel=channel, version=1, text=text, is_live=True, published_at=clock.now()
                )
