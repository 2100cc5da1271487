from academy.accounts.enums import MembershipRole, Role
from academy.accounts.models import Institution, User
from academy.integrations.enums import CHOSEN, EventType, Scope
from academy.integrations.models import ApiKey, WebhookEndpoint
from academy.integrations.services.keys import make_key
from academy.integrations.services.webhooks import make_endpoint
from tests.factories.people import make_institution, make_membership, make_user


def make_hr_officer(institution: Institution | None = None, **fields: object) -> User:
    """An HR officer of this institution, or of one of her own."""
    officer = make_user(Role.HR, **fields)
    make_membership(officer, institution or make_institution(), role=MembershipRole.HR)
    return officer


def make_api_key(
    institution: Institution | None = None, *scopes: Scope, per_minute: int = 600, per_day: int = 20_000
) -> tuple[ApiKey, str]:
    """A key with these scopes, or with all, and its text."""
    return make_key(
        institution=institution or make_institution(),
        name="Kadrlar sistemi",
        scopes=scopes or tuple(Scope),
        by=None,
        per_minute=per_minute,
        per_day=per_day,
    )


def make_webhook(
    institution: Institution | None = None,
    *,
    url: str = "https://hr.example.org/academy",
    events: tuple[EventType, ...] = CHOSEN,
) -> tuple[WebhookEndpoint, str]:
    """An endpoint and its secret."""
    return make_endpoint(institution=institution or make_institution(), url=url, events=events, by=None)
