"""What a file is by its bytes, whatever its name says. Pure."""

from apps.crm.errors.imports import ImportNotTableError, ImportOldExcelError

CSV, XLSX = "csv", "xlsx"
LOOKED_AT = 4096
_ZIP = b"PK"
# How the files of Excel up to 2003 begin (.xls).
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "document"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"\x1f\x8b", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
)
_TAGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<style", b"<div")
_CONTROLS = frozenset(range(1, 0x20)) - set(b"\t\n\v\f\r\x1a\x1b\x1e")
_FEW_CONTROLS = 8


def kind_of(head: bytes) -> str:
    """CSV or XLSX by the first LOOKED_AT bytes. Raises ImportOldExcelError, ImportNotTableError."""
    if head.startswith(_OLE):
        raise ImportOldExcelError
    if head.startswith(_ZIP):
        return XLSX
    found = _other(head.removeprefix(b"\xef\xbb\xbf").lstrip())
    if found:
        raise ImportNotTableError(kind=found)
    return CSV


def _other(head: bytes) -> str:
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head.startswith(b"<") and any(tag in head.lower() for tag in _TAGS):
        return "html"
    if head.startswith(b"<?xml"):
        return "xml"
    return "unknown" if sum(byte in _CONTROLS for byte in head) > _FEW_CONTROLS else ""
