"""What waits for a person to mark: the list, and the page on which one answer is read and marked."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from academy.accounts.requests import PersonRequest
from courses.errors import AlreadyMarked
from courses.forms.marking import MarkingForm
from courses.models import Attempt, AttemptQuestion
from courses.questions.rich import shown_in
from courses.selectors.marking_queue import markable_answers
from courses.services.marking_by_hand import mark_by_hand
from courses.tasks import mail_attempt_letter
from courses.viewsets.listing import OwnIndexView
from courses.viewsets.views import RowPageViewSet


def learner_of(asked: AttemptQuestion) -> str:
    """Name the learner, unless the quiz is marked without names."""
    attempt = asked.attempt
    return _("not shown") if attempt.quiz.blind_marking else str(attempt.enrolment.user)


class MarkingIndexView(OwnIndexView):
    """Is called for what is done there: the rows are questions of attempts."""

    page_title = gettext_lazy("Marking")


class MarkingViewSet(RowPageViewSet):
    """Answers that wait, the oldest first. Nothing finds them by the learner: some are marked without names."""

    model = AttemptQuestion
    icon = "edit"
    menu_label = gettext_lazy("Marking")
    row_view = "mark"
    index_view_class = MarkingIndexView
    list_display = (
        Column("question", label=gettext_lazy("Question"), accessor="revision.question.key"),
        Column("course", label=gettext_lazy("Course"), accessor="attempt.quiz.course"),
        Column("learner", label=gettext_lazy("Learner"), accessor=learner_of),
        Column("closed", label=gettext_lazy("Submitted"), accessor="attempt.closed_at", sort_key="attempt__closed_at"),
    )
    list_related = ("revision__question", "attempt__quiz__course", "attempt__enrolment__user")
    ordering = "attempt__closed_at"
    search_fields = ("revision__question__key", "attempt__quiz__course__code")

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the page of one answer."""
        return [*super().get_urlpatterns(), path("mark/<int:pk>/", mark, name="mark")]


@require_http_methods(["GET", "POST"])
def mark(request: PersonRequest, pk: int) -> HttpResponse:
    """Show one answer, and take its marks; what somebody else has marked meanwhile stays."""
    asked = get_object_or_404(_reachable(request).select_related(*MarkingViewSet.list_related), pk=pk)
    if asked.marked_at:
        messages.error(request, str(AlreadyMarked.message))
        return redirect("attemptquestion:index")
    language = get_language()
    form = MarkingForm(asked, language=language, data=request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _mark(request, asked, form)
    stem = shown_in(asked.revision.body["stem"], language)
    context = {"asked": asked, "form": form, "stem": stem, "learner": learner_of(asked)}
    return render(request, "courses/cms/marking.html", context)


def _reachable(request: PersonRequest) -> QuerySet[AttemptQuestion]:
    """What waits for the person, and what waited until somebody marked it."""
    if not policy_registry.get_by_type(AttemptQuestion).user_has_permission(request.user, "change"):
        return AttemptQuestion.objects.none()
    return markable_answers(request.user, with_marked=True)


def _mark(request: PersonRequest, asked: AttemptQuestion, form: MarkingForm) -> HttpResponse:
    given: dict[str, Any] = {name: form.cleaned_data.get(name) for name in ("score", "comment")}
    try:
        with transaction.atomic():
            attempt = mark_by_hand(asked=asked, by=request.user, levels=form.levels(), **given)
            log(instance=asked, action="wagtail.edit", user=request.user, data={"attempt": str(attempt.pk)})
    except AlreadyMarked as refusal:
        messages.error(request, str(refusal.message))
    else:
        _tell(attempt)
        messages.success(request, _("The answer is marked."))
    return redirect("attemptquestion:index")


def _tell(attempt: Attempt) -> None:
    """Have letters sent after the commit; the sweep takes what is not queued."""
    letters = list(attempt.letters.filter(mailed_at=None).values_list("pk", flat=True))
    transaction.on_commit(lambda: [mail_attempt_letter.delay(letter) for letter in letters], robust=True)
