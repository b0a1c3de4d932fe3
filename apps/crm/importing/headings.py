"""What the columns of a file are, guessed from their headings and what stands below. Pure."""

from collections.abc import Callable, Mapping, Sequence

from apps.core.phone import e164_parse
from apps.hebrew.search import folded_letters

CUSTOM = "custom."
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": (
        *("שם", "שם מלא", "שם הלקוח", "שם לקוח", "שם הליד", "שם איש קשר", "איש קשר", "לקוח", "לקוחה"),
        *("name", "full name", "contact", "contact name", "customer", "customer name", "lead", "client"),
    ),
    "first_name": ("שם פרטי", "פרטי", "first name", "firstname", "given name"),
    "last_name": ("שם משפחה", "משפחה", "last name", "lastname", "surname", "family name"),
    "phone": (
        *("טלפון", "טלפון נייד", "נייד", "סלולרי", "פלאפון", "מספר טלפון", "מס טלפון", "טל", "מספר"),
        *("phone", "phone number", "mobile", "mobile phone", "cell", "cellphone", "tel", "telephone"),
        *("טלפון סלולרי", "טלפון ראשי", "primary phone", "whatsapp", "וואטסאפ"),
    ),
    "other_phone": (
        *("טלפון נוסף", "טלפון 2", "נייד 2", "טלפון בבית", "טלפון בית", "טלפון עבודה"),
        *("other phone", "phone 2", "home phone", "work phone", "secondary phone"),
    ),
    "email": (
        *("דואל", "דוא ל", "אימייל", "מייל", "דואר אלקטרוני", "כתובת מייל", "כתובת דואל"),
        *("email", "e mail", "mail", "email address", "e mail address"),
    ),
    "city": ("עיר", "יישוב", "ישוב", "מקום מגורים", "city", "town"),
    "service_wanted": ("שירות", "שירות מבוקש", "סוג שירות", "מתעניין ב", "service", "service wanted"),
    "notes": ("הערות", "הערה", "פירוט", "תיאור", "notes", "note", "comments", "comment", "description"),
    "tags": ("תגיות", "תגית", "תוויות", "תיוגים", "tags", "tag", "labels"),
    "status": ("סטטוס", "מצב", "שלב", "status", "stage"),
    "owner": ("אחראי", "אחראית", "מטפל", "נציג", "owner", "agent", "assigned to", "assignee"),
    "next_step": ("הצעד הבא", "צעד הבא", "המשך טיפול", "next step"),
}
"""The fields a file can bring, in the order they are offered, and what people call them."""
FEWEST_ALIKE = 0.6

_KNOWN = {folded_letters(name): field for field, names in HEADINGS.items() for name in names}


def mapping_guessed(
    headings: Sequence[str], sample: Sequence[Sequence[str]], own: Mapping[str, str]
) -> list[str | None]:
    """A field, or None, for each column. `own`: keys of the business's own fields by label."""
    known = {folded_letters(label): CUSTOM + key for label, key in own.items()}
    known |= {folded_letters(key.replace("_", " ")): CUSTOM + key for key in own.values()}
    known |= _KNOWN
    mapping: list[str | None] = []
    for heading in headings:
        field = known.get(_plain(heading))
        mapping.append(field if field not in mapping else _second(field, mapping))
    for field, is_like in (("phone", _is_phone), ("email", _is_address)):
        if field not in mapping:
            _guess_by_content(mapping, sample, field, is_like)
    return mapping


def _second(field: str | None, mapping: Sequence[str | None]) -> str | None:
    return "other_phone" if field == "phone" and "other_phone" not in mapping else None


def _plain(heading: str) -> str:
    """Small letters and single blanks only: "מס' טלפון:" and "Phone_Number*" are known too."""
    letters = (sign if sign.isalnum() else " " for sign in folded_letters(heading))
    return " ".join("".join(letters).split())


def _guess_by_content(
    mapping: list[str | None],
    sample: Sequence[Sequence[str]],
    field: str,
    is_like: Callable[[str], bool],
) -> None:
    for column, taken in enumerate(mapping):
        cells = [row[column] for row in sample if column < len(row) and row[column].strip()]
        if taken is None and cells and sum(map(is_like, cells)) >= FEWEST_ALIKE * len(cells):
            mapping[column] = field
            return


def _is_phone(cell: str) -> bool:
    return len(cell.strip()) > 6 and e164_parse(cell) is not None


def _is_address(cell: str) -> bool:
    return "@" in cell and "." in cell.rpartition("@")[2]
