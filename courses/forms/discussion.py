"""What people write under lessons."""

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.text_area import TextArea
from courses.models import Post, PostReport


class PostForm(forms.ModelForm[Post]):
    """A question or an answer: plain text."""

    class Meta:
        model = Post
        fields = ("text",)
        widgets = {"text": TextArea(attrs={"rows": 6})}  # noqa: RUF012 - Django reads it once
        help_texts = {  # noqa: RUF012 - Django reads it once
            "text": _("Plain text. An empty line begins a paragraph; addresses of pages become links.")
        }


class ReportForm(forms.ModelForm[PostReport]):
    """What is wrong with a post."""

    class Meta:
        model = PostReport
        fields = ("reason",)
        widgets = {"reason": TextArea(attrs={"rows": 3})}  # noqa: RUF012 - Django reads it once
        labels = {"reason": _("What is wrong with this post?")}  # noqa: RUF012 - Django reads it once
