"""Questions and answers under lessons."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from courses.errors import PostStays
from courses.forms.discussion import PostForm, ReportForm
from courses.models import Lesson, Post
from courses.selectors.discussion import (
    Participant,
    best_lesson_pages,
    is_closed_to,
    participant_of,
    question_views,
    questions_of,
    thread_of,
    thread_views,
)
from courses.services.discussion import answer_question, ask_question, delete_post, report_post
from courses.tasks import deliver_post

PER_PAGE = 10


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def lesson_questions(request: PersonRequest, pk: int) -> HttpResponse:
    """The questions under a lesson, and a form for another one."""
    lesson = get_object_or_404(Lesson.objects.filter(pages__live=True).select_related("course").distinct(), pk=pk)
    reader = _reader(request, lesson)
    form = PostForm(request.POST if request.method == "POST" else None)
    if question := _sent(form, lambda text: ask_question(lesson=lesson, author=request.user, text=text)):
        messages.success(request, _("Your question is sent. The trainers are told of it."))
        return redirect("question", pk=question.pk)
    page = Paginator(questions_of(lesson.pk), PER_PAGE).get_page(request.GET.get("page"))
    posts = question_views(list(page), reader, lesson.course)
    context = _context(lesson, reader) | {"form": form, "page_of_list": page, "posts": posts}
    return render(request, "courses/lesson_questions.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def question(request: PersonRequest, pk: int) -> HttpResponse:
    """One question with its answers, and a form for another one."""
    asked = _post(pk)
    if asked.question_id:
        raise Http404
    reader = _reader(request, asked.lesson)
    form = PostForm(request.POST if request.method == "POST" else None)
    if answer := _sent(form, lambda text: answer_question(question=asked, author=request.user, text=text)):
        messages.success(request, _("Your answer is sent."))
        return redirect(f"{request.path}#post-{answer.pk}")
    posts = thread_views(thread_of(asked), reader, asked.lesson.course)
    context = _context(asked.lesson, reader) | {"form": form, "posts": posts, "question": posts[0]}
    return render(request, "courses/question.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def report(request: PersonRequest, pk: int) -> HttpResponse:
    """Say what is wrong with somebody else's post."""
    post = _post(pk)
    reader = _reader(request, post.lesson)
    if post.author_id == request.user.pk or post.hidden_at:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        report_post(post=post, reporter=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Thank you. Whoever runs the course looks at the post."))
        return redirect("question", pk=post.question_id or post.pk)
    posts = question_views([post], reader, post.lesson.course)
    context = _context(post.lesson, reader) | {"form": form, "item": posts[0]}
    return render(request, "courses/report_post.html", context)


@require_POST
@login_required
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Take an own post back while nobody has answered it."""
    post = _post(pk)
    _reader(request, post.lesson)
    if post.author_id != request.user.pk:
        raise Http404
    try:
        delete_post(post=post, author=request.user)
    except PostStays as refusal:
        messages.error(request, str(refusal.message))
        return redirect("question", pk=post.question_id or pk)
    messages.success(request, _("Your post is deleted."))
    return (
        redirect("question", pk=post.question_id)
        if post.question_id
        else redirect("lesson_questions", pk=post.lesson_id)
    )


def _sent(form: PostForm, write: Callable[[str], Post]) -> Post | None:
    """Store the text of a valid form, and have letters sent; what is refused stays in the form, with the reason."""
    if not form.is_valid():
        return None
    try:
        post = write(form.cleaned_data["text"])
    except RuleBroken as refusal:
        form.add_error(None, str(refusal.message))
        return None
    transaction.on_commit(lambda: deliver_post.delay(post.pk), robust=True)
    return post


def _post(pk: int) -> Post:
    posts = Post.objects.filter(lesson__pages__live=True).select_related("lesson__course", "author", "question")
    return get_object_or_404(posts.distinct(), pk=pk)


def _reader(request: PersonRequest, lesson: Lesson) -> Participant:
    """Who reads; whoever takes no part, or may not read the lesson yet, gets what a missing lesson answers."""
    reader = participant_of(request.user, lesson.course)
    if reader is None or is_closed_to(reader, lesson):
        raise Http404
    return reader


def _context(lesson: Lesson, reader: Participant) -> dict[str, object]:
    page = best_lesson_pages([lesson.pk], get_language())[lesson.pk]
    return {"lesson": lesson, "lesson_page": page, "reader": reader}
