"""What may be done in the CMS at all, whoever asks: nothing issued is changed there, and nothing is deleted."""

from typing import Final

from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy

from academy.accounts.models import User
from certification.models import Certificate, CertificateTemplate, Issuer, Proposal, RegisterCopy


class NarrowPolicy(ModelPermissionPolicy):
    """The permissions of Django, less the actions that nobody has, superusers included."""

    def __init__(self, model: type[Model], actions: frozenset[str]) -> None:
        """Remember the actions that exist."""
        super().__init__(model)
        self.actions = actions

    def user_has_permission(self, user: User, action: str) -> bool:
        """Ask Django only about an action that exists."""
        return action in self.actions and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: User, actions: list[str]) -> bool:
        """Ask for one after the other."""
        return any(self.user_has_permission(user, action) for action in actions)


PROPOSAL_POLICY: Final = NarrowPolicy(Proposal, frozenset({"view"}))
CERTIFICATE_POLICY: Final = NarrowPolicy(Certificate, frozenset({"view"}))
TEMPLATE_POLICY: Final = NarrowPolicy(CertificateTemplate, frozenset({"view", "add", "change"}))
ISSUER_POLICY: Final = NarrowPolicy(Issuer, frozenset({"view", "add", "change"}))
REGISTER_POLICY: Final = NarrowPolicy(RegisterCopy, frozenset({"view", "add"}))
