import pytest


@pytest.fixture(autouse=True)
def _letters_go(requests_commit: None) -> None:
    """Send what a request owes when it has been answered."""
