"""Roles as groups, with what they may do. Nobody here may add or change users: the README of this app says why."""

from django.db import migrations

PAGE = ("wagtailcore", "page")
EVERY_COURSE = ("courses", "course", "manage_every_course")
#: Model of courses -> what whoever writes courses may do; narrowed to own courses, unless the person also has
#: `manage_every_course`. The pages make courses, seminars and programmes, so nobody adds those here.
LEARNING = [
    ("courses", model, f"{action}_{model}")
    for model, actions in {
        "course": "view change",
        "quiz": "view add change",
        "question": "view add change",
        "questionbank": "view add change",
        "attemptquestion": "view change",
        "remarking": "view add change",
        "cohort": "view add change delete",
        "enrolment": "view change",
        "enrolmentrequest": "view change",
        "enrolmentlist": "view add",
        "invitation": "view add change",
        "announcement": "view add change delete",
        "post": "view change",
        "postreport": "view change",
        "mute": "view add delete",
        "programme": "view change",
        "seminar": "view change",
        "evaluation": "view add change",
    }.items()
    for action in actions.split()
]
#: Copies of the register for the archive.
REGISTER = [
    ("certification", "registercopy", "view_registercopy"),
    ("certification", "registercopy", "add_registercopy"),
]
#: Role -> what it may do: (app label, model, codename).
PERMISSIONS = {
    "Trainers": [
        ("wagtailadmin", "admin", "access_admin"),
        ("wagtail_localize", "translation", "submit_translation"),
        *LEARNING,
    ],
    "Editors": [
        ("wagtailadmin", "admin", "access_admin"),
        ("wagtail_localize", "translation", "submit_translation"),
        *LEARNING,
        EVERY_COURSE,
    ],
    "Methodologists": [("wagtailadmin", "admin", "access_admin")],
    "Language reviewers": [("wagtailadmin", "admin", "access_admin")],
    "HR": [],
    "Registrars": [
        ("wagtailadmin", "admin", "access_admin"),
        ("certification", "certificate", "view_certificate"),
        ("certification", "revocation", "add_revocation"),
        ("certification", "proposal", "view_proposal"),
        ("certification", "signingkey", "change_signingkey"),
        ("certification", "batch", "add_batch"),
        ("certification", "batch", "view_batch"),
        ("certification", "certificatetemplate", "view_certificatetemplate"),
        ("certification", "certificatetemplate", "add_certificatetemplate"),
        ("certification", "certificatetemplate", "change_certificatetemplate"),
        ("certification", "certificatetemplate", "publish_certificatetemplate"),
        ("certification", "picture", "view_picture"),
        ("certification", "picture", "add_picture"),
        ("certification", "picture", "change_picture"),
        ("certification", "picture", "delete_picture"),
        ("certification", "issuer", "view_issuer"),
        ("certification", "issuer", "change_issuer"),
        *REGISTER,
    ],
    "Administrators": [
        ("wagtailadmin", "admin", "access_admin"),
        ("wagtail_localize", "translation", "submit_translation"),
        ("certification", "certificate", "view_certificate"),
        ("accounts", "institution", "view_institution"),
        ("accounts", "institution", "add_institution"),
        ("accounts", "institution", "change_institution"),
        ("cms", "publishingrules", "change_publishingrules"),
        ("house", "heartbeat", "view_heartbeat"),
        ("record", "change", "view_change"),
        *REGISTER,
        *LEARNING,
        EVERY_COURSE,
    ],
}
#: Role -> what it may do with every page; without `change_page` a person edits own pages only.
PAGE_PERMISSIONS = {
    "Trainers": ["add_page", "publish_page"],
    "Editors": ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
    "Administrators": ["add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"],
}
#: What whoever writes pages may do with pictures, documents and recordings. Wagtail asks for the rights of its own
#: picture model, whatever model stands in for it.
COLLECTION_PERMISSIONS = [
    ("wagtailimages", "image", "add_image"),
    ("wagtailimages", "image", "choose_image"),
    ("wagtaildocs", "document", "add_document"),
    ("wagtaildocs", "document", "choose_document"),
    ("wagtailmedia", "media", "add_media"),
]


def make_roles(apps, schema_editor):
    """Make each group and grant what the tables above say."""
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name__in=["Moderators", "Editors"]).delete()  # Wagtail's own, with rights of its own
    for role, permissions in PERMISSIONS.items():
        group = groups.create(name=role)
        group.permissions.add(*(_permission(apps, *permission) for permission in permissions))
        if role in PAGE_PERMISSIONS:
            _grant_pages(apps, group, PAGE_PERMISSIONS[role])
            _grant_collections(apps, group)


def _permission(apps, app_label, model, codename):
    """Return the permission, made here when the handler that makes it after migrating has not run yet."""
    content_type = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app_label, model=model)[0]
    return apps.get_model("auth", "Permission").objects.get_or_create(
        codename=codename, content_type=content_type, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )[0]


def _grant_pages(apps, group, codenames):
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    for codename in codenames:
        apps.get_model("wagtailcore", "GroupPagePermission").objects.create(
            group=group, page=root, permission=_permission(apps, *PAGE, codename)
        )


def _grant_collections(apps, group):
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for permission in COLLECTION_PERMISSIONS:
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.create(
            group=group, collection=root, permission=_permission(apps, *permission)
        )


def drop_roles(apps, schema_editor):
    """Remove the groups; their members keep their accounts."""
    apps.get_model("auth", "Group").objects.filter(name__in=PERMISSIONS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("certification", "0001_initial"),
        ("cms", "0001_initial"),
        ("courses", "0001_initial"),
        ("record", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailmedia", "0005_alter_media_options"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(make_roles, drop_roles)]
