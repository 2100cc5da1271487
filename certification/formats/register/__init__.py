"""The register as files; `paper` draws the one to be printed.

Pure: values in, bytes out, in the language that is active.
"""

from certification.formats.register.table import heads, line
from certification.formats.register.values import RegisterEntry, RegisterHead, Totals

__all__ = ["RegisterEntry", "RegisterHead", "Totals", "heads", "line"]
