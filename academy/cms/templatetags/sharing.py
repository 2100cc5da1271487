"""What a page of the CMS tells search engines, and whoever shows a link to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.shortcuts import get_rendition_or_not_found

from academy.cms.frames import SECONDS_OF_DECIDED
from academy.cms.held import PARTS, held
from academy.cms.models import HomePage, OwnedPage
from academy.cms.structured_data import breadcrumbs, organization, script_of, website
from academy.cms.templatetags.site_tags import LanguageLink, path_of
from academy.languages import with_default

register = template.Library()

#: Both sizes and the format are what Facebook, LinkedIn, Telegram and WhatsApp agree on.
CARD = "fill-1200x630|format-jpeg|jpegquality-80"
LOCALES = {"az": "az_AZ", "ru": "ru_RU", "en": "en_GB"}


@dataclass(frozen=True)
class SharedPicture:
    """What is drawn beside a link."""

    url: str
    media_type: str
    width: int
    height: int


@dataclass(frozen=True)
class SharingCard:
    """A link to a page as other sites show it."""

    title: str
    description: str
    kind: str
    picture: SharedPicture


def card_picture(picture: AbstractImage | None) -> AbstractRendition | None:
    """Return the picture in the size of cards; it is made at the first time."""
    return get_rendition_or_not_found(picture, CARD) if picture else None


@register.simple_tag
def sharing_drawing(name: str) -> SharedPicture:
    """Return one of the drawings of static/sharing; there is no word in any, so they serve all languages."""
    return SharedPicture(urljoin(settings.SITE_URL, static(f"sharing/{name}.png")), "image/png", 1200, 630)


def _picture_of(page: OwnedPage) -> SharedPicture:
    own = card_picture(page.sharing_picture)
    if own:
        return SharedPicture(own.full_url, "image/jpeg", own.width, own.height)
    return sharing_drawing(page.sharing_drawing)


@register.simple_tag
def sharing_card(page: OwnedPage) -> SharingCard:
    """Return how a link to the page looks. Without a picture of its own it shows the drawing of its kind."""
    kind = "website" if isinstance(page, HomePage) else "article"
    return SharingCard(page.seo_title or page.title, page.description, kind, _picture_of(page))


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
    """Say who runs the site on home pages, and on others where they stand. One query, unless that is kept."""
    request: HttpRequest = context["request"]
    name = f"data:{request.get_host()}:{page.pk}"
    return held(name, partial(_page_data, page, request), seconds=SECONDS_OF_DECIDED, shelf=PARTS)


def _page_data(page: OwnedPage, request: HttpRequest) -> SafeString:
    if isinstance(page, HomePage):
        return script_of(organization(), website(path_of(page, request), page.locale.language_code))
    way = page.get_ancestors(inclusive=True).filter(depth__gt=1).select_related("locale")
    return script_of(breadcrumbs({path_of(step, request): step.title for step in way}))
