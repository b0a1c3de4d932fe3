"""One file in one request, as browsers send it."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http.multipartparser import MultiPartParserError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from apps.core.errors import MalformedError
from apps.crm.errors.imports import ImportFileEmptyError, ImportFileMissingError, ImportTooLargeError
from apps.crm.importing.limits import MOST_BYTES

HEAD_BYTES = 64 * 1024
"""What a form may weigh beside its file."""
MEGABYTE = 1024 * 1024


class UploadParser(MultiPartParser):
    """Refuses a request by its length, before any of it is read."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        length = parser_context["request"].META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > MOST_BYTES + HEAD_BYTES:
            raise ImportTooLargeError(megabytes=MOST_BYTES // MEGABYTE)
        try:
            return super().parse(stream, media_type, parser_context)
        except (MultiPartParserError, UnicodeDecodeError, LookupError) as error:
            raise MalformedError from error


def file_of(request: Request, name: str) -> "UploadedFile[bytes]":
    """Raises ImportFileMissingError, ImportFileEmptyError."""
    file = request.FILES.get(name)
    if not isinstance(file, UploadedFile):
        raise ImportFileMissingError
    if not file.size:
        raise ImportFileEmptyError
    return file
