"""How a request shows its key: `Authorization: Bearer lak_…`. Recognised, counted, and allowed or not."""

from django.http import HttpRequest
from ninja.errors import AuthorizationError
from ninja.security import HttpBearer

from academy.integrations.enums import Scope
from academy.integrations.models import ApiKey
from academy.integrations.services.keys import count_use, key_of


class KeyRequest(HttpRequest):
    """A request that showed a key with the scope that was asked for."""

    auth: ApiKey


class Key(HttpBearer):
    """Asks for a key with this scope. Each request counts one; who asks for more counts the rest (`count_use`)."""

    openapi_bearerFormat = "lak_<prefix>_<secret>"  # noqa: N815 - the name that OpenAPI gives it

    def __init__(self, scope: Scope) -> None:
        """Remember the scope."""
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:  # noqa: ARG002 - ninja's signature
        """Return the key, or None for one that opens nothing. Raises AuthorizationError and LimitReached."""
        key = key_of(token)
        if key is None:
            return None
        count_use(key=key)
        if self.scope not in key.scopes:
            raise AuthorizationError
        return key
