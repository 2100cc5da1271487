"""Files of others, read in tests where they are there; none of them stands in the project."""

from pathlib import Path

import pytest
from django.conf import settings

ABSENT = "the corpus is not there: set ACADEMY_CORPUS"


def corpus_files(pattern: str) -> list[Path]:
    """The files of the corpus whose path fits, in a lasting order; none where there is no corpus."""
    return sorted(settings.ACADEMY_CORPUS.glob(pattern))


def corpus_params(pattern: str) -> list[object]:
    """The same as parameters of a test, which is left out with its reason where there are none."""
    files = [pytest.param(path, id=path.name) for path in corpus_files(pattern)]
    return files or [pytest.param(None, marks=pytest.mark.skip(reason=ABSENT))]
