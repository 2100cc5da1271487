"""The holder's own certificates."""

import hashlib
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from academy.accounts.models import User
from academy.languages import text_in
from certification.codes import grouped
from certification.enums import IN_PRODUCTION, IN_THE_WORLD, Failure, State
from certification.errors import DocumentRefused
from certification.models import Certificate
from certification.selectors import certificates_held_by, verification_counts


@never_cache
@login_required
@require_safe
def my_certificates(request: HttpRequest) -> HttpResponse:
    """List what the learner was certified, in every state."""
    user = cast("User", request.user)
    asked = verification_counts(user)
    shown = [_row(certificate, asked.get(certificate.pk, 0)) for certificate in certificates_held_by(user)]
    return render(request, "certification/my_certificates.html", {"certificates": shown})


def _row(certificate: Certificate, verifications: int) -> dict[str, object]:
    return {
        "certificate": certificate,
        "verifications": verifications,
        "title": text_in(certificate.snapshot["titles"], get_language() or ""),
        "code": grouped(certificate.code),
        "is_downloadable": certificate.state in IN_THE_WORLD,
        "is_revoked": certificate.state == State.REVOKED,
        "newer": certificate.superseded_by and grouped(certificate.superseded_by.code),
        "is_replaced": certificate.state == State.SUPERSEDED,
        "is_waiting": certificate.state in IN_PRODUCTION,
        "needs_name": certificate.state == State.FAILED and certificate.failure == Failure.NAME,
    }


@never_cache
@login_required
@require_safe
def certificate_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Hand the holder the issued bytes. Another's certificate answers exactly as one that never was.

    What was revoked or replaced is handed out too: the document is the holder's, and verification tells its state.
    """
    certificate = _own(request, code)
    with certificate.document.open("rb") as file:
        document = file.read()
    if hashlib.sha256(document).hexdigest() != certificate.sha256:
        raise DocumentRefused(f"the stored file of {certificate.code} has changed")
    name = f"certificate-{grouped(certificate.code)}.pdf"
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _own(request: HttpRequest, code: str) -> Certificate:
    return get_object_or_404(certificates_held_by(cast("User", request.user)), code=code, state__in=IN_THE_WORLD)
