"""What a backup holds beside the database and the files, and what is looked at once it is restored."""

from academy.settings.environment import env

#: Recipient (age1…) to whom the keys in a backup are sealed: `manage.py make_backup_identity` makes one.
BACKUP_RECIPIENT = env.str("BACKUP_RECIPIENT", default="")
#: The settings that name a file of a key or a passphrase.
BACKUP_KEY_FILES = [
    "SIGNING_KEY_FILE",
    "SIGNING_KEY_PASSPHRASE_FILE",
    "SIGNING_CHAIN_FILE",
    "SIGNING_TOKEN_PIN_FILE",
    "ROOT_KEY_FILE",
    "ISSUING_KEY_FILE",
    "AUTHORITY_PASSPHRASE_FILE",
    "TIMESTAMP_KEY_FILE",
    "LOG_KEY_FILE",
    "CREDENTIAL_KEY_FILE",
]
#: Tasks that send what is owed. After a restore they run once with the letters put aside (academy/backup/letters.py).
LETTER_SWEEPS = [
    "certification.tasks.mail_owed",
    "certification.tasks.remind_of_expiry",
    "courses.tasks.admission.sweep_admission_letters",
    "courses.tasks.desk.look_at_desk",
    "courses.tasks.desk.sweep_desk_letters",
    "courses.tasks.seminars.sweep_registration_letters",
    "courses.tasks.talk.send_due_digests",
    "courses.tasks.talk.send_left_letters",
    "academy.integrations.tasks.mail_owed",
]
#: Commands that end with 1 when something does not hold.
RESTORE_AUDITS = ["audit_history", "verify_log", "audit_documents"]
