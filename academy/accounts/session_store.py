"""Sessions in the database, as Django keeps them: but the SQL that reads one, for every page, is written once."""

from typing import Final

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from academy.prepared import PreparedInstances

_STORED: Final = PreparedInstances(Session, lambda key: Session.objects.filter(session_key=key), "the key")


class SessionStore(db.SessionStore):
    """What `SESSION_ENGINE` names."""

    def _get_session_from_db(self) -> Session | None:
        found = _STORED.first(self.session_key)
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found
