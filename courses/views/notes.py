"""Notes on lessons: written beside the lesson or on a page of their own, listed, and taken away as a file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from courses.errors import NoteSuperseded
from courses.forms.study import NoteForm
from courses.models import Lesson, LessonNote
from courses.selectors.study import kept_lesson, lessons_of_notes, notes_of
from courses.services.notes import save_note
from courses.views.returning import way_back

PAGE_SIZE = 20


@require_GET
@login_required
@never_cache
def notes(request: PersonRequest) -> HttpResponse:
    """All notes of one learner, or those that hold the words asked for."""
    question = request.GET.get("q", "").strip()
    found = notes_of(request.user, get_language(), question=question)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "courses/notes.html", {"page": page, "question": question})


@require_GET
@login_required
@never_cache
def export(request: PersonRequest) -> HttpResponse:
    """All notes as a text file."""
    context = {"notes": notes_of(request.user, get_language())}
    answer = render(request, "courses/notes.txt", context, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="notes.txt"'
    return answer


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def note(request: PersonRequest, pk: int) -> HttpResponse:
    """One note on a page of its own: where it can be written without a script, and where a refusal is explained."""
    lesson = get_object_or_404(lessons_of_notes(request.user), pk=pk)
    if request.method == "GET":
        return _page(request, lesson)
    form = NoteForm(request.POST)
    if not form.is_valid() or "text" not in request.POST:
        return HttpResponse(status=400)
    written = form.cleaned_data
    try:
        saved = save_note(user=request.user, lesson=lesson, text=written["text"], seen=written["seen"])
    except RuleBroken as refusal:
        return _refused(request, lesson, refusal)
    if request.headers.get("HX-Request"):
        return render(request, "courses/_note_state.html", {"note": saved, "is_saved": True})
    messages.success(request, _("The note is saved.") if saved else _("The note is deleted."))
    return redirect(way_back(request, "notes"))


def _refused(request: PersonRequest, lesson: Lesson, refusal: RuleBroken) -> HttpResponse:
    """Say why, and keep what was written: in the page that sent it, or in a page of its own."""
    status = 409 if isinstance(refusal, NoteSuperseded) else 422
    if request.headers.get("HX-Request"):
        return render(request, "courses/_note_state.html", {"refusal": refusal, "lesson": lesson}, status=status)
    return _page(request, lesson, refusal=refusal, status=status)


def _page(
    request: PersonRequest, lesson: Lesson, *, refusal: RuleBroken | None = None, status: int = 200
) -> HttpResponse:
    stored = LessonNote.objects.filter(user=request.user, lesson=lesson).first()
    context = {
        "kept": kept_lesson(lesson, get_language()),
        "note": stored,
        "text": request.POST["text"] if refusal else stored and stored.text,
        "refusal": refusal,
        "next": way_back(request, "notes"),
    }
    return render(request, "courses/note.html", context, status=status)
