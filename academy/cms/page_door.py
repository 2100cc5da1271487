"""The door of every view of the CMS whose address names a page: a page of others answers as a missing one.

Wagtail asks for the right in each view anew. Some lead away whoever lacks it, which tells that the page is there, and
some forget to ask: the last step of moving a page told the title of any draft to everybody in the CMS.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin
from wagtail.admin.auth import permission_denied
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail_localize.models import Translation, TranslationSource

from academy.cms.middleware import is_admin
from academy.cms.page_views import found_pages

#: Arguments that name a page.
PAGES = ("page_id", "page_pk", "page_to_move_id", "destination_id")
#: Another; where it stands in an address without a name, `page_views` keep a stricter door of their own.
PARENT = "parent_page_id"
#: Arguments that name what wagtail-localize keeps -> where that keeps the key of a page and its translations.
KEPT: dict[str, tuple[type[Model], str]] = {
    "translation_id": (Translation, "source__object"),
    "translation_source_id": (TranslationSource, "object"),
}
#: An address whose page has an argument of another name.
COMPARING = "wagtailadmin_pages:revisions_compare"


class PageDoorMiddleware(MiddlewareMixin):
    """Stands behind the door of the CMS itself, which has turned away whoever may not enter."""

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, arguments: dict[str, Any]) -> Any:
        """Let pass whoever knows each page that is named."""
        if not is_admin(request) or request.user.is_anonymous:
            return None
        named = _pages_named(request, arguments)
        return None if all(is_known(request.user, pages) for pages in named) else _refuse(request)


def is_known(user: Any, pages: PageQuerySet) -> bool:
    """Whether the person finds one of the pages in the explorer, or may edit one, as reviewers may in their turn."""
    found = found_pages(user).filter(pk__in=pages.values("pk")).exists()
    return found or any(page.permissions_for_user(user).can_edit() for page in pages.specific())


def _pages_named(request: HttpRequest, arguments: Mapping[str, Any]) -> Iterator[PageQuerySet]:
    match = request.resolver_match
    for name in (*PAGES, PARENT) if match and match.url_name else PAGES:
        if name in arguments:
            yield Page.objects.filter(pk=arguments[name])
    for name, (model, key) in KEPT.items():
        if name in arguments:
            keys = model._default_manager.filter(pk=arguments[name]).values(key)  # noqa: SLF001 - Django's public API
            yield Page.objects.filter(translation_key__in=keys)
    if match and match.view_name == COMPARING:
        yield Page.objects.filter(pk=arguments["pk"])


def _refuse(request: HttpRequest) -> HttpResponse:
    """As a missing page; whoever finds none at all, as a reviewer with an old letter, is led home and told so."""
    if found_pages(request.user).exists():
        raise Http404
    return permission_denied(request)
