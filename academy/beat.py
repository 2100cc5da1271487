"""Celery's beat, for clocks that are set back: its own would start nothing until the old time has come again."""

from typing import Any

from celery.beat import PersistentScheduler


class SteadyScheduler(PersistentScheduler):
    """Keeps what was started last in the file of the settings, as Celery's own does."""

    def tick(self, *given: Any, **named: Any) -> float:
        """Start what is due, and return how many seconds there are until something is."""
        for entry in self.schedule.values():
            now = entry.default_now()
            if entry.last_run_at > now:
                # As if it had been started now; the order in which all fall due is made anew.
                entry.last_run_at, self._heap = now, None
        return float(super().tick(*given, **named))
