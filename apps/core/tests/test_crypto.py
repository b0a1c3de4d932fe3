import copy
import json
from typing import Any

import orjson
import pytest
import structlog
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from apps.core.crypto import (
    LostSecret,
    Secret,
    SecretUnreadableError,
    decrypt,
    encrypt,
    encrypt_anew,
)

TOKEN = "sk-proj-0123456789-wxyz"
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def test_what_is_stored_is_not_the_secret_and_differs_each_time() -> None:
    first, second = encrypt(Secret(TOKEN)), encrypt(Secret(TOKEN))

    assert first != second
    assert TOKEN not in first
    assert decrypt(first).reveal() == decrypt(second).reveal() == TOKEN
    assert decrypt(encrypt(Secret("סוד \0"))).reveal() == "סוד \0"


def test_an_older_key_reads_and_only_the_newest_writes(settings: Any) -> None:
    settings.FIELD_KEYS = [OLD]
    stored = encrypt(Secret(TOKEN))
    settings.FIELD_KEYS = [NEW, OLD]

    assert decrypt(stored).reveal() == TOKEN
    anew = encrypt_anew(stored)
    assert anew is not None
    assert Fernet(NEW).decrypt(anew).decode() == TOKEN
    assert encrypt_anew(anew) is None


@pytest.mark.parametrize("stored", ["", "gAAAA", TOKEN, "א"])
def test_what_no_key_opens_is_lost(stored: str) -> None:
    lost = decrypt(stored)

    assert (isinstance(lost, LostSecret), bool(lost), lost.last_four) == (True, True, "")
    assert lost not in (Secret(""), decrypt(stored))
    with pytest.raises(SecretUnreadableError):
        lost.reveal()


def test_a_lost_key_is_noticed(settings: Any) -> None:
    settings.FIELD_KEYS = [OLD]
    stored = encrypt(Secret(TOKEN))
    settings.FIELD_KEYS = [NEW]

    assert isinstance(decrypt(stored), LostSecret)
    with pytest.raises(SecretUnreadableError):
        encrypt_anew(stored)


def test_without_a_key_nothing_is_stored(settings: Any) -> None:
    settings.FIELD_KEYS = []

    with pytest.raises(ImproperlyConfigured, match="FIELD_ENCRYPTION_KEYS"):
        encrypt(Secret(TOKEN))


def test_a_secret_shows_nothing_of_itself_whatever_is_done_with_it() -> None:
    secret = Secret(TOKEN)
    with structlog.testing.capture_logs() as logs:
        structlog.get_logger().info("dialled", key=secret)
    shown = [
        str(secret),
        repr(secret),
        f"{secret} {secret!r} {[secret]} {{'key': secret}}",
        repr(copy.deepcopy({"key": secret})),
        structlog.processors.JSONRenderer()(None, "", {"key": secret}),
        str(logs),
    ]

    for text in shown:
        assert "sk-proj" not in text
        assert "wxyz" not in text
    with pytest.raises(TypeError):
        json.dumps(secret)
    with pytest.raises(TypeError):
        orjson.dumps(secret)


@pytest.mark.parametrize(("text", "end"), [(TOKEN, "wxyz"), ("0123456789ab", "89ab"), ("0123456789a", "")])
def test_only_a_long_one_shows_its_end(text: str, end: str) -> None:
    assert Secret(text).last_four == end


def test_secrets_are_equal_by_what_they_hold() -> None:
    assert Secret(TOKEN) == Secret(TOKEN)
    assert Secret(TOKEN) != Secret("other")
    assert Secret(TOKEN) != TOKEN
    assert not Secret("")
