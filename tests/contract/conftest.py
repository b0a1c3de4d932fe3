from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What is asked all night takes every worker seconds to make up, and is not asked by day."""
    is_day = config.option.markexpr == "not nightly"
    return True if is_day and collection_path.name == "test_described_all_night.py" else None
