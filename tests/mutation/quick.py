"""A plugin of pytest for mutants: each of them begins anew, so whatever the beginning costs is left out.

Hypothesis tries the same examples each time and does not shrink what it found. Tests that commit, most of them races,
are left out: SQLite tells less of them.
"""

import pytest
from hypothesis import Phase, settings

settings.register_profile("mutants", derandomize=True, database=None, phases=(Phase.explicit, Phase.generate))
settings.load_profile("mutants")


def pytest_configure(config: pytest.Config) -> None:
    """Know the mark of a plugin that is not loaded."""
    config.addinivalue_line("markers", "xdist_group: of pytest-xdist")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests that commit."""
    marks = [item.get_closest_marker("django_db") for item in items]
    commits = [bool(mark and mark.kwargs.get("transaction")) for mark in marks]
    config.hook.pytest_deselected(items=[item for item, does in zip(items, commits, strict=True) if does])
    items[:] = [item for item, does in zip(items, commits, strict=True) if not does]
