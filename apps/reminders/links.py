"""The address under which a customer confirms or cancels. Whoever has it may do that, no more."""

from django.core import signing

SALT = "reminders.links"


def link_token(*, schema: str, appointment_id: int) -> str:
    return signing.Signer(salt=SALT).sign(f"{schema}.{appointment_id}").replace(":", "~")


def link_named(token: str) -> tuple[str, int] | None:
    """The business's schema and the meeting; None for a token that is not ours."""
    try:
        schema, _, number = signing.Signer(salt=SALT).unsign(token.replace("~", ":")).rpartition(".")
        return schema, int(number)
    except (signing.BadSignature, ValueError):
        return None
