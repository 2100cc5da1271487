"""What one person proposes and another decides: revoking many certificates, changing a key."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.enums import ProposalKind, ProposalState, RevocationOutcome, RevocationReason
from certification.models.certificate import Certificate


class Proposal(models.Model):
    """One proposal, with all that it asks for: it is decided as it stands, or not at all."""

    kind = models.CharField(_("kind"), max_length=15, choices=ProposalKind.choices)
    state = models.CharField(_("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN)
    reason = models.CharField(_("reason"), max_length=20, choices=RevocationReason.choices, blank=True)
    note = models.TextField(_("private note"), blank=True)
    fingerprint = models.CharField(_("SHA-256 fingerprint"), max_length=64, blank=True)
    since = models.DateTimeField(_("compromised since"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    valid_until = models.DateTimeField(_("lapses"), help_text=_("Not decided before, it lapses."))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    carried_out_at = models.DateTimeField(_("carried out"), null=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ("-proposed_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(proposed_by=F("decided_by")), name="proposal_decided_by_another"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.pk})"

    @property
    def subject(self) -> str:
        """Under which name the history knows it."""
        return f"proposal-{self.pk}"

    @property
    def has_lapsed(self) -> bool:
        """Whether nobody decided in time."""
        return self.state == ProposalState.OPEN and self.valid_until <= timezone.now()


class ProposedRevocation(models.Model):
    """One certificate of a proposal to revoke many, chosen when it was made, and what became of it."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="revocations", verbose_name=_("proposal")
    )
    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="+", verbose_name=_("certificate")
    )
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=RevocationOutcome.choices, default=RevocationOutcome.WAITING
    )

    class Meta:
        verbose_name = _("proposed revocation")
        verbose_name_plural = _("proposed revocations")
        constraints = (models.UniqueConstraint(fields=["proposal", "certificate"], name="proposed_revocation_once"),)

    def __str__(self) -> str:
        return f"{self.certificate}: {self.get_outcome_display()}"
