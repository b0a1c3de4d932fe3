"""Which letters the bytes of a file are. Pure."""

import codecs
import re

from apps.crm.errors.imports import ImportEncodingError

UTF_8, WINDOWS_1255 = "utf-8", "windows-1255"
UTF_16_LE, UTF_16_BE = "utf-16-le", "utf-16-be"
UTF_16_MARKS = ((codecs.BOM_UTF16_LE, UTF_16_LE), (codecs.BOM_UTF16_BE, UTF_16_BE))
LOOKED_AT = 4096
_CELLS = re.compile(rb"([,;|\t\r\n\"]+)")
_LETTER = rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
_OF_UTF_8 = re.compile(_LETTER)
_SURELY_OF_UTF_8 = re.compile(_LETTER + rb"{2}")


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: what a mark at its beginning says, else UTF-8, else what Excel
    in Hebrew writes. Where both stand in one file, as when rows of another were pasted into it, each cell is
    read by itself. Raises ImportEncodingError.
    """
    for mark, encoding in UTF_16_MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding), encoding
    unmarked = _wide(content[:LOOKED_AT])
    if unmarked:
        return _decoded(content, unmarked), unmarked
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode(UTF_8), UTF_8
    except UnicodeDecodeError:
        if not _OF_UTF_8.search(content):
            return _decoded(content, WINDOWS_1255), WINDOWS_1255
    return _mixed(content)


def _mixed(content: bytes) -> tuple[str, str]:
    read: list[str] = []
    encodings: set[str] = set()
    row = 1
    for piece in _CELLS.split(content):
        text, encoding = _cell(piece, row)
        read.append(text)
        if not text.isascii():
            encodings.add(encoding)
        row += piece.count(b"\n")
    return "".join(read), ", ".join(sorted(encodings))


def _cell(piece: bytes, row: int) -> tuple[str, str]:
    try:
        return piece.decode(UTF_8), UTF_8
    except UnicodeDecodeError:
        # Both in one cell: no reading of it is right.
        if _SURELY_OF_UTF_8.search(piece):
            raise ImportEncodingError(row=row) from None
    return _decoded(piece, WINDOWS_1255, row=row), WINDOWS_1255


def _decoded(content: bytes, encoding: str, *, row: int | None = None) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportEncodingError(row=row) from error


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark shows in its blanks, commas and digits: every other byte of those is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    few = max(len(head) // 20, 1)
    if max(even, odd) <= few * 2 or min(even, odd) > few:
        return None
    return UTF_16_LE if odd > even else UTF_16_BE
