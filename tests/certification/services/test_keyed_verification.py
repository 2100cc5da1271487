"""Many codes at once, for a program with a key: in order, as far as holders show it, and recorded under the key."""

import pytest

from certification.codes import grouped, new_code
from certification.enums import Disclosure, Verdict
from certification.models import Verification
from certification.services.disclosure import choose_disclosure
from certification.services.keyed_verification import verify_codes
from certification.services.verification import VerificationReport
from tests.factories.certification import make_issued, make_reserved
from tests.factories.integrations import make_api_key

pytestmark = pytest.mark.django_db


def test_codes_are_answered_in_order_and_recorded_under_the_key() -> None:
    open_one, closed, reserved, unknown = make_issued(), make_issued(), make_reserved(), new_code()
    choose_disclosure(certificate=closed, disclosure=Disclosure.VALIDITY)
    key, _text = make_api_key()
    texts = [grouped(closed.code).lower(), "certificate", unknown, open_one.code, reserved.code]
    answers = verify_codes(texts=texts, key=key)
    assert [answer.verdict for answer in answers] == [
        Verdict.VALID,
        Verdict.MALFORMED,
        Verdict.UNKNOWN,
        Verdict.VALID,
        Verdict.UNKNOWN,
    ]
    assert answers[1:3] == [VerificationReport(verdict=verdict) for verdict in (Verdict.MALFORMED, Verdict.UNKNOWN)]
    assert (answers[0].facts, answers[3].facts.code) == (None, open_one.code)
    recorded = Verification.objects.order_by("pk").values_list("certificate", "verdict", "key")
    assert list(recorded) == [
        (closed.pk, Verdict.VALID, key.pk),
        (None, Verdict.UNKNOWN, key.pk),
        (open_one.pk, Verdict.VALID, key.pk),
        (None, Verdict.UNKNOWN, key.pk),
    ]
