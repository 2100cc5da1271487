"""The receipt of a verification: asked for by a button beside the answer, waited for on a page, taken as a file."""

from http import HTTPStatus
from typing import cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certification.errors import AnswerTooOld
from certification.formats.receipt import ToldAnswer
from certification.models import VerificationReceipt
from certification.services.known_receipts import known_receipt
from certification.services.receipt_papers import path_of_today
from certification.services.receipts import keep_receipt
from certification.services.verification_facts import verdict_in_words
from certification.tasks import make_receipt
from certification.views.verification import address_of, ask_again, personal


@personal
@require_POST
def ask_for_receipt(request: HttpRequest) -> HttpResponse:
    """Keep the answer that was told, and have its receipt made."""
    try:
        with transaction.atomic():
            kept, is_new = keep_receipt(offer=request.POST.get("offer", ""), address=address_of(request))
            if is_new:
                transaction.on_commit(lambda: make_receipt.delay(kept.pk), robust=True)
    except AnswerTooOld as refusal:
        return ask_again(request, refusal, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect("receipt", token=kept.token)


@personal
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Show how far it has come, and when it is there, where to take it from."""
    found = get_object_or_404(VerificationReceipt.objects.select_related("certificate"), token=token)
    answer, known = cast("ToldAnswer", found.answer), known_receipt(found)
    context = _state(found) | {
        "receipt": found,
        "heading": verdict_in_words(known.verdict, of_transcript=known.of_transcript),
        "today": path_of_today(answer) if answer else "",
        "crumbs": [{"title": _("Verify a certificate"), "url": reverse("verify")}],
    }
    return render(request, "certification/receipt.html", context)


@personal
@require_safe
def receipt_state(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the fragment alone, for the page that asks again every few seconds."""
    found = get_object_or_404(VerificationReceipt, token=token)
    return render(request, "certification/_receipt_state.html", _state(found) | {"receipt": found})


@personal
@require_safe
def receipt_file(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 - whoever has the token has the file
    """Hand out the PDF while it is kept."""
    found = get_object_or_404(VerificationReceipt, token=token, erased_at=None)
    if not found.is_kept:
        raise Http404
    name = f"verification-receipt-{timezone.localtime(found.told_at):%Y-%m-%d}-{found.token[:8]}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    try:
        with found.document.open() as file:
            return HttpResponse(file.read(), content_type="application/pdf", headers=headers)
    except FileNotFoundError as error:  # it was deleted at this very moment
        raise Http404 from error


def _state(found: VerificationReceipt) -> dict[str, object]:
    """Return the state as the component knows it, and in words."""
    last_day = date_format(timezone.localtime(found.kept_until), "DATE_FORMAT")
    if found.erased_at:
        return _told(
            "failed", _("The holder’s data were erased at the holder’s request, and with them what the receipt said.")
        )
    if found.is_kept:
        return _told("done", _("The receipt is ready. It is kept here until: %(date)s") % {"date": last_day})
    if found.made_at:
        return _told("failed", _("The file was kept for seven days. One that you took home can be checked as before."))
    if found.kept_until <= timezone.now():
        return _told("failed", _("The receipt could not be made in seven days. Verify the certificate again."))
    if found.failure:
        text = _(
            "The receipt waits: %(reason)s. It is tried again by itself: you may close this page and open it later."
        )
        return _told("waiting", text % {"reason": found.get_failure_display()})
    return _told("running", _("The receipt is being written and signed. This takes some seconds."))


def _told(state: str, words: str) -> dict[str, object]:
    return {"state": state, "words": words}
