"""What the frame of every page asks: its navigation, its other languages, the plural of a fraction, a moment.

A page costs two queries for the navigation and, if it belongs to the CMS, one for its other languages, unless these are
kept; never more, whatever the number of pages. Without a request (400 and 500 pages) nothing is asked of the database.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import cast

from django import template
from django.conf import settings
from django.db.models import F, Q
from django.http import HttpRequest
from django.template import Context
from django.utils.formats import number_format
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_from_path
from wagtail.models import Page

from academy.cms.frames import (
    SECONDS,
    SECONDS_OF_DECIDED,
    frame_key,
    host_of,
    is_fresh_enough,
    own_frame_key,
    shared_key,
)
from academy.cms.held import PARTS, held
from academy.cms.models import HomePage
from academy.cms.moulds import Hole, filled, mould_around
from academy.cms.paging import numbers_shown
from academy.languages import LANGUAGES

register = template.Library()
register.filter("numbers_shown", numbers_shown)


@dataclass(frozen=True)
class Link:
    """An entry of the navigation; `kind` is the page's type, `is_current` holds also further below the page."""

    title: str
    url: str
    kind: str
    is_current: bool = False


@dataclass(frozen=True)
class Navigation:
    """What the header and the footer lead to, in the language of the page."""

    home: str = "/"
    menu: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()


@dataclass(frozen=True)
class LanguageLink:
    """This page in another language, or the nearest page above it that exists there (`is_same` is then false)."""

    code: str
    name: str
    url: str
    is_current: bool
    is_same: bool = True


def path_of(page: Page, request: HttpRequest) -> str:
    """Return the address of a page without its host, which may be the one of a reverse proxy's inside."""
    parts = page.get_url_parts(request)
    return (parts and parts[2]) or "/"


def _home() -> HomePage | None:
    """Return the home page of the active language, else of the first language that has one."""
    order = (get_language(), *LANGUAGES)
    homes = HomePage.objects.live().select_related("locale").order_by("path")
    found = {home.locale.language_code: home for home in reversed(homes)}
    return next((found[code] for code in order if code in found), None)


def _links(pages: Iterable[Page], request: HttpRequest) -> tuple[Link, ...]:
    return tuple(Link(page.title, path_of(page, request), page.kind) for page in pages)


def _asked_navigation(request: HttpRequest) -> Navigation:
    home = _home()
    if home is None:
        return Navigation()
    shown = Q(show_in_menus=True) | Q(standardpage__isnull=False)
    children = home.get_children().live().filter(shown).select_related("locale")
    pages = list(children.annotate(kind=F("content_type__model")))
    return Navigation(
        home=path_of(home, request),
        menu=_links((page for page in pages if page.show_in_menus), request),
        footer=_links((page for page in pages if not page.show_in_menus), request),
    )


def _navigation(request: HttpRequest) -> Navigation:
    """Return the navigation, and where in it the reader is."""

    def here(links: Iterable[Link]) -> tuple[Link, ...]:
        return tuple(replace(link, is_current=request.path.startswith(link.url)) for link in links)

    found = held(
        f"menu:{host_of(request)}:{get_language()}", partial(_asked_navigation, request), seconds=SECONDS_OF_DECIDED
    )
    return replace(found, menu=here(found.menu), footer=here(found.footer))


@register.simple_tag(takes_context=True)
def site_navigation(context: Context) -> Navigation:
    """Return the navigation; the menu is what editors mark “show in menus”, the footer the other standing texts."""
    request = context.get("request")
    if request is None:
        return Navigation()
    if not hasattr(request, "site_navigation"):
        # Asked when something of it is shown: a frame that is kept asks nothing.
        request.site_navigation = SimpleLazyObject(partial(_navigation, request))
    navigation: Navigation = request.site_navigation
    return navigation


class KeptNode(template.Node):
    """What stands between the tags, rendered anew only where nobody has asked for it lately."""

    def __init__(
        self,
        key_of: Callable[[Context], str | None],
        nodelist: template.NodeList,
        words: Mapping[str, template.base.FilterExpression] | None = None,
        *,
        seconds: int = SECONDS_OF_DECIDED,
    ) -> None:
        """Remember under which key it is kept, the inside, and what of it is not kept, by the names it has inside."""
        self.key_of, self.nodelist, self.words, self.seconds = key_of, nodelist, words or {}, seconds

    def render(self, context: Context) -> SafeString:
        """Return what is kept, if this reader may be shown it."""
        return self.render_kept(self.key_of(context), context, self._words(context))

    def render_kept(self, key: str | None, context: Context, words: Mapping[str, str]) -> SafeString:
        """Return what is kept under the key, with the words in their places; without a key it is made anew."""

        def make(shown: Iterable[str]) -> SafeString:
            with context.push(**dict(zip(words, shown, strict=True))):
                return self.nodelist.render(context)

        if key is None or not is_fresh_enough(self.seconds):
            return make(words.values())
        mould = PARTS.get(key, lambda: mould_around(lambda holes: make(map(Hole, holes)), len(words)), self.seconds)
        return SafeString(filled(mould, list(words.values())))

    def _words(self, context: Context) -> dict[str, str]:
        return {name: str(value.resolve(context)) for name, value in self.words.items()}


