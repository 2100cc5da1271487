"""An HR officer brings ten thousand codes, watches, looks at the answers of each kind, and takes the table home."""

import csv
from collections import Counter
from collections.abc import Callable
from io import StringIO
from itertools import islice

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from certification.codes import grouped
from certification.enums import RevocationReason, Verdict
from certification.models import CodeList, Verification
from certification.services.code_lists import PART, answer_part
from certification.services.log import extend_log
from certification.services.log_keys import make_log_key
from certification.services.revocation import revoke_certificate
from certification.tasks import answer_code_list
from tests.benchmarks.million import SEED, STRANGERS, Register, codes
from tests.factories.certification import make_issued
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

#: How many lines of each kind the list has.
LINES = {Verdict.VALID: 6000, Verdict.UNKNOWN: 2500, Verdict.MALFORMED: 1499, Verdict.REVOKED: 1}


@pytest.fixture
def typed() -> list[str]:
    """Codes as people write them: in groups, in small letters, with slips."""
    make_log_key(demo=True)
    revoked, issued = make_issued(), make_issued()
    revoke_certificate(certificate=revoked, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)
    extend_log()
    Register(issued).grow_to(LINES[Verdict.VALID])
    known = list(islice(codes(SEED), LINES[Verdict.VALID]))
    slips = [code[:-1] + ("1" if code[-1] == "0" else "0") for code in known[: LINES[Verdict.MALFORMED]]]
    strangers = [code.lower() for code in islice(codes(STRANGERS), LINES[Verdict.UNKNOWN])]
    return [*map(grouped, known), *strangers, *slips, revoked.code]


def test_ten_thousand_codes_are_answered_counted_and_taken_home(typed: list[str], client_of: Callable) -> None:
    browser = client_of(make_user())
    content = "\n".join(["Code;Name", *(f"{code};" for code in typed)])
    address = browser.post(reverse("code_lists"), {"file": SimpleUploadedFile("staff.csv", content.encode())}).url
    brought = CodeList.objects.get()
    assert (brought.size, progress(browser, brought)) == (10_000, (0, "waiting"))
    answer_part(brought.pk)
    assert progress(browser, brought) == (PART, "running")
    answer_code_list(brought.pk)
    counts = {str(verdict.label): number for verdict, number in LINES.items()}
    assert dict(browser.get(address).context["counts"]) == counts
    shown = {kind: browser.get(address, {"answer": kind}).context["page"].paginator.count for kind in LINES}
    assert shown == LINES
    _head, *rows = csv.reader(StringIO(browser.get(address, {"export": "csv"}).content.decode("utf-8-sig")))
    assert ([row[0] for row in rows], Counter(row[-1] for row in rows)) == (typed, counts)
    recorded = Counter(Verification.objects.filter(is_in_list=True).values_list("verdict", flat=True))
    assert recorded == {kind: number for kind, number in LINES.items() if kind != Verdict.MALFORMED}


def progress(browser: Client, brought: CodeList) -> tuple[int, str]:
    """How many lines are answered, and what the page says it is doing."""
    context = browser.get(reverse("code_list_state", args=[brought.pk])).context
    return context["list"].done, context["state"]
