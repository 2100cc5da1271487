"""The keys of an institution: listed, made, rotated, ended. The text of a key is shown once, where it is made."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from academy.accounts.requests import PersonRequest
from academy.integrations.errors import KeyEnded
from academy.integrations.forms import KeyForm, RotationForm
from academy.integrations.models import ApiKey
from academy.integrations.selectors import changes_led_by, institutions_led_by, keys_led_by
from academy.integrations.services.keys import end_key, make_key, rotate_key
from academy.integrations.views.own import for_hr

#: So many of the newest changes are shown.
CHANGES_SHOWN = 20


@require_safe
@for_hr
def keys(request: PersonRequest) -> HttpResponse:
    """List the keys of the person's institutions, and what was changed."""
    context = {
        "keys": keys_led_by(request.user),
        "changes": changes_led_by(request.user)[:CHANGES_SHOWN],
        "several": institutions_led_by(request.user).count() > 1,
        "rotation": RotationForm(),
    }
    return render(request, "integrations/keys.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def add_key(request: PersonRequest) -> HttpResponse:
    """Make a key and show it, once."""
    form = KeyForm(request.POST if request.method == "POST" else None, user=request.user)
    if not form.is_valid():
        return render(request, "integrations/key_form.html", {"form": form})
    key, text = make_key(by=request.user, **form.cleaned_data)
    return _shown_once(request, key, text)


@require_POST
@for_hr
def rotate(request: PersonRequest, pk: int) -> HttpResponse:
    """Make the next key and show it, once."""
    key, form = _own(request, pk), RotationForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how long the old key still works. Nothing was changed."))
        return redirect("api_keys")
    try:
        successor, text = rotate_key(key=key, overlap=form.cleaned_data["overlap"], by=request.user)
    except KeyEnded as refusal:
        messages.error(request, str(refusal.message))
        return redirect("api_keys")
    return _shown_once(request, successor, text)


@require_POST
@for_hr
def end(request: PersonRequest, pk: int) -> HttpResponse:
    """End a key at once."""
    try:
        end_key(key=_own(request, pk), by=request.user)
    except KeyEnded as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The key has ended. Programs that use it are refused from now on."))
    return redirect("api_keys")


def _own(request: PersonRequest, pk: int) -> ApiKey:
    return get_object_or_404(keys_led_by(request.user), pk=pk)


def _shown_once(request: PersonRequest, key: ApiKey, text: str) -> HttpResponse:
    return render(request, "integrations/key_made.html", {"key": key, "text": text})
