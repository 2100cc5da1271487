"""Fills an empty database as a release would have left it, and prints what has to survive.

The demo, with its certificates issued, one revoked, and its log signed. What makes a dump heavy and nobody misses is
left out: the versions of pages that are not edited, and all but the beginning of each lesson.
"""

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - the apps are ready only now
from django.utils import timezone  # noqa: E402
from wagtail.models import Page, Revision  # noqa: E402

from academy import celery  # noqa: E402, F401 - tasks run where they are queued
from certification import tasks  # noqa: E402
from certification.enums import RevocationReason, State  # noqa: E402
from certification.models import Certificate  # noqa: E402
from certification.services.revocation import revoke_certificate  # noqa: E402
from courses.models import LessonPage  # noqa: E402
from tests.production import survivors  # noqa: E402


def fill() -> None:
    """Do what a year of a house would do."""
    call_command("migrate", verbosity=0)
    call_command("seed_demo")
    tasks.sweep_certificates()
    issued = Certificate.objects.filter(state=State.ISSUED).order_by("pk")
    revoke_certificate(certificate=issued[0], reason=RevocationReason.HOLDER_REQUEST, revoked_by=None)
    tasks.extend_log()


def thin() -> None:
    """Leave out what only makes it heavy."""
    edited = Page.objects.filter(has_unpublished_changes=True).values("latest_revision")
    Page.objects.filter(has_unpublished_changes=False).update(latest_revision=None, live_revision=None)
    Revision.objects.filter(base_content_type__model="page").exclude(pk__in=edited).delete()
    for page in LessonPage.objects.all():
        beginning = page.body.stream_block.to_python(list(page.body.raw_data)[:1])
        LessonPage.objects.filter(pk=page.pk).update(body=beginning)


fill()
thin()
told = {
    "made_at": timezone.now().isoformat(),
    "survivors": survivors.survivors(),
    "verdicts": survivors.verdicts(),
}
sys.stdout.write(json.dumps(told))
