"""Tenancy has one choke point. Entering a schema anywhere else, or a key into public, is an error."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from apps.tenants.context import current_schema
from apps.tenants.models import Business
from apps.tenants.tests.doors import doors_in

CODE = ("apps", "prosaas", "bench", "tests", "conftest.py", "manage.py")
OURS_NOT = {".venv", ".local", "frontend", "staticfiles"}
ALLOWED = {
    "apps/tenants/backend/base.py": "begins every connection in public",
    "apps/tenants/backend/statements.py": "names what it refuses",
    "apps/tenants/context.py": "the one door",
    "bench/customers/asking.py": "measures PostgreSQL on a connection of its own",
    "apps/tenants/hosts.py": "writes request.tenant, not a connection's",
    "apps/tenants/tests/doors.py": "names what it looks for",
    "apps/tenants/tests/test_choke_point.py": "plants what is to be found",
    "apps/tenants/tests/test_backend.py": "tries every other way in, and is refused",
    "apps/tenants/tests/test_doctor.py": "moves an extension to see the doctor find it",
}
CROSSING = {
    "apps/accounts/services/endings.py": "who signs out everywhere does so at every business",
}
"""Files that may enter another business for somebody of one."""
ENTERING = {
    "apps/crm/api/downloads.py": "asks for pieces of its business's file when the request has left it",
}
"""Views, and what stands beside them, are in their business already."""
DOORS = [
    "connection.set_schema('b_x')",
    "connections['default'].set_tenant(tenant)",
    "connection.set_schema_to_public()",
    "connection.set_settings_schema('b_x')",
    "enter = connection.set_schema",
    "getattr(connection, 'set_schema')('b_x')",
    "getattr(connection, 'set_' + 'x', None) or operator.methodcaller('set_tenant', tenant)",
    "from django_tenants.utils import schema_context",
    "from django_tenants.utils import tenant_context as enter",
    "import django_tenants.utils as utils\nwith utils.schema_context('b_x'): pass",
    "from django_tenants.utils import schema_rename",
    "connection.schema_name = 'b_x'",
    "connection.tenant = tenant",
    "connection.tenant, rest = tenant, 1",
    "connection.schema_name: str = 'b_x'",
    "connection.schema_name += 'x'",
    "for connection.tenant in tenants: pass",
    "with opened() as connection.tenant: pass",
    "del connection.tenant",
    "setattr(connection, 'schema_name', 'b_x')",
    "setattr(connection, 'tenant', tenant)",
    "connection.search_path_set_schemas = ['b_x']",
    "connection.include_public_schema = False",
    "cursor.execute('SET search_path TO b_x')",
    "cursor.execute('set local SEARCH_PATH = b_x, public')",
    "cursor.execute(f'SET LOCAL search_path TO {schema}')",
    "cursor.execute(b'SET search_path TO b_x')",
    "cursor.execute('SET ' 'search_path TO b_x')",
    'cursor.execute("""\n  SET SESSION\n  SCHEMA %s""", [schema])',
    "cursor.execute(\"SELECT set_config('search_path', %s, true)\", [schema])",
    "cursor.execute('ALTER ROLE prosaas SET search_path = b_x')",
    "sql.SQL('SET {} TO b_x').format(sql.Identifier('search_path'))",
    "OPTIONS = {'options': '-c search_path=b_x,public'}",
    "migrations.RunSQL('SET search_path TO b_x')",
    "call_command('migrate_schemas', schema='b_x')",
    "call_command('tenant_command', 'shell', schema='b_x')",
    "from django_tenants.utils import *",
    "connection.__dict__['tenant'] = tenant",
    "connection.__setattr__('tenant', tenant)",
    "enter = import_string('django_tenants.utils.schema_context')",
    "cursor.execute('SET SESSION /* x */ SCHEMA %s', [schema])",
    'cursor.execute(\'SELECT * FROM "b_other"."crm_lead"\')',
    "db_table = 'b_other\".\"crm_lead'",
    "layer.group_add('calls', channel)",
    "layer.group_send(f'calls.{number}', message)",
    "async def enter():\n    with in_tenant('b_x'):\n        pass",
    "from apps.tenants.backend.door import door_open",
    "from apps.tenants.backend.door import working_for",
]
NO_DOORS = [
    "schema = connection.schema_name",
    "if request.tenant.schema_name == schema: pass",
    "Domain(tenant=business, domain='x')",
    "tenant = business",
    "schema_name = business.schema_name",
    "with in_tenant(business.schema_name): pass",
    '"""SET search_path is what in_tenant does."""',
    "def enter():\n    '''Costs one SET search_path.'''",
    "cursor.execute('UPDATE leads SET schemata = 1')",
    "async def work():\n    def enter():\n        with in_tenant('b_x'):\n            pass",
    "layer.group_add(live_group(schema), channel)",
]


class Named(models.Model):
    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


def forbidden(base: Path) -> dict[str, set[str]]:
    """Each file of ours that enters a schema, with how."""
    places = (base / place for place in CODE)
    files = [file for place in places for file in (place.rglob("*.py") if place.is_dir() else [place])]
    found = {str(file.relative_to(base)): doors_in(file.read_text()) for file in files if file.exists()}
    return {name: doors for name, doors in found.items() if doors}


def keys_across(kinds: Iterable[type[models.Model]]) -> set[str]:
    """Foreign keys between a business's tables and the shared ones, those of hidden M2M tables too."""
    tenant_apps = {name.rpartition(".")[2] for name in settings.TENANT_APPS}
    return {
        str(field)
        for kind in kinds
        for field in kind._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and (kind._meta.app_label in tenant_apps) != (field.related_model._meta.app_label in tenant_apps)
    }


