"""The gradebook of a course, and a learner's own results."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from academy.accounts.requests import PersonRequest
from academy.cms.paging import BothEndsPaginator
from academy.cms.tables import Cell, Column, order_in
from academy.replica import from_replica
from courses.enums import AttemptState, EnrolmentState
from courses.forms.gradebook import GradebookFilter
from courses.models import Attempt, Enrolment
from courses.selectors.figures import per_cent
from courses.selectors.folding import spellings
from courses.selectors.gradebook import (
    GradeRow,
    grade_rows,
    gradebook_of,
    named_cohorts,
    narrowed,
    ordered,
)
from courses.selectors.results import results_of, seminar_results_of
from courses.views.files import asked_for_file, export_choices, file_answer
from courses.views.studio import crumbs, for_trainers

LEARNERS_ON_A_PAGE = 30
#: Columns of a learner that the page shows or decides by.
READ = (
    *("course", "enrolled_at", "completed_at", "withdrawn_at"),
    *("user__legal_name", "user__email", "cohort__name"),
)
STATES = {
    EnrolmentState.LEARNING: ("neutral", "clock"),
    EnrolmentState.COMPLETED: ("success", "check"),
    EnrolmentState.WITHDRAWN: ("neutral", "leave"),
}


@for_trainers
def gradebook(request: PersonRequest, code: str) -> HttpResponse:
    """Where each learner stands; with `export`, everybody whom the filters leave, as a file."""
    book = gradebook_of(request.user, code, get_language())
    if book is None:
        raise Http404
    form = GradebookFilter(request.GET, cohorts=named_cohorts(book.course, request.user))
    columns = _columns(book.attempts)
    order = order_in(request, columns, default="name")
    found = ordered(_found(form, book.learners), order, book.grading).select_related("user", "cohort").only(*READ)
    if kind := asked_for_file(request):
        with from_replica():
            rows = [_values(row, columns) for row in grade_rows(list(found), book)]
        return file_answer(kind, f"gradebook-{code}", [column.label for column in columns], rows)
    page = BothEndsPaginator(found, LEARNERS_ON_A_PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count
    context = {
        "crumbs": crumbs(),
        "course": book.course,
        "title": book.title,
        "filters": form,
        "found": ngettext("%(count)s learner", "%(count)s learners", count) % {"count": count},
        "columns": columns,
        "order": order,
        "rows": [_cells(row, columns) for row in grade_rows(list(page), book)],
        "page_of_list": page,
        "choices": export_choices(request),
    }
    return render(request, "courses/studio/gradebook.html", context)


def _found(form: GradebookFilter, enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    asked = form.cleaned_data if form.is_valid() else {}
    text = (asked.get("q") or "").strip()
    return narrowed(
        enrolments,
        spellings=spellings(text) if text else set(),
        cohort=asked.get("cohort"),
        state=asked.get("state") or "",
    )


def _columns(attempts: int) -> list[Column]:
    numbered = [
        Column(f"attempt-{number}", _("Attempt %(number)s") % {"number": number}, is_sortable=False, is_number=True)
        for number in range(1, attempts + 1)
    ]
    return [
        Column("name", _("Full name")),
        Column("email", _("E-mail"), is_sortable=False),
        Column("cohort", _("Cohort")),
        Column("state", _("State"), is_sortable=False),
        Column("reading", _("Lessons read"), is_sortable=False, is_number=True),
        *numbered,
        Column("result", _("Result"), is_number=True),
        Column("completed", _("Completed")),
        Column("certificate", _("Certificate"), is_sortable=False),
        Column("hours", _("Hours"), is_sortable=False, is_number=True),
    ]


def _values(row: GradeRow, columns: Sequence[Column]) -> list[object]:
    """A line of the file: numbers and days stay what they are."""
    enrolment, completed = row.enrolment, row.enrolment.completed_at
    results = [_result(attempt) for attempt in row.attempts]
    number = sum(column.key.startswith("attempt-") for column in columns)
    return [
        enrolment.user.legal_name,
        enrolment.user.email,
        enrolment.cohort.name if enrolment.cohort else "",
        row.state.label,
        row.reading,
        *[*results, *[None] * number][:number],
        row.result,
        timezone.localdate(completed) if completed else None,
        row.certificate,
        row.hours,
    ]


def _result(attempt: Attempt) -> int | str:
    """The result in whole per cent, or the state of an attempt that has none."""
    percent = attempt.percent
    return str(AttemptState(attempt.state).label) if percent is None else percent


def _cells(row: GradeRow, columns: Sequence[Column]) -> list[Cell]:
    """The same as a row of the page."""
    kind, icon = STATES[row.state]
    shown = {"state": Cell(str(row.state.label), kind=kind, icon=icon)}
    return [
        shown.get(column.key) or _cell(column, value)
        for column, value in zip(columns, _values(row, columns), strict=True)
    ]


def _cell(column: Column, value: object) -> Cell:
    if isinstance(value, date):
        return Cell(day=value)
    if isinstance(value, Decimal):
        return Cell(_hours(get_language(), value), is_number=True)
    if isinstance(value, int):
        return Cell(per_cent(value), is_number=True)
    return Cell(str(value) if value else "–", is_number=column.is_number)


@lru_cache(maxsize=256)
def _hours(_language: str, hours: Decimal) -> str:
    return number_format(hours)


@require_GET
@login_required
@never_cache
def my_results(request: PersonRequest) -> HttpResponse:
    """All courses of one learner with every attempt, the seminars completed, and the hours that they earned."""
    results, seminars = results_of(request.user, get_language()), seminar_results_of(request.user, get_language())
    context = {
        "results": results,
        "seminars": seminars,
        "total": sum([*(result.hours for result in results), *(row.hours for row in seminars)], Decimal(0)),
    }
    return render(request, "courses/my_results.html", context)
