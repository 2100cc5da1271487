"""The way of a page to its readers: trainer, methodologist, language reviewer, published.

Names in the database are read in all languages of the CMS, so each is written in all three.
"""

from django.db import migrations

WORKFLOW = "Yoxlama · Проверка · Review"
#: Name of the task -> the group that approves it.
TASKS = {
    "Metodist · Методист · Methodologist": "Methodologists",
    "Dil redaktoru · Языковой редактор · Language reviewer": "Language reviewers",
}


def make_workflow(apps, schema_editor):
    """Make the workflow for the whole tree, in the place of Wagtail's own, whose group does not exist here."""
    model = {name: apps.get_model("wagtailcore", name) for name in ("Page", "Workflow", "WorkflowPage", "WorkflowTask", "Task")}
    root = model["Page"].objects.get(depth=1)
    model["WorkflowPage"].objects.filter(page=root).delete()
    model["Workflow"].objects.filter(name="Moderators approval").delete()
    model["Task"].objects.filter(name="Moderators approval").delete()
    workflow = model["Workflow"].objects.create(name=WORKFLOW)
    for place, (name, group) in enumerate(TASKS.items()):
        model["WorkflowTask"].objects.create(workflow=workflow, task=_task(apps, name, group), sort_order=place)
    model["WorkflowPage"].objects.create(workflow=workflow, page=root)


def _task(apps, name, group):
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task = apps.get_model("wagtailcore", "GroupApprovalTask").objects.create(name=name, content_type=content_type)
    task.groups.add(apps.get_model("auth", "Group").objects.get(name=group))
    return task


def drop_workflow(apps, schema_editor):
    """Remove workflow and tasks; pages under review stay drafts."""
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=WORKFLOW).delete()
    apps.get_model("wagtailcore", "Task").objects.filter(name__in=TASKS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_roles"),
        ("cms", "0001_initial"),
    ]

    operations = [migrations.RunPython(make_workflow, drop_workflow)]
