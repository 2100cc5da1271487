"""An evaluation form as participants see it, in each of its languages; and a copy of it, to be changed freely."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods

from academy.accounts.requests import PersonRequest
from academy.languages import LANGUAGES, text_in
from courses.forms.evaluations import answer_form
from courses.forms.questions.texts import LANGUAGE_LABELS
from courses.models import Evaluation
from courses.selectors.evaluations import manageable_evaluations
from courses.services.evaluations import copy_evaluation


@require_GET
def preview(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the form as it is stored."""
    evaluation = _own(request, pk)
    present = [code for code in LANGUAGES if evaluation.title.get(code)]
    views = [_in_language(evaluation, code) for code in present]
    return render(request, "courses/cms/evaluation_preview.html", {"evaluation": evaluation, "views": views})


def _in_language(evaluation: Evaluation, code: str) -> dict[str, Any]:
    with override(code):
        form = answer_form(evaluation, code, prefix=code)
        fields = [render_to_string("components/field.html", {"field": field}) for field in form]
    return {"code": code, "name": LANGUAGE_LABELS[code], "title": text_in(evaluation.title, code), "fields": fields}


@require_http_methods(["GET", "POST"])
def copy(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask, then make the copy and lead to it."""
    evaluation = _own(request, pk)
    if not request.user.has_perm("courses.add_evaluation"):
        raise PermissionDenied
    if request.method == "GET":
        return render(request, "courses/cms/evaluation_copy.html", {"evaluation": evaluation})
    made = copy_evaluation(evaluation=evaluation, by=request.user)
    messages.success(request, _("This is the copy. Nobody has answered it, so everything can be changed."))
    return redirect("evaluation:edit", made.pk)


def _own(request: PersonRequest, pk: int) -> Evaluation:
    if not request.user.has_perm("courses.change_evaluation"):
        raise PermissionDenied
    return get_object_or_404(manageable_evaluations(request.user), pk=pk)
