from collections.abc import Mapping, Sequence
from typing import Any

from apps.core.errors import AppError, NotFoundError


class CustomFieldNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("custom_field_not_found")


class CustomFieldUnknownError(AppError):
    def __init__(self, *, key: str) -> None:
        super().__init__(
            "custom_field_unknown",
            422,
            "השדה לא קיים או הועבר לארכיון. יש לרענן ולנסות שוב.",
            "There is no such field, or it is archived. Reload and try again.",
            field=f"custom.{key}",
        )


class CustomValueInvalidError(AppError):
    def __init__(self, *, key: str, he: str, en: str) -> None:
        super().__init__("custom_value_invalid", 422, he, en, field=f"custom.{key}")


class CustomValuesInvalidError(AppError):
    """Several fields of the business's own, each with what is wrong with it."""

    def __init__(self, *, faults: Sequence[AppError]) -> None:
        super().__init__(
            "custom_values_invalid", 422, "יש כמה שדות שצריך לתקן.", "Several fields are not right."
        )
        self.faults = faults

    def described(self, language: str) -> dict[str, Any]:
        fields = {str(fault.data["field"]): [fault.message(language)] for fault in self.faults}
        return {**super().described(language), "fields": fields}


class CustomFieldTakenError(AppError):
    def __init__(self, *, field: str) -> None:
        super().__init__(
            "custom_field_taken",
            409,
            "כבר יש שדה בשם הזה. יש לבחור שם אחר.",
            "There is a field of this name already. Choose another name.",
            field=field,
        )


class CustomFieldHasValuesError(AppError):
    """Deleting asks whether the values may go."""

    def __init__(self, *, leads: int) -> None:
        super().__init__(
            "custom_field_has_values",
            409,
            "יש לידים עם ערך בשדה הזה, והמחיקה תמחק גם אותו. יש לאשר, או להעביר את השדה לארכיון.",
            "Leads have a value in this field, and deleting loses it. Confirm, or archive the field.",
            leads=leads,
        )


class CustomChoicesInvalidError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "custom_choices_invalid",
            422,
            "שדה בחירה צריך אפשרות אחת לפחות, בלי חזרות. לשדה אחר אין אפשרויות.",
            "A choice needs at least one option, each once. Other kinds have none.",
            field="choices",
        )


class CustomFieldsTooManyError(AppError):
    def __init__(self, *, most: int) -> None:
        super().__init__(
            "custom_fields_too_many",
            409,
            f"אפשר עד {most} שדות. יש להעביר שדה לארכיון או למחוק אותו.",
            f"A business may have {most} fields. Archive or delete one.",
        )


class CustomChoicesInUseError(AppError):
    """Taking choices out asks what becomes of the leads that have them."""

    def __init__(self, *, leads_by_choice: Mapping[str, int]) -> None:
        super().__init__(
            "custom_choices_in_use",
            409,
            "יש לידים עם האפשרות שמוסרת. יש לבחור במה להחליף אותה אצלם, או לרוקן את השדה.",
            "Leads have the option that goes. Say what they get instead, or that their field is emptied.",
            leads=sum(leads_by_choice.values()),
            choices=[{"choice": choice, "leads": leads} for choice, leads in leads_by_choice.items()],
        )


class CustomReplacementInvalidError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "custom_replacement_invalid",
            422,
            "אפשר להחליף רק אפשרות שמוסרת, ורק באפשרות שנשארת. יש לרענן ולנסות שוב.",
            "Only an option that goes can be replaced, and only by one that stays. Reload and try again.",
            field="replacements",
        )
