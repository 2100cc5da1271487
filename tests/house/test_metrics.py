import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from academy.house.models import Backup, Heartbeat
from academy.house.services import record_backup
from certification.enums import Failure, State
from certification.models import Certificate
from certification.services.keys import ensure_demo_key
from courses.enums import RegistrationState
from courses.models import Registration
from tests.database import ROOT
from tests.factories.certification import make_reserved
from tests.factories.people import make_user

TOKEN = "t" * 40


@pytest.fixture
def read(client: Client, settings, db) -> object:
    """Return a function that reads one metric: labels -> number."""
    settings.METRICS_TOKEN = TOKEN

    def one(name: str) -> dict[tuple[str, ...], float]:
        answer = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
        families = text_string_to_metric_families(answer.text)
        samples = [sample for family in families for sample in family.samples if sample.name == name]
        return {tuple(sample.labels.values()): sample.value for sample in samples}

    return one


@pytest.mark.parametrize("given", [{}, {"authorization": "Bearer wrong"}, {"authorization": TOKEN}])
def test_metrics_are_not_there_without_the_token(given: dict[str, str], client: Client, settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics", headers=given).status_code == 404


def test_metrics_are_not_there_where_no_token_is_set(client: Client) -> None:
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


def test_requests_are_counted_by_route_and_status(client: Client, read) -> None:
    before = read("academy_requests_total").get(("GET", "unknown", "404"), 0)
    client.get("/nothing/here/")
    client.get("/nor/there/")
    assert read("academy_requests_total")["GET", "unknown", "404"] - before == 2


def test_methods_of_strangers_are_counted_as_one(client: Client, read) -> None:
    before = read("academy_requests_total").get(("other", "healthz", "405"), 0)
    client.generic("BREW", "/healthz")
    counted = read("academy_requests_total")
    assert (counted["other", "healthz", "405"] - before, "BREW" in {key[0] for key in counted}) == (1, False)


def test_waiting_time_of_queues_is_told(read) -> None:
    now = timezone.now()
    Heartbeat.objects.create(name="mail", sent_at=now - timedelta(seconds=50), seen_at=now)
    Heartbeat.objects.create(name="beat", sent_at=now, seen_at=now)
    assert read("academy_queue_waiting_seconds") == {("mail",): pytest.approx(50)}


def test_certificates_are_counted_by_state(read) -> None:
    make_reserved()
    counted = read("academy_certificates")
    assert counted == {(state.value,): float(state == State.RESERVED) for state in State}
    assert list(read("academy_certificates_oldest_seconds")) == [("reserved",)]


def test_late_letters_are_counted_by_kind(read) -> None:
    late = make_reserved()
    Certificate.objects.filter(pk=late.pk).update(
        state=State.ISSUED, sha256="0" * 64, issued_at=timezone.now() - timedelta(hours=2), failure_detail="refused"
    )
    found = read("academy_letters_late")
    assert {kind for kind, number in found.items() if number} == {("certificate",)}


def test_certificates_that_wait_for_long_are_counted(read) -> None:
    late = make_reserved()
    Certificate.objects.filter(pk=late.pk).update(
        reserved_at=timezone.now() - timedelta(hours=2), state=State.FAILED, failure=Failure.KEY
    )
    assert read("academy_certificates_overdue") == {(): 1.0}


def test_ends_of_the_keys_are_told(read) -> None:
    key = ensure_demo_key()
    ends = read("academy_key_ends_timestamp_seconds")
    assert list(ends) == [("signing",), ("issuing",), ("root",)]
    assert ends["signing",] == key.valid_until.timestamp()


def test_seats_ahead_are_counted(read) -> None:
    assert set(read("academy_seats")) == {("taken",), ("free",), ("waiting",)}
    assert (
        Registration.objects.filter(state=RegistrationState.WAITING).count(),
        read("academy_seats")["waiting",],
    ) == (0, 0)


def test_last_backup_is_told(read) -> None:
    assert read("academy_backup_finished_timestamp_seconds") == {(): 0.0}
    record_backup(size=5, manifest_sha256="0" * 64)
    assert read("academy_backup_finished_timestamp_seconds") == {(): Backup.objects.get().finished_at.timestamp()}


def test_parts_are_told(read) -> None:
    parts = read("academy_part_ok")
    assert (parts["database",], parts["beat",]) == (1.0, 0.0)


def test_figures_name_nobody(read, client: Client) -> None:
    person = make_user()
    make_reserved(holder=person)
    told = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).text
    assert [word for word in (person.email, person.legal_name) if word in told] == []


def test_processes_of_one_machine_count_together(tmp_path) -> None:
    code = (
        "from academy.house.metrics import REQUESTS, exposition; REQUESTS.labels('GET', 'my', 200).inc(); print('ran')"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "academy.settings.development",
        "ACADEMY_HOME": str(tmp_path),
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "counts"),
    }
    setup = f"import django; django.setup(); {code}"
    for _process in range(2):
        subprocess.run([sys.executable, "-W", "ignore", "-c", setup], cwd=ROOT, env=environment, check=True)
    look = (
        "from prometheus_client import CollectorRegistry, generate_latest;"
        "from prometheus_client.multiprocess import MultiProcessCollector;"
        "registry = CollectorRegistry(); MultiProcessCollector(registry); print(generate_latest(registry).decode())"
    )
    told = subprocess.run(
        [sys.executable, "-c", look], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert 'academy_requests_total{method="GET",route="my",status="200"} 2.0' in told
