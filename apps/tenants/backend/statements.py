"""What a statement may not say. Pure: the text that goes to PostgreSQL, however it was put together."""

import re
from collections.abc import Mapping, Sequence

Values = Sequence[object] | Mapping[str, object] | None
COMMENT = re.compile(r"/\*.*?\*/|--[^\n]*", re.DOTALL)
OTHER_PATH = re.compile(r"search_path|(?:\A|;)\s*set\s+(?:(?:session|local)\s+)?schema\b", re.IGNORECASE)
SCHEMA_NAMED = re.compile(r'\b(b_[a-z0-9_]+)"?\s*\.')
LOCK = re.compile(r"\bpg_(?:try_)?advisory_\w*lock", re.IGNORECASE)
SCOPED_LOCK = re.compile(r"\bpg_(?:try_)?advisory_\w*lock\w*\(hashtextextended\(%s, 0\)\)")


def statement_fault(
    text: str, values: Values, *, schema: str, public: str, only_business: str | None = None
) -> str:
    """Why this may not be said in `schema`; empty when it may.

    In public other schemas may be named, unless it is said for one business: the platform asks all of them in
    one statement.
    """
    bare = COMMENT.sub(" ", text) if "--" in text or "/*" in text else text
    if OTHER_PATH.search(bare):
        return "the search path is set by in_tenant alone"
    inside = only_business if schema == public else schema
    if inside and (others := set(SCHEMA_NAMED.findall(bare)) - {inside}):
        return f"{inside} may not name {', '.join(sorted(others))}"
    if LOCK.search(bare) and not _is_scoped_lock(bare, values, schema):
        return "a lock is global to the server: its name is made by scoped()"
    return ""


def _is_scoped_lock(text: str, values: Values, schema: str) -> bool:
    names = [*values] if isinstance(values, list | tuple) else []
    return len(names) == len(SCOPED_LOCK.findall(text)) == len(LOCK.findall(text)) and all(
        isinstance(name, str) and name.startswith(f"{schema}.") for name in names
    )
