import json
import logging
from collections.abc import Callable, Iterator
from io import StringIO

import pytest

from academy.logs.shaping import formatter


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict]]]:
    """What production writes: a function that returns the lines up to now, without the time."""
    written, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter(as_json=True))
    root.addHandler(handler)
    yield lambda: [
        {key: value for key, value in json.loads(line).items() if key != "timestamp"}
        for line in written.getvalue().splitlines()
    ]
    root.removeHandler(handler)
