"""The register as a table for spreadsheets and programs: one column for each fact."""

from django.utils.translation import gettext as _

from certification.formats.register.values import RegisterEntry


def heads() -> list[str]:
    """What stands above the columns."""
    return [
        "№",
        _("Code"),
        _("Credential id"),
        _("Holder"),
        _("Achievement"),
        _("Kind"),
        _("Academic hours"),
        _("Result, %"),
        _("Achieved on"),
        _("Issued"),
        _("Valid until"),
        _("State"),
        _("State since"),
        _("Reason"),
        _("Replaced by"),
        _("Template"),
        _("Version of the template"),
        _("Fingerprint of the signing key"),
        _("SHA-256 of the file"),
    ]


def line(entry: RegisterEntry) -> list[object]:
    """The facts in that order; numbers, days and times stay what they are."""
    return [
        entry.number,
        entry.code,
        entry.credential_id,
        entry.holder,
        entry.title,
        entry.kind,
        entry.hours,
        entry.score,
        entry.achieved_on,
        entry.issued_at,
        entry.expires_on,
        entry.standing,
        entry.since,
        entry.reason,
        entry.replaced_by,
        entry.template,
        entry.template_version,
        entry.key,
        entry.sha256,
    ]
