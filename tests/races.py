"""Running the same thing in many threads at once, each with a connection of its own; and taking guards away."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

from django.db import connection
from django.db.models import Model


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


@contextmanager
def without_constraint(model: type[Model], name: str) -> Iterator[None]:
    """Take a constraint away and put it back: by then no row may break it."""
    every = model._meta.constraints
    constraint = next(one for one in every if one.name == name)
    # SQLite makes the table anew from what the model says.
    model._meta.constraints = [one for one in every if one is not constraint]
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        model._meta.constraints = every
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)
