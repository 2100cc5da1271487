"""The learner's own pages and actions outside the quiz."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from courses.errors import NotEnrolled
from courses.models import Course, Enrolment, Lesson, LessonPage
from courses.selectors.dashboard import dashboard_of
from courses.selectors.outline import enrolment_of, outline_of
from courses.selectors.translations import best_pages
from courses.services.progress import mark_lesson_read
from courses.services.visits import reach_end


@require_GET
@login_required
@never_cache
def my(request: PersonRequest) -> HttpResponse:
    """Everything of one learner: courses in hand, certificates, seminars ahead."""
    return render(request, "courses/my.html", {"dashboard": dashboard_of(request.user, get_language())})


@require_GET
@login_required
def continue_course(request: PersonRequest, code: str) -> HttpResponse:
    """Go to where the learner left off."""
    course = get_object_or_404(Course.objects.filter(pages__live=True).distinct(), code=code)
    outline = outline_of(course, user=request.user, language=get_language())
    return redirect(outline.continue_url) if outline.enrolment else _not_enrolled(request, course)


@require_POST
@login_required
def mark_read(request: PersonRequest, pk: int) -> HttpResponse:
    """Mark a lesson as read, and go to the next thing to do: a lesson, the quiz, or the course page."""
    lesson, enrolment = _own_lesson(request, pk)
    if enrolment is None:
        return _not_enrolled(request, lesson.course)
    try:
        mark_lesson_read(enrolment=enrolment, lesson=lesson)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
        return redirect(_lesson_url(lesson))
    return redirect(_after(lesson, request))


@require_POST
@login_required
def end_of_lesson(request: PersonRequest, pk: int) -> HttpResponse:
    """Record that the learner came to the end of the text; a script hears only whether that was taken."""
    lesson, enrolment = _own_lesson(request, pk)
    if enrolment is None:
        return _not_enrolled(request, lesson.course)
    is_script = request.headers.get("X-Requested-With") == "fetch"
    try:
        reach_end(enrolment=enrolment, lesson=lesson)
    except RuleBroken as refusal:
        if is_script:
            return HttpResponse(status=409)
        messages.error(request, str(refusal.message))
        return redirect(_lesson_url(lesson))
    return HttpResponse(status=204) if is_script else redirect(f"{_lesson_url(lesson)}#lesson-end")


def _own_lesson(request: PersonRequest, pk: int) -> tuple[Lesson, Enrolment | None]:
    """Return a published lesson, and the person's enrolment on its course if there is one."""
    published = Lesson.objects.filter(pages__live=True).select_related("course").distinct()
    lesson = get_object_or_404(published, pk=pk)
    return lesson, enrolment_of(request.user, lesson.course_id)


def _lesson_url(lesson: Lesson) -> str:
    pages = LessonPage.objects.live().filter(lesson=lesson).select_related("locale").defer_streamfields()
    return best_pages(pages, row="lesson", language=get_language())[lesson.pk].url


def _not_enrolled(request: PersonRequest, course: Course) -> HttpResponse:
    """Say what is missing where it can be had: course pages are public, so nothing is given away."""
    messages.error(request, str(NotEnrolled.message))
    return redirect(_course_url(course))


def _after(lesson: Lesson, request: PersonRequest) -> str:
    outline = outline_of(lesson.course, user=request.user, language=get_language())
    here = next((item.position for item in outline.lessons if item.lesson.pk == lesson.pk), 0)
    later = [item for item in outline.lessons if item.position > here and not (item.is_read or item.closed)]
    if later:
        return later[0].url
    if outline.progress and outline.progress.is_completed:
        messages.success(request, _("You have completed the course."))
        return _course_url(lesson.course)
    return outline.continue_url


def _course_url(course: Course) -> str:
    return redirect("course", code=course.code).url
