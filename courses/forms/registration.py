"""What somebody says who registers for a seminar, or gives a registration up."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import Institution, User
from academy.languages import text_in
from academy.text_area import TextArea
from courses.enums import AnswerKind, Meetings
from courses.models import Seminar, SeminarPage, SeminarQuestion, Session
from courses.selectors.registering import Engagement, Registering, SessionChoice, answers_of
from courses.selectors.registration import seminar_pages


class RegistrationForm(forms.Form):
    """The date where one is chosen, the institution where there are several, the organiser's questions.

    `clashes` says in words what else takes place at the same time; then the form asks to be sent with a tick.
    """

    accept_clash = forms.BooleanField(label=_("Register all the same"), required=False)

    def __init__(self, *args: Any, seminar: Seminar, user: User, registering: Registering, **kwargs: Any) -> None:
        """Ask only what there is to ask."""
        super().__init__(*args, **kwargs)
        self.seminar, self.user, self.registering = seminar, user, registering
        self.open = {choice.session.pk: choice for choice in registering.choices if choice.can_be_chosen}
        self.clashes: list[str] = []
        self._ask_for_session()
        self._ask_for_institution()
        self._ask_questions()
        self.order_fields([*(name for name in self.fields if name != "accept_clash"), "accept_clash"])
        if not self.is_bound:
            self._look_for_clashes(self.chosen_at_first)

    @property
    def chosen_at_first(self) -> list[Session]:
        """What is registered for unless something else is chosen: all parts, or the only date."""
        parts = [choice.session for choice in self.open.values()]
        return parts if self.seminar.meetings == Meetings.PARTS or len(parts) == 1 else []

    def _ask_for_session(self) -> None:
        if self.seminar.meetings != Meetings.REPEATS or len(self.open) < 2:  # noqa: PLR2004 - nothing to choose from
            return
        self.fields["session"] = forms.TypedChoiceField(
            label=_("Date"),
            choices=[(pk, session_words(choice)) for pk, choice in self.open.items()],
            coerce=int,
            widget=forms.RadioSelect,
        )

    def _ask_for_institution(self) -> None:
        own = self.registering.institutions
        if len(own) > 1:
            self.fields["institution"] = forms.ModelChoiceField(
                label=_("On whose behalf you come"), queryset=Institution.objects.filter(pk__in=own), empty_label=None
            )

    def _ask_questions(self) -> None:
        questions = self.registering.questions
        known = answers_of([self.user.pk], self.seminar) if questions else {}
        for question in questions:
            field = question_field(question)
            field.initial = known.get((self.user.pk, question.pk), "")
            self.fields[f"question_{question.pk}"] = field

    def clean(self) -> dict[str, Any]:
        """Warn of what takes place at the same time."""
        cleaned: dict[str, Any] = super().clean() or {}
        self._look_for_clashes(self.sessions)
        if self.clashes and not cleaned.get("accept_clash") and not self.errors:
            self.add_error("accept_clash", _("You are registered for something else then. Tick here, or go back."))
        return cleaned

    def _look_for_clashes(self, sessions: Sequence[Session]) -> None:
        found = self.registering.clashes(sessions)
        if not found:
            del self.fields["accept_clash"]
            return
        pages = seminar_pages([other.seminar for other in found], get_language())
        self.clashes = [_clash_words(one, pages.get(one.seminar)) for one in found]

    @property
    def sessions(self) -> list[Session]:
        """What was chosen."""
        asked = self.cleaned_data.get("session")
        return [self.open[asked].session] if asked in self.open else self.chosen_at_first

    @property
    def answers(self) -> Mapping[int, str]:
        """What was answered, by question."""
        named = self.cleaned_data.items()
        return {int(name.removeprefix("question_")): text for name, text in named if name.startswith("question_")}


def _clash_words(other: Engagement, page: SeminarPage | None) -> str:
    moment = other.starts_at.astimezone(ZoneInfo(other.time_zone))
    return f"{page.title if page else other.code}, {date_format(moment, 'DATETIME_FORMAT')}"


def session_words(choice: SessionChoice) -> str:
    """Say date, time zone, place and whether there is a seat, in one line."""
    meeting = choice.meeting
    moment = date_format(meeting.starts_at, "DATETIME_FORMAT")
    return " · ".join(part for part in (moment, meeting.zone, meeting.place, meeting.standing.words) if part)


def question_field(question: SeminarQuestion) -> forms.Field:
    """Draw one question of the organiser in the reader's language."""
    language = get_language() or ""
    label, required = text_in(question.text, language), question.is_required
    if question.kind == AnswerKind.LINE:
        return forms.CharField(label=label, required=required, max_length=500)
    offered = [(text, text) for option in question.options if (text := text_in(option, language))]
    if question.kind == AnswerKind.YES_NO:
        offered = [(text, text) for text in (str(_("Yes")), str(_("No")))]
    empty = [] if required else [("", _("No answer"))]
    return forms.ChoiceField(label=label, required=required, choices=[*empty, *offered], widget=forms.RadioSelect)


class CancellationForm(forms.Form):
    """A few words; asked for when the day until which people may cancel has passed."""

    reason = forms.CharField(
        label=_("Why you cannot come"), max_length=300, widget=TextArea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, is_apology: bool, **kwargs: Any) -> None:
        """Ask for a reason when it is late."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_apology
