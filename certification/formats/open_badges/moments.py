"""Times as credentials write them."""

from datetime import UTC, datetime


def written_moment(moment: datetime) -> str:
    """Return the moment in UTC, to the second (XML Schema dateTimeStamp)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
