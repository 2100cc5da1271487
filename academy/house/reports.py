"""Reports of errors to Sentry, where the settings name one. They say what went wrong, and not with whom."""

from typing import Any

from django.conf import settings

from academy.logs.shaping import cleaned

#: What Sentry would be told of the person, the request and the machine.
LEFT_OUT = ("user", "request", "breadcrumbs", "extra", "modules", "server_name")


def start(**options: Any) -> None:
    """Send errors to the address of the settings."""
    import sentry_sdk  # noqa: PLC0415 - an optional dependency

    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        before_send=without_people,
        **options,
    )


def without_people(event: Any, _hint: dict[str, Any]) -> Any:
    """Leave out whoever asked and what was asked; take addresses and rows out of all texts."""
    method = event.get("request", {}).get("method")
    kept = {key: value for key, value in event.items() if key not in LEFT_OUT}
    if method:
        kept["request"] = {"method": method}
    return _cleaned(kept)


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    return cleaned(value)
