"""All figures: those of the machine, and those that each app tells by a function that the settings name."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from academy.house.data import Figure, Section
from academy.house.models import Backup

Source = Callable[[datetime], Iterable[Figure]]
#: With less than this share of the disk free, somebody should make room.
FREE_SHARE: Final = 0.1
#: A backup is made each night; two nights without one is one too many.
BACKUP_AGE: Final = timedelta(days=2)


def all_figures() -> list[Figure]:
    """Ask each source, in the order of the settings."""
    now = timezone.now()
    sources: list[Source] = [import_string(name) for name in settings.HOUSE_FIGURES]
    return [figure for source in sources for figure in source(now)]


def figures_of_machine(now: datetime) -> Iterator[Figure]:
    """Tell how much room the disk has, and when the last backup was complete."""
    usage = shutil.disk_usage(settings.ACADEMY_HOME)
    yield Figure(
        section=Section.MACHINE,
        metric="academy_disk_free_bytes",
        label=_("Free on the disk"),
        number=usage.free,
        told=filesizeformat(usage.free),
        is_wrong=usage.free < usage.total * FREE_SHARE,
    )
    last = Backup.objects.first()
    yield Figure(
        section=Section.MACHINE,
        metric="academy_backup_finished_timestamp_seconds",
        label=_("Last backup"),
        number=last.finished_at.timestamp() if last else 0,
        told=_moment_and_size(last) if last else _("none yet"),
        is_wrong=last is None or last.finished_at < now - BACKUP_AGE,
    )


def in_words(moment: datetime) -> str:
    """Return date and time by the site's clock."""
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def _moment_and_size(backup: Backup) -> str:
    return f"{in_words(backup.finished_at)}, {filesizeformat(backup.bytes)}"
