"""Verification receipts: what was told; `paper` draws it.

Pure: values in, bytes out, in the language that is active.
"""

from certification.formats.receipt.values import ToldAnswer, ToldCheck, ToldEntry, ToldFact, ToldLine

__all__ = [
    "ToldAnswer",
    "ToldCheck",
    "ToldEntry",
    "ToldFact",
    "ToldLine",
]
