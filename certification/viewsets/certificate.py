"""The register: certificates to look at, to find, and to revoke."""

from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from academy.accounts.models import User
from academy.languages import text_in
from certification.codes import grouped, normalise
from certification.enums import State
from certification.errors import BeingReplaced, MalformedCode, NotRevocable
from certification.forms.life import RevocationForm
from certification.models import Certificate, Replacement, Revocation
from certification.selectors.search import certificates_matching
from certification.services.revocation import revoke_certificate
from certification.tasks import mail_revocation, publish_status_lists
from certification.viewsets.renewal import renew, renewal_buttons
from certification.viewsets.replacement import correct, replacement_buttons, withdraw

_READING = frozenset({"index", "index_results", "inspect"})


def achieved_title(certificate: Certificate) -> str:
    """Return what was achieved, in the language of the page."""
    return text_in(certificate.snapshot["titles"], get_language() or certificate.language)


def revoke_buttons(user: User, certificate: Certificate) -> list[Button]:
    """Offer to revoke what can be revoked, to whom may."""
    if (
        certificate.state != State.ISSUED
        or certificate.superseded_by_id
        or not user.has_perm("certification.add_revocation")
    ):
        return []
    url = reverse("certificates:revoke", args=[certificate.pk])
    name = _("Revoke certificate %(code)s") % {"code": certificate}
    return [Button(_("Revoke certificate"), url=url, icon_name="warning", attrs={"aria-label": name})]


def buttons_of(user: User, certificate: Certificate) -> list[Button]:
    """Offer all that can be done with the certificate."""
    return [*replacement_buttons(user, certificate), *revoke_buttons(user, certificate)]


class CertificateIndexView(IndexView):
    """Finds a certificate by its code as it is printed, and by parts of all that is remembered of it, in any script."""

    any_permission_required = ("view",)

    def search_queryset(self, queryset: QuerySet[Certificate]) -> QuerySet[Certificate]:
        """Look the code up when what was typed is one, with its usual confusions; else look for each word."""
        try:
            return queryset.filter(code=normalise(self.search_query or ""))
        except MalformedCode:
            return certificates_matching(self.search_query or "", queryset)

    def get_list_more_buttons(self, instance: Certificate) -> list[Button | MenuItem]:
        """Offer to look at the certificate, and what can be done with it."""
        return [*super().get_list_more_buttons(instance), *buttons_of(self.request.user, instance)]


class CertificateInspectView(InspectView):
    """One certificate, with what can be done with it."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Offer all that can be done with the certificate."""
        user, certificate = self.request.user, self.object
        return [*renewal_buttons(user, certificate), *buttons_of(user, certificate)]

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """Say moments in the reader's time, as the list does, and nothing as a dash."""
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, datetime):
            return date_format(localtime(value), "DATETIME_FORMAT")
        return "–" if value in {None, ""} else value

    def get_field_label(self, field_name: str, field: Any) -> str:
        """Give a label of its own to what Django would begin with a large I, where Azerbaijani writes İ."""
        return _("Signing key") if field_name == "signing_key" else super().get_field_label(field_name, field)

    def get_achievement_key_display_value(self) -> str:
        """Name what was achieved, and by which key it was asked for."""
        return f"{achieved_title(self.object)} ({self.object.achievement_key})"

    def get_code_display_value(self) -> str:
        """Write the code as it is printed."""
        return grouped(self.object.code)

    def get_revocation_display_value(self) -> str:
        """Say when, why and by whom the certificate was revoked, the private note included."""
        revocation = Revocation.objects.select_related("revoked_by").filter(certificate=self.object).first()
        if revocation is None:
            return ""
        day = date_format(localtime(revocation.revoked_at), "DATETIME_FORMAT")
        parts = (day, revocation.get_reason_display(), str(revocation.revoked_by or ""), revocation.note)
        return " · ".join(part for part in parts if part)

    def get_replacement_display_value(self) -> str:
        """Say when, why and by whom the replacement was decided, the private note included."""
        told = Replacement.objects.select_related("decided_by").filter(certificate=self.object).first()
        if told is None:
            return ""
        day = date_format(localtime(told.decided_at), "DATETIME_FORMAT")
        parts = (day, told.get_reason_display(), str(told.decided_by or ""), told.note)
        return " · ".join(part for part in parts if part)

    def get_snapshot_display_value(self) -> str:
        """Say whom and what it certifies; the rest stands on the certificate."""
        snapshot = self.object.snapshot
        return f"{snapshot['holder_name'] or _('name erased')}: {' / '.join(snapshot['titles'].values())}"


class CertificateViewSet(ModelViewSet):
    """Read-only: what was issued is never changed."""

    model = Certificate
    name = "certificates"
    icon = "clipboard-list"
    menu_label = gettext_lazy("Certificates")
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = CertificateIndexView
    inspect_view_class = CertificateInspectView
    inspect_view_fields = (
        "code",
        "snapshot",
        "holder",
        "achievement_key",
        "template",
        "language",
        "state",
        "revocation",
        "failure",
        "failure_detail",
        "reserved_at",
        "issued_at",
        "mailed_at",
        "expires_on",
        "superseded_by",
        "replacement",
        "signing_key",
        "sha256",
    )
    list_display = (
        "__str__",
        Column("holder", label=gettext_lazy("Holder"), accessor=lambda row: row.snapshot["holder_name"] or "–"),
        Column("achievement", label=gettext_lazy("Achievement"), accessor=achieved_title),
        Column("get_state_display", label=gettext_lazy("State")),
        "issued_at",
    )
    list_filter = ("state", "failure", "template")
    search_fields = ("search_text",)
    search_backend_name = None

    form_fields = ()

    def get_urlpatterns(self) -> list[URLPattern]:
        """Leave the views that read, and add what can be done."""
        reading = [pattern for pattern in super().get_urlpatterns() if pattern.name in _READING]
        return [
            *reading,
            path("revoke/<int:pk>/", revoke, name="revoke"),
            path("correct/<int:pk>/", correct, name="correct"),
            path("renew/<int:pk>/", renew, name="renew"),
            path("withdraw/<int:pk>/", withdraw, name="withdraw"),
        ]


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then revoke. What is not in force is refused before anything is asked."""
    if not request.user.has_perm("certification.add_revocation"):
        raise PermissionDenied
    certificate = get_object_or_404(Certificate, pk=pk)
    if certificate.state != State.ISSUED or certificate.superseded_by_id:
        refusal = BeingReplaced if certificate.state == State.ISSUED else NotRevocable
        messages.error(request, refusal.message)
        return redirect("certificates:inspect", certificate.pk)
    form = RevocationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _revoke(request, certificate, form.cleaned_data)
        return redirect("certificates:inspect", certificate.pk)
    context = {"form": form, "certificate": certificate, "title": achieved_title(certificate)}
    return render(request, "certification/cms/revoke.html", context)


def _revoke(request: HttpRequest, certificate: Certificate, reason: dict[str, Any]) -> None:
    """Revoke, and have the holder told after the commit: neither a broker nor a mail server can hinder it."""
    try:
        revocation = revoke_certificate(certificate=certificate, revoked_by=cast("User", request.user), **reason)
    except NotRevocable as refusal:
        messages.error(request, refusal.message)
    else:
        transaction.on_commit(lambda: mail_revocation.delay(revocation.pk), robust=True)
        transaction.on_commit(publish_status_lists.delay, robust=True)
        messages.success(request, _("The certificate is revoked. The holder is told by e-mail."))
