"""Why production will not start. Pure, so that each reason has a test."""

KEY_LENGTH = 50
KEY_VARIETY = 5
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1", "simulator")
DEMO_PASSWORD_DEFAULT = "demo-prosaas"  # noqa: S105 - the one that is refused


def production_refusals(
    *,
    secret_key: str,
    debug: bool,
    openai_api_key: str,
    openai_host: str,
    twilio_auth_token: str,
    twilio_api_base_url: str,
    demo_password: str,
    public_base_url: str,
) -> list[str]:
    reasons = {
        f"DJANGO_SECRET_KEY must be random and have at least {KEY_LENGTH} characters": len(secret_key)
        < KEY_LENGTH
        or len(set(secret_key)) < KEY_VARIETY
        or "insecure" in secret_key
        or "local-only" in secret_key
        or "this-machine-only" in secret_key,
        "DEBUG must be off": debug,
        "OPENAI_API_KEY must be a real key": openai_api_key in ("", "simulator"),
        "OPENAI_BASE_URL must not be a stand-in on this machine": openai_host in LOCAL_HOSTS,
        "TWILIO_AUTH_TOKEN is missing, so no webhook could be trusted": not twilio_auth_token,
        "TWILIO_API_BASE_URL is for the stand-in only": bool(twilio_api_base_url),
        "DEMO_PASSWORD must not be the public default": demo_password == DEMO_PASSWORD_DEFAULT,
        "PUBLIC_BASE_URL must be https": not public_base_url.startswith("https://"),
    }
    return [reason for reason, is_so in reasons.items() if is_so]
