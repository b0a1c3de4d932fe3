from apps.core.errors import AppError


class ExportTooLargeError(AppError):
    def __init__(self, *, most: int, leads: int) -> None:
        super().__init__(
            "export_too_large",
            422,
            f"יש בתצוגה {leads} לידים, ואפשר לייצא עד {most}. יש לצמצם את הסינון, למשל לפי תאריך.",
            f"This view has {leads} leads and an export takes {most}. Narrow it, by date for example.",
            leads=leads,
        )
