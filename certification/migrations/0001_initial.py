import certification.models.certificate
import certification.models.credential
import certification.models.receipt
import certification.models.register
import certification.wording
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import uuid
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models

from academy.migrating import CreateTogether


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('integrations', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='CertificateTemplate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(unique=True, verbose_name='short name')),
                    ('kind', models.CharField(choices=[('competence', 'certificate of competence'), ('attendance', 'certificate of attendance'), ('programme', 'certificate of a programme'), ('transcript', 'transcript')], max_length=12, verbose_name='kind')),
                    ('design', models.SlugField(default='competence', help_text='Name of the pair in templates/certification/designs.', verbose_name='design')),
                    ('languages', models.CharField(choices=[('holder', 'the holder’s language'), ('az', 'Azərbaycanca'), ('ru', 'Русский'), ('en', 'English'), ('az+ru', 'Azərbaycanca + Русский'), ('az+en', 'Azərbaycanca + English'), ('ru+en', 'Русский + English')], default='holder', max_length=6, verbose_name='language of the certificate')),
                    ('valid_months', models.PositiveSmallIntegerField(blank=True, help_text='Empty: without an end.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='valid for, months')),
                    ('is_renewed_by_registrar', models.BooleanField(default=False, help_text='From 90 days before the end on, and the holder repeats nothing.', verbose_name='renewed by a registrar')),
                ],
                options={
                    'verbose_name': 'certificate template',
                    'verbose_name_plural': 'certificate templates',
                    'permissions': (('publish_certificatetemplate', 'Can publish certificate template'),),
                },
                bases=(wagtail.models.preview.PreviewableMixin, models.Model),
            ),
            migrations.CreateModel(
                name='ChainHead',
                fields=[
                    ('name', models.CharField(max_length=10, primary_key=True, serialize=False)),
                    ('position', models.BigIntegerField(default=0)),
                    ('hash', models.CharField(blank=True, max_length=64)),
                ],
            ),
            migrations.CreateModel(
                name='Issuer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(unique=True, verbose_name='short name')),
                    ('name', models.JSONField(help_text='One text per language.', verbose_name='name')),
                    ('website', models.URLField(blank=True, verbose_name='website')),
                ],
                options={
                    'verbose_name': 'issuer',
                    'verbose_name_plural': 'issuers',
                },
            ),
            migrations.CreateModel(
                name='LogCheckpoint',
                fields=[
                    ('size', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='size')),
                    ('note', models.TextField(verbose_name='signed note')),
                    ('signed_at', models.DateTimeField(verbose_name='signed')),
                ],
                options={
                    'verbose_name': 'checkpoint of the log',
                    'verbose_name_plural': 'checkpoints of the log',
                    'get_latest_by': 'size',
                },
            ),
            migrations.CreateModel(
                name='LogNode',
                fields=[
                    ('place', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='position')),
                    ('hash', models.BinaryField(max_length=32, verbose_name='hash')),
                ],
                options={
                    'verbose_name': 'log node',
                    'verbose_name_plural': 'log nodes',
                },
            ),
            migrations.CreateModel(
                name='Picture',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=100, verbose_name='title')),
                    ('alt', models.JSONField(help_text='What the picture shows, for those who do not see it.', verbose_name='in words')),
                    ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ],
                options={
                    'verbose_name': 'picture',
                    'verbose_name_plural': 'pictures',
                    'ordering': ('title',),
                },
            ),
            migrations.CreateModel(
                name='PictureContent',
                fields=[
                    ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='SHA-256')),
                    ('png', models.BinaryField(verbose_name='picture')),
                    ('width', models.PositiveSmallIntegerField(verbose_name='width')),
                    ('height', models.PositiveSmallIntegerField(verbose_name='height')),
                ],
                options={
                    'verbose_name': 'stored picture',
                    'verbose_name_plural': 'stored pictures',
                },
            ),
            migrations.CreateModel(
                name='StatusList',
                fields=[
                    ('number', models.PositiveIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                    ('document', models.TextField(blank=True, verbose_name='signed list')),
                    ('made_at', models.DateTimeField(null=True, verbose_name='made')),
                ],
                options={
                    'verbose_name': 'list of revoked credentials',
                    'verbose_name_plural': 'lists of revoked credentials',
                },
            ),
            migrations.CreateModel(
                name='Batch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('achievement_key', models.CharField(max_length=100, verbose_name='achievement')),
                    ('titles', models.JSONField(verbose_name='titles')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='whom it is for')),
                    ('rows', models.JSONField(default=list, verbose_name='rows')),
                    ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='proposed')),
                    ('confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed')),
                    ('writes_letters', models.BooleanField(null=True, verbose_name='letters are sent')),
                    ('size', models.PositiveIntegerField(verbose_name='lines')),
                    ('faulty', models.PositiveIntegerField(default=0, verbose_name='lines with an error')),
                    ('done', models.PositiveIntegerField(default=0, verbose_name='lines dealt with')),
                    ('held', models.PositiveIntegerField(default=0, verbose_name='lines left out')),
                    ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                    ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='certification.certificatetemplate', verbose_name='certificate template')),
                ],
                options={
                    'verbose_name': 'bulk issue',
                    'verbose_name_plural': 'bulk issues',
                    'ordering': ('-proposed_at',),
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('done', 0)), models.Q(('confirmed_at__isnull', False), ('writes_letters__isnull', False)), _connector='OR'), name='batch_confirmed_before_done'), models.CheckConstraint(condition=models.Q(('done__lte', models.F('size'))), name='batch_done_within_size')],
                },
            ),
            migrations.CreateModel(
                name='Certificate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(help_text='Twenty symbols, without dashes.', max_length=20, unique=True, verbose_name='code')),
                    ('credential_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='credential id')),
                    ('achievement_key', models.CharField(max_length=100, verbose_name='achievement')),
                    ('sequence', models.PositiveSmallIntegerField(default=1, help_text='1 for the first certificate for this achievement; one more for each that corrects or renews it.', verbose_name='sequence')),
                    ('language', models.CharField(choices=[('az', 'Azərbaycanca'), ('ru', 'Русский'), ('en', 'English')], max_length=5, verbose_name='language')),
                    ('snapshot', models.JSONField(verbose_name='snapshot')),
                    ('search_text', models.TextField(blank=True, editable=False, help_text='Holder, titles, achievement and code, in small Latin letters.', verbose_name='text for searching')),
                    ('state', models.CharField(choices=[('reserved', 'reserved'), ('rendered', 'drawn'), ('linted', 'drawn and checked'), ('signed', 'signed, not stored yet'), ('stored', 'signed and stored'), ('issued', 'issued'), ('failed', 'production failed'), ('revoked', 'revoked'), ('superseded', 'replaced'), ('withdrawn', 'withdrawn before issue')], default='reserved', max_length=12, verbose_name='state')),
                    ('failure', models.CharField(blank=True, choices=[('name', 'the name cannot be printed'), ('key', 'the signing key is not available'), ('timestamp', 'time-stamp pending'), ('document', 'the document does not say what the register says'), ('fault', 'unexpected fault')], max_length=16, verbose_name='reason of the failure')),
                    ('failure_detail', models.TextField(blank=True, verbose_name='details of the failure')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                    ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, help_text='Before this moment one worker has the certificate to itself.', verbose_name='next attempt')),
                    ('drawn_sha256', models.CharField(blank=True, editable=False, help_text='Written before the document is signed.', max_length=64, verbose_name='SHA-256 of the drawn document')),
                    ('document', models.FileField(blank=True, storage=certification.models.certificate.certificate_storage, upload_to='', verbose_name='document')),
                    ('sha256', models.CharField(blank=True, db_index=True, max_length=64, verbose_name='SHA-256 of the document')),
                    ('owes_letter', models.BooleanField(default=True, help_text='Whether the holder is written to when the certificate is issued.', verbose_name='letter owed')),
                    ('reserved_at', models.DateTimeField(auto_now_add=True, verbose_name='reserved')),
                    ('issued_at', models.DateTimeField(null=True, verbose_name='issued')),
                    ('mailed_at', models.DateTimeField(null=True, verbose_name='mailed')),
                    ('expires_on', models.DateField(blank=True, null=True, verbose_name='valid until')),
                    ('disclosure', models.CharField(choices=[('all', 'Everything that stands on the certificate'), ('name', 'Everything but the name; whoever types a name learns whether it is the right one'), ('validity', 'Only whether the certificate is valid')], default='all', max_length=10, verbose_name='shown to everyone')),
                    ('erased_at', models.DateTimeField(editable=False, null=True, verbose_name='name erased')),
                    ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='certification.batch', verbose_name='bulk issue')),
                    ('holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='certificates', to=settings.AUTH_USER_MODEL, verbose_name='holder')),
                    ('superseded_by', models.OneToOneField(blank=True, help_text='In force until this one is issued.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='certification.certificate', verbose_name='replaced by')),
                    ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='certification.certificatetemplate', verbose_name='certificate template')),
                ],
                options={
                    'verbose_name': 'certificate',
                    'verbose_name_plural': 'certificates',
                    'ordering': ('-reserved_at',),
                    'indexes': [models.Index(fields=['state', 'next_attempt_at'], name='certificate_sweep')],
                    'constraints': [models.UniqueConstraint(fields=('holder', 'achievement_key', 'sequence'), name='certificate_once_per_achievement'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'superseded'), _negated=True), ('superseded_by__isnull', False), _connector='OR'), name='certificate_superseded_has_successor'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'issued'), _negated=True), models.Q(models.Q(('sha256', ''), _negated=True), ('issued_at__isnull', False)), _connector='OR'), name='certificate_issued_has_document'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'stored'), _negated=True), models.Q(models.Q(('sha256', ''), _negated=True), models.Q(('document', ''), _negated=True)), _connector='OR'), name='certificate_stored_has_file')],
                },
            ),
            migrations.CreateModel(
                name='CertificateWording',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('az', 'Azərbaycanca'), ('ru', 'Русский'), ('en', 'English')], max_length=5, verbose_name='language')),
                    ('title', models.CharField(help_text='May hold {institution}.', max_length=120, validators=[certification.wording.NamedFacts(('institution',))], verbose_name='title')),
                    ('before_name', models.CharField(max_length=300, validators=[certification.wording.NamedFacts(('name', 'course', 'hours', 'score', 'date', 'valid_until', 'institution'))], verbose_name='before the name')),
                    ('after_name', models.TextField(help_text='{course} stands for the title of what was achieved. There are also {name}, {hours}, {score}, {date}, {valid_until} and {institution}.', max_length=1000, validators=[certification.wording.NamedFacts(('name', 'course', 'hours', 'score', 'date', 'valid_until', 'institution'), required=('course',))], verbose_name='after the name')),
                    ('hours_label', models.CharField(max_length=60, validators=[certification.wording.NamedFacts()], verbose_name='label of the hours')),
                    ('score_label', models.CharField(blank=True, max_length=60, validators=[certification.wording.NamedFacts()], verbose_name='label of the result')),
                    ('date_label', models.CharField(max_length=60, validators=[certification.wording.NamedFacts()], verbose_name='label of the date')),
                    ('code_label', models.CharField(max_length=60, validators=[certification.wording.NamedFacts()], verbose_name='label of the code')),
                    ('valid_until_label', models.CharField(max_length=60, validators=[certification.wording.NamedFacts()], verbose_name='label of the end of validity')),
                    ('signed_note', models.CharField(help_text='{url} stands for the verification address.', max_length=300, validators=[certification.wording.NamedFacts(('code', 'url', 'date', 'institution'), required=('url',))], verbose_name='note on the signature')),
                    ('template', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='certification.certificatetemplate', verbose_name='certificate template')),
                ],
                options={
                    'verbose_name': 'certificate wording',
                    'verbose_name_plural': 'certificate wordings',
                    'constraints': [models.UniqueConstraint(fields=('template', 'language'), name='certificate_wording_once_per_language')],
                },
            ),
            migrations.CreateModel(
                name='CodeList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uploaded_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='uploaded')),
                    ('file_name', models.CharField(max_length=200, verbose_name='file')),
                    ('head', models.JSONField(default=list, verbose_name='head')),
                    ('rows', models.JSONField(verbose_name='rows')),
                    ('answers', models.JSONField(default=list, verbose_name='answers')),
                    ('size', models.PositiveIntegerField(verbose_name='lines')),
                    ('done', models.PositiveIntegerField(default=0, verbose_name='lines answered')),
                    ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='code_lists', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
                ],
                options={
                    'verbose_name': 'list of codes',
                    'verbose_name_plural': 'lists of codes',
                    'ordering': ('-uploaded_at',),
                    'constraints': [models.CheckConstraint(condition=models.Q(('done__lte', models.F('size'))), name='code_list_done_within_size')],
                },
            ),
            migrations.CreateModel(
                name='CredentialKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('multikey', models.CharField(max_length=60, unique=True, verbose_name='public key')),
                    ('state', models.CharField(choices=[('active', 'active'), ('retired', 'retired'), ('compromised', 'compromised')], default='active', max_length=12, verbose_name='state')),
                    ('is_demo', models.BooleanField(default=False, help_text='Production refuses to sign with it.', verbose_name='demo key')),
                    ('compromised_at', models.DateTimeField(blank=True, null=True, verbose_name='compromised since')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ],
                options={
                    'verbose_name': 'key of credentials',
                    'verbose_name_plural': 'keys of credentials',
                    'ordering': ('pk',),
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('state',), name='credential_key_one_active'), models.CheckConstraint(condition=models.Q(models.Q(('compromised_at__isnull', False), ('state', 'compromised')), models.Q(models.Q(('state', 'compromised'), _negated=True), ('compromised_at__isnull', True)), _connector='OR'), name='credential_key_compromised_since')],
                },
            ),
            migrations.CreateModel(
                name='Event',
                fields=[
                    ('position', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='position')),
                    ('kind', models.CharField(choices=[('reserved', 'certificate reserved'), ('name_corrected', 'holder’s name corrected'), ('issued', 'certificate issued'), ('revoked', 'certificate revoked'), ('superseded', 'certificate replaced'), ('withdrawn', 'certificate withdrawn before issue'), ('erased', 'holder’s name erased'), ('key_made', 'signing key made'), ('key_retired', 'signing key retired'), ('key_compromised', 'signing key compromised'), ('proposed', 'proposed to a second person'), ('confirmed', 'confirmed by a second person'), ('declined', 'declined by a second person'), ('template_version', 'new version of a template'), ('register_copied', 'copy of the register made')], max_length=20, verbose_name='kind')),
                    ('subject', models.CharField(db_index=True, max_length=64, verbose_name='subject')),
                    ('at', models.DateTimeField(db_index=True, verbose_name='time')),
                    ('facts', models.JSONField(verbose_name='facts')),
                    ('previous', models.CharField(blank=True, max_length=64, verbose_name='hash of the event before')),
                    ('hash', models.CharField(max_length=64, verbose_name='hash')),
                    ('actor', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ],
                options={
                    'verbose_name': 'event',
                    'verbose_name_plural': 'events',
                    'ordering': ('position',),
                },
            ),
            migrations.CreateModel(
                name='ExpiryReminder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('days', models.PositiveSmallIntegerField(verbose_name='days before the end')),
                    ('mailed_at', models.DateTimeField(null=True, verbose_name='mailed')),
                    ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='certification.certificate', verbose_name='certificate')),
                    ('institution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.institution', verbose_name='institution')),
                    ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reader')),
                ],
                options={
                    'verbose_name': 'reminder',
                    'verbose_name_plural': 'reminders',
                    'indexes': [models.Index(condition=models.Q(('mailed_at', None)), fields=['reader'], name='expiry_reminder_owed')],
                    'constraints': [models.UniqueConstraint(fields=('certificate', 'days', 'reader'), name='expiry_reminder_once')],
                },
            ),
            migrations.CreateModel(
                name='HolderChoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('disclosure', models.CharField(choices=[('all', 'Everything that stands on the certificate'), ('name', 'Everything but the name; whoever types a name learns whether it is the right one'), ('validity', 'Only whether the certificate is valid')], max_length=10, verbose_name='shown to everyone')),
                    ('holder', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='certificate_choice', to=settings.AUTH_USER_MODEL, verbose_name='holder')),
                ],
                options={
                    'verbose_name': 'choice of a holder',
                    'verbose_name_plural': 'choices of holders',
                },
            ),
            migrations.CreateModel(
                name='CoIssuer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('template', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='co_issuers', to='certification.certificatetemplate', verbose_name='certificate template')),
                    ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certification.issuer', verbose_name='institution')),
                ],
                options={
                    'verbose_name': 'co-issuing institution',
                    'verbose_name_plural': 'co-issuing institutions',
                    'ordering': ('position', 'pk'),
                    'constraints': [models.UniqueConstraint(fields=('template', 'issuer'), name='co_issuer_once')],
                },
            ),
            migrations.AddField(
                model_name='certificatetemplate',
                name='issuer',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='templates', to='certification.issuer', verbose_name='issuer'),
            ),
            migrations.CreateModel(
                name='LogLeaf',
                fields=[
                    ('index', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                    ('salt', models.BinaryField(max_length=16, verbose_name='salt')),
                    ('entered_at', models.DateTimeField(verbose_name='entered')),
                    ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='leaf', to='certification.event', verbose_name='event')),
                ],
                options={
                    'verbose_name': 'log entry',
                    'verbose_name_plural': 'log entries',
                },
            ),
            migrations.AddField(
                model_name='issuer',
                name='logo',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certification.picture', verbose_name='logo'),
            ),
            migrations.AddField(
                model_name='picture',
                name='content',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='certification.picturecontent', verbose_name='picture'),
            ),
            migrations.CreateModel(
                name='Proposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('revocations', 'revoke several certificates'), ('key_change', 'change the signing key'), ('key_lost', 'declare a signing key lost')], max_length=15, verbose_name='kind')),
                    ('state', models.CharField(choices=[('open', 'waits for a second person'), ('confirmed', 'confirmed'), ('declined', 'declined')], default='open', max_length=10, verbose_name='state')),
                    ('reason', models.CharField(blank=True, choices=[('issued_in_error', 'issued in error'), ('rules_violated', 'the rules of the test were violated'), ('holder_request', "at the holder's request"), ('data_corrected', 'the data were corrected')], max_length=20, verbose_name='reason')),
                    ('note', models.TextField(blank=True, verbose_name='private note')),
                    ('fingerprint', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 fingerprint')),
                    ('since', models.DateTimeField(blank=True, null=True, verbose_name='compromised since')),
                    ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='proposed')),
                    ('valid_until', models.DateTimeField(help_text='Not decided before, it lapses.', verbose_name='lapses')),
                    ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
                    ('carried_out_at', models.DateTimeField(null=True, verbose_name='carried out')),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                    ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ],
                options={
                    'verbose_name': 'proposal',
                    'verbose_name_plural': 'proposals',
                    'ordering': ('-proposed_at', '-pk'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('proposed_by', models.F('decided_by')), _negated=True), name='proposal_decided_by_another')],
                },
            ),
            migrations.CreateModel(
                name='ProposedRevocation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('outcome', models.CharField(choices=[('waiting', 'waits'), ('revoked', 'revoked'), ('skipped', 'left as it is: it was revoked or replaced meanwhile')], default='waiting', max_length=10, verbose_name='outcome')),
                    ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certification.certificate', verbose_name='certificate')),
                    ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revocations', to='certification.proposal', verbose_name='proposal')),
                ],
                options={
                    'verbose_name': 'proposed revocation',
                    'verbose_name_plural': 'proposed revocations',
                    'constraints': [models.UniqueConstraint(fields=('proposal', 'certificate'), name='proposed_revocation_once')],
                },
            ),
            migrations.CreateModel(
                name='RegisterCopy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first_day', models.DateField(verbose_name='first day')),
                    ('last_day', models.DateField(verbose_name='last day')),
                    ('standing', models.CharField(blank=True, choices=[('valid', 'valid'), ('expired', 'expired'), ('revoked', 'revoked'), ('superseded', 'replaced')], max_length=12, verbose_name='state')),
                    ('language', models.CharField(choices=[('az', 'Azərbaycanca'), ('ru', 'Русский'), ('en', 'English')], max_length=5, verbose_name='language')),
                    ('format', models.CharField(choices=[('pdf', 'PDF for the archive'), ('xlsx', 'Table (Excel)'), ('csv', 'Table (CSV)')], default='pdf', max_length=4, verbose_name='file')),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                    ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, help_text='Before this moment one worker has the copy to itself.', verbose_name='next attempt')),
                    ('rows_total', models.PositiveIntegerField(default=0, verbose_name='entries')),
                    ('rows_done', models.PositiveIntegerField(default=0, verbose_name='entries written')),
                    ('document', models.FileField(blank=True, storage=certification.models.register.register_storage, upload_to='', verbose_name='document')),
                    ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the document')),
                    ('made_at', models.DateTimeField(blank=True, null=True, verbose_name='made')),
                    ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                    ('issuer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certification.issuer', verbose_name='issuer')),
                    ('template', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certification.certificatetemplate', verbose_name='certificate template')),
                ],
                options={
                    'verbose_name': 'copy of the register',
                    'verbose_name_plural': 'copies of the register',
                    'ordering': ('-asked_at', '-pk'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('first_day__lte', models.F('last_day'))), name='register_copy_days_in_order'), models.CheckConstraint(condition=models.Q(('made_at', None), models.Q(('sha256', ''), _negated=True), _connector='OR'), name='register_copy_made_has_hash')],
                },
            ),
            migrations.CreateModel(
                name='ReminderRefusal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('refused_at', models.DateTimeField(auto_now_add=True, verbose_name='refused')),
                    ('reader', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reader')),
                ],
                options={
                    'verbose_name': 'refusal of reminders',
                    'verbose_name_plural': 'refusals of reminders',
                },
            ),
            migrations.CreateModel(
                name='Replacement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(choices=[('spelling', 'the name was misspelt'), ('name_changed', 'the holder’s name has changed'), ('facts', 'title, hours or date were wrong')], max_length=20, verbose_name='reason')),
                    ('note', models.TextField(blank=True, verbose_name='private note')),
                    ('decided_at', models.DateTimeField(auto_now_add=True, verbose_name='decided')),
                    ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='replacement', to='certification.certificate', verbose_name='certificate')),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ],
                options={
                    'verbose_name': 'replacement',
                    'verbose_name_plural': 'replacements',
                },
            ),
            migrations.CreateModel(
                name='Revocation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(choices=[('issued_in_error', 'issued in error'), ('rules_violated', 'the rules of the test were violated'), ('holder_request', "at the holder's request"), ('data_corrected', 'the data were corrected')], max_length=20, verbose_name='reason')),
                    ('note', models.TextField(blank=True, verbose_name='private note')),
                    ('revoked_at', models.DateTimeField(auto_now_add=True, verbose_name='revoked')),
                    ('mailed_at', models.DateTimeField(null=True, verbose_name='mailed')),
                    ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='revocation', to='certification.certificate', verbose_name='certificate')),
                    ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='revoked by')),
                ],
                options={
                    'verbose_name': 'revocation',
                    'verbose_name_plural': 'revocations',
                },
            ),
            migrations.CreateModel(
                name='RevocationList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('authority', models.CharField(max_length=40, verbose_name="identifier of the authority's key")),
                    ('number', models.PositiveIntegerField(verbose_name='number')),
                    ('der', models.BinaryField(verbose_name='list')),
                    ('made_at', models.DateTimeField(verbose_name='made')),
                    ('valid_until', models.DateTimeField(verbose_name='valid until')),
                ],
                options={
                    'verbose_name': 'list of revoked keys',
                    'verbose_name_plural': 'lists of revoked keys',
                    'constraints': [models.UniqueConstraint(fields=('authority', 'number'), name='revocation_list_once')],
                },
            ),
            migrations.CreateModel(
                name='Signatory',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('name', models.JSONField(help_text='One text per language.', verbose_name='name')),
                    ('post', models.JSONField(help_text='One text per language.', verbose_name='post')),
                    ('issuer', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatories', to='certification.issuer', verbose_name='issuer')),
                    ('signature', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certification.picture', verbose_name='image of the signature')),
                ],
                options={
                    'verbose_name': 'signatory',
                    'verbose_name_plural': 'signatories',
                    'ordering': ('position', 'pk'),
                },
            ),
            migrations.CreateModel(
                name='SigningKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('fingerprint', models.CharField(max_length=64, unique=True, verbose_name='SHA-256 fingerprint')),
                    ('certificate_pem', models.TextField(help_text='With those above it, the root last.', verbose_name='certificate')),
                    ('subject', models.CharField(max_length=300, verbose_name='subject')),
                    ('state', models.CharField(choices=[('active', 'active'), ('retired', 'retired'), ('compromised', 'compromised')], default='active', max_length=12, verbose_name='state')),
                    ('is_demo', models.BooleanField(default=False, help_text='Production refuses to sign with it.', verbose_name='demo key')),
                    ('valid_from', models.DateTimeField(verbose_name='valid from')),
                    ('valid_until', models.DateTimeField(verbose_name='valid until')),
                    ('compromised_at', models.DateTimeField(blank=True, help_text='A signature holds only with a time-stamp from before this moment.', null=True, verbose_name='compromised since')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ],
                options={
                    'verbose_name': 'signing key',
                    'verbose_name_plural': 'signing keys',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('state',), name='signing_key_one_active'), models.CheckConstraint(condition=models.Q(models.Q(('compromised_at__isnull', False), ('state', 'compromised')), models.Q(models.Q(('state', 'compromised'), _negated=True), ('compromised_at__isnull', True)), _connector='OR'), name='signing_key_compromised_since')],
                },
            ),
            migrations.AddField(
                model_name='certificate',
                name='signing_key',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='certification.signingkey', verbose_name='signing key'),
            ),
            migrations.CreateModel(
                name='Credential',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('status_index', models.PositiveIntegerField(verbose_name='place in the list')),
                    ('salt', models.CharField(default=certification.models.credential.new_salt, max_length=32, verbose_name='salt')),
                    ('made_at', models.DateTimeField(verbose_name='made')),
                    ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='credential', to='certification.certificate', verbose_name='certificate')),
                    ('status_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='certification.statuslist', verbose_name='list of revoked credentials')),
                ],
                options={
                    'verbose_name': 'credential',
                    'verbose_name_plural': 'credentials',
                    'constraints': [models.UniqueConstraint(fields=('status_list', 'status_index'), name='credential_place_once'), models.CheckConstraint(condition=models.Q(('status_index__lt', 131072)), name='credential_place_in_list')],
                },
            ),
            migrations.CreateModel(
                name='TemplateVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(verbose_name='version')),
                    ('content', models.JSONField(verbose_name='content')),
                    ('digest', models.CharField(max_length=64, verbose_name='hash')),
                    ('published_at', models.DateTimeField(auto_now_add=True, verbose_name='published')),
                    ('published_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
                    ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='certification.certificatetemplate', verbose_name='certificate template')),
                ],
                options={
                    'verbose_name': 'version of a template',
                    'verbose_name_plural': 'versions of templates',
                    'ordering': ('-number',),
                    'constraints': [models.UniqueConstraint(fields=('template', 'number'), name='template_version_once')],
                },
            ),
            migrations.AddField(
                model_name='certificate',
                name='template_version',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='certification.templateversion', verbose_name='version of the template'),
            ),
            migrations.CreateModel(
                name='Verification',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('verdict', models.CharField(choices=[('valid', 'The certificate is valid'), ('expired', 'The certificate has expired'), ('superseded', 'The certificate was replaced by a newer one'), ('revoked', 'The certificate was revoked'), ('altered', 'The document was changed after signing'), ('not_issued', 'The signature is ours, but the document is not in the register'), ('foreign', 'The document was not issued by us'), ('unknown', 'Not found in the register'), ('specimen', 'A specimen: it certifies nothing'), ('malformed', 'The code is not written correctly'), ('unreadable', 'The file cannot be read'), ('receipt', 'A genuine receipt of a verification')], max_length=12, verbose_name='verdict')),
                    ('by_file', models.BooleanField(default=False, verbose_name='by file')),
                    ('by_name', models.BooleanField(default=False, verbose_name='by a name')),
                    ('is_in_list', models.BooleanField(default=False, help_text='Asked with many others by an account.', verbose_name='in a list')),
                    ('for_receipt', models.BooleanField(default=False, help_text='Answered before, and wanted on paper.', verbose_name='for a receipt')),
                    ('network', models.CharField(blank=True, max_length=50, verbose_name='network')),
                    ('asked_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='asked')),
                    ('certificate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='verifications', to='certification.certificate', verbose_name='certificate')),
                    ('key', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='verifications', to='integrations.apikey', verbose_name='API key')),
                ],
                options={
                    'verbose_name': 'verification',
                    'verbose_name_plural': 'verifications',
                    'indexes': [models.Index(fields=['network', 'asked_at'], name='verification_of_network')],
                },
            ),
            migrations.CreateModel(
                name='VerificationReceipt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token', models.CharField(max_length=32, unique=True, verbose_name='token')),
                    ('verdict', models.CharField(choices=[('valid', 'The certificate is valid'), ('expired', 'The certificate has expired'), ('superseded', 'The certificate was replaced by a newer one'), ('revoked', 'The certificate was revoked'), ('altered', 'The document was changed after signing'), ('not_issued', 'The signature is ours, but the document is not in the register'), ('foreign', 'The document was not issued by us'), ('unknown', 'Not found in the register'), ('specimen', 'A specimen: it certifies nothing'), ('malformed', 'The code is not written correctly'), ('unreadable', 'The file cannot be read'), ('receipt', 'A genuine receipt of a verification')], max_length=12, verbose_name='verdict')),
                    ('answer', models.JSONField(verbose_name='answer')),
                    ('told_at', models.DateTimeField(verbose_name='told')),
                    ('language', models.CharField(choices=[('az', 'Azərbaycanca'), ('ru', 'Русский'), ('en', 'English')], max_length=5, verbose_name='language')),
                    ('asked_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='asked')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                    ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, help_text='Before this moment one worker has the receipt to itself.', verbose_name='next attempt')),
                    ('failure', models.CharField(blank=True, choices=[('name', 'the name cannot be printed'), ('key', 'the signing key is not available'), ('timestamp', 'time-stamp pending'), ('document', 'the document does not say what the register says'), ('fault', 'unexpected fault')], max_length=16, verbose_name='reason of the failure')),
                    ('document', models.FileField(blank=True, storage=certification.models.receipt.receipt_storage, upload_to='', verbose_name='document')),
                    ('sha256', models.CharField(blank=True, db_index=True, max_length=64, verbose_name='SHA-256 of the document')),
                    ('made_at', models.DateTimeField(blank=True, null=True, verbose_name='made')),
                    ('erased_at', models.DateTimeField(editable=False, null=True, verbose_name='answer erased')),
                    ('certificate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='receipts', to='certification.certificate', verbose_name='certificate')),
                ],
                options={
                    'verbose_name': 'verification receipt',
                    'verbose_name_plural': 'verification receipts',
                    'ordering': ('-asked_at', '-pk'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('made_at', None), models.Q(('sha256', ''), _negated=True), _connector='OR'), name='receipt_made_has_hash'), models.CheckConstraint(condition=models.Q(('erased_at', None), ('answer', {}), _connector='OR'), name='receipt_erased_says_nothing')],
                },
            ),
        ]),
    ]
