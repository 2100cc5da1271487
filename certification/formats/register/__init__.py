"""The register as files. Pure: values in, bytes out, in the language that is active."""

from certification.formats.register.paper import write_paper
from certification.formats.register.table import heads, line
from certification.formats.register.values import RegisterEntry, RegisterHead, Totals

__all__ = ["RegisterEntry", "RegisterHead", "Totals", "heads", "line", "write_paper"]
