import pytest
import structlog
from celery import shared_task

from academy.logs.tasks import hand_on


@shared_task
def fail_sometimes(fails) -> None:
    """A task of this test."""
    structlog.get_logger("ours").info("inside")
    if fails:
        raise ValueError


def test_request_id_goes_into_the_message() -> None:
    headers: dict[str, str] = {}
    with structlog.contextvars.bound_contextvars(request_id="abc"):
        hand_on(headers=headers)
    assert headers == {"request_id": "abc"}


def test_message_without_a_request_bears_none() -> None:
    headers: dict[str, str] = {}
    hand_on(headers=headers)
    assert headers == {}


@pytest.mark.parametrize(("fails", "state"), [(False, "SUCCESS"), (True, "FAILURE")])
def test_lines_of_a_task_bear_its_name_and_the_id_of_the_request(fails, state: str, lines) -> None:
    fail_sometimes.apply([fails], headers={"request_id": "abc"}, task_id="t1", throw=False)
    found = [line for line in lines() if line["logger"] in {"ours", "academy.logs.tasks"}]
    named = {(line["task"], line["task_id"], line["request_id"]) for line in found}
    assert [(line["event"], line.get("state")) for line in found] == [("inside", None), ("task", state)]
    assert named == {("tests.logs.test_tasks.fail_sometimes", "t1", "abc")}


def test_task_inside_a_request_leaves_its_id_there() -> None:
    with structlog.contextvars.bound_contextvars(request_id="abc"):
        fail_sometimes.apply([False])
        assert structlog.contextvars.get_contextvars() == {"request_id": "abc"}
