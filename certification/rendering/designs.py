"""The designs: pairs of HTML and CSS, and the files that they load."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

DESIGNS: Final = Path(settings.BASE_DIR) / "templates" / "certification" / "designs"
#: A file of the folder, named by a template or by a stylesheet.
_NAMED: Final = re.compile(r"""["'(/]([\w-]+\.(?:html|css|svg|png))["')]""")


def design_names() -> list[str]:
    """Return the designs that can be chosen: each is a pair of files."""
    return sorted(path.stem for path in DESIGNS.glob("[!_]*.html"))


def design_digest(design: str) -> str:
    """Return one hash of the design's files, so that a version tells which they were. Empty where there is no such."""
    if design not in design_names():
        return ""
    files = sorted(set(_files(f"{design}.html")) | set(_files(f"{design}.css")))
    parts = [f"{name} {hashlib.sha256((DESIGNS / name).read_bytes()).hexdigest()}" for name in files]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _files(name: str) -> Iterator[str]:
    """Yield the file and those that it names, and those that they name."""
    yield name
    for named in dict.fromkeys(_NAMED.findall((DESIGNS / name).read_text())):
        if named != name and (DESIGNS / named).is_file():
            yield from _files(named)
