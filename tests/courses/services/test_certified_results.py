"""What a certificate says of a result that the policy of the quiz tells later, or never."""

import json
import re
import subprocess
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from certification.models import Certificate
from certification.rendering.attached import attached_credential
from certification.services.credential_keys import make_credential_key
from certification.services.keys import ensure_demo_key
from certification.services.personal_data import office_files
from certification.services.production import produce_certificate
from courses.enums import Told
from courses.models import Attempt
from courses.selectors.attempts import GRACE
from courses.selectors.certifying import course_candidates
from courses.services.attempts import start_attempt, submit_attempt
from tests.factories.certification import make_template
from tests.factories.learning import make_course, make_enrolment, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

CLOSE = timezone.now() + timedelta(days=7)
TOLD = {"told_at_once": Told.SCORE, "told_later": Told.SCORE, "told_at_last": Told.SCORE}
#: Policies that never tell the result, or not at every moment from the pass on.
WITHHELD = {
    "never": {"told_at_last": Told.VERDICT},
    "at the close": {"told_at_once": Told.VERDICT, "told_later": Told.VERDICT, "closes_at": CLOSE},
    "not right after": {"told_at_once": Told.VERDICT, "closes_at": CLOSE},
    "for ten minutes": {"told_later": Told.VERDICT, "closes_at": CLOSE},
}
#: Policies that tell it from the pass on.
OPEN = {
    "always": {},
    "until the close and after it": TOLD | {"closes_at": CLOSE},
    "a pass is the last moment": {"told_at_once": Told.VERDICT, "told_later": Told.VERDICT},
}


def passed_with(rules: dict[str, object], **course: object) -> Attempt:
    """Somebody passes with two answers of three right."""
    quiz = make_quiz(make_course(lessons=0, **course), questions=3, pass_mark=50, **rules)
    enrolment = make_enrolment(quiz.course, make_user(language="en"))
    attempt = submit_attempt(attempt=start_attempt(enrolment=enrolment, quiz=quiz), answers={1: "o0", 2: "o0", 3: "o1"})
    assert (attempt.passed, attempt.percent) == (True, 66)
    return attempt


def issued_with(rules: dict[str, object]) -> Certificate:
    ensure_demo_key()
    make_credential_key(demo=True)
    holder = passed_with(rules, certificate_template=make_template()).enrolment.user
    certificate = Certificate.objects.get(holder=holder)
    produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    return certificate


def tellers(certificate: Certificate) -> list[bool]:
    """Which of all that a certificate is read by says the result: document, badge, export, page, program."""
    exported = dict(office_files(certificate.holder))
    document = bytes(exported[f"certificates/{certificate.code}.pdf"])
    text = subprocess.run(["pdftotext", "-", "-"], input=document, capture_output=True, check=True).stdout.decode()
    badge = json.loads(attached_credential(document))["credentialSubject"]
    kept = json.loads(exported["certificates/certificates.json"])[0]["snapshot"]
    address = f"/verify/{certificate.code}/"
    page = Client(headers={"accept-language": "en"}).get(address).text
    facts = json.loads(Client(headers={"accept": "application/json"}).get(address).text)["certificate"]
    said = [re.search(r"\b66\s?%", text) is not None, "result" in badge, kept["score"] is not None]
    return [*said, "66%" in page, facts["score"] is not None]


@pytest.mark.parametrize("policy", WITHHELD)
def test_certificate_says_no_result_that_the_policy_withholds(policy: str) -> None:
    assert tellers(issued_with(WITHHELD[policy])) == [False] * 5


@pytest.mark.parametrize("policy", OPEN)
def test_certificate_says_the_result_that_the_policy_tells(policy: str) -> None:
    assert tellers(issued_with(OPEN[policy])) == [True] * 5


@pytest.mark.parametrize(("policy", "score"), [("never", None), ("at the close", None), ("always", Decimal(66))])
def test_candidate_has_the_result_that_a_certificate_may_say(policy: str, score: Decimal | None) -> None:
    attempt = passed_with({**WITHHELD, **OPEN}[policy])
    found = course_candidates(attempt.quiz.course, make_user(is_superuser=True), None)
    assert [(one.holder, one.score) for one in found] == [(attempt.enrolment.user_id, score)]


def test_candidate_after_the_close_has_the_result() -> None:
    attempt = passed_with(WITHHELD["at the close"])
    with time_machine.travel(CLOSE + GRACE + timedelta(seconds=1), tick=False):
        found = course_candidates(attempt.quiz.course, make_user(is_superuser=True), None)
    assert [one.score for one in found] == [Decimal(66)]
