"""The certificates for programs: by code, by list, and what proves that the log was only appended to."""

import json
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Query, Router
from ninja.errors import ValidationError

from academy.integrations import problems
from academy.integrations.authentication import Key, KeyRequest
from academy.integrations.enums import Scope
from academy.integrations.problems import documented
from academy.integrations.services.keys import count_use
from certification.enums import Verdict
from certification.models import StatusList
from certification.rest.listing import Filters, cursor_of, narrowed, rows_after
from certification.rest.shapes import EXAMPLE_CODE, Answers, Checkpoint, Page, Questions, Text, Verified, shown
from certification.selectors.certificates import certificates_of_members
from certification.services import log_proofs
from certification.services.keyed_verification import verify_codes
from certification.services.verification import report_on

#: The largest number that every database can be asked for.
MOST_LISTS = 2**31 - 1

router = Router(tags=[_("Certificates")])


@router.get(
    "/certificates/{code}",
    auth=Key(Scope.VERIFY),
    response=Verified,
    operation_id="verify_one",
    summary=_("Verify one certificate"),
    description=_(
        "Answers for a code in any writing. A code that we did not issue is answered by 404, whoever’s it is; "
        "a typing error, which the check symbol tells, by 422."
    ),
    openapi_extra=documented(
        problems.UNAUTHORIZED,
        problems.FORBIDDEN,
        problems.NOT_FOUND,
        problems.INVALID,
        problems.LIMIT,
        scope=Scope.VERIFY,
    ),
)
def verify_one(
    request: KeyRequest, code: Annotated[Text, Path(description=_("The code in any writing."), examples=[EXAMPLE_CODE])]
) -> dict[str, Any]:
    """Answer for one code."""
    report = verify_codes(texts=[code], key=request.auth)[0]
    if report.verdict == Verdict.MALFORMED:
        raise ValidationError([{"loc": ["path", "code"], "msg": "The check symbol does not fit: a typing error."}])
    if report.verdict == Verdict.UNKNOWN:
        raise Http404
    return shown(report)


@router.post(
    "/verifications",
    auth=Key(Scope.VERIFY),
    response=Answers,
    operation_id="verify_many",
    summary=_("Verify many certificates"),
    description=_(
        "Answers for up to 100 codes at once, in their order. Each code counts against the limits of the key."
    ),
    openapi_extra=documented(
        problems.UNAUTHORIZED,
        problems.FORBIDDEN,
        problems.INVALID,
        problems.LIMIT,
        scope=Scope.VERIFY,
    ),
)
def verify_many(request: KeyRequest, questions: Questions) -> dict[str, Any]:
    """Answer for many codes. The first was counted with the key."""
    if len(questions.codes) > 1:
        count_use(key=request.auth, units=len(questions.codes) - 1)
    reports = verify_codes(texts=questions.codes, key=request.auth)
    asked = zip(questions.codes, reports, strict=True)
    return {"results": [{"asked": code} | shown(report) for code, report in asked]}


@router.get(
    "/certificates",
    auth=Key(Scope.CERTIFICATES),
    response=Page,
    operation_id="list_certificates",
    summary=_("List the certificates of your members"),
    description=_(
        "Lists what was issued to those members of your institution who let HR officers see it, the oldest first. "
        "Whoever leaves, or takes the consent back, is not listed any more; the certificates stay valid."
    ),
    openapi_extra=documented(
        problems.UNAUTHORIZED, problems.FORBIDDEN, problems.INVALID, problems.LIMIT, scope=Scope.CERTIFICATES
    ),
)
def list_certificates(request: KeyRequest, filters: Query[Filters]) -> dict[str, Any]:
    """List what the key's institution may see."""
    rows = narrowed(certificates_of_members(request.auth.institution), filters)
    found = list(rows_after(rows, filters.cursor)[: filters.limit + 1])
    listed = found[: filters.limit]
    following = cursor_of(listed[-1]) if len(found) > filters.limit else None
    return {"results": [shown(report_on(certificate)) for certificate in listed], "next": following}


@router.get(
    "/log/checkpoint",
    auth=None,
    response=Checkpoint,
    operation_id="log_checkpoint",
    summary=_("Newest state of the transparency log"),
    description=_("What we have signed last; needs no key. 404 before the first entry."),
    tags=[_("Transparency log")],
    openapi_extra=documented(problems.NOT_FOUND),
)
def log_checkpoint(request: HttpRequest, response: HttpResponse) -> dict[str, str]:  # noqa: ARG001 - ninja's signature
    """Return the newest checkpoint."""
    note = log_proofs.newest_checkpoint()
    if note is None:
        raise Http404
    response["Cache-Control"] = "public, max-age=10"
    return {"checkpoint": note}


@router.get(
    "/status-lists/{number}",
    auth=None,
    response=dict[str, Any],
    operation_id="status_list",
    summary=_("List of revoked credentials"),
    description=_(
        "A Bitstring Status List, signed, as the “credentialStatus” of each digital badge names it; needs no key."
    ),
    tags=[_("Transparency log")],
    openapi_extra=documented(problems.NOT_FOUND, problems.INVALID),
)
def status_list(
    request: HttpRequest,  # noqa: ARG001 - ninja's signature
    response: HttpResponse,
    number: Annotated[int, Field(ge=1, le=MOST_LISTS), Path(description=_("Number of the list."))],
) -> dict[str, Any]:
    """Return the list as it was signed last."""
    found = get_object_or_404(StatusList.objects.exclude(document=""), pk=number)
    response["Cache-Control"] = "public, max-age=60"
    listed: dict[str, Any] = json.loads(found.document)
    return listed
