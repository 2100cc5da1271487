"""Letters that hold a secret until they are sent."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SealedLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.TextField(blank=True, verbose_name='content')),
                ('written_at', models.DateTimeField(verbose_name='written at')),
                ('expires_at', models.DateTimeField(verbose_name='expires at')),
                ('failure', models.CharField(blank=True, choices=[('refused', 'the address was refused'), ('expired', 'it had expired before it could be sent'), ('unreadable', 'the key that sealed it is gone')], max_length=20, verbose_name='failure')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'sealed letter',
                'verbose_name_plural': 'sealed letters',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('failure', ''), models.Q(('content', ''), _negated=True)), models.Q(models.Q(('failure', ''), _negated=True), ('content', '')), _connector='OR'), name='sealed_letter_has_content_or_failed')],
            },
        ),
    ]
