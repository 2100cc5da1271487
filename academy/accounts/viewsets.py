"""The views of the CMS for users (superusers alone) and institutions."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import ProtectedError
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import StatusSidePanel
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.views import groups
from wagtail.users.views.users import CreateView, EditView, HistoryView
from wagtail.users.views.users import IndexView as WagtailIndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from academy.accounts.cms_forms import InstitutionForm, MembershipForm, UserCreationForm, UserEditForm
from academy.accounts.models import Institution
from academy.accounts.role_changes import rights_of, tell_of_rights


class UserIndexView(WagtailIndexView):
    """Finds people by name as well as by address."""

    search_fields: ClassVar[set[str]] = {"email", "legal_name"}


class UsersLabelMixin:
    """Names the way back itself: Wagtail makes a large I of the first i, where Azerbaijani writes İ."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Give the step that leads to the listing its label."""
        items = super().get_breadcrumbs_items()  # type: ignore[misc]
        index = reverse(self.index_url_name)  # type: ignore[attr-defined]
        return [item | {"label": _("Users")} if item.get("url") == index else item for item in items]


class UserCreateView(UsersLabelMixin, CreateView):
    """Invites a person."""

    page_subtitle = _("User")


class UserStatusPanel(StatusSidePanel):
    """Names the kind of what is edited itself, for the same reason."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Give the panel its label."""
        return super().get_context_data(parent_context) | {"model_name": _("User")}


class UserEditView(UsersLabelMixin, EditView):
    """Changes an account."""

    def get_side_panels(self) -> MediaContainer:
        """Put our panel in the place of Wagtail's; accounts are not translated."""
        addresses = {"usage_url": self.get_usage_url(), "history_url": self.get_history_url()}
        panel = UserStatusPanel(self.object, self.request, last_updated_info=self.get_last_updated_info(), **addresses)
        return MediaContainer([panel])


class UserHistoryView(UsersLabelMixin, HistoryView):
    """Shows what was changed in an account."""


class UserViewSet(WagtailUserViewSet):
    """Wagtail's user views with the forms of our model. No role holds `add_user` or `change_user`: see the README."""

    index_view_class = UserIndexView
    add_view_class = UserCreateView
    edit_view_class = UserEditView
    history_view_class = UserHistoryView
    create_template_name = "accounts/cms/user_create.html"
    edit_template_name = "accounts/cms/user_edit.html"

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:  # noqa: FBT001, FBT002 - Wagtail's signature
        """Return our form in the place of Wagtail's."""
        return UserEditForm if for_update else UserCreationForm


class RightsOnRecordMixin:
    """Stores a group with all its rights or not at all, and puts the change of its rights on record.

    Wagtail takes rights away and gives them back while it stores, and makes those of pages by bulk, so no signal says
    what changed: it is seen before and after.
    """

    def process_form(self) -> HttpResponse:
        """Look at the rights on both sides of Wagtail's own work."""
        with transaction.atomic():
            before = rights_of(self.object) if self.object.pk else set()  # type: ignore[attr-defined]
            response = super().process_form()  # type: ignore[misc]
            if self.object.pk:  # type: ignore[attr-defined]
                tell_of_rights(self.object, before=before)  # type: ignore[attr-defined]
        return response


class GroupCreateView(RightsOnRecordMixin, groups.CreateView):
    """Makes a role."""


class GroupEditView(RightsOnRecordMixin, groups.EditView):
    """Changes what a role may do."""


class GroupViewSet(groups.GroupViewSet):
    """Wagtail's group views with their changes on record."""

    add_view_class = GroupCreateView
    edit_view_class = GroupEditView


class MembershipPanel(InlinePanel):
    """The members of an institution, one line each."""

    def get_form_options(self) -> dict[str, Any]:
        """Name people by address: see `PersonField`."""
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = MembershipForm
        return options


class InstitutionDeleteView(DeleteView):
    """Deletes an institution unless seats are kept for it, which Wagtail’s index of references does not know."""

    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Say why it stays."""
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, _("The institution was not deleted: seats of seminars were kept for it."))
            return redirect(self.get_success_url())


class InstitutionViewSet(ModelViewSet):
    """Libraries and other bodies whose staff learn here."""

    model = Institution
    icon = "home"
    menu_label = _("Institutions")
    menu_order = 610
    add_to_settings_menu = True
    list_display: ClassVar[list[str]] = ["__str__", "city"]
    search_fields: ClassVar[list[str]] = ["name", "city"]
    copy_view_enabled = False
    delete_view_class = InstitutionDeleteView
    edit_handler = ObjectList(
        [
            FieldPanel("name_az"),
            FieldPanel("name_ru"),
            FieldPanel("name_en"),
            FieldPanel("city"),
            MembershipPanel(
                "memberships",
                panels=[FieldPanel("user"), FieldPanel("role"), FieldPanel("since")],
                heading=_("Members"),
                label=_("member"),
            ),
        ],
        base_form_class=InstitutionForm,
    )
