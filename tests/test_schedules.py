"""The beat table names tasks by text: each must exist, and a task that sweeps must be on it."""

from academy.celery import app


def test_every_scheduled_task_exists() -> None:
    app.loader.import_default_modules()
    scheduled = {line["task"] for line in app.conf.beat_schedule.values()}
    assert scheduled - set(app.tasks) == set()


def test_what_signs_goes_to_the_workers_with_a_key() -> None:
    route = app.amqp.router.route
    tasks = ("produce_certificate", "make_receipt", "extend_log", "publish_status_lists")
    assert {route({}, f"certification.tasks.{task}")["queue"].name for task in tasks} == {"certificates"}


def test_every_sweep_is_scheduled() -> None:
    app.loader.import_default_modules()
    scheduled = {line["task"] for line in app.conf.beat_schedule.values()}
    sweeps = {name for name in app.tasks if name.rpartition(".")[2].startswith("sweep_")}
    assert (sweeps - scheduled, len(sweeps) > 2) == (set(), True)
