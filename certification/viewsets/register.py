"""Copies of the register for the archive: what was asked for, how far it is, and the file."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from academy.accounts.requests import PersonRequest
from academy.table_file import CONTENT_TYPES
from certification.forms.register import RegisterCopyForm
from certification.models import RegisterCopy
from certification.selectors.production import MOST_ATTEMPTS
from certification.services.register import KEPT, ask_for_copy
from certification.tasks import make_register_copy


class RegisterCopyIndexView(IndexView):
    """Leads to the page of each copy."""

    any_permission_required = ("view",)
    page_title = _("Register for the archive")

    def get_base_queryset(self) -> QuerySet[RegisterCopy]:
        """Read with each copy what its row shows."""
        return super().get_base_queryset().select_related("issuer", "asked_by")

    def get_edit_url(self, instance: RegisterCopy) -> str:
        """Where it is looked at."""
        return reverse("register:show", args=[instance.pk])


class RegisterCopyViewSet(ModelViewSet):
    """Every copy that was ever made, newest first; its file goes after a week."""

    model = RegisterCopy
    name = "register"
    icon = "doc-full-inverse"
    menu_label = _("Register for the archive")
    add_to_reference_index = False
    copy_view_enabled = False
    form_fields = ()
    index_view_class = RegisterCopyIndexView
    list_display = (
        "__str__",
        Column("get_format_display", label=_("File")),
        Column("issuer", label=_("Issuer"), accessor=lambda copy: copy.issuer or ""),
        Column("rows_done", label=_("Entries")),
        Column("asked_by", label=_("Made by")),
        "asked_at",
        "made_at",
    )
    list_filter = ("format",)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Leave the listing, and add what can be done."""
        listing = [pattern for pattern in super().get_urlpatterns() if pattern.name in {"index", "index_results"}]
        return [
            *listing,
            path("new/", ask, name="add"),
            path("show/<int:pk>/", show, name="show"),
            path("file/<int:pk>/", download, name="file"),
        ]


@require_http_methods(["GET", "POST"])
def ask(request: PersonRequest) -> HttpResponse:
    """Ask for a part of the register; a worker writes it."""
    _refuse_without(request, "add")
    today = timezone.localdate()
    initial = {"first_day": date(today.year, 1, 1), "last_day": today, "language": request.user.language}
    form = RegisterCopyForm(request.POST if request.method == "POST" else None, initial=initial)
    if not form.is_valid():
        return render(request, "certification/cms/register_ask.html", {"form": form})
    copy = ask_for_copy(copy=form.save(commit=False), by=request.user)
    transaction.on_commit(lambda: make_register_copy.delay(copy.pk), robust=True)
    return redirect("register:show", copy.pk)


@never_cache
@require_safe
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """Say how far the copy is, and lead to its file."""
    _refuse_without(request, "view")
    copy = get_object_or_404(RegisterCopy.objects.select_related("issuer", "template", "asked_by"), pk=pk)
    has_failed = copy.made_at is None and copy.attempts >= MOST_ATTEMPTS and copy.next_attempt_at <= timezone.now()
    context = {
        "copy": copy,
        "has_failed": has_failed,
        "percent": copy.rows_done * 100 // copy.rows_total if copy.rows_total else 0,
        "deleted_on": copy.made_at and copy.made_at + KEPT,
    }
    return render(request, "certification/cms/register_copy.html", context)


@never_cache
@require_safe
def download(request: PersonRequest, pk: int) -> FileResponse:
    """Hand out the file, piece by piece."""
    _refuse_without(request, "view")
    copy = get_object_or_404(RegisterCopy, pk=pk)
    if not copy.document:
        raise Http404
    name = f"register-{copy.first_day}-{copy.last_day}.{copy.format}"
    served_as = {"pdf": "application/pdf"} | CONTENT_TYPES
    return FileResponse(
        copy.document.open("rb"), as_attachment=True, filename=name, content_type=served_as[copy.format]
    )


def _refuse_without(request: PersonRequest, action: str) -> None:
    if not request.user.has_perm(f"certification.{action}_registercopy"):
        raise PermissionDenied
