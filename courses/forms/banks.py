"""The CMS's forms of question banks: what a bank is called and whose it is, what comes in, and what goes out."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from academy.accounts.models import Institution, User
from courses.formats import READERS, WRITERS
from courses.forms.texts import TextsMixin
from courses.models import QuestionBank
from courses.selectors.access import EVERY_COURSE
from courses.selectors.banks import manageable_banks

FORMAT_NAMES = {"gift": "GIFT", "moodle_xml": "Moodle XML", "aiken": "Aiken", "csv": _("spreadsheet (CSV or XLSX)")}


class BankForm(TextsMixin, WagtailAdminModelForm):
    """A bank. It can be given to an own institution alone."""

    texts = ("name",)
    name_az = forms.CharField(label=_("Name in Azerbaijani"), max_length=200)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the institutions; a new bank is its maker's."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.author = self.for_user
        if not self.for_user.has_perm(EVERY_COURSE):
            own = Institution.objects.filter(memberships__user=self.for_user).distinct()
            self.fields["institution"].queryset = own


class QuestionFileForm(forms.Form):
    """A file of questions, how it is read, and where it goes."""

    bank = forms.ModelChoiceField(label=_("Question bank"), queryset=QuestionBank.objects.none())
    format = forms.ChoiceField(label=_("Format"), choices=[(name, FORMAT_NAMES[name]) for name in READERS])
    language = forms.ChoiceField(label=_("Language of the questions"), choices=settings.LANGUAGES)
    file = forms.FileField(
        label=_("File"),
        help_text=_("At most 5 MB and 5,000 questions, in UTF-8."),
        widget=forms.FileInput(attrs={"accept": ".gift,.txt,.xml,.csv,.tsv,.xlsx"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Offer own banks."""
        super().__init__(*args, **kwargs)
        self.fields["bank"].queryset = manageable_banks(user)  # type: ignore[attr-defined]


class ExportForm(forms.Form):
    """How a bank is written."""

    format = forms.ChoiceField(label=_("Format"), choices=[(name, FORMAT_NAMES[name]) for name in WRITERS])
    language = forms.ChoiceField(label=_("Language of the questions"), choices=settings.LANGUAGES)
