from itertools import count

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import Group
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from academy.accounts.enums import MembershipRole, Role
from academy.accounts.models import Institution, Membership, User

_numbers = count(1)

PASSWORD = "kitabxana-2026"
TOTP_SECRET = "JBSWY3DPEHPK3PXP"


def make_user(
    *roles: Role, legal_name: str = "Əliyeva Günay Şahin qızı", language: str = "az", **fields: object
) -> User:
    """A person with a verified address, who has exactly the roles named."""
    email = fields.pop("email", f"person{next(_numbers)}@example.org")
    user = User.objects.create_user(email, PASSWORD, legal_name=legal_name, language=language, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def make_institution(name: str = "Milli Kitabxana", *, city: str = "Bakı") -> Institution:
    """An institution with a name in Azerbaijani alone."""
    return Institution.objects.create(name={"az": name}, city=city)


def make_membership(
    user: User,
    institution: Institution,
    *,
    role: MembershipRole = MembershipRole.MEMBER,
    consented: bool = False,
) -> Membership:
    """A person's place in an institution; `consented` to be seen by its HR officers."""
    consented_at = timezone.now() if consented else None
    return Membership.objects.create(user=user, institution=institution, role=role, consented_at=consented_at)


def add_second_factor(user: User) -> list[str]:
    """Ask this person for codes of TOTP_SECRET from now on; return the recovery codes."""
    TOTP.activate(user, TOTP_SECRET)
    return RecoveryCodes.activate(user).generate_codes()


def second_factor_code() -> str:
    """The code of TOTP_SECRET at this moment."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(TOTP_SECRET, counters[len(counters) // 2]))


def make_security_key(user: User) -> Authenticator:
    """A key that this person has registered, and that nobody holds."""
    public = ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)})
    attested = AttestedCredentialData.create(bytes(16), bytes(16), public)
    told = AuthenticatorData.create(
        sha256(b"testserver"), AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, attested
    )
    told_by_browser = CollectedClientData.create("webauthn.create", bytes(16), "https://testserver")
    response = {
        "clientDataJSON": websafe_encode(told_by_browser),
        "attestationObject": websafe_encode(AttestationObject.create("none", told, {})),
    }
    number = websafe_encode(bytes(16))
    credential = {"id": number, "rawId": number, "type": "public-key", "response": response}
    data = {"name": "Key", "credential": credential}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)
