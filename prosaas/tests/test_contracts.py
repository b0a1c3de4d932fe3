"""The import contracts of pyproject.toml see everything they should, and refuse it."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
APPS = {f"apps.{place.parent.name}" for place in BASE.glob("apps/*/__init__.py")}
# The simulator may use what stands below everybody.
EVERYBODY_BUT = {
    "Only apps.tenants enters a business": {"apps.tenants"},
    "Nobody leans on the simulator": {"apps.simulator"},
    "The simulator stands apart": {"apps.simulator", "apps.core", "apps.hebrew"},
}
PLANTED = {
    "apps/simulator/planted.py": ["prosaas.routes", "apps.crm.models"],
    "prosaas/planted.py": ["apps.simulator.address", "django_tenants"],
    "apps/core/planted.py": ["prosaas.routes", "apps.tenants.models"],
    "apps/crm/planted.py": ["apps.telephony.models", "apps.simulator.address", "django_tenants"],
}


@pytest.mark.parametrize(("name", "left_out"), EVERYBODY_BUT.items(), ids=EVERYBODY_BUT)
def test_a_contract_forgets_no_app(name: str, left_out: set[str]) -> None:
    contracts = tomllib.loads((BASE / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (contract,) = [contract for contract in contracts if contract["name"] == name]
    listed = {*contract["source_modules"], *contract["forbidden_modules"]}

    assert {*APPS, "prosaas"} - left_out <= listed


def test_planted_imports_are_refused(tmp_path: Path) -> None:
    only_code = shutil.ignore_patterns("__pycache__", "*.ulaw", "*.json", "locale")
    for package in ("apps", "prosaas"):
        shutil.copytree(BASE / package, tmp_path / package, ignore=only_code)
    shutil.copy(BASE / "pyproject.toml", tmp_path)
    for file, modules in PLANTED.items():
        (tmp_path / file).write_text("".join(f"import {module}\n" for module in modules))

    asked = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        text=True,
    )

    assert asked.returncode == 1
    for file, modules in PLANTED.items():
        planted = file.removesuffix(".py").replace("/", ".")
        for module in modules:
            assert f"{planted} -> {module} " in asked.stdout
