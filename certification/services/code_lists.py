"""Many at once: a list of codes is kept, answered part by part by a worker, and forgotten after some days."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from academy.accounts.models import User
from certification.codes import found_code
from certification.enums import NameAnswer, Verdict
from certification.errors import MalformedCode, TooManyCodes, TooManyLists
from certification.formats.code_list import read_codes
from certification.models import Certificate, CodeList, Verification
from certification.selectors.certificates import certificates_in_the_world
from certification.services.list_names import Guesses, guesses_in
from certification.services.verification import network_of, report_on
from certification.services.verification_records import listed_from_network

PART: Final = 500
KEPT: Final = timedelta(days=7)
LISTS_A_DAY: Final = 20
#: Codes that may be asked for in lists in a day: by one account, and from one network, whatever accounts it has.
ACCOUNT_CODES_A_DAY: Final = 50_000
NETWORK_CODES_A_DAY: Final = 100_000
DAY: Final = timedelta(days=1)

#: Line, code and name as they were typed, all cells.
Row = tuple[int, str, str, Sequence[str]]
#: Code, the certificate with it, and the name to compare.
Found = tuple[str, Certificate | None, str]
Answer = dict[str, Any]


def keep_code_list(*, file_name: str, content: bytes, by: User, address: str) -> CodeList:
    """Read the file and keep its lines for the worker. Raises `ListUnreadable`, `TooManyLists`, `TooManyCodes`."""
    _refuse_many_lists(by)
    table, network = read_codes(content), network_of(address)
    rows = [(line, *table.asked(cells), cells) for line, cells in table.rows]
    with _one_list_after_the_other(by):
        _refuse_many_lists(by)
        _refuse_many_codes(len(rows), by, network)
        return CodeList.objects.create(
            uploaded_by=by,
            network=network,
            file_name=file_name[-200:],
            head=list(table.head),
            rows=rows,
            size=len(rows),
        )


@contextmanager
def _one_list_after_the_other(by: User) -> Iterator[None]:
    """Hold the account, so that lists which come at the same moment are counted one by one."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        yield


def _refuse_many_lists(by: User) -> None:
    if _recent().filter(uploaded_by=by).count() >= LISTS_A_DAY:
        raise TooManyLists


def _refuse_many_codes(lines: int, by: User, network: str) -> None:
    """Let nobody guess by lists. An account's are counted as they were brought, a network's as they were asked.

    The records of a network outlive accounts and lists, so neither a new account nor a deleted one gives room.
    """
    brought = _recent().filter(uploaded_by=by).aggregate(sum=Sum("size", default=0))["sum"]
    waiting = _recent().filter(network=network).aggregate(sum=Sum(F("size") - F("done"), default=0))["sum"]
    asked = listed_from_network(network, timezone.now() - DAY)
    if brought + lines > ACCOUNT_CODES_A_DAY or asked + waiting + lines > NETWORK_CODES_A_DAY:
        raise TooManyCodes


def _recent() -> QuerySet[CodeList]:
    return CodeList.objects.filter(uploaded_at__gt=timezone.now() - DAY)


def answer_part(list_id: int) -> bool:
    """Answer the next lines and return whether more wait. At the same time as another, or twice, is once."""
    known = CodeList.objects.filter(pk=list_id).first()
    if known is None or known.is_done:
        return False
    certificates = _certificates(known.rows[known.done : known.done + PART])
    with transaction.atomic():
        guesses = guesses_in(known, [one for _code, one, name in certificates if one and name])
        answers = [_answer(*one, guesses) for one in certificates]
        here = CodeList.objects.filter(pk=list_id, done=known.done)
        if here.update(answers=[*known.answers, *answers], done=F("done") + len(answers)):
            _remember(known, certificates, answers, guesses)
    return known.done + len(answers) < known.size


def forget_code_lists() -> int:
    """Delete the lists that have been kept long enough, and return how many there were."""
    return CodeList.objects.filter(uploaded_at__lt=timezone.now() - KEPT).delete()[0]


def _certificates(rows: Sequence[Row]) -> list[Found]:
    """Return for each row its code, the certificate with it and the name. One query."""
    codes = [_code(typed) for _line, typed, _name, _cells in rows]
    known = {one.code: one for one in certificates_in_the_world().filter(code__in=set(codes) - {""})}
    return [(code, known.get(code), row[2]) for code, row in zip(codes, rows, strict=True)]


def _code(typed: str) -> str:
    try:
        return found_code(typed)
    except MalformedCode:
        return ""


def _answer(code: str, certificate: Certificate | None, name: str, guesses: Guesses) -> Answer:
    if certificate is None:
        return {"code": code, "verdict": Verdict.UNKNOWN if code else Verdict.MALFORMED, "name": NameAnswer.NOT_ASKED}
    verdict = report_on(certificate).verdict
    return {"code": code, "verdict": verdict, "name": guesses.answer(certificate, name)}


def _remember(known: CodeList, certificates: Sequence[Found], answers: Sequence[Answer], guesses: Guesses) -> None:
    """Count the questions as all others are counted, each name that was tried for a hidden one once."""
    Verification.objects.bulk_create(
        Verification(
            certificate=certificate,
            verdict=answer["verdict"],
            is_in_list=True,
            by_name=bool(certificate and guesses.take(certificate, name)),
            network=known.network,
        )
        for (code, certificate, name), answer in zip(certificates, answers, strict=True)
        if code
    )
