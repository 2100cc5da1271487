"""What a page says of itself to search engines, in the words of schema.org."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

Thing = dict[str, Any]

#: What could end the element, or be taken for markup in it.
_ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


def script_of(*things: Thing) -> SafeString:
    """Return the data block that holds the things; nothing of it is executed, so no policy has to allow it."""
    graph = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False).translate(_ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(graph),  # noqa: S308 - escaped for its place above
    )


def absolute(url: str) -> str:
    """Return the public address of a path of this site."""
    return settings.SITE_URL + url if url.startswith("/") else url


def organization() -> Thing:
    """Return whoever runs this site."""
    return {
        "@type": "Organization",
        "@id": absolute("/#organization"),
        "name": gettext("Librarian Academy"),
        "url": absolute("/"),
        "logo": absolute(static("icons/mark.svg")),
    }


def website(url: str, language: str) -> Thing:
    """Return the site as its home page in one language begins it."""
    name, publisher = gettext("Librarian Academy"), {"@id": absolute("/#organization")}
    return {"@type": "WebSite", "name": name, "url": absolute(url), "inLanguage": language, "publisher": publisher}


def breadcrumbs(trail: Mapping[str, str]) -> Thing:
    """Return the way from the home page to here; `trail` maps addresses to titles, in order."""
    steps = [
        {"@type": "ListItem", "position": position, "name": title, "item": absolute(url)}
        for position, (url, title) in enumerate(trail.items(), start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}
