"""A machine-made list of the site's addresses, so that a new page cannot be forgotten."""

from collections import deque
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from playwright.sync_api import BrowserContext

#: Wagtail's own pages, files, and actions that a link may name.
LEFT_OUT = ("/admin/", "/documents/", "/media/", "/static/", "/accounts/logout/", "/_util/")
#: Files and data that are no pages.
ENDINGS = (".pdf", ".xml", ".ics", ".atom", ".webmanifest", ".txt")


class Links(HTMLParser):
    """Collects where the links of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (target := dict(attrs).get("href")):
            self.found.append(target)


def addresses(context: BrowserContext, base: str, *starts: str) -> list[str]:
    """Follow every link from `starts` and return the paths of all pages that answer, in a stable order."""
    waiting, seen, pages = deque(starts), set(starts), []
    while waiting:
        path = waiting.popleft()
        answer = context.request.get(path)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        assert answer.ok, f"{path}: {answer.status}"
        pages.append(path)
        for link in _links(answer.text(), urljoin(base, path), base):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return sorted(pages)


def _links(html: str, page: str, base: str) -> list[str]:
    links = Links()
    links.feed(html)
    absolute = [urldefrag(urljoin(page, target)).url for target in links.found]
    return [_path(address) for address in absolute if address.startswith(base) and _is_page(_path(address))]


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _is_page(path: str) -> bool:
    plain = path.partition("?")[0]
    return not plain.startswith(LEFT_OUT) and not plain.endswith(ENDINGS)
