"""A change of the tables that may end half-way: a table is made and filled, then the process fails or dies."""

import os
import signal

from django.db import migrations, models


def fill(apps, _editor) -> None:
    half = apps.get_model("half_way", "Half")
    half.objects.create(name="first")
    match os.environ.get("HALF_WAY"):
        case "fails":
            raise RuntimeError("half-way")
        case "is killed":
            os.kill(os.getpid(), signal.SIGKILL)
    half.objects.create(name="second")


class Migration(migrations.Migration):
    initial = True
    operations = (
        migrations.CreateModel(
            name="Half", fields=[("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=10))]
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddField("half", "more", models.CharField(default="", max_length=10)),
    )
