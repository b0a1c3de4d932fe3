"""What files hold, however they were saved; and files that hold more than they should."""

import io
import zipfile
from datetime import date

import pytest

from apps.core.errors import AppError
from apps.core.jobs import JobInterruptedError
from apps.crm.importing.encodings import decoded
from apps.crm.importing.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from apps.crm.importing.tables import preview_of, table_rows
from apps.crm.importing.xlsx_reading import sheet_rows
from apps.crm.tests.workbooks import workbook

SHEET = "xl/worksheets/sheet1.xml"
HEBREW = "שם,טלפון\nדנה כהן,052-1234567\n"


def previewed(content):
    return preview_of(io.BytesIO(content if isinstance(content, bytes) else content.encode()))


def rows(content):
    preview = previewed(content)
    file = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    return list(table_rows(file, kind=preview.kind, delimiter=preview.delimiter))


def repacked(content, name, new):
    """The same archive with another part of that name."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in old.namelist():
            made.writestr(part, new if part == name else old.read(part))
    return result.getvalue()


def sized(content, size, told):
    """An archive whose directory tells another size of the part that has `size` bytes."""
    at = content.rfind(size.to_bytes(4, "little"))
    return content[:at] + told.to_bytes(4, "little") + content[at + 4 :]


def archive(part):
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as made:
        made.writestr("[Content_Types].xml", "")
        made.writestr(part, "")
    return result.getvalue()


@pytest.mark.parametrize(
    ("encoding", "mark", "named"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("windows-1255", b"", "windows-1255"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
    ],
)
def test_letters_are_read_however_they_were_saved(encoding, mark, named):
    assert decoded(mark + HEBREW.encode(encoding)) == (HEBREW, named)


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf\xff\xff", b"\xff\xfe\x00", b"abc\xd9\xda\n1,2"])
def test_bytes_that_are_no_letters_are_refused(content):
    with pytest.raises(AppError) as refused:
        previewed(content)
    assert refused.value.code == "import_encoding_unknown"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_rows_of_another_encoding_in_one_file_are_read_right(mark):
    content = mark + HEBREW.encode() + "יוסי לוי,054-1112222\n".encode("windows-1255") + "רות ₪,\n".encode()

    assert decoded(content)[1] == "utf-8, windows-1255"
    assert rows(content) == [
        (2, ["דנה כהן", "052-1234567"]),
        (3, ["יוסי לוי", "054-1112222"]),
        (4, ["רות ₪", ""]),
    ]


def test_a_cell_of_two_encodings_is_told_by_its_row():
    content = HEBREW.encode() + "יוסי ".encode() + "לוי,054\n".encode("windows-1255")

    with pytest.raises(AppError) as refused:
        previewed(content)

    assert (refused.value.code, refused.value.data) == ("import_encoding_unknown", {"row": 3})
    assert refused.value.message_he.startswith("שורה 3: ")


def test_letters_of_one_encoding_that_look_like_another_stay_what_they_are():
    text = "שם,הערה\nדנָ–ה,שולם 100₪… ״תודה״ ׳אב׳\n"

    assert decoded(text.encode("windows-1255")) == (text, "windows-1255")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_sign_between_columns_is_found(delimiter):
    text = f"שם{delimiter}הערות{delimiter}עיר\nדנה{delimiter}א, ב; ג{delimiter}חיפה\n".replace(
        "א, ב; ג", '"א, ב; ג"'
    )

    preview = previewed(text)

    assert preview.delimiter == delimiter
    assert preview.sample == [["דנה", "א, ב; ג", "חיפה"]]


def test_excel_says_the_sign_in_a_first_line():
    assert previewed("sep=;\nשם;סכום\nדנה;1,5\n").headings == ["שם", "סכום"]


def test_a_quoted_cell_holds_lines_and_rows_keep_their_numbers():
    assert rows('שם,הערות\n\nדנה,"א\nב"\n,\nיוסי,\n') == [(3, ["דנה", "א\nב"]), (5, ["יוסי", ""])]


def test_a_title_above_the_headings_and_no_headings_at_all():
    assert previewed("\n\nשם,טלפון\nדנה,0521234567\n").headings == ["שם", "טלפון"]
    bare = previewed("דנה,0521234567\nיוסי,0541112222\n")
    assert (bare.has_headings, bare.headings, bare.rows_total) == (False, ["", ""], 2)


def test_an_excel_file_is_read_as_people_see_it():
    content = workbook(
        ["שם", "טלפון", "תאריך", "סכום", "פעיל"],
        ["דנה", 521234567, date(2026, 11, 22), 1.5, True],
        [None] * 5,
        ["=1+1", "+972541112222", None, 12, None],
    )

    assert rows(content) == [
        (2, ["דנה", "521234567", "2026-11-22", "1.5", "TRUE"]),
        (4, ["", "+972541112222", "", "12"]),
    ]


def test_a_job_whose_time_is_over_blames_no_file():
    class Slow(io.BytesIO):
        """Its reader is interrupted in the middle of the rows."""

        is_read = False

        def read(self, size=-1):
            if self.is_read:
                raise JobInterruptedError
            return super().read(size)

    file = Slow(workbook(["שם", "טלפון"], *(["דנה", f"052{number:07}"] for number in range(5_000))))
    read = sheet_rows(file)
    assert next(read) == ["שם", "טלפון"]
    file.is_read = True

    with pytest.raises(JobInterruptedError):
        list(read)


def test_strange_letters_stay_what_they_are():
    assert rows("שם,עיר\n👩‍🦰 \u202eהפוך\u202c Cohen,a\x00b\n") == [
        (2, ["👩‍🦰 \u202eהפוך\u202c Cohen", "a\x00b"])
    ]
    assert previewed("שם,עיר\nדנה,a\x00b\n").sample == [["דנה", "a\N{REPLACEMENT CHARACTER}b"]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_empty"),
        (b"\n\n , \n", "import_empty"),
        ("שם,טלפון\n", "import_empty"),
        ("א," * 1_000_000, "import_too_many_columns"),
        ("שם\n" + "א" * (LONGEST_CELL + 1), "import_unreadable"),
        ('שם\n"' + "א\n" * 200_000, "import_unreadable"),
        ("שם\n" + "א\n" * (MOST_ROWS + 1), "import_too_many_rows"),
        (b"PK\x03\x04 and nothing else", "import_unreadable"),
        (workbook(["שם"]), "import_empty"),
        (workbook(["א"] * (MOST_COLUMNS + 1), ["א"]), "import_too_many_columns"),
    ],
)
def test_what_cannot_be_a_table_of_leads_is_refused_in_both_languages(content, code):
    with pytest.raises(AppError) as refused:
        previewed(content)
    assert refused.value.code == code
    assert refused.value.message_he != refused.value.message_en


def test_a_row_of_a_million_cells_costs_nothing_else():
    assert len(rows("שם,עיר\n" + "א," * 1_000_000 + "\nדנה,חיפה\n")) == 2


def test_a_small_excel_file_that_unpacks_without_end_is_refused():
    bomb = sized(repacked(workbook(["שם"], ["דנה"]), SHEET, b" " * 1_000_003), 1_000_003, 300 * 1024**2)
    assert len(bomb) < 10_000

    with pytest.raises(AppError) as refused:
        previewed(bomb)

    assert refused.value.code == "import_unreadable"


def test_a_part_that_is_larger_than_it_says_is_cut_where_it_says():
    """The directory of the archive is what was measured, so it is what is read."""
    bomb = sized(repacked(workbook(["שם"], ["דנה"]), SHEET, b" " * 1_000_003), 1_000_003, 1000)

    with pytest.raises(AppError) as refused:
        previewed(bomb)

    assert refused.value.code == "import_unreadable"


def test_an_entity_that_grows_is_refused():
    entities = "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 12))
    sheet = (
        f'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{entities}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row></sheetData></worksheet>'
    )

    with pytest.raises(AppError) as refused:
        previewed(repacked(workbook(["שם"], ["דנה"]), SHEET, sheet.encode()))

    assert refused.value.code == "import_unreadable"


def test_two_far_cells_are_two_cells():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is>'
        '</c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>'
    )

    with pytest.raises(AppError) as refused:
        previewed(repacked(workbook(["שם"], ["דנה"]), SHEET, sheet.encode()))

    assert refused.value.code == "import_empty"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ('"אבי,0521231236\nדן,0521231237\n', 2),
        ('רות,0521231235\n"אבי,0521231236\nדן,0521231237', 3),
        ('"אבי,0521231236\nדן,0521231237\n"רות",0521231235\n', 2),
        ('"אבי,0521231236\nדן",0521231237\n', 2),
        ('אבי,"0521231236\nדן,0521231237\nרות,0521231235"\n', 2),
    ],
)
def test_a_quote_that_swallows_rows_is_never_silent(body, line):
    with pytest.raises(AppError) as refused:
        rows(f"שם,טלפון\n{body}")

    assert (refused.value.code, refused.value.data) == ("import_unreadable", {"row": line})


@pytest.mark.parametrize(
    "note",
    [
        "שלום, מה\nנשמע, טוב\nלהתקשר, לא לפני עשר",
        "להתקשר לאבא, 0521234567\nבערב",
        "לפנות\nלאבא, dana@example.com\nבערב",
        "לפנות\nלאבא, 0521234567",
    ],
)
def test_a_note_of_several_lines_is_one_value(note):
    assert rows(f'שם,הערות\nאבי,"{note}"\nדן,\n') == [(2, ["אבי", note]), (3, ["דן", ""])]


def test_a_note_as_wide_as_a_row_is_one_value():
    note = "להתקשר, 0521234567, מחר\nבערב"

    assert rows(f'שם,טלפון,הערות\nאבי,0541112222,"{note}"\n') == [(2, ["אבי", "0541112222", note])]


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        ("\ufeff\n<html><table><tr><td>שם</td><td>טלפון</td></tr></table>", "html", "דף אינטרנט (HTML)"),
        ("<TABLE><TR><TD>שם</TD></TR></TABLE>", "html", "דף אינטרנט (HTML)"),
        ('<?xml version="1.0"?><Workbook><Row>א</Row></Workbook>', "xml", "קובץ XML"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf", "קובץ PDF"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture", "תמונה"),
        (b"\x1f\x8b\x08\x00", "archive", "קובץ דחוס"),
        (bytes(range(1, 256)) * 4, "unknown", "קובץ מסוג אחר"),
        (archive("word/document.xml"), "document", "מסמך"),
        (archive("mimetype"), "opendocument", "LibreOffice"),
        (archive("leads.csv"), "archive", "קובץ דחוס"),
    ],
)
def test_a_file_of_another_kind_says_what_it_is_and_what_to_do(content, kind, said):
    with pytest.raises(AppError) as refused:
        previewed(content)

    error = refused.value
    assert (error.code, error.status) == ("import_not_table", 422)
    assert error.data == {"kind": kind, "field": "file"}
    assert said in error.message_he
    for sentence in (error.message_he, error.message_en):
        assert "CSV" in sentence
        assert "XLSX" in sentence
    assert error.message_en.isascii()


def test_a_heading_with_a_sign_of_markup_is_a_heading():
    assert previewed("<שם>,טלפון\nדנה,0521234567\n").headings == ["<שם>", "טלפון"]


def test_a_file_of_old_excel_is_told_what_to_save_it_as():
    with pytest.raises(AppError) as refused:
        previewed(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))

    assert (refused.value.code, refused.value.status) == ("import_old_excel", 422)
    assert "xlsx" in refused.value.message_he
