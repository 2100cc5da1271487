"""Certificate codes: nineteen random symbols and a check symbol, in Crockford's base 32.

The symbols are the elements of GF(32), the field of 32 elements made by the polynomial x^5 + x^2 + 1. A code is right
when the sum of symbol(i) * x^i is zero. The powers of x up to the thirtieth differ from each other and from zero, so
every single wrong symbol is caught, and every exchange of two different symbols, wherever in the code they stand. No
symbol is lost to the check, as with a remainder by 31, nor needed beside the 32, as with one by 37 (Crockford's own).
"""

import re
import secrets
from contextlib import suppress
from typing import Final

from certification.errors import MalformedCode

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 20
_BITS: Final = 5
GROUP: Final = 5

#: What stands in the place of a code on a specimen: too short to be one.
SPECIMEN: Final = "SPECIMEN"

_POLYNOMIAL: Final = 0b100101
#: What people type for a symbol: Crockford's O, I and L, and the twins of Latin letters on other keyboards.
_MEANT: Final = str.maketrans("OILİАВЕЗКМНОРСТУХ", "0111ABE3KMH0PCTYX")
_SEPARATORS: Final = re.compile(r"[\W_]+")
#: Where a word of a pasted line or of an address ends.
_WORD_ENDS: Final = re.compile(r"[\s:/?&=#,;()]+")
_LONGEST_INPUT: Final = 100


_TIMES_X: Final = [
    doubled ^ _POLYNOMIAL if doubled & len(ALPHABET) else doubled for doubled in range(0, 2 * len(ALPHABET), 2)
]
_ELEMENT: Final = {symbol: element for element, symbol in enumerate(ALPHABET)}


def _syndrome(symbols: str) -> int:
    """Return the weighted sum over GF(32); zero for a right code."""
    total = 0
    for symbol in symbols:
        total = _TIMES_X[total] ^ _ELEMENT[symbol]
    return total


def new_code() -> str:
    """Draw a code: 95 random bits."""
    drawn = secrets.randbits(_BITS * (LENGTH - 1))
    return completed("".join([ALPHABET[drawn >> place * _BITS & len(ALPHABET) - 1] for place in range(LENGTH - 1)]))


def completed(drawn: str) -> str:
    """Return the code that these nineteen symbols begin."""
    return drawn + ALPHABET[_TIMES_X[_syndrome(drawn)]]


def normalise(text: str) -> str:
    """Return the code that was meant: any case, any separators, the usual confusions. Raises MalformedCode."""
    if len(text) > _LONGEST_INPUT:
        raise MalformedCode
    code = _SEPARATORS.sub("", text.upper()).translate(_MEANT)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET) or _syndrome(code):
        raise MalformedCode
    return code


def found_code(text: str) -> str:
    """Return the code in what people paste: behind a label or in an address, words after it too. Raises MalformedCode.

    The longest run of words that is a code is taken, so that a code in groups is not cut.
    """
    words = _WORD_ENDS.split(text)
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            with suppress(MalformedCode):
                return normalise(" ".join(words[start : start + length]))
    raise MalformedCode


def grouped(code: str) -> str:
    """Return the code as people read it: XXXXX-XXXXX-XXXXX-XXXXX. A specimen's is none."""
    return code if code == SPECIMEN else "-".join([code[start : start + GROUP] for start in range(0, len(code), GROUP)])
