"""Every address that the resolver knows, ours and those of others, each under the text that the code gives it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern
from django.utils import translation
from django.utils.regex_helper import normalize

#: What stands for an argument of an address, by its type.
MADE_UP = {"int": "0", "uuid": "00000000-0000-0000-0000-000000000000"}
#: An argument, with its type where one is named.
ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """One address; `is_plain` where neither a regular expression nor a language is part of it."""

    address: str
    pattern: URLPattern
    is_plain: bool

    @property
    def arguments(self) -> list[tuple[str, str]]:
        """Type and name of each, in order."""
        return ARGUMENT.findall(self.address)

    @property
    def example(self) -> str:
        """A path for which nothing need be there."""
        return self.filled({name: MADE_UP.get(kind, "made-up") for kind, name in self.arguments})

    def filled(self, values: Mapping[str, str]) -> str:
        """The path with these values for its arguments."""
        return "/" + ARGUMENT.sub(lambda argument: values[argument[2]], self.address)


def routes() -> dict[str, Route]:
    """Each address once: of two patterns with one address the first answers. Pages stand under the first language."""
    found: dict[str, Route] = {}
    with translation.override(settings.LANGUAGE_CODE):
        for route in _below("", get_resolver().url_patterns, is_plain=True):
            found.setdefault(route.address, route)
    return found


def example_paths() -> list[str]:
    """An example of each address."""
    return sorted(route.example for route in routes().values() if route.is_plain)


def _below(prefix: str, patterns: Iterable[URLPattern | URLResolver], *, is_plain: bool) -> Iterator[Route]:
    for pattern in patterns:
        address = prefix + _written(pattern.pattern)
        plain = is_plain and isinstance(pattern.pattern, RoutePattern)
        if isinstance(pattern, URLPattern):
            yield Route(address, pattern, plain)
        else:
            yield from _below(address, pattern.url_patterns, is_plain=plain)


def _written(pattern: object) -> str:
    """The text of a pattern, in which the parts of a regular expression stand as arguments do elsewhere."""
    if not isinstance(pattern, RegexPattern):
        return str(pattern)
    text, names = normalize(str(pattern))[-1]
    return text % {name: f"<{name}>" for name in names}
