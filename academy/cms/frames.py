"""Parts of pages that are kept: of the frame, and of a page's own for everybody.

The first show what language and section decide, and what editors named in the navigation; to people who are logged in
also what the page and their rights decide, with holes for their names (`moulds.py`). The second what values decide
that are named where the part stands, such as which lessons were read: no person, no query. Each publication begins a
new generation of them, of which every process hears at once: by Redis, and where there is none, and so one machine, by
a file. What is dear to make and about one subject alone has generations of its own, begun by what changes that subject.
"""

import secrets
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from typing import Any, Final, TypeVar, cast

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import DisallowedHost
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move
from wagtailmedia.models import get_media_model

T = TypeVar("T")

SECONDS: Final = 60
#: The subject of all that pages show.
PUBLISHED: Final = "published"
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
    try:
        return request.get_host()
    except DisallowedHost:
        return ""


def generation(subject: str = PUBLISHED) -> str:
    """Return the name of the generation that may be shown."""
    if settings.REDIS_URL:
        told: str = cache.get(subject, "")
        return told
    try:
        return (settings.ACADEMY_HOME / subject).read_text()
    except FileNotFoundError:
        return ""


def kept(name: str, make: Callable[[], T]) -> T:
    """Return what is the same for all readers: made anew in each generation, and after a minute."""
    if not settings.KEEP_PAGES:
        return make()
    return cast("T", cache.get_or_set(f"{name}:{generation()}", make, SECONDS))


def begin_anew(subject: str = PUBLISHED, **_signal: Any) -> None:
    """Forget all that is kept of it once the change is stored."""
    transaction.on_commit(partial(_name_anew, subject))


def _name_anew(subject: str) -> None:
    name = secrets.token_hex(8)
    if settings.REDIS_URL:
        cache.set(subject, name, None)
        return
    settings.ACADEMY_HOME.mkdir(parents=True, exist_ok=True)
    # Whoever reads meanwhile finds the old name or the new one, never half of it.
    written = settings.ACADEMY_HOME / f"{subject}.{name}"
    written.write_text(name)
    written.replace(settings.ACADEMY_HOME / subject)


def connect() -> None:
    """Listen to whatever changes the navigation, or who may see a page."""
    for told in (page_published, page_unpublished, post_page_move, page_slug_changed):
        told.connect(begin_anew)
    post_delete.connect(begin_anew, sender=Page)
    for model in (Site, Locale, PageViewRestriction, get_image_model(), get_document_model(), get_media_model()):
        begin_anew_with(model)


def begin_anew_with(model: type[Model]) -> None:
    """Listen to changes of rows that public pages show."""
    for signal in (post_save, post_delete):
        signal.connect(begin_anew, sender=model)
