"""How often people are written to, and how they put an end to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from academy.accounts.requests import PersonRequest
from courses.forms.notices import LABELS, LettersForm
from courses.services.preferences import choose_frequency
from courses.services.unsubscribing import subscription_of, unsubscribe


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def letters(request: PersonRequest) -> HttpResponse:
    """Show and change how often letters of each kind come."""
    form = LettersForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        with transaction.atomic():
            for notice, frequency in form.choices.items():
                choose_frequency(user=request.user, notice=notice, frequency=frequency)
        messages.success(request, _("Your choice is saved."))
        return redirect("letters")
    return render(request, "courses/letters.html", {"form": form})


@csrf_exempt
@require_http_methods(["GET", "POST"])
@never_cache
def unsubscribe_from_letters(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, or put an end to one kind of letters; a mail program's button sends the POST without asking (RFC 8058).

    It comes without login, cookie or token of a form: the signed token of the letter stands for all three, and decides
    this one thing. So the view answers POST directly, without leading elsewhere.
    """
    subscription = subscription_of(token)
    if subscription is None:
        raise Http404
    user, notice = subscription
    if request.method == "POST":
        unsubscribe(user=user, notice=notice)
    context = {"label": LABELS[notice], "is_done": request.method == "POST"}
    return render(request, "courses/unsubscribe.html", context)
