"""Renewing a certificate in the CMS, after asking."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets.button import Button

from academy.accounts.models import User
from academy.errors import RuleBroken
from certification.errors import NotRenewable
from certification.models import Certificate
from certification.services.renewal import is_renewable, renew_certificate
from certification.tasks import produce_certificate
from certification.viewsets.replacement import PERMISSION


def renewal_buttons(user: User, certificate: Certificate) -> list[Button]:
    """Offer to renew what can be renewed, to whom may."""
    if not user.has_perm(PERMISSION) or not is_renewable(certificate):
        return []
    url = reverse("certificates:renew", args=[certificate.pk])
    name = _("Renew certificate %(code)s") % {"code": certificate}
    return [Button(_("Renew"), url=url, icon_name="rotate", attrs={"aria-label": name})]


@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then have the certificate of the next period made."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    certificate = get_object_or_404(Certificate.objects.select_related("template"), pk=pk)
    if not is_renewable(certificate):
        messages.error(request, str(NotRenewable.message))
        return redirect("certificates:inspect", certificate.pk)
    if request.method == "GET":
        return render(request, "certification/cms/renew.html", {"certificate": certificate})
    try:
        newer = renew_certificate(certificate=certificate, renewed_by=cast("User", request.user))
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
        return redirect("certificates:inspect", certificate.pk)
    transaction.on_commit(lambda: produce_certificate.delay(newer.pk), robust=True)
    messages.success(request, _("The certificate of the next period is being made."))
    return redirect("certificates:inspect", newer.pk)
