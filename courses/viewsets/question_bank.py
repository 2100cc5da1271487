"""Question banks in the CMS, and the ways of questions in and out. Nothing comes in before it was looked at."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets.button import Button, HeaderButton

from academy.accounts.requests import PersonRequest
from academy.languages import LANGUAGES
from courses.formats.refusals import FileUnreadable
from courses.forms.banks import BankForm, ExportForm, QuestionFileForm
from courses.forms.questions import TYPE_NAMES
from courses.models import Question, QuestionBank, QuestionFile
from courses.selectors.banks import manageable_banks
from courses.services.question_files import keep_file, plan_file, take_file
from courses.services.question_items import export_bank
from courses.viewsets.listing import OwnIndexView
from courses.viewsets.question_categories import categories, category, delete
from courses.viewsets.views import OwnEditView, OwnRowViewSet

LINES_ON_A_PAGE = 100
#: Format -> the end of the file's name, and what it is served as.
FILES = {"gift": ("gift", "text/plain; charset=utf-8"), "moodle_xml": ("xml", "application/xml; charset=utf-8")}
#: Type of an item -> its name; one that no form knows stays a key.
ITEM_NAMES = dict(TYPE_NAMES) | {
    "description": _("text"),
    "category": _("category"),
    "unknown": _("unknown"),
}


class QuestionBankIndexView(OwnIndexView):
    """Leads to the ways in and out."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Add the way in."""
        way_in = HeaderButton(_("Import questions"), url=reverse("questionbank:import"), icon_name="upload")
        return [*super().header_buttons, way_in]

    def get_list_more_buttons(self, instance: QuestionBank) -> list[Any]:
        """Add the way out."""
        address = reverse("questionbank:export", args=[instance.pk])
        way_out = Button(_("Export questions"), url=address, icon_name="download", priority=20)
        places = reverse("questionbank:categories", args=[instance.pk])
        within = Button(_("Categories"), url=places, icon_name="folder-open-inverse", priority=15)
        return [*super().get_list_more_buttons(instance), within, way_out]


class QuestionBankEditView(OwnEditView):
    """Leads to the categories."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Add the way."""
        places = reverse("questionbank:categories", args=[self.object.pk])
        within = Button(_("Categories"), url=places, icon_name="folder-open-inverse", priority=5)
        return [*super().header_more_buttons, within]


class QuestionBankViewSet(OwnRowViewSet):
    """Own banks, and those of own institutions."""

    model = QuestionBank
    icon = "folder-open-inverse"
    menu_label = _("Question banks")
    list_display = (
        Column("name", label=_("Name"), accessor=str),
        Column("question_count", label=_("Questions")),
        Column("institution", label=_("Institution"), sort_key="institution"),
        BooleanColumn("is_public", label=_("Public")),
    )
    list_related = ("institution",)
    index_view_class = QuestionBankIndexView
    edit_view_class = QuestionBankEditView
    search_fields = ("name",)
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel(f"name_{code}") for code in LANGUAGES]),
            FieldPanel("institution"),
            FieldPanel("is_public"),
        ],
        base_form_class=BankForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the ways in and out."""
        return [
            *super().get_urlpatterns(),
            path("import/", upload, name="import"),
            path("file/<int:pk>/", show, name="file"),
            path("take/<int:pk>/", take, name="take"),
            path("export/<int:pk>/", export, name="export"),
            path("categories/<int:pk>/", categories, name="categories"),
            path("categories/<int:pk>/<int:category_pk>/", category, name="category"),
            path("categories/<int:pk>/<int:category_pk>/delete/", delete, name="delete_category"),
        ]

    def prepare_rows(self, rows: Sequence[QuestionBank], language: str) -> None:  # noqa: ARG002 - the signature is shared
        """Add how many questions each holds."""
        counted = Question.objects.filter(bank__in=rows).values_list("bank").annotate(Count("pk")).order_by()
        counts = dict(counted)
        for bank in rows:
            bank.question_count = counts.get(bank.pk, 0)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def upload(request: PersonRequest) -> HttpResponse:
    """Read a file, and lead to what it holds."""
    _require_right(request)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    asked = {"language": request.user.language, "bank": request.GET.get("bank")}
    form = QuestionFileForm(*posted, user=request.user, initial=asked)
    if form.is_valid():
        kept = _kept(request, form)
        if kept:
            return redirect("questionbank:file", pk=kept.pk)
    return render(request, "courses/cms/question_upload.html", {"form": form})


def _kept(request: PersonRequest, form: QuestionFileForm) -> QuestionFile | None:
    given = form.cleaned_data
    try:
        return keep_file(
            bank=given["bank"],
            file_name=given["file"].name,
            content=given["file"].read(),
            format_name=given["format"],
            language=given["language"],
            by=request.user,
        )
    except FileUnreadable as refusal:
        form.add_error("file", refusal.message)
        return None


@require_GET
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """Show each item of the file with what would happen to it."""
    file = _own_file(request, pk)
    planned = [] if file.taken_at else plan_file(file)
    page = Paginator(planned, LINES_ON_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "file": file,
        "coming": sum(plan.comes_in for plan in planned),
        "known": sum(plan.is_known for plan in planned),
        "refused": sum(plan.refused is not None for plan in planned),
        "page": page,
        "rows": [(plan, ITEM_NAMES.get(plan.item.type, plan.item.type)) for plan in page],
    }
    return render(request, "courses/cms/question_file.html", context)


@require_POST
def take(request: PersonRequest, pk: int) -> HttpResponse:
    """Bring in what can come in; a second click brings nothing."""
    file = _own_file(request, pk)
    count = take_file(file=file, by=request.user)
    if count:
        said = ngettext("%(count)d question has come in.", "%(count)d questions have come in.", count)
        messages.success(request, said % {"count": count})
    return redirect("questionbank:file", pk=file.pk)


@require_GET
def export(request: PersonRequest, pk: int) -> HttpResponse:
    """Show what a file would leave out; with `download`, give the file."""
    _require_right(request)
    bank = get_object_or_404(manageable_banks(request.user), pk=pk)
    form = ExportForm(request.GET or None, initial={"language": request.user.language})
    context: dict[str, Any] = {"bank": bank, "form": form}
    if form.is_valid():
        chosen = form.cleaned_data
        text, left_out = export_bank(bank=bank, format_name=chosen["format"], language=chosen["language"])
        if "download" in request.GET:
            return _file(text, bank, chosen["format"])
        context |= {"left_out": left_out, "is_looked_at": True}
    return render(request, "courses/cms/question_export.html", context)


def _file(text: str, bank: QuestionBank, format_name: str) -> HttpResponse:
    ending, kind = FILES[format_name]
    name = f"questions-{bank.pk}.{ending}"
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _own_file(request: PersonRequest, pk: int) -> QuestionFile:
    _require_right(request)
    files = QuestionFile.objects.filter(bank__in=manageable_banks(request.user), uploaded_by=request.user)
    return get_object_or_404(files.select_related("bank"), pk=pk)


def _require_right(request: PersonRequest) -> None:
    if not request.user.has_perm("courses.change_questionbank"):
        raise PermissionDenied
