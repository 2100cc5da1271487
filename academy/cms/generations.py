"""Generations of what is kept and held: each publication begins a new one, of which every process hears at once.

By Redis, and where there is none, and so one machine, by a file. What is dear to make and about one subject alone has
generations of its own, begun by what changes that subject. One answer is made of one generation: it asks once.
"""

import secrets
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move
from wagtailmedia.models import get_media_model

#: The subject of all that pages show.
PUBLISHED: Final = "published"
#: What this answer was told, by subject; outside of answers each asks anew.
_told: ContextVar[dict[str, str] | None] = ContextVar("_told", default=None)


class GenerationMiddleware:
    """Lets each answer ask once. What it makes of older rows is kept under the older name, and so is never shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Begin with nothing told."""
        token = _told.set({})
        try:
            return self.get_response(request)
        finally:
            _told.reset(token)


def generation(subject: str = PUBLISHED) -> str:
    """Return the name of the generation that may be shown."""
    told = _told.get()
    if told is None:
        return _name(subject)
    if subject not in told:
        told[subject] = _name(subject)
    return told[subject]


def _name(subject: str) -> str:
    if settings.REDIS_URL:
        name: str = cache.get(subject, "")
        return name
    try:
        return (settings.ACADEMY_HOME / subject).read_text()
    except FileNotFoundError:
        return ""


def begin_anew(subject: str = PUBLISHED, **_signal: Any) -> None:
    """Forget all that is kept of it once the change is stored."""
    transaction.on_commit(partial(_name_anew, subject))


def _name_anew(subject: str) -> None:
    name = secrets.token_hex(8)
    (_told.get() or {}).pop(subject, None)
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
