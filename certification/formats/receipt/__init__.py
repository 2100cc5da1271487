"""Verification receipts: what was told, as a paper. Pure: values in, bytes out, in the language that is active."""

from certification.formats.receipt.paper import ReceiptHead, write_receipt
from certification.formats.receipt.values import ToldAnswer, ToldCheck, ToldEntry, ToldFact, ToldLine

__all__ = [
    "ReceiptHead",
    "ToldAnswer",
    "ToldCheck",
    "ToldEntry",
    "ToldFact",
    "ToldLine",
    "write_receipt",
]
