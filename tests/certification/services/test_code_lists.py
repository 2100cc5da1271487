from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from academy.accounts.models import User
from certification.codes import grouped, new_code
from certification.enums import Disclosure, NameAnswer, RevocationReason, Verdict
from certification.errors import TooManyCodes, TooManyLists, TooManyQuestions
from certification.formats.code_list import MOST_CODES
from certification.models import Certificate, CodeList, Verification
from certification.services import code_lists, list_names, verification
from certification.services.code_lists import KEPT, LISTS_A_DAY, answer_part, forget_code_lists, keep_code_list
from certification.services.floods import WINDOW
from certification.services.list_names import LIST_NAME_LIMIT
from certification.services.revocation import revoke_certificate
from certification.services.verification import verify_code
from certification.tasks import sweep_code_lists
from tests.factories.certification import make_issued, make_reserved
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def listed(*lines: str, head: str = "Code;Name") -> CodeList:
    return keep_code_list(
        file_name="staff.csv", content="\n".join([head, *lines]).encode(), by=make_user(), address="203.0.113.9"
    )


def answered(kept: CodeList) -> list[tuple[str, str]]:
    """Verdict and word on the name of each line."""
    while answer_part(kept.pk):
        pass
    kept.refresh_from_db()
    return [(one["verdict"], one["name"]) for one in kept.answers]


def test_each_line_has_its_answer() -> None:
    valid, revoked, reserved = make_issued(), make_issued(), make_reserved()
    revoke_certificate(certificate=revoked, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)
    typo = ("2" if valid.code[0] != "2" else "3") + valid.code[1:]
    kept = listed(f"{grouped(valid.code).lower()};", revoked.code, reserved.code, new_code(), typo, "nothing", ";Name")
    assert answered(kept) == [
        (Verdict.VALID, NameAnswer.NOT_ASKED),
        (Verdict.REVOKED, NameAnswer.NOT_ASKED),
        (Verdict.UNKNOWN, NameAnswer.NOT_ASKED),
        (Verdict.UNKNOWN, NameAnswer.NOT_ASKED),
        *[(Verdict.MALFORMED, NameAnswer.NOT_ASKED)] * 3,
    ]


def test_name_is_compared_as_far_as_the_holder_lets_it() -> None:
    shown, confirmed, silent = make_issued(), make_issued(), make_issued()
    Certificate.objects.filter(pk=confirmed.pk).update(disclosure=Disclosure.NAME)
    Certificate.objects.filter(pk=silent.pk).update(disclosure=Disclosure.VALIDITY)
    name = shown.snapshot["holder_name"]
    kept = listed(
        f"{shown.code};{name.upper()}",
        f"{shown.code};Somebody Else",
        f"{confirmed.code};{name}",
        f"{silent.code};{name}",
        f"{silent.code};Somebody Else",
    )
    answers = [name_answer for _verdict, name_answer in answered(kept)]
    different, told = NameAnswer.DIFFERENT, NameAnswer.NOT_TOLD
    assert answers == [NameAnswer.SAME, different, NameAnswer.SAME, told, told]


def hidden() -> Certificate:
    """A certificate whose holder lets the name be confirmed, and not told."""
    certificate = make_issued()
    Certificate.objects.filter(pk=certificate.pk).update(disclosure=Disclosure.NAME)
    return certificate


@pytest.mark.parametrize("part", [500, 2])
def test_hidden_name_is_not_found_by_trying(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_lists, "PART", part)
    certificate, other = hidden(), make_issued()
    tries = [f"{certificate.code};Somebody {number}" for number in (1, 1, 2, 3, 4, 1)]
    right = f"{certificate.code};{certificate.snapshot['holder_name']}"
    shown = [f"{other.code};Somebody {number}" for number in range(5)]
    answers = [name_answer for _verdict, name_answer in answered(listed(*tries, right, *shown))]
    different, refused = NameAnswer.DIFFERENT, NameAnswer.TOO_MANY
    assert answers == [*[different] * 4, refused, different, refused, *[different] * 5]
    assert Verification.objects.filter(certificate=certificate, by_name=True).count() == LIST_NAME_LIMIT
    assert Verification.objects.filter(by_name=True).count() == LIST_NAME_LIMIT


def test_names_of_lists_count_for_the_certificate_and_not_for_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "NETWORK_NAME_LIMIT", 2)
    for module in (verification, list_names):
        monkeypatch.setattr(module, "CERTIFICATE_NAME_LIMIT", 4)
    certificate, another = hidden(), hidden()
    names = [f"{certificate.code};Somebody {number}" for number in (1, 2)]
    assert [answered(listed(*names))[-1][1] for _ in range(3)] == [
        *[NameAnswer.DIFFERENT] * 2,
        NameAnswer.TOO_MANY,
    ]
    here = {"address": "203.0.113.7", "name": "Somebody"}
    with pytest.raises(TooManyQuestions):
        verify_code(text=certificate.code, **here)
    assert verify_code(text=another.code, **here).is_name_right is False
    with time_machine.travel(timezone.now() + WINDOW + timedelta(seconds=1)):
        assert answered(listed(*names))[-1][1] == NameAnswer.DIFFERENT


