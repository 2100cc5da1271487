"""Records of a bulk issue: what one of them takes of the processor, the database's process included."""

import time
from datetime import date
from decimal import Decimal

from django.db import connection

from certification.data import Candidate
from certification.services.batches import PART, confirm_batch, propose_batch, reserve_part
from tests.benchmarks import crowd
from tests.benchmarks.compared import Compared
from tests.benchmarks.web_server import cpu_seconds
from tests.factories.certification import TITLES, make_template
from tests.factories.people import make_user

#: The first part does not count.
PARTS = 1 + 10
#: Milliseconds: 5,000 records a second.
MOST = 0.2


def records(bare_insert: list[float]) -> dict[str, Compared]:
    """Issue part by part; the reference is a view that writes one row, in milliseconds by round."""
    people = crowd.add_people(PART * PARTS, prefix="certified")
    candidates = [
        Candidate(holder=person, hours=Decimal("4.50"), achieved_on=date(2026, 9, 5), score=None) for person in people
    ]
    by, template = make_user(), make_template()
    batch = propose_batch(template=template, key="event:benchmark", titles=TITLES, candidates=candidates, by=by)
    confirm_batch(batch=batch, writes_letters=False)
    taken = [_milliseconds_a_record(batch.pk) for _part in range(PARTS)][1:]
    return {
        "records": Compared(
            words="record of a bulk issue",
            unit="ms",
            taken=taken,
            reference=bare_insert,
            reference_words="bare view, one row written",
            most_taken=MOST,
        )
    }


def _milliseconds_a_record(batch_id: int) -> float:
    start = _seconds()
    made = reserve_part(batch_id=batch_id)
    if made is None or len(made) != PART:
        raise SystemExit(f"A part of a bulk issue makes {made} instead of {PART} records.")
    return (_seconds() - start) / PART * 1000


def _seconds() -> float:
    """Return the processor time of this process, and of the process of PostgreSQL that serves it."""
    connection.ensure_connection()
    served = cpu_seconds(connection.connection.info.backend_pid) if connection.vendor == "postgresql" else 0.0
    return time.process_time() + served