class FrameNode(KeptNode):
    """A part of the frame. For people who are logged in neither name nor token is kept."""

    def __init__(self, part: str, nodelist: template.NodeList) -> None:
        """Remember which part it is, and the inside."""
        super().__init__(lambda context: frame_key(context.get("request"), part, context.get("page")), nodelist)
        self.part = part

    def render(self, context: Context) -> SafeString:
        """Return what is kept for visitors, or for people with the same rights."""
        key = own_frame_key(context.get("request"), self.part, context.get("page"))
        if key is None:
            return super().render(context)
        told = {"user": str(context["user"]), "csrf_token": str(context["csrf_token"])}
        return self.render_kept(key, context, told)


@register.tag
def kept_frame(parser: template.base.Parser, token: template.base.Token) -> FrameNode:
    """Keep a part of the frame: `{% kept_frame header %} … {% endkept_frame %}` (frames.py)."""
    _tag, part = token.split_contents()
    return FrameNode(part, _inside(parser, "endkept_frame"))


@register.tag
def kept_for_a_minute(parser: template.base.Parser, token: template.base.Token) -> KeptNode:
    """Keep what other things change, too: `{% kept_for_a_minute seats %} … {% endkept_for_a_minute %}` (frames.py)."""
    _tag, part = token.split_contents()
    return KeptNode(partial(_shared_key, part, []), _inside(parser, "endkept_for_a_minute"), seconds=SECONDS)


@register.tag
def kept_for_all(parser: template.base.Parser, token: template.base.Token) -> KeptNode:
    """Keep what values decide: `{% kept_for_all shelf page.pk outline.marks %} … {% endkept_for_all %}` (frames.py).

    Nothing is kept where one of them is None.

    What is shown inside and not kept has a name there: `{% kept_for_all card page.pk next_url=course.continue_url %}`.
    """
    _tag, part, *told = token.split_contents()
    named = [value.partition("=") for value in told if "=" in value]
    words = {name: parser.compile_filter(value) for name, _is, value in named}
    values = [parser.compile_filter(value) for value in told if "=" not in value]
    return KeptNode(partial(_shared_key, part, values), _inside(parser, "endkept_for_all"), words)


def _shared_key(part: str, values: Sequence[template.base.FilterExpression], context: Context) -> str | None:
    told = [value.resolve(context) for value in values]
    # A part that is included with `only` has no variable of this name.
    return None if None in told else shared_key(getattr(context, "request", None), part, told)


def _inside(parser: template.base.Parser, end: str) -> template.NodeList:
    nodelist = parser.parse([end])
    parser.delete_first_token()
    return nodelist


def _addresses_of(page: Page, request: HttpRequest) -> dict[str, tuple[str, bool]]:
    """Map languages to (address, whether it is the page itself), from the page or the nearest ancestor that exists."""
    keys = page.get_ancestors(inclusive=True).filter(depth__gt=1).values("translation_key")
    pages = Page.objects.live().filter(translation_key__in=keys).select_related("locale").order_by("depth")
    return {
        other.locale.language_code: (path_of(other, request), other.translation_key == page.translation_key)
        for other in pages
    }


def _address_elsewhere(request: HttpRequest, code: str) -> str:
    """Return the address that shows a page outside of the CMS in another language."""
    if get_language_from_path(request.path_info):
        return f"/{code}/"
    query = request.GET.copy()
    query["language"] = code
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> Sequence[LanguageLink]:
    """Return one link for each language of the site, in the site's order; a frame that is kept asks for none."""
    request = context.get("request")
    if request is None:
        return []
    return cast("Sequence[LanguageLink]", SimpleLazyObject(partial(_language_links, request, context.get("page"))))


def _language_links(request: HttpRequest, page: object) -> list[LanguageLink]:
    active = get_language()
    addresses: dict[str, tuple[str, bool]] = {}
    if isinstance(page, Page) and page.pk:
        name = f"addresses:{request.get_host()}:{page.pk}"
        addresses = held(name, partial(_addresses_of, page, request), seconds=SECONDS_OF_DECIDED, shelf=PARTS)
    links = []
    for code, name in settings.LANGUAGES:
        url, is_same = addresses.get(code) or (_address_elsewhere(request, code), not addresses)
        links.append(LanguageLink(code, name, url, is_current=code == active, is_same=is_same))
    return links


@register.filter
def plural_number(value: Decimal | float) -> int:
    """Return the whole number whose plural form fits; a fraction takes the form of two (“1.5 hours”, «1,5 часа»)."""
    return int(value) if value == int(value) else 2


@register.filter
def exact_number(value: Decimal | float) -> str:
    """Write every digit that says something, in the reader's way: 4.50 as “4.5”, 1.25 as “1.25”."""
    return number_format(format(Decimal(str(value)).normalize(), "f"), use_l10n=True)


@register.filter(expects_localtime=True)
def instant(moment: date) -> str:
    """Return a day or a moment for the attribute of <time>, which takes no more than three digits of a fraction."""
    return moment.isoformat(timespec="seconds") if isinstance(moment, datetime) else moment.isoformat()