def test_name_of_an_erased_person_is_not_told() -> None:
    certificate = make_issued()
    name = certificate.snapshot["holder_name"]
    certificate.holder.delete()
    assert answered(listed(f"{certificate.code};{name}")) == [(Verdict.VALID, NameAnswer.NOT_TOLD)]


def test_part_after_part_ends_and_goes_on_after_a_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_lists, "PART", 2)
    kept = listed(*["nothing"] * 5)
    progress = [(answer_part(kept.pk), CodeList.objects.get().done) for _ in range(4)]
    assert progress == [(True, 2), (True, 4), (False, 5), (False, 5)]


def test_two_at_the_same_time_answer_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second begins and ends while the first has read its part and not yet written."""
    kept, first = listed(new_code()), code_lists._certificates

    def slowly(rows: object) -> object:
        found = first(rows)
        monkeypatch.setattr(code_lists, "_certificates", first)
        answer_part(kept.pk)
        return found

    monkeypatch.setattr(code_lists, "_certificates", slowly)
    answer_part(kept.pk)
    kept.refresh_from_db()
    assert (kept.done, len(kept.answers), Verification.objects.count()) == (1, 1, 1)


def test_part_costs_the_same_for_one_line_and_for_many(django_assert_num_queries: Callable[..., object]) -> None:
    for lines in (1, 100):
        kept = listed(*[make_issued().code] * lines)
        with django_assert_num_queries(6):
            answer_part(kept.pk)


def test_questions_are_counted_and_are_no_flood(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_issued()
    monkeypatch.setattr(verification, "OVERALL_LIMIT", 2)
    answered(listed(*[certificate.code] * 3, "nothing"))
    assert (
        list(Verification.objects.values_list("certificate", "verdict", "network", "is_in_list"))
        == [(certificate.pk, Verdict.VALID, "203.0.113.0/24", True)] * 3
    )
    assert verify_code(text=certificate.code, address="203.0.113.7").verdict == Verdict.VALID
    verify_code(text=certificate.code, address="203.0.113.7")
    with pytest.raises(TooManyQuestions):
        verify_code(text=certificate.code, address="203.0.113.7")


def test_lists_of_a_day_are_limited() -> None:
    by, content = make_user(), f"Code\n{new_code()}\n".encode()
    now = timezone.now()
    for _ in range(LISTS_A_DAY):
        keep_code_list(file_name="a.csv", content=content, by=by, address="")
    with pytest.raises(TooManyLists):
        keep_code_list(file_name="a.csv", content=content, by=by, address="")
    keep_code_list(file_name="a.csv", content=content, by=make_user(), address="")
    with time_machine.travel(now + timedelta(days=1, minutes=1)):
        assert keep_code_list(file_name="a.csv", content=content, by=by, address="").size == 1


def brought(codes: int, by: User, address: str = "203.0.113.9") -> CodeList:
    content = "\n".join(["Code", *(new_code() for _ in range(codes))]).encode()
    return keep_code_list(file_name="a.csv", content=content, by=by, address=address)


def test_codes_of_one_account_are_limited_from_wherever_it_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_lists, "ACCOUNT_CODES_A_DAY", 5)
    by, other, now = make_user(), make_user(), timezone.now()
    assert [brought(2, by, f"203.0.{place}.9").size for place in (1, 2)] == [2, 2]
    with pytest.raises(TooManyCodes):
        brought(2, by, "203.0.3.9")
    assert (brought(1, by).size, brought(5, other).size) == (1, 5)
    with time_machine.travel(now + timedelta(days=1, minutes=1)):
        assert brought(5, by).size == 5


@pytest.mark.parametrize("is_answered", [True, False])
def test_codes_of_one_network_are_limited_whatever_accounts_it_has(
    is_answered: bool,  # noqa: FBT001 - a parameter
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Answered or waiting, and after the account is gone, which takes its lists with it."""
    monkeypatch.setattr(code_lists, "NETWORK_CODES_A_DAY", 5)
    first, now = make_user(), timezone.now()
    kept = brought(4, first)
    if is_answered:
        answered(kept)
        first.delete()
    with pytest.raises(TooManyCodes):
        brought(2, make_user(), "203.0.113.250")
    assert (brought(1, make_user()).size, brought(5, make_user(), "203.0.114.9").size) == (1, 5)
    with time_machine.travel(now + timedelta(days=1, minutes=1)):
        assert brought(4, make_user()).size == 4


def test_longest_list_is_taken_by_account_and_network_several_times() -> None:
    assert min(code_lists.ACCOUNT_CODES_A_DAY, code_lists.NETWORK_CODES_A_DAY) >= 5 * MOST_CODES


def test_lists_are_forgotten_after_seven_days() -> None:
    now = timezone.now()
    with time_machine.travel(now - KEPT - timedelta(minutes=1)):
        listed(new_code())
    kept = listed(new_code())
    forget_code_lists()
    assert (KEPT.days, list(CodeList.objects.values_list("pk", flat=True))) == (7, [kept.pk])


def test_sweep_answers_what_was_never_queued() -> None:
    with time_machine.travel(timezone.now() - timedelta(minutes=2)):
        old = listed(new_code(), "nothing")
    fresh = listed(new_code())
    sweep_code_lists()
    assert dict(CodeList.objects.values_list("pk", "done")) == {old.pk: 2, fresh.pk: 0}
