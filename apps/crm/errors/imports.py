from typing import ClassVar

from apps.core.errors import AppError, NotFoundError


class ImportNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("import_not_found")


class ImportFileMissingError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "import_file_missing",
            400,
            "לא צורף קובץ. יש לבחור קובץ CSV או Excel.",
            "There is no file. Choose a CSV or Excel file.",
            field="file",
        )


class ImportFileEmptyError(AppError):
    """Not a byte in it."""

    def __init__(self) -> None:
        super().__init__(
            "import_file_empty",
            422,
            "הקובץ ריק. יש לפתוח אותו, לוודא שהלידים נמצאים בו, לשמור ולהעלות שוב.",
            "The file is empty. Open it, see that the leads are in it, save it and upload it again.",
            field="file",
        )


class ImportTooLargeError(AppError):
    def __init__(self, *, megabytes: int) -> None:
        super().__init__(
            "import_too_large",
            413,
            f"הקובץ גדול מדי. אפשר עד {megabytes} מגה-בייט; יש לחלק אותו לכמה קבצים.",
            f"The file is too large. It may have {megabytes} MB; divide it into several files.",
        )


class ImportUnreadableError(AppError):
    """The file as a whole cannot be read; `row` is where reading ended, if that is known."""

    def __init__(self, he: str, en: str, *, row: int | None = None) -> None:
        at_he, at_en = (f"שורה {row}: ", f"Row {row}: ") if row else ("", "")
        super().__init__("import_unreadable", 422, at_he + he, at_en + en, **({"row": row} if row else {}))


class ImportEncodingError(AppError):
    """`row` is the line with such letters, where others can be read."""

    def __init__(self, *, row: int | None = None) -> None:
        at_he, at_en = (f"שורה {row}: ", f"Row {row}: ") if row else ("", "")
        super().__init__(
            "import_encoding_unknown",
            422,
            f"{at_he}אי אפשר לקרוא את האותיות שבקובץ. יש לשמור אותו בקידוד UTF-8 או כקובץ Excel.",
            f"{at_en}The letters in this file cannot be read. Save it as UTF-8 or as an Excel file.",
            **({"row": row} if row else {}),
        )


class ImportOldExcelError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "import_old_excel",
            422,
            "זה קובץ Excel בפורמט ישן (xls). יש לשמור אותו כ-xlsx או כ-CSV ולהעלות שוב.",
            "This is an Excel file of the old kind (.xls). Save it as xlsx or CSV and upload it again.",
        )


class ImportNotTableError(AppError):
    """A file of another kind, whatever its name ends with."""

    KINDS: ClassVar = {
        "html": ("דף אינטרנט (HTML)", "a web page (HTML)"),
        "xml": ("קובץ XML", "an XML file"),
        "pdf": ("קובץ PDF", "a PDF"),
        "document": ("מסמך", "a document"),
        "opendocument": ("קובץ של LibreOffice", "a file of LibreOffice"),
        "picture": ("תמונה", "a picture"),
        "archive": ("קובץ דחוס", "a packed file"),
        "unknown": ("קובץ מסוג אחר", "a file of another kind"),
    }

    def __init__(self, *, kind: str) -> None:
        he, en = self.KINDS[kind]
        super().__init__(
            "import_not_table",
            422,
            f"זה {he} ולא קובץ CSV או Excel, גם אם שמו אומר אחרת. "
            "יש לפתוח את רשימת הלידים ב-Excel, לשמור אותה כ-CSV או כ-XLSX ולהעלות שוב.",
            f"This is {en}, not a CSV or Excel file, whatever its name says. "
            "Open the list of leads in Excel, save it as CSV or XLSX and upload it again.",
            kind=kind,
            field="file",
        )


class ImportEmptyError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "import_empty",
            422,
            "אין בקובץ שורות של לידים. צריך שורת כותרות ושורה אחת לפחות מתחתיה.",
            "There are no leads in this file. It needs headings and at least one row below them.",
        )


class ImportTooManyRowsError(AppError):
    def __init__(self, *, most: int) -> None:
        super().__init__(
            "import_too_many_rows",
            422,
            f"יש בקובץ יותר מ-{most} שורות. יש לחלק אותו לכמה קבצים.",
            f"The file has more than {most} rows. Divide it into several files.",
        )


class ImportTooManyColumnsError(AppError):
    def __init__(self, *, most: int) -> None:
        super().__init__(
            "import_too_many_columns",
            422,
            f"יש בקובץ יותר מ-{most} עמודות. יש למחוק את העמודות המיותרות.",
            f"The file has more than {most} columns. Delete those that are not needed.",
        )


class ImportMappingInvalidError(AppError):
    """`field` is what the mapping names wrongly; empty when nothing in it says who a lead is."""

    def __init__(self, *, field: str = "") -> None:
        he = "השדה נבחר פעמיים או לא קיים. יש לבחור שדה אחד לכל עמודה."
        en = "This field is chosen twice or does not exist. Choose one field for each column."
        if not field:
            he = 'יש לבחור עמודה לשם, לטלפון או לדוא"ל.'
            en = "Choose the column of the name, the phone number or the e-mail address."
        super().__init__("import_mapping_invalid", 422, he, en, field=field or "mapping")


class ImportStateError(AppError):
    """What was asked does not fit how far the import is; `state` says where it stands."""

    def __init__(self, *, state: str) -> None:
        he, en = _SENTENCES[state]
        super().__init__("import_state", 409, he, en, state=state)


class ImportColumnsError(AppError):
    """Of one row."""

    def __init__(self) -> None:
        super().__init__(
            "import_row_too_long",
            422,
            "יש בשורה יותר תאים מאשר כותרות. כנראה חסרות מירכאות סביב ערך שיש בו מפריד.",
            "The row has more cells than there are headings. Quotes around a value may be missing.",
        )


_SENTENCES = {
    "uploaded": ("יש לבדוק את הקובץ לפני הייבוא.", "Check the file before importing it."),
    "checking": (
        "הקובץ עדיין בבדיקה. יש להמתין לסיום.",
        "The file is still being checked. Wait for the end.",
    ),
    "checked": ("הייבוא עוד לא התחיל.", "The import has not begun."),
    "running": ("הייבוא עדיין רץ. יש להמתין לסיום.", "The import is still running. Wait for the end."),
    "done": ("הייבוא כבר הסתיים.", "The import is over."),
    "rolling_back": ("הייבוא בביטול. יש להמתין לסיום.", "The import is being undone. Wait for the end."),
    "rolled_back": ("הייבוא כבר בוטל.", "The import was undone already."),
    "failed": ("הייבוא נכשל. יש להעלות את הקובץ שוב.", "The import failed. Upload the file again."),
}
