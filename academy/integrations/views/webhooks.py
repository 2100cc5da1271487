"""The endpoints of an institution, and what was sent to each."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from academy.integrations import tasks
from academy.integrations.forms import EndpointForm, EventsForm
from academy.integrations.models import Delivery, WebhookEndpoint
from academy.integrations.selectors import changes_led_by, deliveries_led_by, endpoints_led_by, institutions_led_by
from academy.integrations.services import deliveries, webhooks
from academy.integrations.views.own import for_hr

ROWS = 25


@require_safe
@for_hr
def endpoints(request: PersonRequest) -> HttpResponse:
    """List the endpoints of the person's institutions."""
    several = institutions_led_by(request.user).count() > 1
    context = {"endpoints": endpoints_led_by(request.user), "several": several}
    return render(request, "integrations/webhooks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def add_endpoint(request: PersonRequest) -> HttpResponse:
    """Add an endpoint and show its secret, once."""
    form = EndpointForm(request.POST if request.method == "POST" else None, user=request.user)
    if not form.is_valid():
        return render(request, "integrations/webhook_form.html", {"form": form})
    endpoint, secret = webhooks.make_endpoint(by=request.user, **form.cleaned_data)
    return _shown_once(request, endpoint, secret)


@require_safe
@for_hr
def endpoint(request: PersonRequest, pk: int) -> HttpResponse:
    """Show an endpoint and what was sent to it, the newest first."""
    shown = _own(request, pk)
    page = Paginator(shown.deliveries.all(), ROWS).get_page(request.GET.get("page"))
    context = {
        "endpoint": shown,
        "page": page,
        "form": EventsForm(initial={"events": shown.events}),
        "changes": changes_led_by(request.user).filter(subject=shown.url, institution=shown.institution)[:ROWS],
    }
    return render(request, "integrations/webhook.html", context)


@require_POST
@for_hr
def change_events(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose anew what the endpoint is told of."""
    shown, form = _own(request, pk), EventsForm(request.POST)
    if form.is_valid():
        webhooks.change_events(endpoint=shown, events=form.cleaned_data["events"], by=request.user)
        messages.success(request, _("Saved"))
    else:
        messages.error(request, _("Choose at least one event. Nothing was changed."))
    return redirect("webhook", pk=pk)


@require_POST
@for_hr
def rotate_secret(request: PersonRequest, pk: int) -> HttpResponse:
    """Make a new secret and show it, once."""
    shown = _own(request, pk)
    return _shown_once(request, shown, webhooks.rotate_secret(endpoint=shown, by=request.user), is_rotated=True)


@require_POST
@for_hr
def switch(request: PersonRequest, pk: int) -> HttpResponse:
    """Switch the endpoint on or off."""
    act = webhooks.switch_on if request.POST.get("way") == "on" else webhooks.switch_off
    return _done(request, pk, lambda: act(endpoint=_own(request, pk), by=request.user), _("Saved"))


@require_POST
@for_hr
def test(request: PersonRequest, pk: int) -> HttpResponse:
    """Send a test message at once."""
    shown = _own(request, pk)

    def send() -> None:
        _queue(deliveries.announce_test(endpoint=shown))

    return _done(request, pk, send, _("The test message is on its way. Load the page again to see the answer."))


@require_POST
@for_hr
def replay(request: PersonRequest, pk: int) -> HttpResponse:
    """Send one message once more."""
    delivery = get_object_or_404(deliveries_led_by(request.user), pk=pk)

    def send() -> None:
        deliveries.replay(delivery=delivery, by=request.user)
        _queue(delivery)

    done = _("The message is sent once more. Load the page again to see the answer.")
    return _done(request, delivery.endpoint_id, send, done)


@require_POST
@for_hr
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Remove an endpoint with its messages."""
    webhooks.remove_endpoint(endpoint=_own(request, pk), by=request.user)
    messages.success(request, _("The endpoint is removed. Nothing more is sent to it."))
    return redirect("webhooks")


def _own(request: PersonRequest, pk: int) -> WebhookEndpoint:
    return get_object_or_404(endpoints_led_by(request.user), pk=pk)


def _queue(delivery: Delivery) -> None:
    """Have the message sent now; while the queue is away the sweep sends it later."""
    transaction.on_commit(lambda: tasks.deliver.delay(delivery.pk), robust=True)


def _done(request: PersonRequest, pk: int, act: Callable[[], None], text: str) -> HttpResponse:
    try:
        act()
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, text)
    return redirect("webhook", pk=pk)


def _shown_once(
    request: PersonRequest, shown: WebhookEndpoint, secret: str, *, is_rotated: bool = False
) -> HttpResponse:
    context = {"endpoint": shown, "secret": secret, "is_rotated": is_rotated}
    return render(request, "integrations/webhook_secret.html", context)
