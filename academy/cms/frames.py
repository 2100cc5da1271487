"""Parts of pages that are kept: of the frame, and of a page's own for everybody.

The first show what language and section decide, and what editors named in the navigation; to people who are logged in
also what the page and their rights decide, with holes for their names (`moulds.py`). The second what values decide
that are named where the part stands, such as which lessons were read: no person, no query. Each publication begins a
new generation of them (`generations.py`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from academy.cms.generations import generation

#: How long what other things may change, such as seats or the clock, is kept at most; and what publications and values
#: that are named decide alone.
SECONDS: Final = 60
SECONDS_OF_DECIDED: Final = 600
#: Whether something is made that lasts longer than what is kept for a minute.
_LASTS: Final = ContextVar("_LASTS", default=False)
#: What the account menu of the frame asks.
SHOWN_RIGHTS: Final = ("courses.change_course", "wagtailadmin.access_admin")


def frame_key(request: HttpRequest | None, part: str, page: object = None) -> str | None:
    """Return under which key the part is kept, or None where it may show more than language and section."""
    name = visitors_part(request, part, page)
    return name and f"frame:{generation()}:{name}"


def visitors_part(request: HttpRequest | None, part: str, page: object = None) -> str | None:
    """Return what tells the part from all others, or None where it may show more than language and section.

    A `page` of the CMS that is asked something has the same frame whatever it is asked; else it is kept whole.
    """
    user = getattr(request, "user", None)
    if request is None or user is None or user.is_authenticated or request.resolver_match is None:
        return None
    match = request.resolver_match
    is_page, is_asked = match.view_name == "wagtail_serve", bool(request.GET)
    if is_page != is_asked or (is_page and not isinstance(page, Page)):
        return None
    place = f"page-{page.pk}" if isinstance(page, Page) and is_page else match.route
    return f"{get_language()}:{part}:{place}"


def own_frame_key(request: HttpRequest | None, part: str, page: object) -> str | None:
    """Return under which key the part is kept for people who are logged in; None where it may show something else."""
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated or request.GET or not _may_keep(request):
        return None
    match, pk = request.resolver_match, getattr(page, "pk", None)
    if match is None or (match.view_name == "wagtail_serve" and pk is None):
        return None
    rights = "".join(str(int(user.has_perm(right))) for right in SHOWN_RIGHTS)
    place = f"{host_of(request)}:{match.route}:{pk}:{rights}"
    return f"own-frame:{generation()}:{get_language()}:{part}:{place}"


def visitors_page_key(request: HttpRequest) -> str | None:
    """Return under which key a page that is asked nothing is held for visitors; None where it may say more."""
    if request.user.is_authenticated or request.GET or not _may_keep(request):
        return None
    return f"visitors:{generation()}:{get_language()}:{host_of(request)}"


def _may_keep(request: HttpRequest) -> bool:
    return settings.KEEP_PAGES and not getattr(request, "is_preview", False)


def shared_key(request: HttpRequest | None, part: str, values: Sequence[Any]) -> str | None:
    """Return under which key a part is kept for everybody, if `values` decide all that it shows; None in a preview."""
    if request is None or not _may_keep(request):
        return None
    told = sha256(repr((host_of(request), *values)).encode()).hexdigest()
    return f"shared:{generation()}:{get_language()}:{part}:{told}"


def host_of(request: HttpRequest) -> str:
    """Return the host, which decides over the site; none where it is not ours, and the page says just that."""
    known: str | None = getattr(request, "known_host", None)
    if known is None:
        known = request.known_host = _asked_host(request)  # type: ignore[attr-defined]
    return known


def _asked_host(request: HttpRequest) -> str:
    try:
        return request.get_host()
    except DisallowedHost:
        return ""


@contextmanager
def made_to_last() -> Iterator[None]:
    """Let nothing that may be a minute old go into what is made here, and kept for longer."""
    token = _LASTS.set(True)
    try:
        yield
    finally:
        _LASTS.reset(token)


def is_fresh_enough(seconds: int) -> bool:
    """Whether something that is kept so long may go into what is made here."""
    return seconds > SECONDS or not _LASTS.get()
