"""The gradebook of a course, and a learner's own results."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from django.contrib.auth.decorators import login_required
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
from courses.selectors.figures import per_cent
from courses.selectors.folding import spellings
from courses.selectors.gradebook import (
    GradeRow,
    Made,
    grade_rows,
    gradebook_of,
    narrowed,
    ordered,
    shown,
)
from courses.selectors.results import results_of, seminar_results_of
from courses.views.files import asked_for_file, export_choices, file_answer
from courses.views.studio import crumbs, for_trainers

LEARNERS_ON_A_PAGE = 50
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
    form = GradebookFilter(request.GET, cohorts=book.cohorts)
    columns = _columns(get_language(), book.attempts)
    order, asked = order_in(request, columns, default="name"), _asked(form)
    found = shown(ordered(narrowed(book.learners, **asked), order, book.grading))
    if kind := asked_for_file(request):
        with from_replica():
            rows = [_values(row, columns) for row in grade_rows(list(found), book)]
        return file_answer(kind, f"gradebook-{code}", [column.label for column in columns], rows)
    number = None if any(asked.values()) else book.number
    read_end = book.read_end if order == "name" and number is not None else None
    pages = BothEndsPaginator(found, LEARNERS_ON_A_PAGE, count=number, read_end=read_end)
    page = pages.get_page(request.GET.get("page"))
    count = page.paginator.count
    context = {
        "crumbs": crumbs(),
        "course": book.course,
        "title": book.title,
        "filters": form,
        "found": ngettext("%(count)s learner", "%(count)s learners", count) % {"count": count},
        "columns": columns,
        "order": order,
        "rows": _cells(grade_rows(list(page), book), columns),
        "page_of_list": page,
        "choices": export_choices(request),
    }
    return render(request, "courses/studio/gradebook.html", context)


def _asked(form: GradebookFilter) -> dict[str, Any]:
    """What narrows the learners."""
    asked = form.cleaned_data if form.is_valid() else {}
    text = (asked.get("q") or "").strip()
    return {
        "spellings": spellings(text) if text else set(),
        "cohort": asked.get("cohort"),
        "state": asked.get("state") or "",
    }


@lru_cache(maxsize=64)
def _columns(_language: str, attempts: int) -> list[Column]:
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


#: As many columns are no attempts.
OTHER_COLUMNS: Final = 9


def _values(row: GradeRow, columns: Sequence[Column]) -> list[object]:
    """A line of the file: numbers and days stay what they are."""
    enrolment, completed = row.enrolment, row.enrolment.completed_at
    results, number = [_result(attempt) for attempt in row.attempts], len(columns) - OTHER_COLUMNS
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


def _result(attempt: Made) -> int | str:
    """The result in whole per cent, or the state of an attempt that has none."""
    return str(AttemptState(attempt.state).label) if attempt.percent is None else attempt.percent


def _cells(rows: Iterable[GradeRow], columns: Sequence[Column]) -> list[list[Cell]]:
    """The same as rows of the page."""
    language, kinds = get_language(), [(column.key == "state", column.is_number) for column in columns]
    # What names somebody is remembered by nobody.
    return [
        [
            Cell(value, "", "", "", None, is_number)
            if type(value) is str and value and not is_state
            else _cell(language, row.state if is_state else value, is_number)
            for (is_state, is_number), value in zip(kinds, _values(row, columns), strict=True)
        ]
        for row in rows
    ]


@lru_cache(maxsize=1024, typed=True)
def _cell(_language: str, value: object, is_number: bool) -> Cell:  # noqa: FBT001 - remembered by it
    if isinstance(value, EnrolmentState):
        kind, icon = STATES[value]
        return Cell(str(value.label), kind=kind, icon=icon)
    if isinstance(value, date):
        return Cell(day=value)
    if isinstance(value, Decimal):
        return Cell(number_format(value), is_number=True)
    if isinstance(value, int):
        return Cell(per_cent(value), is_number=True)
    return Cell("–", is_number=is_number)


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
