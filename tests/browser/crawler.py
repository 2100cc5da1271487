"""A machine-made list of the site's pages, so that a new one cannot be forgotten.

It begins at every address of the code, with a made-up argument where one is needed, and goes on by the links of pages.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

from django.urls import URLPattern, resolve
from playwright.sync_api import APIRequestContext

from tests.routes import routes as all_routes

#: Wagtail's own pages, files, and what only programs read: each proof asked for counts as a verification.
LEFT_OUT = ("/admin/", "/api/v1/", "/credentials/", "/crl/", "/documents/", "/log/", "/media/", "/static/")
#: Files and data that are no pages.
ENDINGS = (".pdf", ".xml", ".ics", ".atom", ".webmanifest", ".txt", ".js", ".csv", ".json", ".png", ".svg")
#: So many rows of each sort are looked at by each person: the fiftieth participant's page shows nothing new.
EXAMPLES = 3


@dataclass(frozen=True)
class Found:
    """A page as a role got it in a language; the role of a visitor is an empty string."""

    role: str
    language: str
    asked: str
    path: str
    status: int
    html: str

    @property
    def is_led_away(self) -> bool:
        """Whether the way to it led to a page that asks who one is."""
        return self.asked != self.path and self.path.startswith(("/accounts/login/", "/accounts/reauthenticate/"))

    @property
    def content(self) -> str:
        """What stands inside of <main>, without what is new in each: the token, and the seal of a told answer."""
        main = self.html[self.html.index("<main") : self.html.index("</main>")]
        return re.sub(r'name="(?:csrfmiddlewaretoken|offer)" value="[^"]+"', "", main)

    @property
    def key(self) -> str:
        """The same for all languages of a page: the address of its Azerbaijani page, or of the first that exists.

        Of a query the names alone: its values may name the page of one language.
        """
        plain, names = _kind(self.path)
        first = re.search(r'<link rel="alternate" hreflang="\w+" href="([^"]+)"', self.html)
        return (urlsplit(first[1]).path if first else plain) + "?".join(["", *names])


class Links(HTMLParser):
    """Collects where the links of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (target := dict(attrs).get("href")):
            self.found.append(target)


def routes() -> dict[str, URLPattern]:
    """The pattern of every address of the site's code that is a page or an action, by an example of the address."""
    return {
        route.example: route.pattern
        for route in all_routes().values()
        if route.is_plain and is_page(f"/{route.address}")
    }


def crawl(
    visitor: APIRequestContext, base: str, role: str, language: str, starts: Iterable[str] = ()
) -> Iterator[Found]:
    """Yield the page of every address that a role finds in a language. Whatever a page links to must answer."""
    starts = [f"/{language}/", f"/{language}/made-up/", *starts, *routes()]
    waiting, asked = deque(starts), {_kind(path) for path in starts}
    examples: Counter[object] = Counter()
    while waiting:
        path = waiting.popleft()
        for found in pages(visitor, role, language, [path]):
            is_fine = found.status == HTTPStatus.OK
            assert is_fine or path in starts, f"{role or 'visitor'}, {language}: {path} answers {found.status}"
            yield found
            for link in _links(found, base) if is_fine else ():
                if _kind(link) in asked:
                    continue
                asked.add(_kind(link))
                examples[_sort(link)] += 1
                if examples[_sort(link)] <= EXAMPLES:
                    waiting.append(link)


def pages(visitor: APIRequestContext, role: str, language: str, paths: Iterable[str]) -> Iterator[Found]:
    """Yield what addresses answer, unless it is no page."""
    for path in paths:
        answer = visitor.get(path)
        html = answer.text() if "text/html" in answer.headers.get("content-type", "") else ""
        if html and is_page(_path(answer.url)):
            yield Found(role, language, path, _path(answer.url), answer.status, html)


def is_no_page(visitor: APIRequestContext, path: str) -> bool:
    """Whether an address takes forms alone, or answers with a file."""
    answer = visitor.get(path)
    is_file = answer.ok and "text/html" not in answer.headers.get("content-type", "")
    return is_file or answer.status == HTTPStatus.METHOD_NOT_ALLOWED


def _links(found: Found, base: str) -> Iterator[str]:
    links = Links()
    links.feed(found.html)
    for target in links.found:
        address = urldefrag(urljoin(urljoin(base, found.path), target)).url
        path = _path(address)
        if address.startswith(f"{base}/") and is_page(path) and language_of(path, found.language) == found.language:
            yield path


def _kind(path: str) -> tuple[str, tuple[str, ...]]:
    """What is looked at once: an address, with one example for each set of names that its query holds."""
    plain, _mark, query = path.partition("?")
    return plain, tuple(sorted({name for name, _value in parse_qsl(query)}))


def few_of_each(paths: Iterable[str]) -> list[str]:
    """Keep a few of each sort: a letter went to everybody with a certificate, and verifying is limited."""
    counted: Counter[object] = Counter()
    kept = []
    for path in paths:
        counted[_sort(path)] += 1
        if counted[_sort(path)] <= EXAMPLES:
            kept.append(path)
    return kept


def _sort(path: str) -> object:
    """What pages of the code have in common that differ by their row alone; a page of the CMS is one of its own."""
    plain, names = _kind(path)
    return plain if language_of(plain, "") else (resolve(plain).route, names)


def _path(address: str) -> str:
    """Path and query; the language is left to the cookie."""
    parts = urlsplit(address)
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name != "language"])
    return f"{parts.path}?{query}" if query else parts.path


def is_page(path: str) -> bool:
    """Whether an address is looked at."""
    plain = path.partition("?")[0]
    return not plain.startswith(LEFT_OUT) and not plain.endswith(ENDINGS)


def language_of(path: str, language: str) -> str:
    """The language of an address that names one, else the reader's."""
    named = re.match(r"/(az|ru|en)/", path)
    return named[1] if named else language
