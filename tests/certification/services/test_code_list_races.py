"""Lists that one account brings at the same moment count one by one. The guard is switched off too."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Barrier

import pytest

from academy.accounts.models import User
from certification.codes import new_code
from certification.errors import TooManyCodes
from certification.models import CodeList
from certification.services import code_lists
from tests.factories.people import make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

AT_ONCE = 4


@pytest.fixture(autouse=True)
def account(monkeypatch: pytest.MonkeyPatch) -> User:
    """Somebody who may ask for five codes a day, and brings two in each list."""
    monkeypatch.setattr(code_lists, "ACCOUNT_CODES_A_DAY", 5)
    return make_user()


def bring_at_once(by: User) -> list[type]:
    content = f"Code\n{new_code()}\n{new_code()}\n".encode()

    def bring() -> object:
        return code_lists.keep_code_list(file_name="a.csv", content=content, by=by, address="203.0.113.9")

    return sorted((type(outcome) for outcome in at_once(AT_ONCE, bring)), key=str)


def test_lists_at_once_stay_within_the_day(account: User) -> None:
    assert bring_at_once(account) == [TooManyCodes, TooManyCodes, CodeList, CodeList]


def test_without_the_guard_all_of_them_are_taken(account: User, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody, refuse = Barrier(AT_ONCE), code_lists._refuse_many_codes

    @contextmanager
    def unguarded(_by: User) -> Iterator[None]:
        yield

    def look_together(lines: int, by: User, network: str) -> None:
        refuse(lines, by, network)
        everybody.wait(timeout=30)

    monkeypatch.setattr(code_lists, "_one_list_after_the_other", unguarded)
    monkeypatch.setattr(code_lists, "_refuse_many_codes", look_together)
    assert bring_at_once(account) == [CodeList] * AT_ONCE
