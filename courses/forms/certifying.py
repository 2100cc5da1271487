"""The choice of what certifies a course or a programme."""

from typing import Any

from django.db.models import Q

from certification import api as certification


class CertifyingMixin:
    """Offers published templates of certificates, not of transcripts; what was chosen before stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choice, where the form has it."""
        super().__init__(*args, **kwargs)
        field = self.fields.get("certificate_template")  # type: ignore[attr-defined]
        if field is not None:
            published = Q(pk__in=certification.published_templates())
            chosen = Q(pk=self.instance.certificate_template_id)  # type: ignore[attr-defined]
            field.queryset = field.queryset.filter(Q(kind__in=certification.CERTIFYING) & published | chosen)
