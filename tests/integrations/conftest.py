from tests.certification.conftest import own_files

__all__ = ["own_files"]
