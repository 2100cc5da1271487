"""Accounts, sessions and how people log in: Django, allauth and its second factors."""

from datetime import timedelta

from academy.settings.environment import SITE_NAME, SITE_URL, env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "academy.accounts.backends.PersonBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/my/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "academy.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"signup": "academy.accounts.forms.SignupForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
#: Whether an address has an account is told by letter alone, never by a page.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
#: Letters of public libraries pass slow mail servers: three minutes, the default, are too few.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.partition("://")[0]
#: How many proxies in front of us add to X-Forwarded-For. Rate limits count by the client's address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_ADAPTER = "academy.accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "academy.accounts.forms.AddDeviceForm",
    "edit_webauthn": "academy.accounts.forms.EditDeviceForm",
    "signup_webauthn": "academy.accounts.forms.SignupDeviceForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
#: Whether roles, rights and offices need a second factor. Off in the demo, whose accounts are tried with a password.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
#: Off, because it writes a row with every page that is opened.
USERSESSIONS_TRACK_ACTIVITY = False
# A cookie of its own for messages would have to be named in the privacy statement.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
#: A session ends when it was not used for so long, and two weeks after the login at the latest (SESSION_COOKIE_AGE).
SESSION_IDLE = timedelta(minutes=env.int("SESSION_IDLE_MINUTES", default=7 * 24 * 60))
#: That of a person with a role, a right or an office.
SESSION_IDLE_OF_STAFF = timedelta(minutes=env.int("SESSION_IDLE_MINUTES_OF_STAFF", default=120))
SESSION_ENGINE = "academy.accounts.session_store"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True

#: Each yields files about a person (academy/accounts/personal_data.py).
PERSONAL_DATA = [
    "academy.accounts.personal_data.account_files",
    "certification.services.personal_data.office_files",
    "courses.selectors.personal_data.learning_files",
]
