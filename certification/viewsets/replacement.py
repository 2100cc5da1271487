"""Correcting a certificate in the CMS: what was wrong, a look at it, then the newer one is made."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets.button import Button

from academy.accounts.models import User
from academy.errors import RuleBroken
from certification.data import Correction
from certification.enums import IN_PRODUCTION, ReplacementReason, State
from certification.errors import NotReplaceable
from certification.forms.life import CorrectionForm
from certification.models import Certificate
from certification.rendering.words import printed_date, printed_number
from certification.services.replacement import (
    correct_certificate,
    is_replaceable,
    replaced_by,
    said_by,
)
from certification.services.withdrawal import withdraw_replacement
from certification.tasks import produce_certificate

#: Whoever may take a certificate back may put another in its place.
PERMISSION = "certification.add_revocation"


def replacement_buttons(user: User, certificate: Certificate) -> list[Button]:
    """Offer to correct what is issued and not being replaced, and to withdraw a replacement that is not issued."""
    if not user.has_perm(PERMISSION):
        return []
    if certificate.state == State.ISSUED and certificate.holder_id and not certificate.superseded_by_id:
        name = _("Correct certificate %(code)s") % {"code": certificate}
        return [_button("correct", certificate, _("Correct certificate"), name, "edit")]
    if certificate.state in IN_PRODUCTION and replaced_by(certificate):
        name = _("Withdraw certificate %(code)s") % {"code": certificate}
        return [_button("withdraw", certificate, _("Withdraw"), name, "undo")]
    return []


def _button(view: str, certificate: Certificate, label: str, name: str, icon: str) -> Button:
    url = reverse(f"certificates:{view}", args=[certificate.pk])
    return Button(label, url=url, icon_name=icon, attrs={"aria-label": name})


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what is right and why; show what changes; then make the newer certificate."""
    certificate = _certificate(request, pk)
    if not is_replaceable(certificate):
        messages.error(request, NotReplaceable.message)
        return redirect("certificates:inspect", certificate.pk)
    said = said_by(certificate)
    form = CorrectionForm(request.POST if request.method == "POST" else None, said=said)
    context: dict[str, Any] = {"form": form, "certificate": certificate}
    if not form.is_valid() or "again" in request.POST:
        return render(request, "certification/cms/correct.html", context)
    if "confirmed" not in request.POST:
        context["changes"] = _changes(said, form.correction)
        context["reason"] = ReplacementReason(form.cleaned_data["reason"]).label
        return render(request, "certification/cms/correct_confirm.html", context)
    return _correct(request, certificate, form)


def _certificate(request: HttpRequest, pk: int) -> Certificate:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    return get_object_or_404(Certificate, pk=pk)


def _changes(said: Correction, right: Correction) -> list[tuple[str, ...]]:
    """Return label, wrong and right words of all that changes, in the language of the page."""
    language = get_language() or ""
    lines = [
        (_("Holder"), said.holder_name, right.holder_name),
        *((f"{_('Title')} ({code})", said.titles.get(code, "–"), title) for code, title in right.titles.items()),
        (_("Academic hours"), printed_number(str(said.hours), language), printed_number(str(right.hours), language)),
        (_("Date"), *(printed_date(one.achieved_on.isoformat(), language) for one in (said, right))),
    ]
    return [line for line in lines if line[1] != line[2]]


def _correct(request: HttpRequest, certificate: Certificate, form: CorrectionForm) -> HttpResponse:
    """Decide, and have the newer one made after the commit: neither a broker nor a mail server can hinder it."""
    reason, note = ReplacementReason(form.cleaned_data["reason"]), form.cleaned_data["note"]
    try:
        newer = correct_certificate(
            certificate=certificate,
            correction=form.correction,
            reason=reason,
            note=note,
            decided_by=cast("User", request.user),
        )
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
        return redirect("certificates:inspect", certificate.pk)
    transaction.on_commit(lambda: produce_certificate.delay(newer.pk), robust=True)
    messages.success(request, _("The new certificate is being made. The old one is replaced when it is issued."))
    return redirect("certificates:inspect", newer.pk)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a replacement that could not be issued, after asking."""
    certificate = _certificate(request, pk)
    replaced = replaced_by(certificate)
    if request.method == "GET":
        return render(request, "certification/cms/withdraw.html", {"certificate": certificate, "replaced": replaced})
    try:
        withdraw_replacement(successor=certificate, withdrawn_by=cast("User", request.user))
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The new certificate is withdrawn. The old one stays as it is."))
    return redirect("certificates:inspect", replaced.pk if replaced else certificate.pk)
