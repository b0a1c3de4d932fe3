"""Why production will not start. Pure, so that each reason has a test."""

import base64
import binascii
import re

from prosaas.settings.this_machine import is_private, leads_here

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
KEY_LENGTH = 50
KEY_VARIETY = 5
FIELD_KEY_BYTES = 32
# Of 32 random bytes 30 differ; fewer than 20 do not happen by chance.
FIELD_KEY_VARIETY = 20
SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEMO_PASSWORD_DEFAULT = "demo-prosaas"  # noqa: S105 - the one that is refused


def production_refusals(
    *,
    secret_key: str,
    field_keys: list[str],
    debug: bool,
    openai_api_key: str,
    openai_base_url: str,
    twilio_auth_token: str,
    stream_signature_required: bool,
    twilio_api_base_url: str,
    twilio_account_sid: str,
    twilio_sms_number: str,
    demo_password: str,
    public_base_url: str,
    email_backend: str,
) -> list[str]:
    reasons = {
        f"DJANGO_SECRET_KEY must be random and have at least {KEY_LENGTH} characters": len(secret_key)
        < KEY_LENGTH
        or len(set(secret_key)) < KEY_VARIETY
        or "insecure" in secret_key
        or "local-only" in secret_key
        or "this-machine-only" in secret_key,
        "FIELD_ENCRYPTION_KEYS is missing, so no secret could be kept": not field_keys,
        "FIELD_ENCRYPTION_KEYS must be 32 random bytes each, in URL-safe base64": any(
            map(_is_weak_field_key, field_keys)
        ),
        "DEBUG must be off": debug,
        "OPENAI_API_KEY must be a real key": openai_api_key.strip().lower() in ("", "simulator"),
        "OPENAI_BASE_URL must not be a stand-in on this machine, nor a private address": leads_here(
            openai_base_url
        )
        or is_private(openai_base_url),
        "OPENAI_BASE_URL must be https": not leads_here(openai_base_url)
        and not openai_base_url.startswith("https://"),
        "TWILIO_AUTH_TOKEN is missing, so no webhook could be trusted": not twilio_auth_token.strip(),
        "TWILIO_STREAM_SIGNATURE_REQUIRED must stay on": not stream_signature_required,
        "TWILIO_API_BASE_URL is for the stand-in only": bool(twilio_api_base_url),
        "TWILIO_SMS_NUMBER must be international, such as +972521234567": bool(twilio_sms_number)
        and not E164.fullmatch(twilio_sms_number),
        "TWILIO_SMS_NUMBER needs TWILIO_ACCOUNT_SID, the account it belongs to": bool(twilio_sms_number)
        and not twilio_account_sid,
        "DEMO_PASSWORD must not be the public default": demo_password == DEMO_PASSWORD_DEFAULT,
        "EMAIL_URL must name a mail server: invitations and new passwords come by e-mail": email_backend
        != SMTP_BACKEND,
        "PUBLIC_BASE_URL must be https": not public_base_url.startswith("https://"),
    }
    return [reason for reason, is_so in reasons.items() if is_so]


def _is_weak_field_key(key: str) -> bool:
    try:
        drawn = base64.b64decode(key, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return True
    return len(drawn) != FIELD_KEY_BYTES or len(set(drawn)) < FIELD_KEY_VARIETY
