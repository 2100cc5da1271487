from importlib import import_module

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    name = "certification"
    verbose_name = _("Certification")

    def ready(self) -> None:
        """Register the system checks and connect the receivers: the apps are ready only now."""
        from certification import checks  # noqa: PLC0415 - the apps are ready only now

        import_module("certification.receivers")
        register(checks.check_key_type, Tags.security)
        register(checks.check_token, Tags.security)
        register(checks.check_signing_key, Tags.security)
        register(checks.check_timestamp_key, Tags.security)
        register(checks.check_timestamps, Tags.security)
        register(checks.check_log_key, Tags.security)
        register(checks.check_credential_key, Tags.security)
        register(checks.check_libraries, Tags.security)
