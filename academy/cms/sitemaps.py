"""The site as search engines should read it: one sitemap for each language, each page with its translations."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import partial, reduce
from operator import or_
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Q
from wagtail.models import Page, PageQuerySet, Site

from academy.languages import LANGUAGES, with_default


def public_pages(*languages: str) -> PageQuerySet:
    """Return the published pages of the site in these languages that anyone may open."""
    roots = [root.root_path for root in Site.get_site_root_paths() if root.language_code in languages]
    below: Q = reduce(or_, (Q(url_path__startswith=root) for root in roots), Q(pk__in=[]))
    return Page.objects.live().public().filter(below).select_related("locale").order_by("path")


class LanguageSitemap(Sitemap):
    """The public pages of one language."""

    def __init__(self, language: str) -> None:
        """Remember the language; the address is the public one, whatever the proxy in front calls us."""
        self.language = language
        self.protocol, self.domain = urlsplit(settings.SITE_URL)[:2]

    def get_domain(self, site: Any = None) -> str:  # noqa: ARG002 - the signature is Django's
        """Return the public host."""
        return self.domain

    def items(self) -> PageQuerySet:
        """Return the pages."""
        return public_pages(self.language)

    def location(self, page: Page) -> str:
        """Return the path of a page. Pages of one site cost no query each."""
        return page.get_url_parts()[2]

    def lastmod(self, page: Page) -> datetime | None:
        """Return when the page was last published."""
        return page.last_published_at

    def get_latest_lastmod(self) -> datetime | None:
        """Ask the database for the one date that the index needs."""
        return self.items().aggregate(last=Max("last_published_at"))["last"]

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Add to each page its translations, itself included, as the heads of the pages do."""
        entries = super().get_urls(page, site, protocol)
        addresses = self._addresses(entry["item"].translation_key for entry in entries)
        for entry in entries:
            entry["alternates"] = addresses[entry["item"].translation_key]
        return entries

    def _addresses(self, keys: Iterable[object]) -> dict[object, list[dict[str, str]]]:
        found: dict[object, dict[str, str]] = defaultdict(dict)
        for page in public_pages(*LANGUAGES).filter(translation_key__in=list(keys)):
            found[page.translation_key][page.locale.language_code] = settings.SITE_URL + self.location(page)
        return {
            key: [{"lang_code": code, "location": url} for code, url in with_default(urls)]
            for key, urls in found.items()
        }


#: Name of each sitemap -> what makes it, anew for each request.
SITEMAPS = {language: partial(LanguageSitemap, language) for language in LANGUAGES}
