"""Adding and changing a question in the CMS: its type is chosen first."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from wagtail.admin.views.generic import CreateView

from courses.models import Question
from courses.questions import TYPES
from courses.selectors.questions import usage_of
from courses.viewsets.views import OwnEditView


class QuestionAddView(CreateView):
    """Asks for the type, then for what the type needs."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Without a type there is nothing to fill in yet."""
        self.type = TYPES.get(request.POST.get("type") or request.GET.get("type") or "")
        if self.type is None and self.permission_policy.user_has_permission(request.user, "add"):
            return choose_type(request)
        return super().dispatch(request, *args, **kwargs)

    def get_initial_form_instance(self) -> Question:
        """Begin a question of this type."""
        return Question(type=self.type.key if self.type else "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the type is for."""
        return super().get_context_data(**kwargs) | {"type": self.type}

    def get_success_url(self) -> str:
        """Stay at the question: what comes next is looking at it."""
        return reverse("question:edit", args=[self.object.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def choose_type(request: HttpRequest) -> HttpResponse:
    """Show the types, each with what it is for."""
    return render(request, "courses/cms/question_types.html", {"types": TYPES.values()})


class QuestionEditView(OwnEditView):
    """Changes a question; what its type asks for, it asks for."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the type is for."""
        usage = usage_of([self.object])[self.object.pk]
        own = {"type": TYPES[self.object.type], "saved": self.object, "usage": usage}
        return super().get_context_data(**kwargs) | own

    def get_success_url(self) -> str:
        """Stay at the question."""
        return reverse("question:edit", args=[self.object.pk])
