"""Why a backup is not made or not restored. Read by operators on the command line, in English."""

from collections.abc import Sequence


class BackupRefused(Exception):  # noqa: N818 - errors are named for the state (conventions, 17)
    """It cannot be done as asked. Nothing was changed."""


class BackupDamaged(BackupRefused):
    """What lies in the backup is not what was put there. `findings` are one sentence each."""

    def __init__(self, findings: Sequence[str]) -> None:
        """Keep the findings."""
        super().__init__(f"The backup is damaged: {len(findings)} finding(s). Nothing was restored.")
        self.findings = tuple(findings)
