"""The training matrix, as a page and as a file."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from academy.accounts.models import Membership
from academy.accounts.requests import PersonRequest
from academy.cms.tables import MatrixCell
from academy.numbered import address_of
from courses.forms.desk import MatrixFilter
from courses.selectors.desk.fulfilment import sign_and_words
from courses.selectors.desk.matrix import Matrix, MatrixRow, Question, matrix_of, whole_matrix_of
from courses.selectors.desk.requirements import desk_of
from courses.views.desk.door import for_officers, page
from courses.views.desk.people import tick_forms
from courses.views.files import asked_for_file, export_choices, file_answer


@require_GET
@for_officers
def matrix(request: PersonRequest, officer: Membership) -> HttpResponse:
    """Staff down, requirements across; with `export`, everybody whom the filters leave."""
    desk = desk_of(officer.institution, get_language())
    form = MatrixFilter(request.GET, groups=desk.groups, asked=desk.asked)
    narrowing = {name: form.value(name) for name in ("group", "requirement")}
    question = Question(text=form.text, state=form.value("state") or "", **narrowing)
    if kind := asked_for_file(request):
        whole = whole_matrix_of(desk, question)
        return file_answer(kind, "matrix", [_("Full name"), _("E-mail"), *whole.columns], _lines(whole.rows))
    shown = matrix_of(desk, question, request.GET.get("page", "1"))
    count = shown.page.paginator.count if shown.page else 0
    return page(
        request,
        officer,
        "desk_matrix",
        filters=form,
        found=ngettext("%(count)s person", "%(count)s people", count) % {"count": count},
        matrix=shown,
        rows=_rows(officer, shown),
        page_of_list=shown.page,
        choices=export_choices(request),
        is_narrowed=any(vars(question).values()),
        **tick_forms(desk.groups),
    )


def _lines(rows: Sequence[MatrixRow]) -> list[list[object]]:
    return [
        [row.person.user.legal_name, row.person.user.email, *[one.words if one else "" for one in row.standings]]
        for row in rows
    ]


def _rows(officer: Membership, shown: Matrix) -> list[dict[str, object]]:
    """What the component `matrix` takes."""
    language, not_asked = get_language(), ("", _("not asked for"))
    return [
        {
            "name": row.person.user.legal_name,
            "url": address_of("desk_person", row.person.pk, officer.institution_id),
            "tick": row.person.pk,
            "cells": [
                MatrixCell(sign, "", words, column)
                for one, column in zip(row.standings, shown.columns, strict=True)
                for sign, words in [sign_and_words(language, one.told) if one else not_asked]
            ],
        }
        for row in shown.rows
    ]
