"""Verification, for anyone: by code, by file, by machine."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from academy.accounts.adapter import AccountAdapter
from academy.body_sizes import takes_file
from academy.cms.moulds import render_moulded
from academy.errors import RuleBroken
from certification.codes import grouped, normalise
from certification.enums import Disclosure, Kind, Verdict
from certification.errors import MalformedCode, TooManyQuestions
from certification.forms.verification import MAX_FILE_BYTES, CodeForm, FileForm, NameForm, PhotographForm, unread
from certification.selectors.certificates import certificates_in_the_world
from certification.services import file_verification, verification
from certification.services.floods import WINDOW
from certification.services.issued_files import issued_credential
from certification.services.receipts import offer_receipt
from certification.services.verification import VerificationReport
from certification.services.verification_statements import heading
from certification.services.verification_words import Question, told_answer
from certification.views.credentials import CREDENTIAL_TYPES, asked_type

_STATUS = {
    Verdict.UNKNOWN: HTTPStatus.NOT_FOUND,
    Verdict.SPECIMEN: HTTPStatus.NOT_FOUND,
    Verdict.MALFORMED: HTTPStatus.BAD_REQUEST,
}
#: What decides over the arrangement of an answer (`ToldAnswer`), besides what is there at all.
_DECIDING = frozenset({"verdict", "tone", "check", "outcome", "standing"})
#: What a reader of 429 should wait, in seconds: the window of the counts.
_RETRY_AFTER = str(int(WINDOW.total_seconds()))


def personal(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep what names a person out of caches and search engines, and say politely that too many ask."""

    @wraps(view)
    def wrapped(request: HttpRequest, **arguments: str) -> HttpResponse:
        try:
            response = view(request, **arguments)
        except TooManyQuestions as refusal:
            response = _refused(request, refusal)
        response["X-Robots-Tag"] = "noindex, nofollow"
        patch_vary_headers(response, ("Accept",))
        return response

    return never_cache(wrapped)


