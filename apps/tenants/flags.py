"""What the platform may switch for one business: one table, asked through `is_feature_enabled`.

A feature stands here from the day it can be switched, never before: a switch that does nothing is a lie.
"""

from dataclasses import dataclass

from apps.tenants.models import Business, FeatureFlag


@dataclass(frozen=True, slots=True)
class Flag:
    """`is_on` is how it stands for a business nobody switched it for."""

    label: str
    says: str
    is_on: bool


FLAGS: dict[str, Flag] = {
    "recording": Flag(
        label="הקלטת שיחות",
        says="כשהיא כבויה שום שיחה לא נשמרת כקובץ קול, גם לא שיחה שמתנהלת עכשיו. התמלול נשמר.",
        is_on=True,
    ),
}


def is_feature_enabled(*, schema: str, name: str) -> bool:
    """An unknown name raises KeyError."""
    is_on = FLAGS[name].is_on
    row = FeatureFlag.objects.filter(business__schema_name=schema, name=name).first()
    return is_on if row is None else row.is_enabled


def features_of(*, business: Business) -> dict[str, bool]:
    """Every feature by its name."""
    switched = dict(business.feature_flags.values_list("name", "is_enabled"))
    return {name: switched.get(name, flag.is_on) for name, flag in FLAGS.items()}


def feature_flag_set(*, business: Business, name: str, is_enabled: bool) -> None:
    """An unknown name raises KeyError."""
    FLAGS[name]
    FeatureFlag.objects.update_or_create(business=business, name=name, defaults={"is_enabled": is_enabled})
