"""Results of the evaluation of a seminar, for its organisers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from academy.accounts.requests import PersonRequest
from academy.languages import text_in
from courses.selectors.evaluation_results import FEWEST, evaluation_results
from courses.views.evaluation_tables import file_rows, question_part
from courses.views.files import asked_for_file, export_choices, file_answer
from courses.views.seminar_desk import for_organisers, own_seminar, seminar_crumbs, title_of


@for_organisers
def results(request: PersonRequest, code: str) -> HttpResponse:
    """Each question with its plot, table or texts; with `export`, all answers as a file."""
    seminar, language = own_seminar(request, code=code, evaluation__isnull=False), get_language()
    found = evaluation_results(seminar)
    if found.is_enough and (kind := asked_for_file(request)):
        heads = [text_in(question.field.label, language) for question in found.questions]
        return file_answer(kind, f"evaluation-{code}", heads, file_rows(found, language))
    context = {
        "crumbs": seminar_crumbs(seminar),
        "title": title_of(seminar),
        "evaluation": seminar.evaluation,
        "results": found,
        "fewest": FEWEST,
        "parts": [question_part(question, language) for question in found.questions],
        "heads": [_("Answer"), _("Times chosen"), _("Share of answers")],
        "choices": export_choices(request),
    }
    return render(request, "courses/studio/evaluation.html", context)
