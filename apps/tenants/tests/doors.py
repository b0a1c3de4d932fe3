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
    "door_open",
    "working_for",
}
"""Forbidden as an attribute, a name, an import and a whole text: getattr(connection, "set_schema")."""
WRITTEN = {"schema_name", "tenant"}
"""Attributes of a connection: to be read anywhere, to be written nowhere."""
SQL = re.compile(r"search_path|\bset\s+(?:(?:session|local)\s+)?schema\b", re.IGNORECASE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
OTHERS_TABLE = re.compile(r"\bb_[a-z0-9_]+\"\s*\.")
"""A schema's name inside quotes: SQL that names another business's table."""
COMMANDS = {"migrate_schemas", "tenant_command", "all_tenants_command", "clone_tenant"}
GLOBAL_NAMES = {"group_add", "group_add_for_all", "group_send", "group_discard"}
"""Methods whose first argument is global to the server and made by `scoped`."""


def doors_in(source: str) -> set[str]:
    """What in this code enters a schema; nothing in code as it should be. Docstrings may speak of it."""
    tree = ast.parse(source)
    statements = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    spoken = {id(value) for value in statements if isinstance(value, ast.Constant)}
    found = {door for node in ast.walk(tree) if id(node) not in spoken for door in _doors_of(node)}
    return found | {"in_tenant on the event loop" for node in ast.walk(tree) if _enters_on_the_loop(node)}


def _enters_on_the_loop(node: ast.AST) -> bool:
    """A coroutine whose own body, not that of a function within, enters a business."""
    waiting: list[ast.AST] = [*node.body] if isinstance(node, ast.AsyncFunctionDef) else []
    while waiting:
        match waiting.pop():
            case ast.Call(func=ast.Name(id="in_tenant") | ast.Attribute(attr="in_tenant")):
                return True
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                continue
            case other:
                waiting += ast.iter_child_nodes(other)
    return False


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
        case ast.ImportFrom(module=str(module), names=[ast.alias(name="*")]) if module.startswith(
            "django_tenants"
        ):
            yield f"from {module} import *"
        case ast.Subscript(value=ast.Attribute(attr="__dict__"), ctx=ast.Store() | ast.Del()):
            yield "__dict__ ="
        case ast.Call(func=ast.Attribute(attr="__setattr__"), args=[ast.Constant(value=name), *_]) if (
            name in WRITTEN
        ):
            yield f"{name} ="
        case ast.Call(func=ast.Name(id="call_command"), args=[ast.Constant(value=name), *_]) if (
            name in COMMANDS
        ):
            yield name
        case ast.Call(func=ast.Attribute(attr=name), args=[ast.Constant() | ast.JoinedStr(), *_]) if (
            name in GLOBAL_NAMES
        ):
            yield f"{name} of a name that is not scoped"
        case ast.Constant(value=str(text)) if (
            text in NAMES
            or text.startswith("django_tenants.utils.")
            or SQL.search(COMMENT.sub(" ", text))
            or OTHERS_TABLE.search(text)
        ):
            yield text
        case ast.Constant(value=bytes(raw)) if SQL.search(text := raw.decode("latin-1")):
            yield text
