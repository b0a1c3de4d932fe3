"""Tenancy has one choke point. Entering a schema anywhere else, or a key into public, is an error."""

import ast
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import ForeignKey

ENTERING = {
    "set_schema",
    "set_tenant",
    "set_schema_to_public",
    "set_settings_schema",
    "schema_context",
    "tenant_context",
    "search_path",
}


def entering(tree: ast.AST) -> set[str]:
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    return names & ENTERING


def test_nobody_else_changes_the_schema_of_a_connection() -> None:
    base = Path(settings.BASE_DIR)
    sources = [path for place in ("apps", "prosaas") for path in (base / place).rglob("*.py")]
    elsewhere = [path for path in sources if (base / "apps" / "tenants") not in path.parents]

    assert len(elsewhere) > 50
    assert {str(path) for path in elsewhere if entering(ast.parse(path.read_text()))} == set()


def test_the_lint_sees_what_it_should() -> None:
    for forbidden in (
        "connection.set_schema('b_x')",
        "from django_tenants.utils import schema_context",
        "from django_tenants.utils import tenant_context as enter",
        "connections['default'].set_tenant(tenant)",
    ):
        assert entering(ast.parse(forbidden))


def test_no_table_of_a_business_points_into_public() -> None:
    tenant_apps = {name.rpartition(".")[2] for name in settings.TENANT_APPS}
    across = [
        str(field)
        for model in apps.get_models()
        if model._meta.app_label in tenant_apps
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model._meta.app_label not in tenant_apps
    ]

    assert across == []


def test_no_app_lives_on_both_sides() -> None:
    assert set(settings.SHARED_APPS) & set(settings.TENANT_APPS) == set()
