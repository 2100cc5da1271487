"""What a program of the demo's institution would use: a key whose text nobody has, and an endpoint switched off."""

from academy.accounts.models import Institution, User
from academy.integrations.enums import CHOSEN, Scope
from academy.integrations.models import ApiKey, WebhookEndpoint
from academy.integrations.services.deliveries import announce_test
from academy.integrations.services.keys import make_key
from academy.integrations.services.webhooks import make_endpoint, switch_off

#: Belongs to nobody (RFC 2606), and is switched off: the demo sends nothing anywhere.
ADDRESS = "https://hr.example.org/academy"


def seed_integrations(institution: Institution, *, officer: User) -> None:
    """Make both unless there are any. Their secrets are drawn and forgotten: whoever wants one rotates."""
    if not ApiKey.objects.filter(institution=institution).exists():
        make_key(institution=institution, name="Kadr uçotu sistemi", scopes=list(Scope), by=officer)
    if not WebhookEndpoint.objects.filter(institution=institution).exists():
        endpoint, _ = make_endpoint(institution=institution, url=ADDRESS, events=CHOSEN, by=officer)
        announce_test(endpoint=endpoint)
        switch_off(endpoint=endpoint, by=officer)
