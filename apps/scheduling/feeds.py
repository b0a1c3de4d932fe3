"""The signed address of a calendar feed."""

from django.core.signing import BadSignature, Signer

_SIGNER = Signer(salt="scheduling.feed")


def feed_token(*, schema: str, feed_id: int, key: str) -> str:
    """Opens this feed of this business while it has this key."""
    return _SIGNER.sign_object([schema, feed_id, key], compress=False)


def feed_named(token: str) -> tuple[str, int, str] | None:
    """Schema, feed and key; None for what we did not sign."""
    try:
        schema, feed_id, key = _SIGNER.unsign_object(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return str(schema), int(feed_id), str(key)
