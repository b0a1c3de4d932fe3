"""An Excel file that is sent while it is written: one sheet, read from right to left in Hebrew. Pure.

Every cell is a text, so nothing in it is ever calculated; those that look like a formula are also marked as
quoted, so that editing them does not make them one.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from apps.crm.formulas import is_calculated

PLAIN, HEADING, QUOTED = 0, 1, 2
LONGEST_CELL = 32_767
ROWS_A_PIECE = 500
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Arial"/>'
    '</font><font><b/><sz val="11"/><name val="Arial"/></font></fonts><fills count="2"><fill>'
    '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="49"/><xf numFmtId="49" fontId="1" applyFont="1"/>'
    '<xf numFmtId="49" quotePrefix="1"/></cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


class _Outbox:
    """What the archive writes, until it is sent; it cannot go back in it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


def xlsx_pieces(rows: Iterable[Sequence[str]], *, title: str, right_to_left: bool) -> Iterator[bytes]:
    """The file, some hundred rows at a time. The first row is the headings."""
    outbox = _Outbox()
    with zipfile.ZipFile(outbox, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, _HEAD + content)
        archive.writestr("xl/workbook.xml", _HEAD + _workbook(title))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write((_HEAD + _sheet_begin(right_to_left)).encode())
            lines: list[str] = []
            for number, row in enumerate(rows, start=1):
                lines.append(_row(number, row))
                if number % ROWS_A_PIECE == 0:
                    sheet.write("".join(lines).encode())
                    lines.clear()
                    yield outbox.taken()
            sheet.write(("".join(lines) + "</sheetData></worksheet>").encode())
    yield outbox.taken()


def _workbook(title: str) -> str:
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{_text(title)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _sheet_begin(right_to_left: bool) -> str:
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView rightToLeft="{int(right_to_left)}" '
        'workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData>'
    )


def _row(number: int, row: Sequence[str]) -> str:
    cells = "".join(_cell(text, HEADING if number == 1 else PLAIN) for text in row)
    return f'<row r="{number}">{cells}</row>'


def _cell(text: str, style: int) -> str:
    if not text:
        return f'<c s="{style}"/>'
    if is_calculated(text):
        style = QUOTED
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{_text(text)}</t></is></c>'


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text[:LONGEST_CELL]), {'"': "&quot;"})
