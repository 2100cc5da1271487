import pytest

from certification.services.keys import ensure_demo_key


@pytest.fixture(autouse=True)
def _signing_key(db) -> None:
    ensure_demo_key()
