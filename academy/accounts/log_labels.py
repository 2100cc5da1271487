"""Wagtail's log says the name of each row that was changed, and keeps it: here it forgets the names of people.

What was done, by whom and when stays readable; a label that named a person becomes the number of the row.
"""

import re
from collections.abc import Iterable, Iterator

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.db.models import CASCADE, CharField, Model, Q, QuerySet, Value
from django.db.models.functions import Concat
from wagtail.models import ModelLogEntry

from academy.accounts.models import User


def forget_names(*, person: User) -> None:
    """Take the person out of the labels: of the account, of all that goes with it, and wherever its name stands."""
    own = Q(content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk))
    for logged in ContentType.objects.filter(pk__in=ModelLogEntry.objects.values("content_type").distinct()):
        model = logged.model_class()
        for path in _paths(model) if model else ():
            rows = logged.get_all_objects_for_this_type(**{path: person.pk}).values_list("pk", flat=True)
            own |= Q(content_type=logged, object_id__in=[str(pk) for pk in rows])
    _number(ModelLogEntry.objects.filter(own | Q(pk__in=_naming(addresses_of(person) | {person.legal_name}))))


def forget_rows(model: type[Model], pks: Iterable[int]) -> None:
    """Take what these rows are called out of the labels."""
    of_model = ContentType.objects.get_for_model(model)
    _number(ModelLogEntry.objects.filter(content_type=of_model, object_id__in=[str(pk) for pk in pks]))


def addresses_of(person: User) -> set[str]:
    """Every address of the account, proven or not."""
    return {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}


def _number(entries: QuerySet[ModelLogEntry]) -> None:
    entries.update(label=Concat(Value("#"), "object_id", output_field=CharField()))


def _naming(names: set[str]) -> list[int]:
    """Find labels in which one of the names stands as words of its own."""
    found = []
    for name in names - {""}:
        words = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        labels = ModelLogEntry.objects.filter(label__contains=name).values_list("pk", "label")
        found += [pk for pk, label in labels if words.search(label)]
    return found


def _paths(model: type[Model], seen: tuple[type[Model], ...] = ()) -> Iterator[str]:
    """Yield the ways from a row to the account with which it goes."""
    for field in model._meta.concrete_fields:  # noqa: SLF001 - Django's public API
        remote = field.remote_field
        if remote is None or remote.on_delete is not CASCADE or remote.model in seen:
            continue
        if remote.model is User:
            yield field.name
        else:
            yield from (f"{field.name}__{way}" for way in _paths(remote.model, (*seen, model)))
