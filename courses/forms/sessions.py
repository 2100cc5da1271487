"""What an organiser says of a session: when, where, how many, and what is to become of it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import Institution, User
from academy.languages import LANGUAGES
from courses.forms.texts import LetterTextsMixin
from courses.models import Session, SessionMessage
from courses.models.session import LONGEST_ADDRESS
from courses.selectors.access import trainers_known_to
from courses.selectors.meetings import HOME_ZONE

#: Zones of people's lives: without the names that stand for old times and for mere distances.
CONTINENTS = ("Africa/", "America/", "Asia/", "Australia/", "Europe/", "Pacific/")
MOMENTS = ("starts_at", "ends_at", "opens_at", "closes_at", "cancel_until")
PLACES = {"az": _("Place in Azerbaijani"), "ru": _("Place in Russian"), "en": _("Place in English")}
REASONS = {"az": _("Reason in Azerbaijani"), "ru": _("Reason in Russian"), "en": _("Reason in English")}
FORMAT = "%Y-%m-%dT%H:%M"
FIRST_YEAR, LAST_YEAR = 2000, 2199


def zones() -> list[tuple[str, str]]:
    """The zones to choose from, that of the house first."""
    others = sorted(name for name in available_timezones() if name.startswith(CONTINENTS) and name != HOME_ZONE)
    return [(name, name.replace("_", " ")) for name in (HOME_ZONE, *others)]


class MomentField(forms.DateTimeField):
    """A date and a time by the clock of the session's own place, chosen in the browser's own calendar."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Draw the browser's own picker."""
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT)
        super().__init__(*args, widget=widget, **kwargs)

    def clean(self, value: Any) -> datetime | None:
        """Refuse years that no database and no calendar file could hold in every zone."""
        moment: datetime | None = super().clean(value)
        if moment and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return moment


def _place(code: str) -> forms.CharField:
    return forms.CharField(
        label=PLACES[code], max_length=200, required=False, widget=forms.TextInput(attrs={"lang": code})
    )


