"""What makes the site an application of its own: manifest, service worker, and the page shown without a connection."""

import hashlib
import json
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

#: What the page without a connection is made of; whatever else a page has used is told to the worker by the page.
FILES = (
    "css/fonts.css",
    "css/tokens.css",
    "css/base.css",
    "css/components.css",
    "css/prose.css",
    "css/pages.css",
    "icons/icons.svg",
    "icons/mark.svg",
    "js/menus.js",
    "js/offline.js",
)
ICONS = (
    {"src": "icons/app/icon-192.png", "sizes": "192x192", "purpose": "any"},
    {"src": "icons/app/icon-512.png", "sizes": "512x512", "purpose": "any"},
    {"src": "icons/app/maskable-512.png", "sizes": "512x512", "purpose": "maskable"},
)


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the signature is Django's
    """Describe the application in the language of `?language=`; browsers ask for it without cookies."""
    answer = {
        "id": "/",
        "name": _("Librarian Academy"),
        "short_name": _("Academy"),
        "description": _("Courses, seminars and certificates for librarians, in Azerbaijani, Russian and English."),
        "lang": get_language(),
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf8f2",
        "theme_color": "#ffffff",
        "icons": [{**icon, "src": static(icon["src"]), "type": "image/png"} for icon in ICONS],
        "shortcuts": [
            {"name": _("Personal area"), "url": reverse("my")},
            {"name": _("Verification"), "url": reverse("verify")},
        ],
    }
    return JsonResponse(answer, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the signature is Django's
    """Tell the worker what to fetch at once. It is a new worker as soon as one of these is new."""
    parts = {
        "files": [static(name) for name in FILES],
        "languages": [code for code, _name in settings.LANGUAGES],
        "offline": reverse("offline"),
    }
    script = static("js/worker.js")
    version = hashlib.sha256(json.dumps([parts, script, _offline_pages()]).encode()).hexdigest()[:12]
    lines = f"self.academy = {json.dumps({'version': version, **parts})};\nimportScripts({json.dumps(script)});\n"
    return HttpResponse(lines, content_type="text/javascript", headers={"Service-Worker-Allowed": "/"})


@cache
def _offline_pages() -> list[str]:
    pages: list[str] = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            pages.append(render_to_string("offline.html"))
    return pages


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Say that there is no connection; a place for the list of lessons that are stored on the device."""
    return render(request, "offline.html")
