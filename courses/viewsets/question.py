"""Questions in the CMS: the listing, what is done with several at once, and the ways from one of them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets.button import Button

from academy.languages import LANGUAGES
from courses.forms.questions import TYPE_NAMES
from courses.forms.questions.categories import CategoryChoiceField
from courses.forms.questions.form import QuestionForm
from courses.forms.questions.texts import LANGUAGE_LABELS
from courses.models import Question, QuestionBank, QuestionCategory
from courses.selectors.banks import category_paths, known_tags, manageable_banks, tagged, with_subcategories
from courses.selectors.questions import found_questions, stems_of, usage_of
from courses.viewsets.listing import OwnIndexView
from courses.viewsets.question_form import QuestionAddView, QuestionEditView
from courses.viewsets.question_preview import preview, preview_form
from courses.viewsets.question_versions import restore, versions
from courses.viewsets.views import OwnRowViewSet

LONGEST_STEM = 140


def type_in_words(question: Question) -> str:
    """Name the type as the form does; one that no form knows stays a key."""
    return str(dict(TYPE_NAMES).get(question.type, question.type))


def _banks(request: Any) -> QuerySet[QuestionBank]:
    return manageable_banks(request.user)


def _categories(request: Any) -> QuerySet[QuestionCategory]:
    return QuestionCategory.objects.filter(bank__in=manageable_banks(request.user)).select_related("bank")


class CategoryFilter(ModelChoiceFilter):
    """Offers categories as paths."""

    field_class = CategoryChoiceField


class QuestionFilterSet(WagtailFilterSet):
    """By bank, category with all that stands in it, tag, type, language and state."""

    bank = ModelChoiceFilter(label=_("Question bank"), queryset=_banks)
    category = CategoryFilter(label=_("Category"), queryset=_categories, method="in_category")
    tag = ChoiceFilter(label=_("Tag"), choices=(), method="with_tag")
    type = ChoiceFilter(label=_("Type"), choices=TYPE_NAMES)
    language = ChoiceFilter(label=_("Has a text in"), choices=list(LANGUAGE_LABELS.items()), method="in_language")
    missing = ChoiceFilter(label=_("Has no text in"), choices=list(LANGUAGE_LABELS.items()), method="not_in_language")

    class Meta:
        model = Question
        fields = ("bank", "category", "tag", "type", "language", "missing", "is_draft")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the tags of the person's questions."""
        super().__init__(*args, **kwargs)
        self.filters["tag"].extra["choices"] = [(tag, tag) for tag in known_tags(self.request.user)]

    def in_category(self, questions: QuerySet[Question], _name: str, category: QuestionCategory) -> QuerySet[Question]:
        """Keep those at any depth of it."""
        return questions.filter(category__in=with_subcategories(category))

    def with_tag(self, questions: QuerySet[Question], _name: str, tag: str) -> QuerySet[Question]:
        """Keep those that carry it."""
        return tagged(questions, tag)

    def in_language(self, questions: QuerySet[Question], _name: str, code: str) -> QuerySet[Question]:
        """Keep those whose stem has it."""
        return questions.filter(languages__contains=f" {code} ")

    def not_in_language(self, questions: QuerySet[Question], _name: str, code: str) -> QuerySet[Question]:
        """Keep those whose stem lacks it."""
        return questions.exclude(languages__contains=f" {code} ")


class QuestionIndexView(OwnIndexView):
    """Finds questions by the words of their stems, and leads to previews and versions."""

    is_searchable = True
    default_ordering = "key"

    def search_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        """Look in the folded words."""
        return found_questions(queryset, self.search_query) if self.is_searching else queryset

    def get_list_more_buttons(self, instance: Question) -> list[Any]:
        """Add the ways to the preview and the versions."""
        look, past = (reverse(f"question:{name}", args=[instance.pk]) for name in ("preview", "versions"))
        return [
            *super().get_list_more_buttons(instance),
            Button(_("Preview"), url=look, icon_name="view", priority=15),
            Button(_("Versions"), url=past, icon_name="history", priority=16),
        ]


class QuestionViewSet(OwnRowViewSet):
    """Questions. Saving changed words makes a new revision; attempts under way keep theirs."""

    model = Question
    icon = "list-ul"
    menu_label = _("Questions")
    list_display = (
        "key",
        Column("stem", label=_("Question")),
        Column("type", label=_("Type"), accessor=type_in_words, sort_key="type"),
        Column("bank", label=_("Question bank"), sort_key="bank"),
        Column("category_path", label=_("Category")),
        Column("tag_list", label=_("Tags")),
        Column("language_list", label=_("Languages")),
        BooleanColumn("is_draft", label=_("Draft"), sort_key="is_draft"),
        Column("quiz_count", label=_("In quizzes")),
        Column("draw_count", label=_("Drawn by")),
        Column("attempt_count", label=_("Asked in attempts")),
        "author",
    )
    list_related = ("bank", "author")
    index_view_class = QuestionIndexView
    filterset_class = QuestionFilterSet
    search_fields = ("key",)
    add_view_class = QuestionAddView
    edit_view_class = QuestionEditView
    create_template_name = edit_template_name = "courses/cms/question_form.html"

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002 - Wagtail's signature
        """Use the form that is drawn from the type."""
        return QuestionForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add previews and versions."""
        return [
            *super().get_urlpatterns(),
            path("preview/<int:pk>/", preview, name="preview"),
            path("preview/", preview_form, name="preview_new"),
            path("preview/<int:pk>/form/", preview_form, name="preview_form"),
            path("versions/<int:pk>/", versions, name="versions"),
            path("versions/<int:pk>/<int:number>/restore/", restore, name="restore"),
        ]

    def prepare_rows(self, rows: Sequence[Question], language: str) -> None:
        """Add words, paths and usage."""
        stems, usage = stems_of(rows, language), usage_of(rows)
        banks = {row.bank_id for row in rows if row.bank_id}
        paths = category_paths(QuestionCategory.objects.filter(bank__in=banks))
        for row in rows:
            shown: Any = row
            shown.stem = _short(stems.get(row.pk, ""))
            shown.category_path = paths.get(row.category_id or 0, "")
            shown.tag_list = ", ".join(row.tags)
            shown.language_list = " ".join(code for code in LANGUAGES if f" {code} " in row.languages)
            shown.quiz_count, shown.draw_count = len(usage[row.pk].quizzes), len(usage[row.pk].drawing)
            shown.attempt_count = usage[row.pk].attempts


def _short(stem: str) -> str:
    line = " ".join(stem.split())
    return line if len(line) <= LONGEST_STEM else f"{line[:LONGEST_STEM].rstrip()}…"
