"""What a business may have beyond the common product: one table, asked through `is_feature_enabled`."""

from django.conf import settings

from apps.tenants.models import Business, FeatureFlag

FLAGS: dict[str, tuple[str, str]] = {
    "payments": ("תשלומים", "ENABLE_PAYMENTS"),
    "contracts": ("חוזים", "ENABLE_CONTRACTS"),
}
"""Name -> what people call it, and the setting that must be on for the whole installation as well."""


def is_feature_enabled(*, schema: str, name: str) -> bool:
    """On for the installation and for the business; an unknown name raises KeyError."""
    _, setting = FLAGS[name]
    return bool(getattr(settings, setting)) and _has(schema, name)


def feature_flag_set(*, business: Business, name: str, is_enabled: bool) -> None:
    """An unknown name raises KeyError."""
    FLAGS[name]
    FeatureFlag.objects.update_or_create(business=business, name=name, defaults={"is_enabled": is_enabled})


def _has(schema: str, name: str) -> bool:
    return FeatureFlag.objects.filter(business__schema_name=schema, name=name, is_enabled=True).exists()
