"""Every address of the resolver, Wagtail's included, with a made-up argument where one is needed."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

#: What stands for an argument of an address, by its type.
MADE_UP = {"int": "0", "uuid": "00000000-0000-0000-0000-000000000000"}


def addresses() -> list[str]:
    """Return them all, but those of regular expressions, for which nothing can be made up."""
    return sorted({*_addresses("/", get_resolver().url_patterns)})


def _addresses(prefix: str, patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        route = getattr(pattern.pattern, "_route", None)
        if route is None:
            continue
        address = prefix + re.sub(r"<(?:(\w+):)?\w+>", lambda argument: MADE_UP.get(argument[1], "made-up"), route)
        if isinstance(pattern, URLPattern):
            yield address
        else:
            yield from _addresses(address, pattern.url_patterns)
