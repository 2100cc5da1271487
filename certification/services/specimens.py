"""Specimens: what a template would look like, with sample data. Nothing is stored, and nothing is signed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from academy.later import later
from certification.codes import SPECIMEN
from certification.data import Achievement, Snapshot, TemplateContent, TranscriptEntry, TranscriptText
from certification.enums import Kind, Languages, Standing
from certification.errors import DocumentRefused
from certification.models import TemplateVersion
from certification.rendering.lint import refuse_faults
from certification.services.issuance import freeze, months_later
from certification.services.pictures import pictures_of
from certification.services.transcripts import transcript_labels

if TYPE_CHECKING:
    from certification.rendering import document
else:
    # It loads Pango, which a host may lack: then templates are edited without being seen.
    document = later("certification.rendering.document")

NAMES: Final = {
    "az": ("Əliyeva Günay Şahin qızı", "Məmmədhüseynzadə-Şahbuzağalarlı Abdulqədirağa Ələsgərağa Zülfüqaroğlu"),
    "ru": ("Щёголева Юлия Эльдаровна", "Константинопольская-Преображенская Александра-Евангелина Всеволодовна"),
    "en": ("Gunay Aliyeva", "Alexandria Featherstonehaugh-Cholmondeley Fitzwilliam-Worthington of Aberystwyth"),
}
TITLES: Final = {
    "az": "Universal Onluq Təsnifat: cədvəldən rəfə",
    "ru": "Универсальная десятичная классификация: от таблицы до полки",
    "en": "Universal Decimal Classification: from table to shelf",
}
_LONG: Final = "-long"


def specimen_snapshot(content: TemplateContent, mode: str) -> Snapshot:
    """Return a snapshot of nobody's certificate. `mode` names one language or two, and whether the name is long."""
    languages = mode.removesuffix(_LONG).split("+")
    achievement = Achievement(
        key="specimen",
        titles=TITLES,
        hours=Decimal("12.5"),
        achieved_on=date(2026, 9, 5),
        score=Decimal(92) if content["kind"] == Kind.COMPETENCE else None,
    )
    if content["kind"] == Kind.TRANSCRIPT:
        achievement = replace(achievement, transcript=_specimen_transcript(achievement, languages[0]))
    expires_on = months_later(achievement.achieved_on, content["valid_months"])
    snapshot = freeze(
        TemplateVersion(number=0, content=content),
        achievement,
        languages=languages,
        code=SPECIMEN,
        expires_on=expires_on,
    )
    snapshot["holder_name"] = NAMES[languages[0]][mode.endswith(_LONG)]
    return snapshot


def _specimen_transcript(achievement: Achievement, language: str) -> TranscriptText:
    day = achievement.achieved_on.isoformat()
    entry = TranscriptEntry(
        code=SPECIMEN,
        titles=TITLES,
        kind=Kind.COMPETENCE,
        hours=str(achievement.hours),
        is_counted=True,
        achieved_on=day,
        issued_on=day,
        expires_on=None,
        standing=Standing.VALID,
    )
    return TranscriptText(first_day=day, last_day=day, entries=[entry], labels=transcript_labels(language))


def specimen_document(content: TemplateContent, mode: str) -> bytes:
    """Draw the specimen, with the word across its page. Raises DocumentRefused when a picture is not there."""
    snapshot = specimen_snapshot(content, mode)
    return document.render(snapshot, pictures=pictures_of(snapshot), is_demo=False, is_specimen=True)


def misfits(content: TemplateContent) -> Iterator[str]:
    """Yield the languages in which the certificate of a long name would be refused by the lint, each with the fault."""
    for mode, label in Languages.printed(content["languages"]):
        try:
            refuse_faults(specimen_document(content, f"{mode}{_LONG}"), specimen_snapshot(content, f"{mode}{_LONG}"))
        except DocumentRefused as refusal:
            yield f"{label}: {refusal.reason}"
