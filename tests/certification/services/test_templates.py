import pytest
from django.db import DatabaseError, connection, transaction

from academy.errors import WrittenOnce
from certification.canonical import digest
from certification.enums import EventKind
from certification.errors import (
    NothingToPublish,
    TemplateChanged,
    TemplateIncomplete,
    TemplateUnpublished,
)
from certification.models import CertificateTemplate, CoIssuer, Event, Issuer, Picture, TemplateVersion
from certification.services.audit import audit_history
from certification.services.pictures import keep_picture
from certification.services.template_content import content_of, differences
from certification.services.templates import publish_version, renew_issuers, templates_behind
from tests.factories.certification import make_issued, make_reserved, make_template
from tests.factories.people import make_user
from tests.factories.pictures import drawing

pytestmark = pytest.mark.django_db


def retitled(template: CertificateTemplate, title: str) -> CertificateTemplate:
    """The template with another Azerbaijani title in its draft."""
    template.wordings.filter(language="az").update(title=title)
    return CertificateTemplate.objects.get(pk=template.pk)


def numbers(template: CertificateTemplate) -> list[int]:
    return list(template.versions.values_list("number", flat=True))


def test_version_holds_all_that_the_template_says() -> None:
    template = make_template(valid_months=36)
    version = template.versions.get()
    assert version.content == content_of(template)
    assert (version.number, version.digest, version.content["valid_months"]) == (1, digest(version.content), 36)
    assert set(version.content["wordings"]) == {"az", "ru", "en"}


def test_publishing_is_told_by_the_history() -> None:
    registrar = make_user()
    template = retitled(make_template(), "Diplom")
    version = publish_version(template=template, actor=registrar)
    event = Event.objects.get(subject=f"{template.slug}/2")
    assert (event.kind, event.facts, event.actor) == (
        EventKind.TEMPLATE_VERSION,
        {"version": 2, "content": version.digest},
        registrar,
    )
    assert (version.published_by, numbers(template)) == (registrar, [2, 1])


def test_draft_issues_nothing() -> None:
    template = retitled(make_template(), "Diplom")
    before = make_reserved(template=template)
    publish_version(template=template)
    after = make_reserved(template=template)
    said = [(one.template_version.number, one.snapshot["wordings"]["az"]["title"]) for one in (before, after)]
    assert said == [(1, "Səriştə sertifikatı"), (2, "Diplom")]


def test_template_without_a_version_issues_nothing() -> None:
    template = make_template()
    other = CertificateTemplate.objects.create(slug="new", kind="competence", issuer=template.issuer)
    with pytest.raises(TemplateUnpublished):
        make_reserved(template=other)


def test_same_content_is_published_once() -> None:
    template = make_template()
    with pytest.raises(NothingToPublish):
        publish_version(template=template)
    assert numbers(template) == [1]


def test_what_was_looked_at_is_what_is_published() -> None:
    template = retitled(make_template(), "Diplom")
    seen = digest(content_of(template))
    retitled(template, "Şəhadətnamə")
    with pytest.raises(TemplateChanged):
        publish_version(template=template, seen=seen)
    assert numbers(template) == [1]


@pytest.mark.parametrize("missing", ["wordings", "signatories"])
def test_incomplete_template_is_not_published(missing: str) -> None:
    template = make_template(valid_months=12)
    rows = template.wordings.filter(language="ru") if missing == "wordings" else template.issuer.signatories.all()
    rows.delete()
    with pytest.raises(TemplateIncomplete):
        publish_version(template=CertificateTemplate.objects.get(pk=template.pk))


def test_version_is_never_changed_nor_deleted() -> None:
    version = make_template().versions.get()
    version.number = 7
    for refused in (version.save, version.delete, TemplateVersion.objects.all().delete):
        with pytest.raises(WrittenOnce):
            refused()
    with pytest.raises(WrittenOnce):
        TemplateVersion.objects.update(number=7)


@pytest.mark.parametrize(
    "statement", ["UPDATE certification_templateversion SET number = 7", "DELETE FROM certification_templateversion"]
)
def test_database_refuses_what_goes_around_the_model(statement: str) -> None:
    make_template()
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def named_anew(issuer: Issuer, name: str) -> Issuer:
    issuer.name = issuer.name | {"az": name}
    issuer.save(update_fields=["name"])
    return issuer


def test_changed_issuer_changes_no_certificate_by_itself() -> None:
    template = make_template()
    issuer = named_anew(template.issuer, "Milli Kitabxana")
    assert make_reserved(template=template).snapshot["issuer"]["az"] == "Kitabxanaçı Akademiyası"
    assert (templates_behind(issuer), numbers(template)) == ([template], [1])


def test_issuer_is_renewed_without_what_else_was_drafted() -> None:
    template = retitled(make_template(), "Diplom")
    issuer = named_anew(template.issuer, "Milli Kitabxana")
    version = renew_issuers(template=template)
    assert (version.number, version.content["issuer"]["name"]["az"]) == (2, "Milli Kitabxana")
    assert version.content["wordings"]["az"]["title"] == "Səriştə sertifikatı"
    assert templates_behind(issuer) == []
    with pytest.raises(NothingToPublish):
        renew_issuers(template=template)


def test_other_signatory_and_co_issuer_leave_the_template_behind() -> None:
    template, other = make_template(), make_template().issuer
    CoIssuer.objects.create(template=template, issuer=other)
    publish_version(template=template)
    assert (templates_behind(template.issuer), templates_behind(other)) == ([], [])
    template.issuer.signatories.update(post={"az": "Rektor"})
    named_anew(other, "Milli Kitabxana")
    assert (templates_behind(template.issuer), template in templates_behind(other)) == ([template], True)


def test_differences_name_the_part_and_the_language() -> None:
    template = make_template()
    before = content_of(template)
    retitled(template, "Diplom")
    CertificateTemplate.objects.filter(pk=template.pk).update(valid_months=12, languages="az+ru")
    after = content_of(CertificateTemplate.objects.get(pk=template.pk))
    assert differences(before, after) == [("languages", ""), ("valid_months", ""), ("title", "az")]
    assert (differences(None, after), differences(after, after)) == ([], [])


def test_certificate_can_be_drawn_from_its_version_when_the_picture_is_gone() -> None:
    template = make_template()
    picture = Picture.objects.create(title="Logo", alt={"az": "Loqo"}, content=keep_picture(drawing()))
    Issuer.objects.filter(pk=template.issuer_id).update(logo=picture)
    publish_version(template=CertificateTemplate.objects.get(pk=template.pk))
    Issuer.objects.update(logo=None)
    picture.delete()
    certificate = make_issued(template=template)
    named = certificate.template_version.content["issuer"]["logo"]
    assert (certificate.state, certificate.snapshot["issuer_logo"]) == ("issued", named)


def test_versions_that_say_what_the_events_tell_pass_the_audit() -> None:
    template = retitled(make_template(), "Diplom")
    publish_version(template=template)
    make_issued(template=template)
    assert list(audit_history()) == []


@pytest.mark.parametrize(
    ("rule", "languages"),
    [("holder", ["en"]), ("ru", ["ru"]), ("az+ru", ["az", "ru"]), ("az+en", ["az", "en"]), ("ru+en", ["ru", "en"])],
)
def test_template_decides_the_languages_or_leaves_them_to_the_holder(rule: str, languages: list[str]) -> None:
    certificate = make_reserved(make_user(language="en"), make_template(languages=rule))
    assert (certificate.language, certificate.snapshot["languages"]) == (languages[0], languages)