def test_nobody_else_changes_the_schema_of_a_connection() -> None:
    assert set(forbidden(Path(settings.BASE_DIR))) == set(ALLOWED)


def test_all_code_of_ours_is_looked_at() -> None:
    base = Path(settings.BASE_DIR)
    holds_code = {place.name for place in base.iterdir() if place.suffix == ".py" or any(place.glob("*.py"))}

    assert holds_code - OURS_NOT <= set(CODE)


def naming(*names: str, under: str = "apps") -> set[str]:
    """Our own files, tests left out, that name one of these."""
    base = Path(settings.BASE_DIR)
    named = re.compile(rf"\b(?:{'|'.join(names)})\b")
    files = (file for file in base.glob(f"{under}/**/*.py") if "tests" not in file.parts)
    return {str(file.relative_to(base)) for file in files if named.search(file.read_text())}


def test_who_works_for_one_business_and_enters_another_is_listed() -> None:
    assert naming("other_businesses_too") - {"apps/tenants/context.py"} == set(CROSSING)


def test_one_listener_alone_hears_of_several_businesses() -> None:
    assert naming("group_add_for_all") - {"apps/tenants/channels.py"} == {"apps/telephony/running.py"}


def test_no_view_enters_a_business() -> None:
    entering = naming("in_tenant", r"run_in_tenant\w*", "working_in", "rows_across", under="apps/*/api")

    assert entering == set(ENTERING)


@pytest.mark.parametrize("planted", DOORS)
def test_a_planted_door_is_found(planted: str) -> None:
    assert doors_in(f"def work():\n    return 1\n\n\n{planted}\n") != set()


@pytest.mark.parametrize(
    "file",
    [
        "apps/crm/services.py",
        "apps/tenants/services.py",
        "apps/crm/migrations/0009_x.py",
        "prosaas/x/y.py",
        "bench/door.py",
        "tests/browser/test_x.py",
        "conftest.py",
        "manage.py",
    ],
)
def test_a_planted_door_is_found_wherever_it_is(tmp_path: Path, file: str) -> None:
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text("connection.set_schema('b_x')\n")

    assert set(forbidden(tmp_path)) == {file}


@pytest.mark.parametrize("harmless", NO_DOORS)
def test_what_only_looks_or_speaks_is_left_alone(harmless: str) -> None:
    assert doors_in(harmless) == set()


def test_a_business_itself_is_no_door(business: Business, other_business: Business) -> None:
    """django-tenants would let `with business:` and `business.activate()` through."""
    with pytest.raises(TypeError), other_business:
        pass
    for door in ("activate", "deactivate"):
        with pytest.raises(TypeError):
            getattr(other_business, door)()

    assert current_schema() == business.schema_name


def test_no_table_of_a_business_points_into_public() -> None:
    kinds = apps.get_models(include_auto_created=True)

    assert keys_across(kinds) == set()
    assert any(kind._meta.auto_created for kind in kinds)


@isolate_apps("apps.crm", "apps.accounts")
def test_a_planted_key_into_public_is_found() -> None:
    class Person(Named):
        class Meta:
            app_label = "accounts"

    class Label(Named):
        class Meta:
            app_label = "crm"

    class Planted(Named):
        owner = models.ForeignKey(Person, models.CASCADE)
        twin = models.OneToOneField(Person, models.CASCADE, related_name="+")
        watchers = models.ManyToManyField(Person, related_name="+")
        labels = models.ManyToManyField(Label)

        class Meta:
            app_label = "crm"

    class Shared(Named):
        labels = models.ManyToManyField(Label)

        class Meta:
            app_label = "accounts"

    kinds = Planted._meta.apps.get_models(include_auto_created=True)

    assert keys_across(kinds) == {
        "crm.Planted.owner",
        "crm.Planted.twin",
        "crm.Planted_watchers.person",
        "accounts.Shared_labels.label",
    }


def test_no_app_lives_on_both_sides() -> None:
    assert set(settings.SHARED_APPS) & set(settings.TENANT_APPS) == set()
