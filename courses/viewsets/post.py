"""Discussions in the CMS: whoever manages a course keeps order in them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.permissions import policy_registry

from academy.accounts.models import User
from academy.errors import RuleBroken
from courses.models import Course, Mute, Post, PostReport
from courses.selectors.access import manageable_courses
from courses.selectors.discussion import best_lesson_pages, thread_of
from courses.services.moderation import hide_post, mute, settle_reports, show_post, unmute
from courses.viewsets.bulk import OwnRowsAction
from courses.viewsets.views import RowPageViewSet


def _courses(request: Any) -> QuerySet[Course]:
    return manageable_courses(request.user)


REPORTED = Exists(PostReport.objects.filter(post=OuterRef("pk"), settled_at=None))
UNANSWERED = ~Exists(Post.objects.filter(question=OuterRef("pk")))
MUTED = Exists(Mute.objects.filter(course=OuterRef("lesson__course"), user=OuterRef("author")))
STATES = {
    "reported": (gettext_lazy("with open reports"), Q(REPORTED)),
    "unanswered": (gettext_lazy("questions without an answer"), Q(UNANSWERED, question=None)),
    "hidden": (gettext_lazy("hidden"), Q(hidden_at__isnull=False)),
    "muted": (gettext_lazy("by muted people"), Q(MUTED)),
}


class PostFilterSet(WagtailFilterSet):
    """Posts by course, and by what waits to be done about them."""

    course = ModelChoiceFilter(label=gettext_lazy("Course"), field_name="lesson__course", queryset=_courses)
    state = ChoiceFilter(
        label=gettext_lazy("State"), choices=[(key, words) for key, (words, _q) in STATES.items()], method="in_state"
    )

    class Meta:
        model = Post
        fields = ("course", "state")

    def in_state(self, posts: QuerySet[Post], _name: str, state: str) -> QuerySet[Post]:
        """Keep those in the state."""
        return posts.filter(STATES[state][1])


class PostViewSet(RowPageViewSet):
    """Questions and answers of the courses that the person manages; words of others are neither edited nor deleted."""

    model = Post
    icon = "comment"
    menu_label = gettext_lazy("Discussions")
    row_view = "moderate"
    list_display = (
        "__str__",
        Column(
            "kind", label=gettext_lazy("Kind"), accessor=lambda row: _("answer") if row.question_id else _("question")
        ),
        Column("course", label=gettext_lazy("Course"), accessor="lesson.course", sort_key="lesson__course__code"),
        Column("lesson_title", label=gettext_lazy("Lesson")),
        Column("author", label=gettext_lazy("Author"), sort_key="author__legal_name"),
        Column("posted_at", label=gettext_lazy("Posted"), sort_key="posted_at"),
        Column("open_reports", label=gettext_lazy("Open reports")),
        Column("state", label=gettext_lazy("State"), accessor=lambda row: _("hidden") if row.hidden_at else _("shown")),
    )
    list_related = ("lesson__course", "author")
    ordering = "-posted_at"
    filterset_class = PostFilterSet
    search_fields = ("text", "author__legal_name", "author__email", "lesson__course__code")

    def prepare_rows(self, rows: Sequence[Post], language: str) -> None:
        """Add the lesson's title and the number of open reports."""
        pages = best_lesson_pages({row.lesson_id for row in rows}, language)
        waiting = PostReport.objects.filter(post__in=rows, settled_at=None)
        reports = dict(waiting.values_list("post").annotate(Count("pk")).order_by())
        for row in rows:
            row.lesson_title = pages[row.lesson_id].title if row.lesson_id in pages else ""  # type: ignore[attr-defined]
            row.open_reports = reports.get(row.pk, 0)  # type: ignore[attr-defined]

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the page on which a post is judged."""
        return [*super().get_urlpatterns(), path("moderate/<int:pk>/", moderate, name="moderate")]


class HidePosts(OwnRowsAction):
    """Hide several posts at once."""

    models = (Post,)
    display_name = gettext_lazy("Hide")
    action_type = "hide"
    question = gettext_lazy("Hide these posts from everybody but their authors and the trainers?")

    def act(self, row: Post) -> None:
        """Hide one."""
        hide_post(post=row, by=self.request.user)


def _mute(*, post: Post, by: User) -> None:
    if post.author:
        mute(course=post.lesson.course, user=post.author, by=by)


def _unmute(*, post: Post, by: User) -> None:  # noqa: ARG001 - the signature is shared
    if post.author:
        unmute(course=post.lesson.course, user=post.author)


#: What can be done about a post -> the right that it takes, how it is done, and what is said afterwards.
ACTIONS: Mapping[str, tuple[str, Callable[..., Any], Any]] = {
    "hide": ("courses.change_post", hide_post, gettext_lazy("The post is hidden.")),
    "show": ("courses.change_post", show_post, gettext_lazy("The post is shown again.")),
    "settle": ("courses.change_postreport", settle_reports, gettext_lazy("The reports are settled.")),
    "mute": ("courses.add_mute", _mute, gettext_lazy("The author may read and not write on this course.")),
    "unmute": ("courses.delete_mute", _unmute, gettext_lazy("The author may write again.")),
}


@require_http_methods(["GET", "POST"])
def moderate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a post with its thread and its reports, and do something about it."""
    policy = policy_registry.get_by_type(Post)
    own = policy.instances_user_has_permission_for(request.user, "change")
    post = get_object_or_404(own.select_related("lesson__course", "author", "question", "hidden_by"), pk=pk)
    if request.method == "POST":
        _act(request, post)
        return redirect("post:moderate", pk=post.pk)
    course = post.lesson.course
    context = {
        "post": post,
        "thread": thread_of(post.question or post),
        "reports": post.reports.select_related("reporter"),
        "has_open_reports": post.reports.filter(settled_at=None).exists(),
        "is_muted": Mute.objects.filter(course=course, user=post.author_id).exists(),
        "lesson_page": best_lesson_pages([post.lesson_id], get_language()).get(post.lesson_id),
        "may": {name: request.user.has_perm(right) for name, (right, _act_, _words) in ACTIONS.items()},
    }
    return render(request, "courses/cms/post.html", context)


def _act(request: HttpRequest, post: Post) -> None:
    right, act, words = ACTIONS.get(request.POST.get("action", ""), ("", None, ""))
    if act is None or not request.user.has_perm(right):
        raise Http404
    try:
        act(post=post, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, str(words))
