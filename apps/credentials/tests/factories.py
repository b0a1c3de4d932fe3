from apps.core.crypto import Secret
from apps.credentials.models import BusinessCredentials
from apps.tenants.models import Business

ACCOUNT_SID, OTHER_ACCOUNT_SID = "AC" + "a1" * 16, "AC" + "b2" * 16
AUTH_TOKEN, OTHER_AUTH_TOKEN = "halutz0123456789abcdef0123456789", "shaked0123456789abcdef0123456789"
OPENAI_KEY, OTHER_OPENAI_KEY = "sk-proj-halutz-0123456789", "sk-proj-shaked-0123456789"


def credentials_make(
    business: Business, *, account_sid: str = "", auth_token: str = "", openai_key: str = ""
) -> BusinessCredentials:
    """What is empty, the business did not bring."""
    row, _ = BusinessCredentials.objects.update_or_create(
        business=business,
        defaults={
            "twilio_account_sid": account_sid,
            "twilio_auth_token": Secret(auth_token) if auth_token else None,
            "openai_api_key": Secret(openai_key) if openai_key else None,
        },
    )
    return row
