"""How people put an end to reminders, and begin again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from certification.services import reminders


@csrf_exempt
@require_http_methods(["GET", "POST"])
@never_cache
def refuse_reminders(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, or do it; a mail program's button sends the POST without asking (RFC 8058).

    It comes without login, cookie or token of a form: the signed token of the letter stands for all three, and decides
    this one thing.
    """
    reader = reminders.reader_of(token)
    if reader is None:
        raise Http404
    if request.method == "POST" and "again" in request.POST:
        reminders.want_reminders(reader=reader)
    elif request.method == "POST":
        reminders.refuse_reminders(reader=reader)
    context = {"is_done": request.method == "POST", "is_wanted": "again" in request.POST}
    return render(request, "certification/refuse_reminders.html", context)
