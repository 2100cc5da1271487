"""What the issuer's office keeps: certificates and their templates, proposals, lists."""

from datetime import date
from decimal import Decimal

from academy.accounts.models import User
from certification.data import Candidate
from certification.models import Batch, CertificateTemplate, Picture, RevocationList, StatusList
from certification.services.batches import propose_batch
from certification.services.code_lists import answer_part, keep_code_list
from certification.services.pictures import keep_picture
from certification.services.proposals import propose_key_change
from certification.services.reminders import refusal_url
from tests.access.people import Side
from tests.factories.certification import TITLES, make_issued, make_template
from tests.factories.pictures import drawing
from tests.factories.receipts import made, offer_by_code
from tests.factories.register import make_copy

Rows = dict[str, object]


def certificate_rows(side: Side) -> Rows:
    """The learner's certificate, the trainer's bulk issue, the officer's list of codes."""
    template = make_template()
    certificate = make_issued(side.learner, template)
    codes = keep_code_list(
        file_name="codes.csv", content=f"Code\n{certificate.code}".encode(), by=side.officer, address=""
    )
    answer_part(codes.pk)
    return {
        "certificate": certificate.code,
        "certificate row": certificate.pk,
        "template": template.pk,
        "issuer": template.issuer_id,
        "reminders": refusal_url(side.learner).rstrip("/").rpartition("/")[2],
        "list of codes": codes.pk,
        "receipt": made(offer_by_code(certificate.code)).token,
        "batch": _batch(template, side).pk,
    }


def _batch(template: CertificateTemplate, side: Side) -> Batch:
    one = Candidate(holder=side.learner.pk, hours=Decimal(1), achieved_on=date(2026, 9, 5))
    return propose_batch(
        template=template, key="course:BULK", titles=TITLES, candidates=[one], note="", by=side.trainer
    )


def office_rows(keeper: User) -> Rows:
    """What belongs to the office alone."""
    picture = Picture.objects.create(title="Logo", alt={"en": "Logo"}, content=keep_picture(drawing()))
    return {
        "picture of a certificate": picture.pk,
        "proposal": propose_key_change(note="", proposed_by=keeper).pk,
        "copy of the register": make_copy(keeper).pk,
        "status list": StatusList.objects.latest("pk").pk,
        "authority": RevocationList.objects.latest("pk").authority,
    }
