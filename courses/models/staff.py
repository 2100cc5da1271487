"""Staff of an institution, as its HR officers see them: groups, and invitations to agree to that."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.enums import StaffInvitationState
from courses.models.admission import new_token
from courses.models.uploaded import UploadedList


class StaffGroup(models.Model):
    """People of whom an institution asks the same, such as all cataloguers."""

    institution = models.ForeignKey(
        "accounts.Institution", on_delete=models.CASCADE, related_name="staff_groups", verbose_name=_("institution")
    )
    name = models.CharField(_("name"), max_length=80)
    members = models.ManyToManyField(
        "accounts.Membership", related_name="staff_groups", blank=True, verbose_name=_("members")
    )

    class Meta:
        verbose_name = _("group of staff")
        verbose_name_plural = _("groups of staff")
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["institution", "name"], name="staff_group_name_once"),)

    def __str__(self) -> str:
        return self.name


class StaffInvitation(models.Model):
    """A letter that asks somebody to agree to what HR officers of an institution see. It is answered once."""

    institution = models.ForeignKey(
        "accounts.Institution",
        on_delete=models.CASCADE,
        related_name="staff_invitations",
        verbose_name=_("institution"),
    )
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language of the letter"), max_length=5, choices=settings.LANGUAGES)
    token = models.CharField(_("token"), max_length=22, unique=True, default=new_token, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    mailed_at = models.DateTimeField(_("mailed"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    declined_at = models.DateTimeField(_("declined"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("ended"), null=True, editable=False)

    class Meta:
        verbose_name = _("invitation to the staff")
        verbose_name_plural = _("invitations to the staff")
        ordering = ("-invited_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["institution", "email"],
                condition=Q(accepted_at=None, declined_at=None, revoked_at=None),
                name="staff_invitation_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None), name="staff_invitation_answered_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.institution}: {self.email}"

    @property
    def state(self) -> StaffInvitationState:
        """What became of it; what a person did comes before what a clock did."""
        if self.accepted_at:
            return StaffInvitationState.ACCEPTED
        if self.declined_at:
            return StaffInvitationState.DECLINED
        if self.revoked_at:
            return StaffInvitationState.ENDED
        is_over = self.expires_at <= timezone.now()
        return StaffInvitationState.EXPIRED if is_over else StaffInvitationState.WAITING


class StaffList(UploadedList):
    """Addresses of staff to be invited. `rows` holds `line`, `email`, `name` and `problem`, as `EnrolmentList` does."""

    institution = models.ForeignKey(
        "accounts.Institution", on_delete=models.CASCADE, related_name="staff_lists", verbose_name=_("institution")
    )
    language = models.CharField(_("language of the letters"), max_length=5, choices=settings.LANGUAGES)

    class Meta(UploadedList.Meta):
        verbose_name = _("list of staff")
        verbose_name_plural = _("lists of staff")

    def __str__(self) -> str:
        return f"{self.institution}: {self.file_name}"
