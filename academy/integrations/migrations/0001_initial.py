import django.core.validators
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
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('scopes', models.JSONField(verbose_name='what it may do')),
                ('prefix', models.CharField(max_length=8, unique=True, verbose_name='beginning of the key')),
                ('digest', models.CharField(max_length=64)),
                ('per_minute', models.PositiveIntegerField(default=600, validators=[django.core.validators.MinValueValidator(100)], verbose_name='certificates per minute')),
                ('per_day', models.PositiveIntegerField(default=20000, validators=[django.core.validators.MinValueValidator(100)], verbose_name='certificates per day')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('ends_at', models.DateTimeField(null=True, verbose_name='ends')),
                ('last_used_at', models.DateTimeField(null=True, verbose_name='last used')),
                ('minute', models.DateTimeField(null=True)),
                ('minute_count', models.PositiveIntegerField(default=0)),
                ('day', models.DateField(null=True)),
                ('day_count', models.PositiveIntegerField(default=0)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_keys', to='accounts.institution', verbose_name='institution')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('replaced_by', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaces', to='integrations.apikey', verbose_name='replaced by')),
            ],
            options={
                'verbose_name': 'API key',
                'verbose_name_plural': 'API keys',
                'ordering': ('-made_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='WebhookEndpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=500, verbose_name='address')),
                ('events', models.JSONField(verbose_name='events')),
                ('secret', models.TextField()),
                ('previous_secret', models.TextField(blank=True)),
                ('previous_until', models.DateTimeField(null=True)),
                ('state', models.CharField(choices=[('active', 'active'), ('off', 'switched off'), ('failed', 'switched off after failures')], default='active', max_length=8, verbose_name='state')),
                ('failing_since', models.DateTimeField(null=True, verbose_name='failing since')),
                ('mailed_at', models.DateTimeField(null=True, verbose_name='mailed')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='webhook_endpoints', to='accounts.institution', verbose_name='institution')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'webhook endpoint',
                'verbose_name_plural': 'webhook endpoints',
                'ordering': ('made_at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event_id', models.CharField(max_length=40, verbose_name='message id')),
                ('type', models.CharField(choices=[('certificate.issued', 'certificate issued'), ('certificate.revoked', 'certificate revoked'), ('certificate.expiring', 'certificate expires soon'), ('endpoint.test', 'test message')], max_length=24, verbose_name='event')),
                ('body', models.TextField(verbose_name='message')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('delivered', 'delivered'), ('given_up', 'given up')], default='waiting', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next attempt')),
                ('attempted_at', models.DateTimeField(null=True, verbose_name='last attempt')),
                ('status', models.PositiveSmallIntegerField(null=True, verbose_name='answer')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='text of the answer')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('endpoint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='integrations.webhookendpoint', verbose_name='endpoint')),
            ],
            options={
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
                'ordering': ('-made_at', '-pk'),
                'indexes': [models.Index(fields=['state', 'next_attempt_at'], name='delivery_sweep'), models.Index(fields=['endpoint', '-made_at'], name='delivery_log')],
                'constraints': [models.UniqueConstraint(fields=('endpoint', 'event_id'), name='delivery_once_per_event')],
            },
        ),
    ]
