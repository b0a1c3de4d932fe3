"""Every secret under the newest key, so that an older one can be thrown away."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db.models import Model, TextField, Value
from django.db.models.functions import Cast

from apps.core.crypto import EncryptedTextField, LostSecret, SecretUnreadableError, decrypt, encrypt_anew

TEXT: "TextField[str, str]" = TextField()


@dataclass(frozen=True, slots=True)
class Rotation:
    """`unreadable`: what no key of ours opens, such as "credentials.BusinessCredentials 7 openai_api_key"."""

    rotated: int
    unreadable: list[str]


@dataclass(frozen=True, slots=True)
class Stored:
    model: type[Model]
    field: str
    pk: int
    text: str

    def __str__(self) -> str:
        return f"{self.model._meta.label} {self.pk} {self.field}"


def secrets_rotate() -> Rotation:
    """Writes anew what an older key wrote; safe to repeat and beside a running system."""
    rotated, unreadable = 0, []
    for stored in secrets_stored():
        try:
            anew = encrypt_anew(stored.text)
        except SecretUnreadableError:
            unreadable.append(str(stored))
            continue
        if anew is not None:
            rotated += _replace(stored, anew)
    return Rotation(rotated, unreadable)


def secrets_unreadable() -> list[str]:
    """What no key of ours opens."""
    return [str(stored) for stored in secrets_stored() if isinstance(decrypt(stored.text), LostSecret)]


def secrets_stored() -> Iterator[Stored]:
    for model, field in encrypted_fields():
        rows = model._default_manager.exclude(**{f"{field}__isnull": True})
        for pk, text in rows.values_list("pk", Cast(field, TEXT)).iterator():
            yield Stored(model, field, pk, text)


def encrypted_fields() -> Iterator[tuple[type[Model], str]]:
    """Every field of the shared tables that holds a secret."""
    for app in apps.get_app_configs():
        if app.name in settings.SHARED_APPS:
            for model in app.get_models():
                for field in model._meta.get_fields():
                    if isinstance(field, EncryptedTextField):
                        yield model, field.name


def _replace(stored: Stored, anew: str) -> int:
    """Somebody who has changed it meanwhile has used the newest key, and keeps it."""
    rows = stored.model._default_manager.annotate(text=Cast(stored.field, TEXT))
    return rows.filter(pk=stored.pk, text=stored.text).update(**{stored.field: Value(anew, TEXT)})
