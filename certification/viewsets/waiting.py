"""Certificates that are not issued yet: where each stands, why it does not go on, and what is to be done about it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet

from certification.enums import Failure, State
from certification.models import Certificate
from certification.selectors.production import count_waiting, overdue_certificates, waiting_certificates
from certification.services.production import retry_now
from certification.tasks import produce_certificate
from certification.viewsets.certificate import achieved_title

ROWS_ON_A_PAGE: Final = 50
#: Reason -> what a person can do about it. The empty one: nothing has failed yet.
ADVICE: Final[Mapping[str, str | Promise]] = {
    "": gettext_lazy("It waits for a worker. If it waits for long, see whether the worker runs."),
    Failure.NAME: gettext_lazy(
        "Ask the holder to correct the full name in the account settings. The certificate is then made by itself."
    ),
    Failure.KEY: gettext_lazy(
        "Put the files of the signing key in place, or make a key: manage.py make_signing_key. See also whether the "
        "lists of revoked keys are up to date."
    ),
    Failure.TIMESTAMP: gettext_lazy(
        "The time-stamp authority does not answer, or its answer is not believed. Check TIMESTAMP_URL and "
        "TIMESTAMP_ROOTS_FILE."
    ),
    Failure.DOCUMENT: gettext_lazy(
        "What was drawn is not what the register says, often because a text is too long for one page. It was not "
        "given to anybody. Shorten the wording for later ones, and tell whoever looks after the site."
    ),
    Failure.FAULT: gettext_lazy("Tell whoever looks after the site what stands under “Details”."),
}
LETTER: Final = gettext_lazy(
    "It is issued; the letter to the holder could not be sent. See whether the mail server answers."
)


class RegisterMenuItem(MenuItem):
    """An entry for those alone who may see the register."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission."""
        return bool(request.user.has_perm("certification.view_certificate"))


class WaitingViewSet(ViewSet):
    """The list of what is not issued yet, and the button that has it tried again at once."""

    name = "waiting_certificates"
    icon = "history"
    menu_label = gettext_lazy("Not issued yet")
    menu_item_class = RegisterMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Two addresses."""
        return [path("", index, name="index"), path("retry/", retry, name="retry")]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what waits, the oldest first; perhaps of one reason alone."""
    _require(request, "certification.view_certificate")
    chosen, counts = request.GET.get("reason", ""), count_waiting()
    found = waiting_certificates().filter(failure=chosen) if chosen in Failure.values else waiting_certificates()
    page = Paginator(found, ROWS_ON_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "rows": _rows(list(page)),
        "counts": [(Failure(reason), number) for reason, number in counts.items() if reason],
        "total": sum(counts.values()),
        "chosen": chosen,
        "may_retry": request.user.has_perm("certification.add_batch"),
    }
    return render(request, "certification/cms/waiting.html", context)


@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    """Have the ticked ones, or the one whose button was pressed, tried again now."""
    _require(request, "certification.add_batch")
    asked = request.POST.getlist("one") or request.POST.getlist("certificate")
    with transaction.atomic():
        due = retry_now(certificate_ids=[int(number[:18]) for number in asked if number.isdecimal()])
        transaction.on_commit(lambda: _queue(due), robust=True)
    said = ngettext(
        "%(count)d certificate is tried again now.", "%(count)d certificates are tried again now.", len(due)
    )
    messages.success(request, said % {"count": len(due)})
    return redirect("waiting_certificates:index")


def _queue(certificate_ids: Sequence[int]) -> None:
    for certificate_id in certificate_ids:
        produce_certificate.delay(certificate_id)


def _require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _rows(certificates: Sequence[Certificate]) -> list[dict[str, Any]]:
    return [
        {
            "certificate": certificate,
            "holder": certificate.snapshot["holder_name"] or (certificate.holder and certificate.holder.legal_name),
            "title": achieved_title(certificate),
            "advice": LETTER if certificate.state == State.ISSUED else ADVICE[certificate.failure],
            "is_retried": bool(certificate.failure_detail) and certificate.failure != Failure.NAME,
        }
        for certificate in certificates
    ]


class OverduePanel(Component):
    """A word on the first page when certificates wait for longer than an hour."""

    name = "overdue_certificates"
    order = 90
    template_name = "certification/cms/overdue.html"

    def render_html(self, parent_context: Mapping[str, Any]) -> str:
        """Show nothing to those who may not see the register, and nothing while all is well."""
        may_see = parent_context["request"].user.has_perm("certification.view_certificate")
        return super().render_html(parent_context) if may_see and _overdue() else ""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG002 - Wagtail's signature
        """Say how many."""
        return {"number": _overdue()}


def _overdue() -> int:
    return overdue_certificates(timezone.now()).count()
