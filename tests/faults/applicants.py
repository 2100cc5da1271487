"""A process of its own in which people register for a session, some of whom give their seat back at once."""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import django
from django.conf import settings
from django.db import connection, connections

#: Threads of each process; each takes one person after the other, as those of a server do.
DESKS = 6


def begin(database: str) -> None:
    """Prepare the process: it uses the database of the test."""
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    connections["default"].settings_dict["NAME"] = database


def come(session_id: int, people: Sequence[int], leaving: Sequence[int]) -> list[str]:
    """Register everybody by all desks at once; return what was not a registration."""
    queue, turns, gone = random.sample(people, len(people)), count(), set(leaving)

    def serve(_desk: int) -> list[str]:
        problems: list[str] = []
        try:
            while (turn := next(turns)) < len(queue):
                problems += _one(session_id, queue[turn], leaves=queue[turn] in gone)
        finally:
            connection.close()
        return problems

    with ThreadPoolExecutor(DESKS) as desks:
        return [problem for problems in desks.map(serve, range(DESKS)) for problem in problems]


def _one(session_id: int, user_id: int, *, leaves: bool) -> list[str]:
    # The apps are ready only after `begin`.
    from academy.accounts.models import User  # noqa: PLC0415
    from courses.models import Session  # noqa: PLC0415
    from courses.services.registration import cancel_registration, register  # noqa: PLC0415

    session = Session.objects.select_related("seminar").get(pk=session_id)
    try:
        registration = register(user=User.objects.get(pk=user_id), seminar=session.seminar, sessions=[session])[0]
        if leaves:
            cancel_registration(registration=registration)
    except Exception as error:  # noqa: BLE001 - whatever it is, a person would have seen a page of error
        return [repr(error)]
    return []
