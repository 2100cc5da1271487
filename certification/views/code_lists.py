"""Many at once: a list of codes is brought, its answers are looked through, and taken home with one column more."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from academy.accounts.requests import PersonRequest
from academy.body_sizes import takes_file
from academy.errors import RuleBroken
from academy.lists.cells import MAX_BYTES
from academy.lists.unreadable import ListUnreadable
from academy.table_file import CONTENT_TYPES, table_file
from certification.codes import grouped
from certification.enums import IN_THE_REGISTER, NameAnswer, Verdict
from certification.forms.verification import CodeListFilterForm, CodeListForm, unread
from certification.models import CodeList
from certification.services.code_lists import keep_code_list
from certification.tasks import answer_code_list
from certification.views.verification import address_of

LINES_ON_A_PAGE = 50
#: An answer that people filter by: that the name differs comes before what the certificate is.
DIFFERENT = "different"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line with its answer: `kind` is a `Verdict`, or `DIFFERENT` where the certificate names somebody else."""

    number: int
    typed: str
    name: str
    code: str
    cells: Sequence[str]
    verdict: Verdict
    name_answer: NameAnswer

    @property
    def kind(self) -> str:
        """What the line is filtered by."""
        return DIFFERENT if self.name_answer == NameAnswer.DIFFERENT else self.verdict.value

    @property
    def is_in_register(self) -> bool:
        """Whether the page of the code tells of a certificate."""
        return self.verdict in IN_THE_REGISTER

    @property
    def words(self) -> str:
        """The answer in one sentence, for the page and for the added column."""
        told = str(self.verdict.label)
        return f"{told}; {self.name_answer.label}" if self.name_answer else told


@login_required
@never_cache
def _too_large(request: PersonRequest) -> HttpResponse:
    """Say so without having read the file."""
    return _lists(request, unread(CodeListForm, "file", ListUnreadable.TOO_LARGE), status=413)


@takes_file(MAX_BYTES, refuse=_too_large)
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def code_lists(request: PersonRequest) -> HttpResponse:
    """Take a list of codes; show the person's own of the last days."""
    form = CodeListForm(*(request.POST, request.FILES) if request.method == "POST" else ())
    if form.is_valid() and (kept := _kept(request, form)):
        return redirect("code_list", pk=kept.pk)
    return _lists(request, form, status=422 if form.is_bound else 200)


def _lists(request: PersonRequest, form: Form, *, status: int) -> HttpResponse:
    lists = CodeList.objects.filter(uploaded_by=request.user).defer("rows", "answers", "head")
    return render(request, "certification/code_lists.html", {"form": form, "lists": lists}, status=status)


def _kept(request: PersonRequest, form: CodeListForm) -> CodeList | None:
    file = form.cleaned_data["file"]
    try:
        with transaction.atomic():
            kept = keep_code_list(
                file_name=file.name, content=file.read(), by=request.user, address=address_of(request)
            )
            transaction.on_commit(lambda: answer_code_list.delay(kept.pk), robust=True)
    except RuleBroken as refusal:
        form.add_error("file", str(refusal.message))
        return None
    return kept


@require_safe
@login_required
@never_cache
def code_list(request: PersonRequest, pk: int) -> HttpResponse:
    """Show how far the answers have come; when all are there, the lines, and the file with one column more."""
    found = _own(request, pk)
    kind = request.GET.get("export", "")
    if found.is_done and kind in CONTENT_TYPES:
        return _file(found, kind)
    context = _progress(found) | (_lines(request, found) if found.is_done else {})
    return render(request, "certification/code_list.html", context)


@require_safe
@login_required
@never_cache
def code_list_state(request: PersonRequest, pk: int) -> HttpResponse:
    """Answer with the fragment alone, for the page that asks again every few seconds; done, it has itself loaded."""
    found = _own(request, pk)
    response = render(request, "certification/_code_list_state.html", _progress(found))
    if found.is_done:
        response["HX-Refresh"] = "true"
    return response


def _own(request: PersonRequest, pk: int) -> CodeList:
    """Find one of the person's own; another's answers as a missing one."""
    return get_object_or_404(CodeList, uploaded_by=request.user, pk=pk)


def _progress(found: CodeList) -> dict[str, Any]:
    words = ngettext("%(done)d of %(count)d line is answered.", "%(done)d of %(count)d lines are answered.", found.size)
    return {
        "list": found,
        "crumbs": [
            {"title": _("Verify a certificate"), "url": reverse("verify")},
            {"title": _("Many at once"), "url": reverse("code_lists")},
        ],
        "state": "running" if found.done else "waiting",
        "percent": 100 * found.done // found.size,
        "words": words % {"done": found.done, "count": found.size},
    }


def _lines(request: PersonRequest, found: CodeList) -> dict[str, Any]:
    lines = list(_answered(found))
    counts = Counter(line.kind for line in lines)
    labels = {verdict.value: str(verdict.label) for verdict in Verdict} | {DIFFERENT: str(NameAnswer.DIFFERENT.label)}
    form = CodeListFilterForm(
        request.GET, [(kind, f"{labels[kind]} ({counts[kind]})") for kind in labels if counts[kind]]
    )
    asked = form.cleaned_data["answer"] if form.is_valid() else ""
    shown = [line for line in lines if asked in {"", line.kind}]
    return {
        "counts": [(labels[kind], counts[kind]) for kind in labels if counts[kind]],
        "form": form,
        "found": ngettext("%(count)d line", "%(count)d lines", len(shown)) % {"count": len(shown)},
        "page": Paginator(shown, LINES_ON_A_PAGE).get_page(request.GET.get("page")),
        "exports": [
            {"label": _("As a table (CSV)"), "url": "?export=csv", "icon": "list"},
            {"label": _("As a table (Excel)"), "url": "?export=xlsx", "icon": "list"},
        ],
    }


def _answered(found: CodeList) -> Iterator[Line]:
    for (number, typed, name, cells), answer in zip(found.rows, found.answers, strict=True):
        yield Line(
            number=number,
            typed=typed,
            name=name,
            code=grouped(answer["code"]),
            cells=cells,
            verdict=Verdict(answer["verdict"]),
            name_answer=NameAnswer(answer["name"]),
        )


def _file(found: CodeList, kind: str) -> HttpResponse:
    """Give the list back as it was brought, with the answer as its last column."""
    width = max(len(found.head), *(len(row[3]) for row in found.rows))
    rows = [[*line.cells, *[""] * (width - len(line.cells)), line.words] for line in _answered(found)]
    heads = [*found.head, *[""] * (width - len(found.head)), _("Verification")]
    disposition = f'attachment; filename="verified-{found.pk}.{kind}"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse(table_file(kind, heads, rows), content_type=CONTENT_TYPES[kind], headers=headers)
