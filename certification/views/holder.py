"""The holder's own certificates."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from academy.accounts.models import User
from academy.languages import text_in
from certification.codes import grouped
from certification.enums import IN_PRODUCTION, IN_THE_WORLD, Disclosure, Failure, Kind, State
from certification.formats.open_badges.baking import baked_png, baked_svg
from certification.formats.sharing import SharedCertificate
from certification.forms.disclosure import DefaultDisclosureForm, DisclosureForm
from certification.models import Certificate
from certification.selectors.certificates import certificates_held_by, documents_held_by, transcripts_held_by
from certification.selectors.verifications import verification_counts
from certification.services import disclosure
from certification.services.issued_files import issued_credential, issued_document
from certification.views.credentials import BADGES

#: What a download needs to know.
_DOWNLOADED = ("code", "document", "sha256", "snapshot")


@never_cache
@login_required
@require_safe
def my_certificates(request: HttpRequest) -> HttpResponse:
    """List what the learner was certified, in every state."""
    user = cast("User", request.user)
    asked = verification_counts(user)
    shown = [_row(certificate, asked.get(certificate.pk, 0)) for certificate in certificates_held_by(user)]
    default = DefaultDisclosureForm(initial={"disclosure": disclosure.default_disclosure(user)})
    listed = [_row(transcript, asked.get(transcript.pk, 0)) for transcript in transcripts_held_by(user)]
    context = {"certificates": shown, "transcripts": listed, "default_form": default}
    return render(request, "certification/my_certificates.html", context)


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
        **(_sharing(certificate) if certificate.state in IN_THE_WORLD else {}),
    }


def _sharing(certificate: Certificate) -> dict[str, object]:
    """Return what the holder can do with a certificate that is in the world: show it, and say how much of it shows."""
    snapshot, language = certificate.snapshot, get_language() or certificate.language
    shared = SharedCertificate(
        title=text_in(snapshot["titles"], language),
        issuer=text_in(snapshot["issuer"], language),
        issued_on=localdate(certificate.issued_at),
        expires_on=certificate.expires_on,
        url=snapshot["url"],
        code=grouped(certificate.code),
    )
    return {
        "shared": shared,
        "form": DisclosureForm(initial={"disclosure": certificate.disclosure}, auto_id=f"{certificate.code}-%s"),
        "chosen": certificate.get_disclosure_display(),
    }


@never_cache
@login_required
@require_safe
def certificate_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Hand the holder the issued bytes. Another's certificate answers exactly as one that never was.

    What was revoked or replaced is handed out too: the document is the holder's, and verification tells its state.
    """
    certificate = get_object_or_404(_documents(request).select_related(None).only(*_DOWNLOADED), code=code)
    return _download(certificate, issued_document(certificate), "pdf", "application/pdf")


@never_cache
@login_required
@require_safe
def certificate_badge(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Hand the holder the credential: as a picture that holds it, as a drawing, or bare."""
    certificate = _own(request, code)
    if certificate.snapshot["kind"] == Kind.TRANSCRIPT:
        raise Http404
    credential, drawing = issued_credential(certificate), BADGES / certificate.snapshot["kind"]
    if form == "png":
        baked = baked_png(drawing.with_suffix(".png").read_bytes(), credential)
        return _download(certificate, baked, form, "image/png")
    if form == "svg":
        return _download(
            certificate, baked_svg(drawing.with_suffix(".svg").read_text(), credential), form, "image/svg+xml"
        )
    return _download(certificate, credential, form, "application/json")


@login_required
@require_POST
def choose_disclosure(request: HttpRequest, code: str) -> HttpResponse:
    """Let the holder say what the verification of one certificate shows."""
    certificate = _own(request, code)
    form = DisclosureForm(request.POST)
    if form.is_valid():
        disclosure.choose_disclosure(certificate=certificate, disclosure=Disclosure(form.cleaned_data["disclosure"]))
        messages.success(request, _("Saved. The verification page of this certificate shows what you have chosen."))
    return redirect(f"{reverse('my_certificates')}#{certificate.code}")


@login_required
@require_POST
def choose_default_disclosure(request: HttpRequest) -> HttpResponse:
    """Let the holder say what the verification of certificates to come shows."""
    form = DefaultDisclosureForm(request.POST)
    if form.is_valid():
        disclosure.choose_default_disclosure(
            holder=cast("User", request.user),
            disclosure=Disclosure(form.cleaned_data["disclosure"]),
            also_existing=form.cleaned_data["also_existing"],
        )
        messages.success(request, _("Saved. New certificates show what you have chosen."))
    return redirect("my_certificates")


def _download(certificate: Certificate, content: bytes | str, ending: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    kind = "transcript" if certificate.snapshot["kind"] == Kind.TRANSCRIPT else "certificate"
    name = f"{kind}-{grouped(certificate.code)}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _own(request: HttpRequest, code: str) -> Certificate:
    return get_object_or_404(_documents(request), code=code)


def _documents(request: HttpRequest) -> QuerySet[Certificate]:
    return documents_held_by(cast("User", request.user)).filter(state__in=IN_THE_WORLD)
