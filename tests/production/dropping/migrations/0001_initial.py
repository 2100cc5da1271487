"""Does what no migration may: forgets an answer, changes names, and loses the hash of a certificate."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = [("accounts", "__latest__"), ("certification", "__latest__"), ("courses", "__latest__")]
    operations = [
        migrations.RunSQL(
            "UPDATE courses_attemptquestion SET answer = NULL"
            " WHERE id = (SELECT max(id) FROM courses_attemptquestion WHERE answer IS NOT NULL)"
        ),
        migrations.RunSQL("UPDATE accounts_user SET legal_name = upper(legal_name)"),
        migrations.RunSQL(
            "UPDATE certification_certificate SET sha256 = repeat('0', 64)"
            " WHERE id = (SELECT max(id) FROM certification_certificate)"
        ),
    ]
