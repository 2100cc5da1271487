from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from academy.celery import app
from academy.house import receivers
from academy.house.models import Backup, Heartbeat
from academy.house.services import note_heartbeat, record_backup
from academy.house.tasks import pulse

pytestmark = pytest.mark.django_db


def test_pulse_is_a_sign_of_life_of_the_workers_of_its_queue() -> None:
    pulse.delay("mail")
    assert list(Heartbeat.objects.values_list("name", flat=True)) == ["mail"]


def test_pulse_says_when_it_was_sent() -> None:
    sent_at = timezone.now() - timedelta(minutes=4)
    pulse.apply(["mail"], headers={"sent_at": sent_at.isoformat()})
    assert Heartbeat.objects.get().sent_at == sent_at


def test_late_pulse_takes_nothing_back() -> None:
    now = timezone.now()
    note_heartbeat(name="mail", sent_at=now)
    late = note_heartbeat(name="mail", sent_at=now - timedelta(minutes=1))
    assert (late.sent_at, Heartbeat.objects.count()) == (now, 1)


def test_pulse_that_leaves_is_a_sign_of_life_of_the_beat(monkeypatch) -> None:
    monkeypatch.setattr(receivers, "close_old_connections", lambda: None)  # The test's own connection stays.
    headers: dict[str, str] = {}
    receivers.stamp_pulse(headers=headers)
    receivers.hear_beat()
    assert (list(Heartbeat.objects.values_list("name", flat=True)), list(headers)) == (["beat"], ["sent_at"])


def test_each_queue_has_its_pulse(settings) -> None:
    pulses = {line["args"][0]: line["options"]["queue"] for line in app.conf.beat_schedule.values() if "args" in line}
    assert pulses == {queue: queue for queue in settings.WORK_QUEUES}


def test_each_route_leads_tasks_to_a_queue_that_is_there(settings) -> None:
    app.loader.import_default_modules()
    ours = [name for name in current_app.tasks if name.partition(".")[0] in {"academy", "certification", "courses"}]
    queues = {name: app.amqp.router.route({}, name)["queue"].name for name in ours}
    assert set(queues.values()) == set(settings.WORK_QUEUES)
    assert {name for name, queue in queues.items() if queue == "certificates"} == {
        "certification.tasks.carry_out_proposal",
        "certification.tasks.extend_log",
        "certification.tasks.make_receipt",
        "certification.tasks.produce_certificate",
        "certification.tasks.publish_revocation_lists",
        "certification.tasks.publish_status_lists",
    }
    assert {name for name, queue in queues.items() if ".mail_" in name and queue != "mail"} == {
        "academy.mail.tasks.mail_sealed_letter"
    }


def test_backup_is_recorded_with_its_size() -> None:
    record_backup(size=5, manifest_sha256="0" * 64)
    assert Backup.objects.values_list("bytes", "manifest_sha256").get() == (5, "0" * 64)
