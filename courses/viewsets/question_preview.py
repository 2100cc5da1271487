"""A question as learners see it, in each of its languages, and with its answer told. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_POST

from academy.accounts.requests import PersonRequest
from academy.languages import LANGUAGES
from courses.forms.choice_inputs import inputs_of
from courses.forms.questions.form import QuestionForm
from courses.forms.questions.texts import LANGUAGE_LABELS
from courses.models import Question
from courses.questions import TYPES
from courses.questions.essay import rubric_of
from courses.questions.rich import shown_in
from courses.selectors.access import manageable_questions
from courses.services.questions import newest_body


@dataclass(frozen=True, kw_only=True)
class InLanguage:
    """The question in one language: as it is asked, and as it is explained."""

    code: str
    name: Any
    asked: SafeString
    told: SafeString


def own_question(request: PersonRequest, pk: int) -> Question:
    """Return a question that the person may change; a foreign one is a missing one."""
    if not request.user.has_perm("courses.change_question"):
        raise PermissionDenied
    return get_object_or_404(manageable_questions(request.user), pk=pk)


@require_GET
def preview(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the newest revision."""
    question = own_question(request, pk)
    return _page(request, question, newest_body(question))


@require_POST
def preview_form(request: PersonRequest, pk: int | None = None) -> HttpResponse:
    """Show what stands in the form, or what is wrong with it."""
    question = own_question(request, pk) if pk else Question(type=request.POST.get("type", ""))
    if not request.user.has_perm("courses.add_question") or question.type not in TYPES:
        raise PermissionDenied
    form = QuestionForm(request.POST, request.FILES, instance=question, for_user=request.user)
    if form.is_valid():
        return _page(request, question, form.body)
    context = {"form": form, "type": form.type, "question": question}
    return render(request, "courses/cms/question_unclear.html", context, status=422)


def _page(request: PersonRequest, question: Question, body: Mapping[str, Any]) -> HttpResponse:
    present = [code for code in LANGUAGES if body.get("stem", {}).get(code)]
    views = [_in_language(question.type, body, code) for code in present]
    return render(request, "courses/cms/question_preview.html", {"question": question, "views": views})


def _in_language(key: str, body: Mapping[str, Any], code: str) -> InLanguage:
    form, type_ = forms.Form(prefix=code), TYPES[key]
    form.fields["answer"] = type_.field(body, language=code, seed=code)
    offered = type_.offered(body, language=code, seed=code)
    question = {
        "position": LANGUAGES.index(code) + 1,
        "stem": shown_in(body["stem"], code),
        "rubric": rubric_of(body, code),
        "field": form["answer"],
    }
    review = type_.review(body, None, language=code)
    marked = {"position": question["position"], "review": review}
    with override(code):
        asked = render_to_string(
            f"courses/questions/{key}.html",
            {
                "question": question,
                "total": len(LANGUAGES),
                "choices": inputs_of(type_, form["answer"].html_name, offered, None),
            },
        )
        told = render_to_string("courses/_marked_question.html", {"marked": marked, "tells_answers": True})
    return InLanguage(code=code, name=LANGUAGE_LABELS[code], asked=asked, told=told)
