"""The table of the record."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('role_given', 'role given'), ('role_taken', 'role withdrawn'), ('right_given', 'single right given'), ('right_taken', 'single right withdrawn'), ('superuser_made', 'made superuser'), ('superuser_ended', 'superuser no longer'), ('account_on', 'account activated'), ('account_off', 'account deactivated'), ('account_erased', 'account erased'), ('email_changed', 'e-mail address changed'), ('password_changed', 'password changed'), ('factor_added', 'second factor added'), ('factor_removed', 'second factor removed'), ('membership_begun', 'membership begun'), ('membership_changed', 'role in an institution changed'), ('membership_ended', 'membership ended'), ('consent_given', 'consent given'), ('consent_ended', 'consent ended'), ('role_made', 'role made'), ('role_changed', 'rights of a role changed'), ('role_renamed', 'role renamed'), ('role_removed', 'role removed'), ('key_made', 'API key made'), ('key_rotated', 'API key rotated'), ('key_ended', 'API key ended'), ('endpoint_made', 'endpoint added'), ('endpoint_changed', 'events of an endpoint changed'), ('endpoint_secret', 'secret of an endpoint rotated'), ('endpoint_on', 'endpoint switched on'), ('endpoint_off', 'endpoint switched off'), ('endpoint_failed', 'endpoint switched off after failures'), ('endpoint_removed', 'endpoint removed'), ('delivery_replayed', 'message sent again')], max_length=20, verbose_name='change')),
                ('subject', models.CharField(blank=True, max_length=500, verbose_name='subject')),
                ('facts', models.JSONField(default=dict, verbose_name='facts')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='time')),
                ('actor', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('institution', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.institution', verbose_name='institution')),
                ('person', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='about whom')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'ordering': ('-pk',),
            },
        ),
    ]
