"""Finds, in Python code, the ways into a business other than apps.tenants.context. Pure."""

import ast
import re
from collections.abc import Iterator

NAMES = {
    "set_schema",
    "set_tenant",
    "set_schema_to_public",
    "set_settings_schema",
    "schema_context",
    "tenant_context",
    "schema_rename",
    "search_path",
    "search_path_set_schemas",
    "include_public_schema",
}
"""Forbidden as an attribute, a name, an import and a whole text: getattr(connection, "set_schema")."""
WRITTEN = {"schema_name", "tenant"}
"""Attributes of a connection: to be read anywhere, to be written nowhere."""
SQL = re.compile(r"search_path|\bset\s+(?:(?:session|local)\s+)?schema\b", re.IGNORECASE)


def doors_in(source: str) -> set[str]:
    """What in this code enters a schema; nothing in code as it should be. Docstrings may speak of it."""
    tree = ast.parse(source)
    statements = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    spoken = {id(value) for value in statements if isinstance(value, ast.Constant)}
    return {found for node in ast.walk(tree) if id(node) not in spoken for found in _doors_of(node)}


def _doors_of(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Attribute(attr=name, ctx=ast.Store() | ast.Del()) if name in WRITTEN:
            yield f"{name} ="
        case ast.Call(func=ast.Name(id="setattr" | "delattr"), args=[_, ast.Constant(value=name), *_]) if (
            name in WRITTEN
        ):
            yield f"{name} ="
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name) if name in NAMES:
            yield name
        case ast.Constant(value=str(text)) if text in NAMES or SQL.search(text):
            yield text
        case ast.Constant(value=bytes(raw)) if SQL.search(text := raw.decode("latin-1")):
            yield text