@personal
def _too_large(request: HttpRequest) -> HttpResponse:
    """Say so without having read the file."""
    forms: dict[str, object] = {"form": CodeForm(), "file_form": unread(FileForm, "document", FileForm.TOO_LARGE)}
    return _asked_again(request, forms, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


@takes_file(MAX_FILE_BYTES, refuse=_too_large)
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file. A code leads to its own address; a file is answered here."""
    if request.method == "POST" and "document" in request.FILES:
        return _file_answer(request)
    asked = request.POST if "code" in request.POST else request.GET
    form = CodeForm(asked if "code" in asked else None)
    if form.is_valid():
        return redirect("verify_code", code=form.cleaned_data["code"].replace("/", " "))
    document_form = FileForm(request.POST if request.method == "POST" and "code" not in request.POST else None)
    return _asked_again(request, {"form": form, "file_form": document_form})


def _asked_again(request: HttpRequest, forms: dict[str, object], status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return render(request, "certification/verify.html", forms | {"photograph_form": PhotographForm()}, status=status)


def _file_answer(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _asked_again(request, {"form": CodeForm(), "file_form": form})
    document = form.cleaned_data["document"]
    report = file_verification.verify_file(document=document, address=address_of(request))
    if _wants_json(request):
        return JsonResponse(as_json(report))
    question = Question(asked=hashlib.sha256(document).hexdigest(), by_file=True)
    return _answer(request, report, question, status=HTTPStatus.OK)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Answer for one code: what the QR mark holds; for a name that was typed, and with the credential, too."""
    form = NameForm(request.POST) if request.method == "POST" else None
    name = form.cleaned_data["name"] if form and form.is_valid() else ""
    report = verification.verify_code(text=code, address=address_of(request), name=name)
    status = _STATUS.get(report.verdict, HTTPStatus.OK)
    wanted = asked_type(request, "text/html", "application/json")
    if wanted in CREDENTIAL_TYPES:
        return _credential(report, wanted, status)
    if wanted == "application/json":
        return JsonResponse(as_json(report), status=status)
    question = Question(asked=_meant(code), name=name)
    return _answer(request, report, question, status=status, typed=code[:100], name_form=form)


def _meant(code: str) -> str:
    """Return the code as it is printed; what can be none stays out of everything."""
    try:
        return grouped(normalise(code))
    except MalformedCode:
        return ""


def _credential(report: VerificationReport, content_type: str, status: HTTPStatus) -> HttpResponse:
    """Hand out the credential as it was issued, where the holder shows everything: it is signed as a whole.

    Otherwise say what can be said; 406, because that is not what was asked for.
    """
    if report.facts is None or report.facts.holder is None or report.facts.kind == Kind.TRANSCRIPT:
        return JsonResponse(as_json(report), status=HTTPStatus.NOT_ACCEPTABLE if status == HTTPStatus.OK else status)
    certificate = certificates_in_the_world().get(code=report.facts.code)
    return HttpResponse(issued_credential(certificate), content_type=content_type)


def address_of(request: HttpRequest) -> str:
    """Return where the question comes from."""
    return AccountAdapter(request).get_client_ip(request)


def _answer(
    request: HttpRequest, report: VerificationReport, question: Question, *, status: HTTPStatus, **more: Any
) -> HttpResponse:
    told = told_answer(report, question, told_at=timezone.now())
    offer, asks_name = offer_receipt(told), report.disclosure == Disclosure.NAME and report.facts is not None
    context = more | {
        "told": told,
        "has_proof": bool(report.log),
        "leads_to_certificate": bool(report.receipt and report.receipt.code),
        "offer": offer,
        "name_form": (more.get("name_form") or NameForm()) if asks_name else None,
        "is_name_right": report.is_name_right,
        "csrf_token": get_token(request) if offer or asks_name else "",
    }
    return render_moulded(request, "certification/report.html", context, deciding=_DECIDING, status=status)


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def as_json(report: VerificationReport) -> dict[str, Any]:
    """Return the same for machines: ISO dates, exact decimals as strings, texts in all languages."""
    facts = report.facts
    return {
        "verdict": report.verdict.value,
        "asked_by": report.medium.value,
        "statement": str(heading(report)),
        "revoked_on": report.revoked_on,
        "reason": report.reason and report.reason.value,
        "superseded_on": report.superseded_on,
        "superseded_by": report.superseded_by or None,
        "replacement_reason": report.replacement_reason and report.replacement_reason.value,
        "disclosure": report.disclosure.value,
        "name_is_right": report.is_name_right,
        "log": _log_as_json(report),
        "receipt": report.receipt and asdict(report.receipt),
        "listed": [asdict(row) for row in report.listed],
        "certificate": facts and {name: getattr(facts, name) for name in facts.__dataclass_fields__},
    }


def _log_as_json(report: VerificationReport) -> list[dict[str, object]]:
    """Return the entries, which tell when the certificate was issued."""
    if report.disclosure == Disclosure.VALIDITY:
        return []
    return [{"kind": entry.kind, "entered_at": entry.entered_at, "index": entry.index} for entry in report.log]


def _refused(request: HttpRequest, refusal: TooManyQuestions) -> HttpResponse:
    headers, status = {"Retry-After": _RETRY_AFTER}, HTTPStatus.TOO_MANY_REQUESTS
    if _wants_json(request):
        return JsonResponse({"error": str(refusal.message)}, status=status, headers=headers)
    response = ask_again(request, refusal, status=status)
    response["Retry-After"] = _RETRY_AFTER
    return response


def ask_again(request: HttpRequest, refusal: RuleBroken, *, status: HTTPStatus) -> HttpResponse:
    """Show the forms, and above them why there is no answer."""
    return _asked_again(request, {"form": CodeForm(), "file_form": FileForm(), "refusal": refusal.message}, status)
