"""People and the institutions they belong to."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from academy.accounts.changes import tell_of_membership, tell_of_person
from academy.accounts.enums import MembershipRole
from academy.accounts.watched import OnRecord, WatchedModel, WatchedQuerySet
from academy.languages import text_in


class UserManager(BaseUserManager["User"]):
    """Creates users whose name is their e-mail address."""

    def get_queryset(self) -> WatchedQuerySet:
        """Tell of what is done to many accounts at once."""
        return WatchedQuerySet(self.model, using=self._db)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Store a user; without a password only codes and passkeys log in. allauth looks for lower-case addresses."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Store a user who may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by address, whatever the letters' case."""
        return self.get(email__iexact=username)


class User(WatchedModel, AbstractBaseUser, PermissionsMixin):
    """A person. `legal_name` is printed on certificates as it stands; it is never re-cased or split."""

    email = models.EmailField(_("e-mail address"), unique=True)
    legal_name = models.CharField(
        _("full name"),
        max_length=200,
        help_text=_("As it will be printed on your certificates: surname, first name and, if you use it, patronymic."),
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    ON_RECORD = OnRecord(columns=frozenset({"is_superuser", "is_active", "email"}), tell=tell_of_person)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["legal_name"]

    #: Whether a request knows already that the person has neither role nor right nor office.
    has_no_role: bool = False
    #: Whether there is one, where that was read with the person (`backends.py`).
    serves: bool | None = None

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_once"),)
        # Lists of learners are sorted by it, however many learn.
        indexes = (models.Index(fields=["legal_name"], name="user_by_name"),)

    def __str__(self) -> str:
        return self.legal_name or self.email

    def get_full_name(self) -> str:
        """Return the legal name: Wagtail and allauth ask for it under this name."""
        return self.legal_name

    def get_short_name(self) -> str:
        """Return the legal name: names are not taken apart here."""
        return self.legal_name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Return whether the person may; no query where there is no role."""
        return not self.has_no_role and super().has_perm(perm, obj)

    def has_module_perms(self, app_label: str) -> bool:
        """Return whether the person may do anything in an app; no query where there is no role."""
        return not self.has_no_role and super().has_module_perms(app_label)

    @property
    def first_name(self) -> str:
        """The legal name, for the places in Wagtail that order or show a first name."""
        return self.legal_name


class Institution(ClusterableModel):
    """A library or another body whose staff learn here."""

    name = models.JSONField(_("name"), help_text=_("One text per language."))
    city = models.CharField(_("city"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")

    def __str__(self) -> str:
        return text_in(self.name, get_language() or settings.LANGUAGE_CODE)


class Membership(WatchedModel):
    """Who belongs to which institution, and as what. Ending it ends a view on people, never a certificate.

    HR officers see the learning of those members alone who have agreed to it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("user"))
    institution = ParentalKey(
        Institution, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("institution")
    )
    role = models.CharField(_("role"), max_length=10, choices=MembershipRole.choices, default=MembershipRole.MEMBER)
    since = models.DateField(_("since"), default=timezone.localdate)
    consented_at = models.DateTimeField(
        _("consent given"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When the person agreed that HR officers see what she or he learns; empty: they see nothing."),
    )

    objects = WatchedQuerySet.as_manager()

    ON_RECORD = OnRecord(
        columns=frozenset({"user_id", "institution_id", "role", "consented_at"}), tell=tell_of_membership
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = (
            models.UniqueConstraint(fields=["user", "institution", "role"], name="membership_role_once"),
            models.CheckConstraint(
                condition=Q(consented_at__isnull=True) | Q(role=MembershipRole.MEMBER),
                name="membership_consent_of_member",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} – {self.institution} ({self.get_role_display()})"
