"""The first page of the desk, and what ends soon."""

from django.http import HttpResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from academy.accounts.models import Membership
from academy.accounts.requests import PersonRequest
from courses.forms.desk import ExpiryFilter
from courses.selectors.desk.overview import overview_of
from courses.selectors.desk.people import expiring_certificates
from courses.views.desk.door import for_officers, page
from courses.views.files import asked_for_file, export_choices, file_answer


@require_GET
@for_officers
def overview(request: PersonRequest, officer: Membership) -> HttpResponse:
    """Key figures, and where the institution stands with each of its requirements."""
    return page(request, officer, "desk", overview=overview_of(officer.institution, get_language()))


@require_GET
@for_officers
def expiring(request: PersonRequest, officer: Membership) -> HttpResponse:
    """Certificates of staff that end within 30, 60 or 90 days, also as a file."""
    form = ExpiryFilter(request.GET)
    rows = expiring_certificates(officer.institution, form.value())
    if kind := asked_for_file(request):
        heads = [_("Full name"), _("E-mail"), _("Certificate"), _("Code"), _("Valid until"), _("Days left"), _("Note")]
        lines = [
            [
                row.person.user.legal_name,
                row.person.user.email,
                row.certificate.title,
                row.certificate.grouped_code,
                row.certificate.expires_on,
                row.days,
                _("being renewed") if row.is_renewed else "",
            ]
            for row in rows
        ]
        return file_answer(kind, "certificates", heads, lines)
    found = ngettext("%(count)s certificate", "%(count)s certificates", len(rows)) % {"count": len(rows)}
    choices = export_choices(request)
    return page(request, officer, "desk_expiring", rows=rows, filters=form, found=found, choices=choices)
