"""Letters in the reader's language. A letter `x` is three templates: email/x.subject.txt, email/x.txt, email/x.html."""

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import translation

#: Tells other mail programs not to answer (RFC 3834).
HEADERS = {"Auto-Submitted": "auto-generated"}


def send_letter(name: str, *, to: str, language: str, context: Mapping[str, object]) -> None:
    """Send the letter `name` to one address, written in `language`. Raises what the mail backend raises."""
    with translation.override(language):
        values = {"site_url": settings.SITE_URL, "language": language, **context}
        subject = " ".join(_plain(f"email/{name}.subject.txt", values).split())
        letter = EmailMultiAlternatives(subject, _plain(f"email/{name}.txt", values), to=[to], headers=HEADERS)
        letter.attach_alternative(render_to_string(f"email/{name}.html", values), "text/html")
        letter.send()


def _plain(template: str, values: Mapping[str, object]) -> str:
    """Render without HTML escapes, which plain text would show as they are."""
    return Engine.get_default().get_template(template).render(Context(dict(values), autoescape=False))
