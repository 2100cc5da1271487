"""What the CMS keeps beside pages, and what belongs to a page of a trainer."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Page, Site, UploadedFile, Workflow
from wagtail_localize.models import OverridableSegment, Translation, TranslationSource
from wagtailmedia.models import get_media_model

from academy.accounts.models import User
from academy.cms.models import PublishingRules, StandardPage
from courses.questions.rich import address_of
from tests.factories.learning import add_page

Rows = dict[str, object]


def page_rows(page: Page, reviewed: Page) -> Rows:
    """Revisions and translations of one page, the review of another."""
    revision = page.save_revision(user=page.owner)
    reviewed.save_revision(user=page.owner)
    source, _made = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="ru"))
    state = Workflow.objects.first().start(reviewed, page.owner)
    return {
        "page": page.pk,
        "page under review": reviewed.pk,
        "revision": revision.pk,
        "source of a translation": source.pk,
        "translation": translation.pk,
        "string": source.stringsegment_set.first().pk,
        "state of a review": state.pk,
        "state of a task": state.current_task_state.pk,
        "task": state.current_task_state.task_id,
        "path of a page": page.url.removeprefix("/az/"),
        "override": _override(source).pk,
        "editing session": _session(page).pk,
    }


def _override(source: TranslationSource) -> OverridableSegment:
    context = source.stringsegment_set.first().context
    return OverridableSegment.objects.create(source=source, context=context, order=99, data_json='"text"')


def _session(page: Page) -> EditingSession:
    return EditingSession.objects.create(user=page.owner, content_object=page, last_seen_at=timezone.now())


def private_rows(home: Page) -> Rows:
    """A page and a folder of documents that a password opens."""
    page = add_page(home, StandardPage(title="Private", slug="private"), home.locale, {})
    folder = Collection.get_first_root_node().add_child(name="Private")
    return {
        "private page": page.pk,
        "restriction of a page": page.view_restrictions.create(restriction_type="password", password="p").pk,
        "restriction": folder.view_restrictions.create(restriction_type="password", password="p").pk,
    }


def cms_rows(owner: User) -> Rows:
    """Files and settings, which belong to nobody in particular."""
    picture = get_image_model().objects.create(title="Picture", file=get_test_image_file(), uploaded_by_user=owner)
    file = ContentFile(b"text", name="file.txt")
    document = get_document_model().objects.create(title="Document", file=file, uploaded_by_user=owner)
    kind = ContentType.objects.get_for_model(picture)
    recording = ContentFile(b"recording", name="recording.mp3")
    return {
        "picture": picture.pk,
        "document": document.pk,
        "media": get_media_model().objects.create(title="Media", type="audio", duration=2, file=recording).pk,
        "path of a picture": picture.file.name,
        "signed picture": address_of(picture.pk).rstrip("/").rpartition("/")[2],
        "upload": UploadedFile.objects.create(for_content_type=kind, file=file, uploaded_by_user=owner).pk,
        "collection": Collection.get_first_root_node().add_child(name="Files").pk,
        "workflow": Workflow.objects.first().pk,
        "redirect": Redirect.objects.create(old_path="/old", redirect_link="/new").pk,
        "locale": Locale.objects.get(language_code="ru").pk,
        "rules of publishing": PublishingRules.load().pk,
        "site": Site.objects.get().pk,
        "group": Group.objects.first().pk,
        "user": owner.pk,
    }
