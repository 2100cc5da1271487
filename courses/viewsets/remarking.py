"""Marking again when a question was wrong: the record of who, when and why, and the page that orders it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log

from academy.accounts.requests import PersonRequest
from courses.forms.remarking import RemarkingForm
from courses.models import Remarking
from courses.services.remarking import order_remarking
from courses.tasks import remark
from courses.viewsets.listing import OwnIndexView
from courses.viewsets.views import RowPageViewSet


class RemarkingIndexView(OwnIndexView):
    """A record, whose rows lead to what was marked again."""

    def get_add_url(self) -> str:
        """Where marking again is ordered."""
        return reverse("remarking:order")

    def get_edit_url(self, instance: Remarking) -> str:
        """The quiz; what was ordered stays."""
        return reverse("quiz:edit", args=[instance.quiz_id])


class RemarkingViewSet(RowPageViewSet):
    """What was marked again."""

    model = Remarking
    icon = "rotate"
    menu_label = gettext_lazy("Re-marking")
    index_view_class = RemarkingIndexView
    ordering = "-ordered_at"
    list_display = (
        Column("quiz", label=gettext_lazy("Quiz"), sort_key="quiz__course__code"),
        Column("question", label=gettext_lazy("Question"), sort_key="question__key"),
        Column("way", label=gettext_lazy("What is done"), accessor="get_way_display"),
        Column("reason", label=gettext_lazy("Reason")),
        Column("ordered_by", label=gettext_lazy("Ordered by"), sort_key="ordered_by__legal_name"),
        Column("ordered_at", label=gettext_lazy("Ordered"), sort_key="ordered_at"),
        Column("changed", label=gettext_lazy("Attempts with another result")),
    )
    list_related = ("quiz__course", "question", "ordered_by")
    search_fields = ("quiz__course__code", "question__key", "reason")

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the page that orders."""
        return [*super().get_urlpatterns(), path("order/", order, name="order")]


@require_http_methods(["GET", "POST"])
def order(request: PersonRequest) -> HttpResponse:
    """Ask what was wrong, and have it marked again after the commit."""
    if not request.user.has_perm("courses.add_remarking"):
        raise PermissionDenied
    form = RemarkingForm(request.user, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "courses/cms/remarking.html", {"form": form})
    with transaction.atomic():
        made = order_remarking(by=request.user, **form.cleaned_data)
        log(instance=made, action="wagtail.create", user=request.user)
        transaction.on_commit(lambda: remark.delay(made.pk), robust=True)
    messages.success(request, _("The attempts are being marked again. Learners whose result changes get a letter."))
    return redirect("remarking:index")
