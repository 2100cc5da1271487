"""Answers out of a mould are those of the template: of each kind, for whoever comes first and second."""

import re
from collections.abc import Callable
from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.cms import moulds
from certification.codes import new_code
from certification.enums import Disclosure, RevocationReason
from certification.models import Certificate
from certification.services.disclosure import choose_disclosure
from certification.services.log import extend_log
from certification.services.log_keys import make_log_key
from certification.services.revocation import revoke_certificate
from tests.factories.certification import make_issued, make_replaced
from tests.shelves import everything_held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_are_kept")]

#: What is new in each answer: the token of the form, and the answer itself, sealed.
HIDDEN = r'name="(?:csrfmiddlewaretoken|offer)" value="[^"]+"'


def logged() -> str:
    make_log_key(demo=True)
    code = make_issued().code
    extend_log()
    return code


def revoked() -> str:
    certificate = make_issued()
    revoke_certificate(certificate=certificate, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)
    return certificate.code


def showing(disclosure: Disclosure) -> Callable[[], str]:
    def make() -> str:
        certificate = make_issued()
        choose_disclosure(certificate=certificate, disclosure=disclosure)
        return certificate.code

    return make


KINDS = {
    "in the log": logged,
    "not in the log": lambda: make_issued().code,
    "revoked": revoked,
    "replaced": lambda: make_replaced()[0].code,
    "without the name": showing(Disclosure.NAME),
    "validity alone": showing(Disclosure.VALIDITY),
    "unknown": new_code,
    "no code": lambda: "<b>&\"'",
    "specimen": lambda: "SPECIMEN",
}


def page_of(code: str, **headers: str) -> str:
    page = Client().get(reverse("verify_code", args=[code]), headers=headers).content.decode()
    return re.sub(HIDDEN, "", page)


@pytest.mark.parametrize("language", ["az", "ru", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_answer_out_of_a_mould_is_the_page_of_the_template(kind: str, language: str) -> None:
    code = KINDS[kind]()
    wanted = {"accept-language": language}
    with time_machine.travel(timezone.now(), tick=False):
        with mock.patch.object(moulds, "visitors_part", return_value=None):
            by_template = page_of(code, **wanted)
        assert [page_of(code, **wanted) for _turn in range(2)] == [by_template] * 2


def test_certificate_is_revoked_on_the_page_at_once() -> None:
    certificate = make_issued()
    before = page_of(certificate.code)
    revoke_certificate(certificate=certificate, reason=RevocationReason.RULES_VIOLATED, revoked_by=None)
    verdicts = [re.search(r'data-verdict="(\w+)"', page)[1] for page in (before, page_of(certificate.code))]
    assert verdicts == ["valid", "revoked"]


def test_certificate_expires_on_the_page_at_once() -> None:
    certificate = make_issued()
    day = timezone.localdate()
    Certificate.objects.filter(pk=certificate.pk).update(expires_on=day)
    verdicts = []
    for moment in (timezone.now(), timezone.now() + timedelta(days=1)):
        with time_machine.travel(moment, tick=False):
            verdicts.append(re.search(r'data-verdict="(\w+)"', page_of(certificate.code))[1])
    assert verdicts == ["valid", "expired"]


def test_nothing_that_is_kept_says_a_word_of_an_answer() -> None:
    certificate = make_issued()
    page_of(certificate.code)
    kept = " ".join([*(repr(cache.get(key.split(":", 2)[2])) for key in list(cache._cache)), repr(everything_held())])
    words = [
        certificate.snapshot["holder_name"],
        certificate.code,
        certificate.sha256,
        *certificate.snapshot["titles"].values(),
    ]
    assert ([word for word in words if word in kept], "data-verdict" in kept) == ([], True)
