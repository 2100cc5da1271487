"""Sessions in the database, as Django keeps them: but the SQL that reads or changes one is written once."""

from datetime import UTC, datetime
from typing import Final

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.utils import timezone

from academy.prepared import PreparedInstances, PreparedUpdate

_STORED: Final = PreparedInstances(Session, lambda key: Session.objects.filter(session_key=key), "the key")
_CHANGED: Final = PreparedUpdate(
    lambda key, data, until: (
        Session.objects.filter(session_key=key),
        {"session_data": data, "expire_date": until},
    ),
    *("the key", "the data", datetime(1, 1, 1, tzinfo=UTC)),
)


class SessionStore(db.SessionStore):
    """What `SESSION_ENGINE` names."""

    def _get_session_from_db(self) -> Session | None:
        found = _STORED.first(self.session_key)
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's signature
        """Store it; one that is there by one statement. Raises `UpdateError` when it has ended meanwhile."""
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        stored = self.create_model_instance(dict(self.items()))
        if not _CHANGED.update(stored.session_key, stored.session_data, stored.expire_date):
            raise UpdateError
