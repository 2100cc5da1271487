"""The decision: a certificate is reserved, with its code and everything it will ever say. Nothing is drawn here."""

from calendar import monthrange
from datetime import date
from functools import cached_property
from typing import Any, cast

from django.conf import settings
from django.db import transaction

from academy.accounts.models import User
from academy.numbered import address_of
from certification.canonical import Frame, digest
from certification.codes import new_code
from certification.data import Achievement, Snapshot, TemplateContent
from certification.enums import EventKind, Failure, Languages, State
from certification.errors import NameUnprintable
from certification.models import Certificate, CertificateTemplate, TemplateVersion
from certification.rendering.names import printable_name
from certification.selectors.office import newest_version
from certification.selectors.search import search_text
from certification.services.disclosure import default_disclosure
from certification.services.history import record

#: Number of the shape of `Snapshot`.
SNAPSHOT_FORMAT = 1
MONTHS = 12
#: Later ones are decisions of their own: corrections and renewals (`services/replacement.py`).
FIRST = 1


@transaction.atomic
def reserve_certificate(*, holder: User, template: CertificateTemplate, achievement: Achievement) -> Certificate:
    """Return the holder's certificate for this achievement, reserved now in the caller's transaction or found.

    One holder and one key have one certificate, whoever asks how often, at the same time too. What was revoked or
    replaced is returned as it is: giving a new one is a decision of its own, never the side effect of a retry.
    A name that cannot be printed does not cost the achievement: the certificate is reserved in the state FAILED and is
    produced when the name was corrected (`services.production.retry_names`).
    """
    known = Certificate.objects.filter(holder=holder, achievement_key=achievement.key).order_by("-pk").first()
    if known is not None:
        return known
    version = newest_version(template)
    certificate, reserved = Certificate.objects.get_or_create(
        holder=holder,
        achievement_key=achievement.key,
        sequence=FIRST,
        defaults={
            **Reserving(version, achievement, holder.language).fields(holder.legal_name),
            "template": template,
            "template_version": version,
            "disclosure": default_disclosure(holder),
        },
    )
    if reserved:
        record_reservation(certificate)
    return certificate


def record_reservation(certificate: Certificate, actor: User | None = None, **more: str) -> None:
    """Write down what was certified, from which version of its template, and whatever `more` tells of it."""
    facts = reservation_facts(certificate) | more
    record(kind=EventKind.RESERVED, subject=certificate.code, facts=facts, actor=actor)


def reservation_facts(certificate: Certificate) -> dict[str, object]:
    """Return what the history tells of every decision."""
    return _facts(certificate.snapshot, nameless_digest(certificate))


def _facts(said: Snapshot, nameless: str) -> dict[str, object]:
    return {"template": said["template"], "version": said["template_version"], "snapshot": nameless}


def nameless_digest(certificate: Certificate) -> str:
    """Return the hash of all that was certified but the name, which is no fact of the history.

    The hash of a name among facts that are known could be guessed at; the issued file, signed, holds the name.
    """
    return digest({key: value for key, value in certificate.snapshot.items() if key != "holder_name"})


class Reserving:
    """Certificates for one achievement, of holders with one language: what all of them say is frozen once."""

    def __init__(self, version: TemplateVersion, achievement: Achievement, language: str) -> None:
        """Freeze it."""
        content = cast("TemplateContent", version.content)
        expires_on = months_later(achievement.achieved_on, content["valid_months"])
        languages = [achievement.language] if achievement.language else Languages.of(content["languages"], language)
        self._said = freeze(version, achievement, languages=languages, code="", expires_on=expires_on)
        self._fields = {"language": languages[0], "expires_on": expires_on}

    def fields(self, name: str) -> dict[str, Any]:
        """Return the fields of the row of a holder of this name that are told of in the snapshot, too, and its state.

        A name that cannot be printed makes a row that waits for its correction.
        """
        code = new_code()
        snapshot = Snapshot(**{**self._said, "code": code, "url": _url(code)})
        fields = {**self._fields, "code": code, "snapshot": snapshot, "search_text": search_text(snapshot, name)}
        try:
            snapshot["holder_name"] = printable_name(name)
        except NameUnprintable as error:
            return fields | {"state": State.FAILED, "failure": Failure.NAME, "failure_detail": error.reason}
        return fields

    def facts(self, code: str) -> dict[str, object]:
        """Return what the history tells of the one with this code, as `reservation_facts`."""
        return _facts(self._said, self._nameless.digest(code=code, url=_url(code)))

    @cached_property
    def _nameless(self) -> Frame:
        own = ("holder_name", "code", "url")
        return Frame({key: value for key, value in self._said.items() if key not in own}, "code", "url")


def months_later(day: date, months: int | None) -> date | None:
    """Return the last day of validity; the 31st becomes the last day of a shorter month."""
    if months is None:
        return None
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def freeze(
    version: TemplateVersion,
    achievement: Achievement,
    *,
    languages: list[str],
    code: str,
    expires_on: date | None,
) -> Snapshot:
    """Return all that the certificate says, except the holder's name, which has yet to be found printable."""
    content = cast("TemplateContent", version.content)
    snapshot = Snapshot(
        format=SNAPSHOT_FORMAT,
        code=code,
        url=_url(code),
        language=languages[0],
        languages=languages,
        holder_name="",
        achievement_key=achievement.key,
        titles=dict(achievement.titles),
        hours=format(achievement.hours, "f"),
        score=None if achievement.score is None else format(achievement.score, "f"),
        achieved_on=achievement.achieved_on.isoformat(),
        expires_on=None if expires_on is None else expires_on.isoformat(),
        kind=content["kind"],
        design=content["design"],
        template=content["template"],
        template_version=version.number,
        issuer=content["issuer"]["name"],
        issuer_website=content["issuer"]["website"],
        issuer_logo=content["issuer"]["logo"],
        co_issuers=content["co_issuers"],
        signatories=content["signatories"],
        wordings=content["wordings"],
    )
    if achievement.transcript:
        snapshot["transcript"] = achievement.transcript
    return snapshot


def _url(code: str) -> str:
    return settings.SITE_URL + address_of("verify_code", code)
