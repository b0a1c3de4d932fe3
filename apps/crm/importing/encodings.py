"""Which letters the bytes of a file are. Pure."""

import codecs

from apps.crm.errors.imports import ImportEncodingError

UTF_8, WINDOWS_1255 = "utf-8", "windows-1255"
UTF_16_LE, UTF_16_BE = "utf-16-le", "utf-16-be"
MARKS = ((codecs.BOM_UTF8, UTF_8), (codecs.BOM_UTF16_LE, UTF_16_LE), (codecs.BOM_UTF16_BE, UTF_16_BE))
LOOKED_AT = 4096


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: what a mark at its beginning says, else UTF-8, else what Excel
    in Hebrew writes. Raises ImportEncodingError.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding), encoding
    unmarked = _wide(content[:LOOKED_AT])
    if unmarked:
        return _decoded(content, unmarked), unmarked
    try:
        return content.decode(UTF_8), UTF_8
    except UnicodeDecodeError:
        return _decoded(content, WINDOWS_1255), WINDOWS_1255


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportEncodingError from error


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark shows in its blanks, commas and digits: every other byte of those is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    few = max(len(head) // 20, 1)
    if max(even, odd) <= few * 2 or min(even, odd) > few:
        return None
    return UTF_16_LE if odd > even else UTF_16_BE
