"""What a certificate may load: our own designs and fonts, and data that stand in the document itself. Nothing else."""

from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from certification.rendering import fonts
from certification.rendering.designs import DESIGNS

_OURS: Final = frozenset({DESIGNS.resolve(), fonts.FOLDER.resolve()})


class OurFiles(URLFetcher):
    """Refuses the network and every other file, and stops the rendering when asked for one.

    WeasyPrint's default would embed any local file that a name like `<link rel=attachment href="file:…">` asks for.
    """

    def __init__(self) -> None:
        """Switch off what is not needed in the base class as well."""
        super().__init__(allowed_protocols={"file", "data"}, allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Open one of our files or a data address. Raises FatalURLFetchingError for everything else."""
        parts = urlsplit(url)
        if parts.scheme == "data" or (parts.scheme == "file" and self._is_ours(parts.path)):
            response: Any = super().fetch(url, headers)
            return response
        raise FatalURLFetchingError(f"A certificate may not load {url[:100]}")

    @staticmethod
    def _is_ours(path: str) -> bool:
        return Path(url2pathname(path)).resolve().parent in _OURS
