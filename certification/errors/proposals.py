"""What two people decide, and who may not."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class SamePerson(RuleBroken):
    """Whoever proposed something does not decide it."""

    message = _("You proposed this yourself: another person with your rights has to decide. Nothing was changed.")


class ProposalClosed(RuleBroken):
    """The proposal was decided before, or it has lapsed."""

    message = _("This proposal was decided already, or it has lapsed. Nothing was changed.")


class NotYours(RuleBroken):
    """The person lacks the right that the proposal asks for."""

    message = _("You may not propose or decide this. Nothing was changed.")


class NothingProposed(RuleBroken):
    """There is nothing that could be proposed: no certificate in force, or no key."""

    message = _("No certificate of these is in force, or there is no such key. Nothing was changed.")


class DecisionMissing(RuleBroken):
    """Two people have not decided this change of a key, or it was carried out already."""

    message = _(
        "This change of a key needs two people: one proposes it in the CMS under “Certification”, another confirms it. "
        "Then run the command again."
    )