class SessionForm(forms.Form):
    """A session, new or as it is. Every time is by the clock of the chosen zone."""

    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zones, initial=HOME_ZONE)
    place_az, place_ru, place_en = (_place(code) for code in LANGUAGES)
    map_url = forms.URLField(
        label=_("Link to a map"), max_length=LONGEST_ADDRESS, required=False, assume_scheme="https"
    )
    online_url = forms.URLField(
        label=_("Online room"),
        max_length=LONGEST_ADDRESS,
        required=False,
        assume_scheme="https",
        help_text=_("Only people with a seat see it, on their pages and in letters."),
    )
    trainer = forms.ModelChoiceField(
        label=_("Trainer"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody in particular"),
        help_text=_("May check people in at the door and record who was there."),
    )
    capacity = forms.IntegerField(
        label=_("Seats"), min_value=1, max_value=100_000, required=False, help_text=_("Empty: no limit.")
    )
    opens_at = MomentField(label=_("Registration opens"), required=False, help_text=_("Empty: it is open already."))
    closes_at = MomentField(
        label=_("Registration closes"), required=False, help_text=_("Empty: when the session begins.")
    )
    cancel_until = MomentField(
        label=_("People may cancel until"),
        required=False,
        help_text=_("Empty: until the session begins. Afterwards they can still say that they will not come."),
    )

    def __init__(self, *args: Any, user: User, session: Session | None = None, **kwargs: Any) -> None:
        """Offer the trainers whom the person knows, and show what is stored."""
        super().__init__(*args, **kwargs)
        if session:
            self.initial = _initial(session)
        known = trainers_known_to(user)
        if session and session.trainer_id:
            known = (known | User.objects.filter(pk=session.trainer_id).distinct()).distinct()
        self.fields["trainer"].queryset = known  # type: ignore[attr-defined]

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields as they belong together, each group under its heading."""
        places = [f"place_{code}" for code in LANGUAGES]
        parts = (
            (_("When"), ["starts_at", "ends_at", "time_zone"]),
            (_("Where, and with whom"), [*places, "map_url", "online_url", "trainer"]),
            (_("Registration"), ["capacity", "opens_at", "closes_at", "cancel_until"]),
        )
        return [(heading, [self[name] for name in names]) for heading, names in parts]

    def clean(self) -> dict[str, Any]:
        """Read the times by the clock of the zone, and hold their order."""
        cleaned: dict[str, Any] = super().clean() or {}
        zone = ZoneInfo(cleaned.get("time_zone") or HOME_ZONE)
        for name in MOMENTS:
            if moment := cleaned.get(name):
                cleaned[name] = timezone.make_naive(moment).replace(tzinfo=zone)
        self._in_order(cleaned, "starts_at", "ends_at", _("It would end before it begins. Choose a later end."))
        self._in_order(
            cleaned, "opens_at", "closes_at", _("Registration would close before it opens. Choose a later moment.")
        )
        return cleaned

    def _in_order(self, cleaned: Mapping[str, Any], first: str, second: str, message: Any) -> None:
        before, after = cleaned.get(first), cleaned.get(second)
        # Two times of one zone are compared by the clock alone, which summer time puts forward in between.
        if before and after and after.astimezone(UTC) <= before.astimezone(UTC):
            self.add_error(second, message)

    @property
    def facts(self) -> dict[str, Any]:
        """What the services take."""
        facts = {name: value for name, value in self.cleaned_data.items() if not name.startswith("place_")}
        texts = {code: self.cleaned_data[f"place_{code}"].strip() for code in LANGUAGES}
        return facts | {"place": {code: text for code, text in texts.items() if text}}


def _initial(session: Session) -> dict[str, Any]:
    zone = ZoneInfo(session.time_zone)
    same = ("time_zone", "map_url", "online_url", "trainer", "capacity")
    moments = {name: _by_the_clock(getattr(session, name), zone) for name in MOMENTS}
    places = {f"place_{code}": session.place.get(code, "") for code in LANGUAGES}
    return {name: getattr(session, name) for name in same} | moments | places


def _by_the_clock(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment and moment.astimezone(zone).replace(tzinfo=None)


def _reason(code: str) -> forms.CharField:
    return forms.CharField(
        label=REASONS[code], max_length=300, required=False, widget=forms.TextInput(attrs={"lang": code})
    )


class CancelSessionForm(forms.Form):
    """Why the session does not take place, in one language at least: everybody reads it."""

    reason_az, reason_ru, reason_en = (_reason(code) for code in LANGUAGES)

    def clean(self) -> dict[str, Any]:
        """Ask for one language."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.reason:
            self.add_error("reason_az", _("Write in at least one language."))
        return cleaned

    @property
    def reason(self) -> dict[str, str]:
        """One text per language."""
        texts = {code: (self.cleaned_data.get(f"reason_{code}") or "").strip() for code in LANGUAGES}
        return {code: text for code, text in texts.items() if text}


class RepeatForm(forms.Form):
    """How often the session is held again."""

    weeks = forms.IntegerField(label=_("Every … weeks"), min_value=1, max_value=52, initial=1)
    times = forms.IntegerField(
        label=_("How many more times"),
        min_value=1,
        max_value=20,
        initial=1,
        help_text=_("Place, seats and dates of registration are taken over. Whoever waits for a seat is told."),
    )


class QuotaForm(forms.Form):
    """Seats that are kept for one institution."""

    institution = forms.ModelChoiceField(label=_("Institution"), queryset=Institution.objects.all(), empty_label=None)
    seats = forms.IntegerField(
        label=_("Seats"), min_value=0, max_value=100_000, help_text=_("0: none are kept any more.")
    )
    release_on = forms.DateField(
        label=_("Kept until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("On this day free seats go to everybody. Empty: they are kept to the end."),
    )

    def clean_release_on(self) -> date | None:
        """Refuse a day that is over."""
        day: date | None = self.cleaned_data["release_on"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day that lies ahead."))
        return day


class MessageForm(LetterTextsMixin, forms.ModelForm):
    """To whom, and the words in each language."""

    class Meta:
        model = SessionMessage
        fields: ClassVar = ["audience"]


class AddPersonForm(forms.Form):
    """Somebody whom the organiser registers."""

    email = forms.EmailField(label=_("E-mail address of the account"))

    def clean_email(self) -> User:
        """Return the account."""
        found = User.objects.filter(email=self.cleaned_data["email"].lower(), is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("No account has this address. Ask the person to sign up first."))
        return found


class ReasonForm(forms.Form):
    """Why; the person reads it."""

    reason = forms.CharField(label=_("Reason"), help_text=_("The person reads it."), max_length=300)
