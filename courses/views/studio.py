"""The trainer's work that is no page editing: courses, statistics of quizzes and questions."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from academy.accounts.requests import PersonRequest
from academy.cms.tables import order_in
from academy.replica import from_replica
from courses.models import Course, Quiz
from courses.selectors.figures import quiz_key_figures
from courses.selectors.organising import runs_seminars
from courses.selectors.statistics import ItemFigures, QuizFigures, counted_until, question_figures, quiz_figures
from courses.selectors.studio import course_titles, own_quizzes, studio_courses, studio_rows, works_with_courses
from courses.views.files import asked_for_file, export_choices, file_answer
from courses.views.item_tables import SORTED, columns, heads, part_of, results_plot, row_of, values_of

View = Callable[..., HttpResponse]
COURSES_ON_A_PAGE = 20


def for_trainers(view: View) -> View:
    """Let in whoever works with courses; for others there is no such page."""

    @wraps(view)
    def guarded(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not works_with_courses(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return require_GET(login_required(never_cache(guarded)))


@require_GET
@login_required
@never_cache
def studio(request: PersonRequest) -> HttpResponse:
    """The courses that the person manages or teaches, and the way to her or his seminars."""
    organises = runs_seminars(request.user)
    if not organises and not works_with_courses(request.user):
        raise Http404
    question = request.GET.get("q", "").strip()
    page = Paginator(studio_courses(request.user, question), COURSES_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = studio_rows(request.user, list(page), get_language())
    context = {"page": page, "rows": rows, "question": question, "runs_seminars": organises}
    return render(request, "courses/studio/studio.html", context)


@for_trainers
def quiz_statistics(request: PersonRequest, code: str) -> HttpResponse:
    """Key figures, results and questions of a quiz; with `export`, the questions as a file."""
    quiz = get_object_or_404(own_quizzes(request.user), course__code=code)
    if kind := asked_for_file(request):
        _figures, items, _order = _quiz_figures(request, quiz)
        return file_answer(kind, f"questions-{code}", heads(), [values_of(item) for item in items])
    with from_replica():
        counted_at = counted_until(quiz)
    context = {
        "crumbs": crumbs(),
        "course": quiz.course,
        "title": course_titles([quiz.course], get_language())[quiz.course_id],
        "counted_at": counted_at,
        # Asked for where the page is not kept: until more is counted it says the same.
        "told": partial(_told, request, quiz),
        "choices": export_choices(request),
    }
    return render(request, "courses/studio/quiz_statistics.html", context)


def _quiz_figures(request: PersonRequest, quiz: Quiz) -> tuple[QuizFigures, list[ItemFigures], str]:
    """Return the figures of a quiz, and its questions in the order that is asked for."""
    with from_replica():
        figures = quiz_figures(quiz, get_language())
    order = order_in(request, columns(), default="attention")
    key = SORTED[order.removeprefix("-")]
    return figures, sorted(figures.items, key=key, reverse=order.startswith("-")), order


def _told(request: PersonRequest, quiz: Quiz) -> dict[str, Any]:
    figures, items, order = _quiz_figures(request, quiz)
    plot = results_plot(figures)
    return {
        "figures": figures,
        "key_figures": quiz_key_figures(figures),
        "plot": plot,
        "plot_rows": [[bar.label, str(bar.value), str(bar.part)] for bar in plot.bars],
        "columns": columns(),
        "rows": [row_of(quiz, item) for item in items],
        "order": order,
    }


@for_trainers
def question_statistics(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """One question of a quiz: options, plot and time, revision by revision."""
    quiz = get_object_or_404(own_quizzes(request.user), course__code=code)
    with from_replica():
        revisions = question_figures(quiz, pk, get_language())
    if not revisions:
        raise Http404
    context = {
        "crumbs": [*crumbs(), _crumb(_("Statistics of the quiz"), "quiz_statistics", quiz.course)],
        "stem": revisions[0].stem,
        "parts": [part_of(item) for item in revisions],
        "option_heads": [_("Option"), _("Correct"), _("Upper group"), _("Middle group"), _("Lower group"), _("All")],
    }
    return render(request, "courses/studio/question_statistics.html", context)


def crumbs() -> list[dict[str, str]]:
    """The way to the studio's pages."""
    return [{"title": _("Studio"), "url": reverse("studio")}]


def _crumb(title: str, view: str, course: Course) -> dict[str, str]:
    return {"title": title, "url": reverse(view, args=[course.code])}
