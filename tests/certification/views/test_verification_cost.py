"""What a verification asks of the database: the same with ten certificates and a thousand, never a whole table.

`make bench SIZE=large` measures what that costs with a million.
"""

from collections.abc import Callable
from itertools import islice

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from certification.codes import new_code
from certification.services.log import extend_log
from certification.services.log_keys import make_log_key
from tests.benchmarks.million import SEED, Register, codes
from tests.factories.certification import make_issued
from tests.factories.learning import make_site
from tests.plans import plan_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_are_kept")]


@pytest.fixture(params=[10, 1000])
def known(request: pytest.FixtureRequest) -> str:
    """A code out of the middle of so many, each of which is in the log; the moulds of the answers are kept already."""
    make_log_key(demo=True)
    issued = make_issued()
    extend_log()
    Register(issued).grow_to(request.param)
    make_site()
    first, *others = islice(codes(SEED), request.param)
    for code in (first, new_code(), mistyped(first)):
        ask(code)
    return others[request.param // 2]


def mistyped(code: str) -> str:
    return code[:-1] + ("1" if code[-1] == "0" else "0")


def ask(code: str) -> int:
    return Client().get(f"/verify/{code}/", headers={"accept-language": "en"}).status_code


def test_known_code_costs_one_statement_and_on_sqlite_the_certificate_the_record_and_the_proof(
    known: str, django_assert_num_queries: Callable
) -> None:
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 3):
        assert ask(known) == 200


def test_unknown_code_costs_one_statement_and_on_sqlite_the_question_and_its_record(
    known: str, django_assert_num_queries: Callable
) -> None:
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 2):
        assert ask(new_code()) == 404


def test_mistyped_code_costs_no_query(known: str, django_assert_num_queries: Callable) -> None:
    with django_assert_num_queries(0):
        assert ask(mistyped(known)) == 400


@pytest.mark.skipif(connection.vendor != "postgresql", reason="plans are PostgreSQL's: set DATABASE_URL")
def test_no_table_is_read_whole(known: str) -> None:
    """Small tables are read whole because that is cheaper, so the plan is asked for with an index for everything."""
    with CaptureQueriesContext(connection) as asked:
        ask(known)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plans = [plan_of(query["sql"]) for query in asked]
    assert [plan for plan in plans if "Seq Scan" in plan] == []
