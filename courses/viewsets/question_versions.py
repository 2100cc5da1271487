"""The revisions of a question: who wrote them and when, how two differ, and an older one made the newest."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.log_actions import log

from academy.accounts.requests import PersonRequest
from courses.models import Question, QuestionRevision
from courses.questions import BodyInvalid
from courses.selectors.questions import differences
from courses.services.questions import restore_revision
from courses.viewsets.question_preview import own_question


@require_GET
def versions(request: PersonRequest, pk: int) -> HttpResponse:
    """List the revisions; two that are named are compared, else the two newest."""
    question = own_question(request, pk)
    rows = list(question.revisions.select_related("author").order_by("-number"))
    newest = rows[0].number if rows else 0
    before, after = _number(request, "before", newest - 1), _number(request, "after", newest)
    context = {"question": question, "versions": rows, "before": before, "after": after, "newest": newest}
    return render(request, "courses/cms/question_versions.html", context | _compared(question, rows, before, after))


def _number(request: PersonRequest, name: str, otherwise: int) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 10 else otherwise  # noqa: PLR2004 - as many digits as a number has


def _compared(question: Question, rows: list[QuestionRevision], before: int, after: int) -> dict[str, object]:
    bodies = {row.number: row.body for row in rows}
    if before not in bodies or after not in bodies or before == after:
        return {"differences": None}
    return {"differences": differences(question.type, bodies[before], bodies[after])}


@require_POST
def restore(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """Make an older revision the newest; a second click changes nothing."""
    question = own_question(request, pk)
    revision = get_object_or_404(question.revisions.select_related("question"), number=number)
    try:
        restore_revision(revision=revision, by=request.user)
    except BodyInvalid as fault:
        messages.error(request, str(fault.message))
    else:
        log(instance=question, action="wagtail.edit", user=request.user)
        messages.success(request, _("Version {number} is the newest again.").format(number=number))
    return redirect("question:versions", pk=question.pk)
