"""What this checkout was given, read as `make run` reads it, without knowing how it is run."""

import os
from pathlib import Path

from honcho.environ import parse


def settings_given(file: Path = Path(".env")) -> dict[str, str]:
    """The environment over the file `.env` of the folder; an empty value counts as not given."""
    written = parse(file.read_text()) if file.exists() else {}
    return {name: value for name, value in {**written, **os.environ}.items() if value != ""}
