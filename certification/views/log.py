"""The transparency log, for anyone's program: its signed state, and proofs."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from academy.accounts.adapter import AccountAdapter
from certification.enums import Verdict
from certification.errors import NoSuchTree
from certification.services import log_proofs, verification
from certification.services.log_proofs import LogEntry, written
from certification.views.verification import personal

#: A checkpoint and a proof of consistency may be a little old: both stay true.
_public = cache_control(public=True, max_age=10)


@_public
@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Show the newest signed state of the log, as c2sp.org/tlog-checkpoint has it."""
    note = log_proofs.newest_checkpoint()
    if note is None:
        raise Http404
    return HttpResponse(note, content_type="text/plain; charset=utf-8")


@personal
@require_safe
def proof(request: HttpRequest, code: str) -> HttpResponse:
    """Prove to whoever has the code what the log says of its certificate; the code is what opens the salt."""
    report = verification.verify_code(text=code, address=AccountAdapter(request).get_client_ip(request))
    if report.verdict in {Verdict.MALFORMED, Verdict.UNKNOWN}:
        status = HTTPStatus.BAD_REQUEST if report.verdict == Verdict.MALFORMED else HTTPStatus.NOT_FOUND
        return JsonResponse({"error": str(report.verdict.label)}, status=status)
    entries = [_as_json(entry) for entry in report.log]
    return JsonResponse({"checkpoint": log_proofs.newest_checkpoint(), "entries": entries})


def _as_json(entry: LogEntry) -> dict[str, object]:
    """Return the entry with all that it takes to compute leaf and root: bytes in base64, the statement as hashed."""
    return {
        "kind": entry.kind.value,
        "statement": entry.statement,
        "salt": written(entry.salt),
        "index": entry.index,
        "size": entry.size,
        "hashes": [written(one) for one in entry.hashes],
    }


@_public
@require_safe
def consistency(request: HttpRequest) -> HttpResponse:
    """Prove that the log of one size is the beginning of the log of another."""
    try:
        first, second = int(request.GET["from"]), int(request.GET["to"])
        hashes = log_proofs.consistency_proof(first=first, second=second)
    except (KeyError, ValueError, NoSuchTree):
        return JsonResponse({"error": str(NoSuchTree.message)}, status=HTTPStatus.BAD_REQUEST)
    return JsonResponse({"from": first, "to": second, "hashes": [written(one) for one in hashes]})
