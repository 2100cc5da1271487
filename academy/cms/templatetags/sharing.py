"""What a page of the CMS tells search engines, and whoever shows a link to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.shortcuts import get_rendition_or_not_found

from academy.cms.models import HomePage, OwnedPage
from academy.cms.structured_data import breadcrumbs, organization, script_of, website
from academy.cms.templatetags.site_tags import LanguageLink, path_of, site_navigation
from academy.languages import with_default

register = template.Library()

#: Both sizes and the format are what Facebook, LinkedIn, Telegram and WhatsApp agree on.
CARD = "fill-1200x630|format-jpeg|jpegquality-80"
LOCALES = {"az": "az_AZ", "ru": "ru_RU", "en": "en_GB"}


@dataclass(frozen=True)
class SharingCard:
    """A link to a page as other sites show it."""

    title: str
    description: str
    kind: str
    picture: AbstractRendition | None


def card_picture(picture: AbstractImage | None) -> AbstractRendition | None:
    """Return the picture in the size of cards; it is made at the first time."""
    return get_rendition_or_not_found(picture, CARD) if picture else None


@register.simple_tag(takes_context=True)
def sharing_card(context: Context, page: OwnedPage) -> SharingCard:
    """Return how a link to the page looks. Without a picture of its own it shows that of the home page."""
    home = site_navigation(context).home_page
    picture = page.sharing_picture or (home.sharing_picture if home else None)
    kind = "website" if isinstance(page, HomePage) else "article"
    return SharingCard(page.seo_title or page.title, page.description, kind, card_picture(picture))


@register.filter
def alternates(links: Iterable[LanguageLink]) -> list[tuple[str, str]]:
    """Return (language, address) of the page and of its translations, and which to take for any other language."""
    return with_default({link.code: link.url for link in links if link.is_same})


@register.filter
def locale_name(language: str) -> str:
    """Return the language as Open Graph writes it."""
    return LOCALES[language]


@register.simple_tag(takes_context=True)
def page_data(context: Context, page: OwnedPage) -> SafeString:
    """Say who runs the site on home pages, and on others where they stand. One query."""
    request = context["request"]
    if isinstance(page, HomePage):
        return script_of(organization(), website(path_of(page, request), page.locale.language_code))
    way = page.get_ancestors(inclusive=True).filter(depth__gt=1).select_related("locale")
    return script_of(breadcrumbs({path_of(step, request): step.title for step in way}))
