"""Who publishes at the same time gets one number each; without the hold on the template, the database refuses."""

import pytest
from django.db import IntegrityError

from certification.canonical import digest
from certification.errors import NothingToPublish, TemplateChanged
from certification.models import CertificateTemplate, TemplateVersion
from certification.services.template_content import content_of
from certification.services.templates import publish_version, renew_issuers
from tests.factories.certification import make_template
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

WORKERS = 6


def changed() -> tuple[CertificateTemplate, str]:
    template = make_template()
    template.wordings.filter(language="az").update(title="Diplom")
    template = CertificateTemplate.objects.get(pk=template.pk)
    return template, digest(content_of(template))


def test_publishers_at_once_make_one_version() -> None:
    template, seen = changed()

    def publish() -> int | None:
        try:
            return publish_version(template=template, seen=seen).number
        except NothingToPublish:
            return None

    assert sorted(at_once(WORKERS, publish), key=str) == [2, *[None] * (WORKERS - 1)]
    assert list(template.versions.values_list("number", flat=True)) == [2, 1]


def test_publishers_of_different_things_get_a_number_each() -> None:
    template, seen = changed()
    template.issuer.name = {"az": "Milli Kitabxana"}
    template.issuer.save(update_fields=["name"])

    def publish(way: int) -> int | None:
        try:
            version = renew_issuers(template=template) if way else publish_version(template=template, seen=seen)
        except (NothingToPublish, TemplateChanged):
            return None
        return version.number

    ways = iter([0, 1])
    at_once(2, lambda: publish(next(ways)))
    numbers = list(template.versions.values_list("number", flat=True))
    assert numbers == sorted(set(numbers), reverse=True)


def test_database_refuses_a_number_twice() -> None:
    template, _seen = changed()
    version = template.versions.get()

    def insert() -> None:
        TemplateVersion.objects.create(template=template, number=2, content=version.content, digest=version.digest)

    outcomes = at_once(WORKERS, insert)
    assert [type(outcome) for outcome in outcomes if outcome] == [IntegrityError] * (WORKERS - 1)
