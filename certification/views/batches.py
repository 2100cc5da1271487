"""Bulk issue: looked at line by line, confirmed with the number of people, watched, and taken home as one archive."""

import re
from collections import Counter
from typing import Any

from anyascii import anyascii
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from academy.languages import text_in
from academy.lists.unreadable import ListUnreadable
from academy.zip_stream import zipped
from certification.codes import grouped
from certification.enums import TAKEN, LineState
from certification.forms.batches import BatchForm, BatchListForm
from certification.models import Batch, Certificate
from certification.selectors.batches import BatchProgress, batch_files, batch_lines, batch_progress, visible_batches
from certification.services.batches import confirm_batch, propose_list
from certification.services.issued_files import issued_document
from certification.tasks import issue_batch

LINES_ON_A_PAGE = 100
BATCHES_ON_A_PAGE = 30
LONGEST_NAME = 80


@require_safe
@login_required
@never_cache
def batches(request: PersonRequest) -> HttpResponse:
    """List what the person has proposed; everything for whoever keeps the register."""
    found = visible_batches(request.user).select_related("proposed_by").defer("rows")
    page = Paginator(found, BATCHES_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [{"batch": batch, "title": _title(batch)} for batch in page]
    return render(
        request,
        "certification/batches.html",
        {"page": page, "rows": rows, "may_upload": request.user.has_perm("certification.add_batch")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def upload_batch(request: PersonRequest) -> HttpResponse:
    """Read a list of people who achieved something outside the site, and lead to the look at its lines."""
    if not request.user.has_perm("certification.add_batch"):
        raise Http404
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BatchListForm(*posted)
    if form.is_valid():
        kept = _kept(request, form)
        if kept:
            return redirect("batch", pk=kept.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "crumbs": _crumbs()}
    return render(request, "certification/batch_upload.html", context, status=status)


def _kept(request: PersonRequest, form: BatchListForm) -> Batch | None:
    try:
        return propose_list(**form.facts, by=request.user)
    except ListUnreadable as refusal:
        form.add_error("file", str(refusal.message))
    except RuleBroken as refusal:
        form.add_error(None, str(refusal.message))
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def batch(request: PersonRequest, pk: int) -> HttpResponse:
    """Show whom it would certify; on POST have that done. Then show how far it has come."""
    found = _own(request, pk)
    form = BatchForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _confirm(request, found, writes_letters=form.cleaned_data["letters"] == BatchForm.WRITE)
        return redirect("batch", pk=found.pk)
    if found.confirmed_at:
        return render(request, "certification/batch_progress.html", _context(found) | _progress(found))
    status = 422 if form.is_bound else 200
    context = _context(found) | _preview(request, found) | {"form": form}
    return render(request, "certification/batch.html", context, status=status)


def _confirm(request: PersonRequest, found: Batch, *, writes_letters: bool) -> None:
    """Have it issued after the commit. A broker that is away hinders nothing: the sweeper sees to it."""
    if found.proposed_by_id != request.user.pk and not request.user.has_perm("certification.add_batch"):
        raise PermissionDenied
    with transaction.atomic():
        if confirm_batch(batch=found, writes_letters=writes_letters):
            transaction.on_commit(lambda: issue_batch.delay(found.pk), robust=True)


@require_safe
@login_required
@never_cache
def batch_state(request: PersonRequest, pk: int) -> HttpResponse:
    """Answer with the fragment alone, for the page that asks again every three seconds."""
    found = _own(request, pk)
    return render(request, "certification/_batch_state.html", _context(found) | _progress(found))


@require_safe
@login_required
@never_cache
def batch_archive(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Send the documents that stand, as they were issued, in one archive."""
    found = _own(request, pk)
    files = ((_file_name(one), issued_document(one)) for one in batch_files(found).iterator(chunk_size=200))
    moment = timezone.localtime()
    response = StreamingHttpResponse(zipped(files, moment=moment), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="certificates-{found.pk}.zip"'
    return response


def _file_name(certificate: Certificate) -> str:
    """Begin with the name in Latin letters, for whoever looks for one; end with the code, which is nobody else's."""
    name = re.sub(r"[^A-Za-z0-9]+", "-", anyascii(certificate.snapshot["holder_name"])).strip("-")
    return f"{name[:LONGEST_NAME] or 'certificate'}-{grouped(certificate.code)}.pdf"


def _own(request: PersonRequest, pk: int) -> Batch:
    """Find one that the person may see; another's answers as a missing one."""
    return get_object_or_404(visible_batches(request.user).select_related("proposed_by"), pk=pk)


def _title(batch: Batch) -> str:
    return text_in(batch.titles, get_language() or "")


def _context(batch: Batch) -> dict[str, Any]:
    return {"batch": batch, "title": _title(batch), "crumbs": _crumbs()}


def _crumbs() -> list[dict[str, str]]:
    return [{"title": _("Bulk issues"), "url": reverse("batches")}]


def _preview(request: PersonRequest, batch: Batch) -> dict[str, Any]:
    lines = batch_lines(batch)
    counts = Counter(line.state for line in lines)
    taken = sum(counts[state] for state in TAKEN)
    return {
        "counts": [(state, counts[state]) for state in LineState if counts[state]],
        "taken": taken,
        "label": ngettext("Issue %(count)d certificate", "Issue %(count)d certificates", taken) % {"count": taken},
        "page": Paginator(lines, LINES_ON_A_PAGE).get_page(request.GET.get("page")),
    }


def _progress(batch: Batch) -> dict[str, Any]:
    progress = batch_progress(batch)
    failures = [(failure, number) for failure, number in progress.failures.items() if number]
    return {"progress": progress, "failures": failures, "words": _words(progress), "state": _state(progress)}


def _state(progress: BatchProgress) -> str:
    if progress.is_finished:
        return "done"
    return "running" if progress.done else "waiting"


def _words(progress: BatchProgress) -> str:
    people = progress.total - progress.faulty - progress.held
    words = ngettext(
        "%(issued)d of %(count)d certificate is issued.", "%(issued)d of %(count)d certificates are issued.", people
    )
    return words % {"issued": progress.issued, "count": people}
