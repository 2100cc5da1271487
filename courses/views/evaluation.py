"""The evaluation of a seminar, as whoever was there fills it in."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from academy.accounts.requests import PersonRequest
from courses.forms.evaluations import answer_form, answers_in
from courses.models import Seminar
from courses.selectors.evaluations import evaluation_standing
from courses.selectors.registration import seminar_pages
from courses.services.evaluations import hand_in_evaluation


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def evaluation(request: PersonRequest, code: str) -> HttpResponse:
    """Ask, or thank, or say from when on; for whoever was not there it is a missing page."""
    seminar = get_object_or_404(Seminar.objects.select_related("evaluation"), code=code, evaluation__isnull=False)
    standing = evaluation_standing(seminar, request.user)
    if standing is None:
        raise Http404
    form = None
    if standing.is_open:
        form = answer_form(seminar.evaluation, get_language(), request.POST if request.method == "POST" else None)
    if form and form.is_valid():
        hand_in_evaluation(user=request.user, seminar=seminar, answers=answers_in(form))
        return redirect("evaluation", code=code)
    page = seminar_pages([seminar.pk], get_language()).get(seminar.pk)
    context = {"seminar": seminar, "page": page, "standing": standing, "form": form}
    return render(request, "courses/evaluation.html", context, status=422 if form and form.is_bound else 200)
