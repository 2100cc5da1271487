"""A test of a fault tells its case for the table (report.py)."""

from collections.abc import Generator

import pytest

from tests.faults.report import Case

CASE = pytest.StashKey[Case]()


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Case:
    """Return the case that this test tells of, which is named as the test is."""
    return request.node.stash[CASE]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin the line before anything can be left out."""
    name = item.name.partition("@")[0]
    item.stash[CASE] = Case(name=name.removeprefix("test_").replace("_", " "), order=item.nodeid.partition("@")[0])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the verdict to what the test told."""
    report = yield
    case = item.stash[CASE]
    if report.skipped:
        case.verdict = f"not run: {call.excinfo.value}"
    elif report.failed:
        case.verdict = "does not hold"
    elif report.when == "call":
        case.verdict = "holds"
    if case.verdict and "case" in item.fixturenames:
        case.write()
    return report
