"""Registering for a seminar, and what comes of it: a seat, a wait, an offer, an end."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from courses.enums import RegistrationState
from courses.forms.registration import CancellationForm, RegistrationForm
from courses.models import Registration, Seminar, SeminarPage
from courses.selectors.evaluations import evaluation_standing
from courses.selectors.registering import published_seminar, registering
from courses.selectors.registration import (
    RegistrationView,
    registration_views,
    registrations_of,
    seminar_pages,
)
from courses.services.registration import cancel_registration, register
from courses.services.waiting import confirm_offer

DONE = {
    RegistrationState.CONFIRMED: gettext_lazy("You are registered. A letter with a calendar entry is on its way."),
    RegistrationState.WAITING: gettext_lazy(
        "There is no seat left. You are on the waiting list, and we write when one is free."
    ),
    RegistrationState.REQUESTED: gettext_lazy("Your registration awaits approval. You will receive a letter."),
}


@require_GET
def seminar(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001 - the signature is Django's
    """Lead to the seminar's page in the reader's language, or in another when there is none."""
    return redirect(_page(_published(code)).url)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def register_for_seminar(request: PersonRequest, code: str) -> HttpResponse:
    """Show what can be chosen and what is asked; register, and show what came of it."""
    found = _published(code)
    asked = registering(found, request.user, get_language())
    form = RegistrationForm(
        request.POST if request.method == "POST" else None, seminar=found, user=request.user, registering=asked
    )
    if form.is_valid():
        return _register(request, found, form)
    page = _page(found)
    context = {"seminar": found, "page": page, "title": page.title, "choices": asked.choices, "form": form}
    return render(request, "courses/register.html", context, status=422 if form.is_bound else 200)


def _register(request: PersonRequest, found: Seminar, form: RegistrationForm) -> HttpResponse:
    institution = form.cleaned_data.get("institution")
    try:
        made = register(
            user=request.user,
            seminar=found,
            sessions=form.sessions,
            institution=institution.pk if institution else None,
            answers=form.answers,
        )
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
        return redirect("register_for_seminar", code=found.code)
    for state in dict.fromkeys(RegistrationState(registration.state) for registration in made):
        messages.success(request, str(DONE[state]))
    return redirect("registration", pk=made[0].pk)


@require_GET
@login_required
@never_cache
def registration(request: PersonRequest, pk: int) -> HttpResponse:
    """Where the registration stands, and what can be done; somebody else's is a missing one."""
    view = _own_view(request, pk)
    held = view.registration.session.seminar
    others = registrations_of(request.user).filter(session__seminar=held)
    context = {
        "view": view,
        "others": registration_views(others.exclude(pk=pk), get_language()),
        "evaluation": evaluation_standing(held, request.user),
    }
    return render(request, "courses/registration.html", context)


@require_POST
@login_required
def confirm_registration(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the seat that is offered."""
    try:
        confirm_offer(registration=_own(request, pk))
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("You are registered. A letter with a calendar entry is on its way."))
    return redirect("registration", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def cancel_own_registration(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask once more, and for a reason when it is late; then give the registration up."""
    view = _own_view(request, pk)
    form = CancellationForm(request.POST if request.method == "POST" else None, is_apology=view.takes_apology)
    if not form.is_valid():
        return render(
            request,
            "courses/cancel_registration.html",
            {"view": view, "form": form},
            status=422 if form.is_bound else 200,
        )
    try:
        cancel_registration(registration=view.registration, reason=form.cleaned_data["reason"])
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Your registration was cancelled. Thank you for saying so."))
    return redirect("registration", pk=pk)


def _own(request: PersonRequest, pk: int) -> Registration:
    return get_object_or_404(registrations_of(request.user), pk=pk)


def _own_view(request: PersonRequest, pk: int) -> RegistrationView:
    _own(request, pk)
    return registration_views(registrations_of(request.user).filter(pk=pk), get_language())[0]


def _published(code: str) -> Seminar:
    found = published_seminar(code)
    if found is None:
        raise Http404
    return found


def _page(found: Seminar) -> SeminarPage:
    return seminar_pages([found.pk], get_language())[found.pk]
