"""Parts of the frame of every page, kept for visitors who are not logged in.

Such a part shows what language and section decide, and what editors named in the navigation: no person, no address, no
query. Each publication begins a new generation of them; where processes share no cache, another process hears of it
within a minute.
"""

import secrets
from functools import partial
from typing import Any, Final

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

SECONDS: Final = 60
_GENERATION: Final = "frames"


def frame_key(request: HttpRequest | None, part: str) -> str | None:
    """Return under which key the part is kept, or None where it may show more than language and section."""
    user = getattr(request, "user", None)
    if request is None or user is None or user.is_authenticated or request.GET:
        return None
    match = request.resolver_match
    if match is None or match.view_name == "wagtail_serve":
        return None
    return f"frame:{cache.get(_GENERATION, '')}:{get_language()}:{part}:{match.route}"


def begin_anew(**_signal: Any) -> None:
    """Forget all of them once the change is stored."""
    transaction.on_commit(partial(cache.set, _GENERATION, secrets.token_hex(8), None))


def connect() -> None:
    """Listen to whatever changes the navigation."""
    for told in (page_published, page_unpublished, post_page_move, page_slug_changed):
        told.connect(begin_anew)
    for model in (Page, Site):
        post_delete.connect(begin_anew, sender=model)
    post_save.connect(begin_anew, sender=Site)
