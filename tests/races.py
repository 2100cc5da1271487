"""Running the same thing in many threads at once, each with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def at_once(number: int, action: Callable[[], object]) -> list[object]:
    """Return what each of `number` simultaneous calls returned or raised."""
    barrier = Barrier(number)

    def run(_place: int) -> object:
        barrier.wait(timeout=30)
        try:
            return action()
        except Exception as error:  # noqa: BLE001 - the test decides what may be raised
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))
