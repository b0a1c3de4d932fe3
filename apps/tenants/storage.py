"""Files lie in the folder of the business they are of."""

import re

from django.core.files.storage import FileSystemStorage

from apps.tenants.context import PUBLIC_SCHEMA, UnscopedNameError, current_schema

FOLDER = re.compile(r"(b_[a-z0-9_]+)/.")


class BusinessStorage(FileSystemStorage):
    def path(self, name: str) -> str:
        """Raises UnscopedNameError unless it begins with the folder of a business, in a business its own."""
        folder = FOLDER.match(name)
        if folder is None or current_schema() not in (PUBLIC_SCHEMA, folder[1]):
            raise UnscopedNameError("a file's name begins with the schema of its business")
        return super().path(name)
