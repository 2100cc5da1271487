"""What is put on record of people and memberships. No name and no address stands there, only numbers."""

from typing import Any, Final

from academy.accounts.acting import put_on_record
from academy.accounts.watched import Values
from academy.record.enums import ChangeKind

#: Column of an account -> what is told when it becomes true, and when it becomes false.
STANDING: Final = {
    "is_superuser": (ChangeKind.SUPERUSER_MADE, ChangeKind.SUPERUSER_ENDED),
    "is_active": (ChangeKind.ACCOUNT_ON, ChangeKind.ACCOUNT_OFF),
}


def tell_of_person(pk: int, before: Values | None, after: Values | None) -> None:
    """Tell of superusers, of accounts switched on and off, and that an address changed. A new account is active."""
    if after is None:
        return
    known = before or {"is_superuser": False, "is_active": True, "email": after["email"]}
    for column, (begun, ended) in STANDING.items():
        if known[column] != after[column]:
            put_on_record(begun if after[column] else ended, person=pk)
    if known["email"] != after["email"]:
        put_on_record(ChangeKind.EMAIL_CHANGED, person=pk)


def tell_of_membership(_pk: int, before: Values | None, after: Values | None) -> None:
    """Tell of a membership that begins, ends or changes. Another person in the row is another membership."""
    if before and after and _place(before) == _place(after):
        _tell_of_same_place(before, after)
        return
    if before:
        put_on_record(ChangeKind.MEMBERSHIP_ENDED, **_membership(before))
    if after:
        put_on_record(ChangeKind.MEMBERSHIP_BEGUN, **_membership(after))


def tell_of_password(*, person: int) -> None:
    """Tell that a person, or somebody for a person, set another password."""
    put_on_record(ChangeKind.PASSWORD_CHANGED, person=person)


def tell_of_erasure(*, person: int, roles: list[str]) -> None:
    """Tell that an account is gone; the number stays and leads to nobody."""
    put_on_record(ChangeKind.ACCOUNT_ERASED, person=person, facts={"roles": roles} if roles else None)


def tell_of_factor(*, person: int, factor: str, added: bool) -> None:
    """Tell of a second factor, or of recovery codes, by its kind. Of its secret nothing is told."""
    put_on_record(ChangeKind.FACTOR_ADDED if added else ChangeKind.FACTOR_REMOVED, person=person, subject=factor)


def _tell_of_same_place(before: Values, after: Values) -> None:
    place = {"person": after["user_id"], "institution": after["institution_id"], "subject": after["role"]}
    if before["role"] != after["role"]:
        facts = {"before": before["role"], "after": after["role"]}
        put_on_record(ChangeKind.MEMBERSHIP_CHANGED, **place, facts=facts)
    if bool(before["consented_at"]) != bool(after["consented_at"]):
        put_on_record(ChangeKind.CONSENT_GIVEN if after["consented_at"] else ChangeKind.CONSENT_ENDED, **place)


def _place(membership: Values) -> tuple[int, int]:
    return membership["user_id"], membership["institution_id"]


def _membership(values: Values) -> dict[str, Any]:
    person, institution = _place(values)
    facts = {"consent": True} if values["consented_at"] else None
    return {"person": person, "institution": institution, "subject": values["role"], "facts": facts}
