import pytest

from tests.corpus import ABSENT, corpus_files
from tests.support_matrix import support_matrix, written_matrix


@pytest.mark.skipif(not corpus_files("gift/*.gift"), reason=ABSENT)
def test_table_in_the_readme_is_what_the_importer_says() -> None:
    assert written_matrix() == support_matrix()
