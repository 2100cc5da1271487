"""Pages in three languages that are translations of each other."""

from collections.abc import Mapping
from typing import Any, TypeVar

from wagtail.models import Locale, Page

from academy.accounts.models import User
from academy.languages import LANGUAGES

PageT = TypeVar("PageT", bound=Page)


def locales() -> dict[str, Locale]:
    """Return the locale of each language, made where it is missing."""
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}


def translated_pages(
    model: type[PageT],
    parents: Mapping[str, Page],
    fields: Mapping[str, Mapping[str, Any]],
    *,
    owner: User | None = None,
) -> dict[str, PageT]:
    """Publish one page per language below its parent, unless a page with its slug is there; return them by language."""
    pages: dict[str, PageT] = {}
    for code, locale in locales().items():
        existing = model.objects.child_of(parents[code]).filter(slug=fields[code]["slug"]).first()
        pages[code] = existing or _publish(model(locale=locale, owner=owner, **fields[code]), parents[code], pages)
    return pages


def _publish(page: PageT, parent: Page, siblings: Mapping[str, PageT]) -> PageT:
    if source := next(iter(siblings.values()), None):
        page.translation_key = source.translation_key
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page
