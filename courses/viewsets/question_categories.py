"""The categories of a bank, on one page: made, renamed, moved, and deleted when they are empty."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from courses.forms.questions.categories import CategoryForm
from courses.models import QuestionBank, QuestionCategory
from courses.selectors.banks import category_names, manageable_banks
from courses.services.categories import change_category, delete_category, make_category


@require_http_methods(["GET", "POST"])
def categories(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the categories, and make one."""
    bank = _own_bank(request, pk)
    form = CategoryForm(request.POST or None, bank=bank)
    if _is_done(request, form, lambda: make_category(bank=bank, **_given(form))):
        messages.success(request, _("The category is made."))
        return redirect("questionbank:categories", pk=bank.pk)
    return _page(request, bank, form)


@require_http_methods(["GET", "POST"])
def category(request: PersonRequest, pk: int, category_pk: int) -> HttpResponse:
    """Rename or move one."""
    bank = _own_bank(request, pk)
    row = get_object_or_404(bank.categories, pk=category_pk)
    form = CategoryForm(request.POST or None, bank=bank, initial={"name": row.name, "parent": row.parent_id})
    if _is_done(request, form, lambda: change_category(category=row, **_given(form))):
        messages.success(request, _("The category is changed."))
        return redirect("questionbank:categories", pk=bank.pk)
    return _page(request, bank, form, changed=get_object_or_404(bank.categories, pk=category_pk))


@require_POST
def delete(request: PersonRequest, pk: int, category_pk: int) -> HttpResponse:
    """Delete one that is empty."""
    bank = _own_bank(request, pk)
    try:
        delete_category(category=get_object_or_404(bank.categories, pk=category_pk))
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The category is deleted."))
    return redirect("questionbank:categories", pk=bank.pk)


def _given(form: CategoryForm) -> dict[str, Any]:
    return {"name": form.cleaned_data["name"], "parent": form.cleaned_data["parent"]}


def _is_done(request: PersonRequest, form: CategoryForm, act: Callable[[], object]) -> bool:
    """Do it when it was sent, or say in the form why not."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except RuleBroken as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True


def _page(
    request: PersonRequest, bank: QuestionBank, form: CategoryForm, changed: QuestionCategory | None = None
) -> HttpResponse:
    counts = {"question_count": Count("questions", distinct=True), "inner": Count("children", distinct=True)}
    counts["draw_count"] = Count("draws", distinct=True)
    rows: list[Any] = list(bank.categories.annotate(**counts))
    names = category_names(rows)
    tree = [
        {
            "row": row,
            "path": names[row.pk],
            "is_empty": not (row.question_count or row.inner or row.draw_count),
        }
        for row in sorted(rows, key=lambda row: names[row.pk])
    ]
    context = {"bank": bank, "form": form, "tree": tree, "changed": changed}
    return render(request, "courses/cms/categories.html", context, status=422 if form.errors else 200)


def _own_bank(request: PersonRequest, pk: int) -> QuestionBank:
    if not request.user.has_perm("courses.change_questionbank"):
        raise PermissionDenied
    return get_object_or_404(manageable_banks(request.user), pk=pk)
