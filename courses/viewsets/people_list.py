"""Lists of people: a file is chosen, looked at line by line, then taken. Nothing happens before."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin.ui.tables import Column
from wagtail.permissions import policy_registry

from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from academy.lists.unreadable import ListUnreadable
from courses.enums import RowState
from courses.forms.admissions import PeopleListForm
from courses.models import EnrolmentList
from courses.selectors.admission import count_states, list_rows
from courses.services.lists import confirm_list, keep_list
from courses.tasks import sweep_admission_letters
from courses.viewsets.filters import CourseRowFilterSet
from courses.viewsets.listing import OwnIndexView
from courses.viewsets.views import RowPageViewSet

LINES_ON_A_PAGE = 100


class PeopleListFilterSet(CourseRowFilterSet):
    """Lists by course."""

    class Meta:
        model = EnrolmentList
        fields = ("course",)


class PeopleListIndexView(OwnIndexView):
    """Leads to the lines of a list."""

    right = "view"
    # Made from the model's name, its first letter would be I where Azerbaijani writes İ.
    page_title = gettext_lazy("Lists of people")

    def get_edit_url(self, instance: EnrolmentList) -> str:
        """Where its lines are looked at."""
        return reverse("enrolmentlist:show", args=[instance.pk])


class PeopleListViewSet(RowPageViewSet):
    """What was uploaded in the last thirty days; afterwards lists go by themselves."""

    model = EnrolmentList
    icon = "list-ul"
    menu_label = gettext_lazy("Lists of people")
    left_out = RowPageViewSet.left_out - {"add"}
    row_view = "show"
    index_view_class = PeopleListIndexView
    list_display = (
        Column("file_name", label=gettext_lazy("File"), sort_key="file_name"),
        Column("course", label=gettext_lazy("Course"), sort_key="course__code"),
        Column("cohort", label=gettext_lazy("Cohort"), accessor="cohort.name", sort_key="cohort__name"),
        Column("lines", label=gettext_lazy("Lines"), accessor=lambda row: len(row.rows)),
        Column("uploaded_by", label=gettext_lazy("Uploaded by"), sort_key="uploaded_by__legal_name"),
        Column("uploaded_at", label=gettext_lazy("Uploaded"), sort_key="uploaded_at"),
        Column("confirmed_at", label=gettext_lazy("Confirmed"), sort_key="confirmed_at"),
    )
    list_related = ("course", "cohort", "uploaded_by")
    filterset_class = PeopleListFilterSet
    search_fields = ("file_name", "course__code")

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the three steps."""
        return [
            *super().get_urlpatterns(),
            path("new/", upload, name="add"),
            path("show/<int:pk>/", show, name="show"),
            path("confirm/<int:pk>/", confirm, name="confirm"),
        ]


@require_http_methods(["GET", "POST"])
def upload(request: PersonRequest) -> HttpResponse:
    """Read a file, and lead to its lines."""
    if not request.user.has_perm("courses.add_enrolmentlist"):
        raise PermissionDenied
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PeopleListForm(*posted, user=request.user, initial={"language": request.user.language})
    if form.is_valid():
        kept = _kept(request, form)
        if kept:
            return redirect("enrolmentlist:show", pk=kept.pk)
    return render(request, "courses/cms/people_upload.html", {"form": form})


def _kept(request: PersonRequest, form: PeopleListForm) -> EnrolmentList | None:
    file = form.cleaned_data["file"]
    place = {name: form.cleaned_data[name] for name in ("course", "cohort", "language")}
    try:
        return keep_list(**place, file_name=file.name, content=file.read(), by=request.user)
    except ListUnreadable as refusal:
        form.add_error("file", refusal.message)
        return None


@require_GET
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """Show each line with what would happen to it, or what happened on the whole."""
    people = _own(request, pk)
    rows = list_rows(people)
    counts = count_states(rows)
    chosen = request.GET.get("state", "")
    shown = [row for row in rows if row.state == chosen] if chosen in RowState.values else rows
    context = {
        "people": people,
        "counts": [(state, counts[state]) for state in RowState if counts[state]],
        "taken": counts[RowState.READY] + counts[RowState.NEW],
        "result": [(RowState(state), number) for state, number in people.result.items()],
        "chosen": chosen,
        "total": len(rows),
        "page": Paginator(shown, LINES_ON_A_PAGE).get_page(request.GET.get("p")),
    }
    return render(request, "courses/cms/people_list.html", context)


@require_POST
def confirm(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the good lines; a second click finds them taken."""
    people = _own(request, pk)
    if not request.user.has_perm("courses.add_enrolmentlist"):
        raise PermissionDenied
    try:
        confirm_list(people=people, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        transaction.on_commit(sweep_admission_letters.delay, robust=True)
        messages.success(request, _("The list is taken. Letters are on their way."))
    return redirect("enrolmentlist:show", pk=people.pk)


def _own(request: PersonRequest, pk: int) -> EnrolmentList:
    policy = policy_registry.get_by_type(EnrolmentList)
    own: QuerySet[Any] = policy.instances_user_has_permission_for(request.user, "view")
    return get_object_or_404(own.select_related("course", "cohort"), pk=pk)
