"""Dates and numbers as a certificate prints them, by CLDR: the same on every host and in every year to come."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal

_DATES: Final = {"az": "d MMMM y", "ru": "d MMMM y 'г.'", "en": "d MMMM y"}
#: What stands across the page of a specimen.
SPECIMEN: Final = {"az": "Nümunə", "ru": "Образец", "en": "Specimen"}
#: Russian sets a no-break space before the sign.
_PERCENT: Final = {"az": "{}%", "ru": "{}\u00a0%", "en": "{}%"}


def printed_date(iso: str, language: str) -> str:
    """Return “5 sentyabr 2026”, with spaces that do not break."""
    return format_date(date.fromisoformat(iso), _DATES[language], locale=language).replace(" ", "\u00a0")


def printed_day(iso: str, language: str) -> str:
    """Return “05.09.2026”, for columns of days."""
    return format_date(date.fromisoformat(iso), "dd.MM.y", locale=language)


@lru_cache(maxsize=4096)
def printed_number(number: str, language: str) -> str:
    """Return the number without idle zeros, with the language's decimal sign."""
    return format_decimal(Decimal(number), format="0.##", locale=language)


def printed_percent(number: str, language: str) -> str:
    """Return the number with a per cent sign."""
    return _PERCENT[language].format(printed_number(number, language))
