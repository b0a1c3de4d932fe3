"""The real thing. Refuses to start in a state that would be unsafe or would only pretend to work."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from prosaas.settings.base import *
from prosaas.settings.refusals import production_refusals

IS_PRODUCTION = True
TENANT_BASE_DOMAIN = env("TENANT_BASE_DOMAIN", default=urlsplit(PUBLIC_BASE_URL).hostname or "")
DEMO_PASSWORD = env("DEMO_PASSWORD", default="")
LOGGING["as_json"] = True

# The door in front ends TLS and says so; without it every request would look like plain http.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in PUBLIC_HOSTS]
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"}

_refusals = production_refusals(
    secret_key=SECRET_KEY,
    field_keys=FIELD_KEYS,
    debug=env.bool("DEBUG", default=False),
    openai_api_key=OPENAI_API_KEY,
    openai_base_url=OPENAI_BASE_URL,
    twilio_auth_token=TWILIO_AUTH_TOKEN,
    stream_signature_required=TWILIO_STREAM_SIGNATURE_REQUIRED,
    twilio_api_base_url=TWILIO_API_BASE_URL,
    twilio_account_sid=TWILIO_ACCOUNT_SID,
    twilio_sms_number=TWILIO_SMS_NUMBER,
    demo_password=DEMO_PASSWORD,
    public_base_url=PUBLIC_BASE_URL,
    email_backend=EMAIL_BACKEND,
)
if _refusals:
    raise ImproperlyConfigured("ProSaaS does not start: " + "; ".join(_refusals))
