"""What Prometheus reads. Requests are counted by the web processes; all else is looked up when it is asked for.

With PROMETHEUS_MULTIPROC_DIR, which the settings make a folder of, the processes of one machine count together.
"""

import os
from collections.abc import Iterable, Iterator
from typing import Final

from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from academy.house.data import Condition, Figure
from academy.house.figures import all_figures
from academy.house.models import Heartbeat
from academy.house.parts import look_at_parts
from academy.house.parts.work import waiting_time
from academy.house.services import BEAT

_OWN: Final = CollectorRegistry()
REQUESTS: Final = Counter("academy_requests", "Requests answered.", ["method", "route", "status"], registry=_OWN)
SECONDS: Final = Histogram(
    "academy_request_seconds",
    "Time until an answer began.",
    ["route"],
    buckets=(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=_OWN,
)


class HouseCollector(Collector):
    """Parts, queues and figures, as they are at this moment."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Ask the database nothing more when it does not answer."""
        parts = look_at_parts()
        well = GaugeMetricFamily("academy_part_ok", "1 while the part is well.", labels=["part"])
        for part in parts:
            well.add_metric([part.name], part.condition is Condition.OK)
        yield well
        if parts[0].condition is Condition.OK:
            yield _queues()
            yield from _gauges(all_figures())


def _queues() -> GaugeMetricFamily:
    waiting = GaugeMetricFamily("academy_queue_waiting_seconds", "How long work lies in a queue.", labels=["queue"])
    for heartbeat in Heartbeat.objects.exclude(name=BEAT).order_by("name"):
        waiting.add_metric([heartbeat.name], waiting_time(heartbeat).total_seconds())
    return waiting


def _gauges(figures: Iterable[Figure]) -> Iterable[GaugeMetricFamily]:
    """Return a gauge for each metric, and one for the age of what waits."""
    gauges: dict[str, GaugeMetricFamily] = {}
    for figure in figures:
        _add(gauges, figure, figure.metric, figure.number)
        if figure.since:
            age = (timezone.now() - figure.since).total_seconds()
            _add(gauges, figure, f"{figure.metric}_oldest_seconds", age)
    return gauges.values()


def _add(gauges: dict[str, GaugeMetricFamily], figure: Figure, metric: str, number: float) -> None:
    told = "What it means stands in academy/house/README.md."
    gauge = gauges.setdefault(metric, GaugeMetricFamily(metric, told, labels=[*figure.labels]))
    gauge.add_metric([*figure.labels.values()], number)


def exposition() -> bytes:
    """Return everything in the text format of Prometheus."""
    house = CollectorRegistry()
    house.register(HouseCollector())
    requests = _OWN
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        requests = CollectorRegistry()
        MultiProcessCollector(requests)
    return generate_latest(requests) + generate_latest(house)
