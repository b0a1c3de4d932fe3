"""HTTP byte ranges (RFC 9110, section 14), one range a request: what players ask for. Pure."""

import re
from dataclasses import dataclass

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class UnsatisfiableRangeError(ValueError):
    """The range lies behind the end of the file: 416."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    """Bytes `start` to `end`, both included."""

    start: int
    end: int

    def header(self, size: int) -> str:
        return f"bytes {self.start}-{self.end}/{size}"


def byte_range(header: str, *, size: int, longest: int) -> ByteRange | None:
    """The asked range, at most `longest` bytes of it; None when the header asks for the whole file.

    A header that is no single byte range is ignored, as the RFC wants it.
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if first and last and int(last) < int(first):
        return None
    start = int(first) if first else max(0, size - int(last))
    end = int(last) if first and last else size - 1
    if start >= size:
        raise UnsatisfiableRangeError
    return ByteRange(start, min(end, size - 1, start + longest - 1))
