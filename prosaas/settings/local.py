"""A developer's machine: `prosaas.local` sets the environment and starts PostgreSQL and Valkey."""

import base64

from prosaas.settings.base import *

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = SECRET_KEY or "for-this-machine-only-" + "0" * 40
FIELD_KEYS = FIELD_KEYS or [base64.urlsafe_b64encode(b"for-this-machine-only-" + b"0" * 10).decode()]
BUSINESS_ORIGIN = f"http://{{domain}}:{env('PORT', default='8000')}"
SIMPLE_JWT["SIGNING_KEY"] = SIMPLE_JWT["SIGNING_KEY"] or SECRET_KEY
if not env("PUBLIC_BASE_URLS", default=""):
    # The address bar says localhost or 127.0.0.1, and a signature covers whichever it was.
    PUBLIC_BASE_URLS = [
        PUBLIC_BASE_URL,
        *(f"http://{host}:{env('PORT', default='8000')}" for host in PUBLIC_HOSTS),
    ]
# The one-shot token is still asked for; a stand-in for Twilio may leave the upgrade unsigned.
TWILIO_STREAM_SIGNATURE_REQUIRED = env.bool("TWILIO_STREAM_SIGNATURE_REQUIRED", default=False)
# The finders serve static files; nothing is collected.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
