import courses.models.admission
import courses.models.calendar
import courses.models.previews
import courses.models.registration
import courses.models.seminar
import courses.models.session
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import modelcluster.fields
import uuid
import wagtail.fields
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('certification', '0001_initial'),
        ('cms', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('state', models.CharField(choices=[('open', 'in progress'), ('awaiting', 'awaits marking'), ('submitted', 'submitted'), ('timed_out', 'closed when time was up')], default='open', max_length=10, verbose_name='state')),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='started')),
                ('pass_mark', models.PositiveSmallIntegerField(verbose_name='pass mark, per cent')),
                ('negative_percent', models.PositiveSmallIntegerField(default=0, verbose_name='taken off for a wrong answer, per cent of its marks')),
                ('deadline', models.DateTimeField(blank=True, null=True, verbose_name='deadline')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('score', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='score')),
                ('max_score', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='highest possible score')),
                ('passed', models.BooleanField(blank=True, null=True, verbose_name='passed')),
            ],
            options={
                'verbose_name': 'attempt',
                'verbose_name_plural': 'attempts',
                'ordering': ('enrolment', 'number'),
            },
        ),
        migrations.CreateModel(
            name='CourseIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', models.CharField(blank=True, max_length=250, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'course catalogue',
                'verbose_name_plural': 'course catalogues',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ProgrammeIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', models.CharField(blank=True, max_length=250, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'programme list',
                'verbose_name_plural': 'programme lists',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Quiz',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.JSONField(default=dict, verbose_name='title')),
                ('introduction', models.JSONField(blank=True, default=dict, verbose_name='introduction')),
                ('pass_mark', models.PositiveSmallIntegerField(default=70, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='pass mark, per cent')),
                ('attempts_allowed', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1)], verbose_name='attempts allowed')),
                ('time_limit_minutes', models.PositiveSmallIntegerField(blank=True, help_text='Empty: no limit.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='time limit, minutes')),
                ('wait_minutes', models.PositiveSmallIntegerField(blank=True, help_text='Counted from the end of an attempt. Empty: the next attempt can be started at once.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='waiting time between attempts, minutes')),
                ('opens_at', models.DateTimeField(blank=True, help_text='Empty: open as soon as the required lessons have been read.', null=True, verbose_name='opens')),
                ('closes_at', models.DateTimeField(blank=True, help_text='Then no attempt can be started, and those in progress end. Empty: it never closes.', null=True, verbose_name='closes')),
                ('grading', models.CharField(choices=[('best', 'the best attempt counts'), ('last', 'the last attempt counts'), ('first', 'only the first attempt counts')], default='best', help_text='Nobody starts another attempt after passing. Where only the first counts, the others are practice.', max_length=5, verbose_name='result')),
                ('negative_percent', models.PositiveSmallIntegerField(default=0, help_text='A question without an answer loses nothing, and no result falls below 0.', validators=[django.core.validators.MaxValueValidator(100)], verbose_name='taken off for a wrong answer, per cent of its marks')),
                ('blind_marking', models.BooleanField(default=False, help_text='Whoever marks essays does not see who wrote them.', verbose_name='marked without names')),
                ('shuffle_questions', models.BooleanField(default=False, help_text='Each attempt asks them in an order of its own.', verbose_name='questions in random order')),
                ('told_at_once', models.PositiveSmallIntegerField(choices=[(0, 'only whether the quiz is passed'), (1, 'the score'), (2, 'the score and the own answers with their marks'), (3, 'the score, the own answers with their marks, and the feedback to them'), (4, 'everything: correct answers and explanations, too')], default=3, help_text='For ten minutes, unless the last moment has come already. During an attempt nothing is told.', verbose_name='right after an attempt')),
                ('told_later', models.PositiveSmallIntegerField(choices=[(0, 'only whether the quiz is passed'), (1, 'the score'), (2, 'the score and the own answers with their marks'), (3, 'the score, the own answers with their marks, and the feedback to them'), (4, 'everything: correct answers and explanations, too')], default=3, verbose_name='later, while attempts may follow')),
                ('told_at_last', models.PositiveSmallIntegerField(choices=[(0, 'only whether the quiz is passed'), (1, 'the score'), (2, 'the score and the own answers with their marks'), (3, 'the score, the own answers with their marks, and the feedback to them'), (4, 'everything: correct answers and explanations, too')], default=4, help_text='When it is passed or no attempts are left; where the quiz has a closing time, for everybody after it.', verbose_name='when the quiz is over')),
            ],
            options={
                'verbose_name': 'quiz',
                'verbose_name_plural': 'quizzes',
            },
        ),
        migrations.CreateModel(
            name='SeminarIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', models.CharField(blank=True, max_length=250, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'seminar list',
                'verbose_name_plural': 'seminar lists',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='CountedAttempt',
            fields=[
                ('attempt', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='counted', serialize=False, to='courses.attempt', verbose_name='attempt')),
                ('contribution', models.JSONField(verbose_name='contribution')),
            ],
            options={
                'verbose_name': 'counted attempt',
                'verbose_name_plural': 'counted attempts',
            },
        ),
        migrations.CreateModel(
            name='AttemptLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('marked', 'a person has marked it'), ('remarked', 'its result has changed')], max_length=8, verbose_name='kind')),
                ('mailed_at', models.DateTimeField(editable=False, null=True, verbose_name='mailed')),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='courses.attempt', verbose_name='attempt')),
            ],
            options={
                'verbose_name': 'letter about an attempt',
                'verbose_name_plural': 'letters about attempts',
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=courses.models.calendar.new_feed_token, editable=False, max_length=43, unique=True, verbose_name='token')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'personal calendar',
                'verbose_name_plural': 'personal calendars',
            },
        ),
        migrations.CreateModel(
            name='CertificateWatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('watched_since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='watched since')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watches', to='accounts.membership', verbose_name='HR officer')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.membership', verbose_name='staff')),
            ],
            options={
                'verbose_name': 'watched certificate',
                'verbose_name_plural': 'watched certificates',
                'ordering': ('-watched_since', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(help_text='Short and lasting, such as UDC-101.', max_length=40, unique=True, verbose_name='code')),
                ('shelfmark', models.CharField(blank=True, help_text='UDC number in the corner of the catalogue card.', max_length=40, verbose_name='shelfmark')),
                ('topic', models.CharField(blank=True, choices=[('cataloguing', 'cataloguing and metadata'), ('classification', 'classification and subject indexing'), ('digital', 'digital libraries'), ('literacy', 'information literacy'), ('open_science', 'open science and research support'), ('readers', 'work with readers'), ('collections', 'collections and preservation'), ('management', 'library management')], max_length=20, verbose_name='topic')),
                ('level', models.CharField(choices=[('beginner', 'beginner'), ('intermediate', 'intermediate'), ('advanced', 'advanced')], default='beginner', max_length=12, verbose_name='level')),
                ('accent', models.CharField(choices=[('firuza', 'turquoise'), ('nar', 'pomegranate'), ('gold', 'gold')], default='firuza', max_length=8, verbose_name='colour')),
                ('cpd_hours', models.DecimalField(decimal_places=1, default=Decimal('1'), max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='CPD hours')),
                ('lesson_order', models.CharField(choices=[('free', 'in any order'), ('in_order', 'one after the other')], default='free', max_length=10, verbose_name='order of lessons')),
                ('enrolment_mode', models.CharField(choices=[('open', 'anyone may enrol'), ('approval', 'on request, when the request is approved'), ('invitation', 'by invitation, list or cohort only')], default='open', max_length=10, verbose_name='enrolment')),
                ('contact', models.EmailField(blank=True, help_text='Where learners write, for example to ask for more time in a test. Empty: the site’s own address.', max_length=254, verbose_name='contact')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('certificate_template', models.ForeignKey(blank=True, help_text='Empty: the course ends without a certificate.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='certification.certificatetemplate', verbose_name='certificate template')),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='courses', to='accounts.institution', verbose_name='institution')),
            ],
            options={
                'verbose_name': 'course',
                'verbose_name_plural': 'courses',
                'ordering': ('code',),
                'permissions': (('manage_every_course', 'Can manage every course, not only own ones'),),
            },
        ),
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(help_text='Afterwards lessons can be read, but nothing counts any more.', verbose_name='last day')),
                ('trainer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='cohorts_taught', to=settings.AUTH_USER_MODEL, verbose_name='trainer')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cohorts', to='courses.course', verbose_name='course')),
            ],
            options={
                'verbose_name': 'cohort',
                'verbose_name_plural': 'cohorts',
                'ordering': ('-starts_on', 'name'),
            },
        ),
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.JSONField(default=dict, verbose_name='subject')),
                ('body', models.JSONField(default=dict, verbose_name='text')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('sent_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sent')),
                ('author', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('cohort', models.ForeignKey(blank=True, help_text='Empty: everybody on the course.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='announcements', to='courses.cohort', verbose_name='cohort')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='announcements', to='courses.course', verbose_name='course')),
            ],
            options={
                'verbose_name': 'announcement',
                'verbose_name_plural': 'announcements',
                'ordering': ('-created_at',),
            },
        ),
        migrations.CreateModel(
            name='CoursePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('search_text', models.TextField(blank=True, default='', editable=False)),
                ('summary', models.CharField(max_length=200, verbose_name='summary')),
                ('audience', models.CharField(blank=True, max_length=250, verbose_name='for whom')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('outcomes', wagtail.fields.StreamField([('outcome', 0)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Outcome'})}, verbose_name='outcomes')),
                ('glossary', wagtail.fields.StreamField([('definition', 2)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Term', 'max_length': 150}), 1: ('wagtail.blocks.TextBlock', (), {'label': 'Definition'}), 2: ('wagtail.blocks.StructBlock', [[('term', 0), ('text', 1)]], {})}, verbose_name='glossary')),
                ('cover_alt', models.CharField(blank=True, max_length=250, verbose_name='text alternative of the cover')),
                ('course', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='courses.course', verbose_name='course')),
                ('cover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.picture', verbose_name='cover')),
            ],
            options={
                'verbose_name': 'course page',
                'verbose_name_plural': 'course pages',
            },
            bases=(courses.models.previews.ReaderPreviewMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enrolled_at', models.DateTimeField(auto_now_add=True, verbose_name='enrolled')),
                ('completed_at', models.DateTimeField(blank=True, null=True, verbose_name='completed')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('extra_time', models.PositiveSmallIntegerField(choices=[(0, 'no extra time'), (25, 'a quarter more'), (50, 'half as much again'), (100, 'twice the time'), (200, 'three times the time'), (900, 'ten times the time')], default=0, help_text='For people who need longer, for example with a screen reader. No reason is asked for or kept.', verbose_name='extra time in tests')),
                ('cohort', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='enrolments', to='courses.cohort', verbose_name='cohort')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='courses.course', verbose_name='course')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrolments', to=settings.AUTH_USER_MODEL, verbose_name='learner')),
            ],
            options={
                'verbose_name': 'enrolment',
                'verbose_name_plural': 'enrolments',
                'ordering': ('-enrolled_at',),
            },
        ),
        migrations.AddField(
            model_name='attempt',
            name='enrolment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='courses.enrolment', verbose_name='enrolment'),
        ),
        migrations.CreateModel(
            name='EnrolmentLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('enrolled', 'on being put on the course'), ('joined', 'on coming into the cohort'), ('week', 'a week before the last day'), ('day', 'the day before the last day')], max_length=8, verbose_name='kind')),
                ('mailed_at', models.DateTimeField(editable=False, null=True, verbose_name='mailed')),
                ('cohort', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='courses.cohort', verbose_name='cohort')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='courses.enrolment', verbose_name='enrolment')),
            ],
            options={
                'verbose_name': 'letter about an enrolment',
                'verbose_name_plural': 'letters about enrolments',
            },
        ),
        migrations.CreateModel(
            name='EnrolmentList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('rows', models.JSONField(default=list, verbose_name='rows')),
                ('result', models.JSONField(default=dict, verbose_name='result')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                ('language', models.CharField(choices=[('az', 'Azərbaycanca'), ('ru', 'Русский'), ('en', 'English')], max_length=5, verbose_name='language of the letters')),
                ('cohort', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='lists', to='courses.cohort', verbose_name='cohort')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lists', to='courses.course', verbose_name='course')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'list of people',
                'verbose_name_plural': 'lists of people',
                'ordering': ('-uploaded_at',),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EnrolmentRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.CharField(blank=True, max_length=500, verbose_name='message')),
                ('state', models.CharField(choices=[('waiting', 'awaiting approval'), ('approved', 'approved'), ('refused', 'refused'), ('withdrawn', 'taken back')], default='waiting', max_length=10, verbose_name='state')),
                ('requested_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='requested')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('reason', models.CharField(blank=True, help_text='The learner reads it.', max_length=500, verbose_name='reason')),
                ('mailed_at', models.DateTimeField(editable=False, null=True, verbose_name='mailed')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='courses.course', verbose_name='course')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrolment_requests', to=settings.AUTH_USER_MODEL, verbose_name='learner')),
            ],
            options={
                'verbose_name': 'request to enrol',
                'verbose_name_plural': 'requests to enrol',
                'ordering': ('requested_at',),
            },
        ),
        migrations.CreateModel(
            name='Evaluation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.JSONField(default=dict, verbose_name='title')),
                ('is_in_use', models.BooleanField(default=True, help_text='A form that is not in use is not offered to further seminars.', verbose_name='in use')),
                ('author', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='evaluations', to='accounts.institution', verbose_name='institution')),
            ],
            options={
                'verbose_name': 'evaluation form',
                'verbose_name_plural': 'evaluation forms',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='EvaluationField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('clean_name', models.CharField(blank=True, default='', help_text='Safe name of the form field, the label converted to ascii_snake_case', max_length=255, verbose_name='name')),
                ('label', models.JSONField(default=dict, verbose_name='question')),
                ('help_text', models.JSONField(blank=True, default=dict, verbose_name='hint')),
                ('field_type', models.CharField(choices=[('scale', 'a mark from 1 to 5'), ('radio', 'one of several answers'), ('dropdown', 'one of several answers, in a list that opens'), ('checkboxes', 'any of several answers'), ('singleline', 'one line of text'), ('multiline', 'several lines of text')], default='scale', max_length=16, verbose_name='answered by')),
                ('required', models.BooleanField(default=False, verbose_name='must be answered')),
                ('choices', models.JSONField(blank=True, default=list, verbose_name='answers to choose from')),
                ('evaluation', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='fields', to='courses.evaluation', verbose_name='evaluation form')),
            ],
            options={
                'verbose_name': 'question of an evaluation',
                'verbose_name_plural': 'questions of an evaluation',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=courses.models.admission.new_token, editable=False, max_length=22, unique=True, verbose_name='token')),
                ('email', models.EmailField(blank=True, help_text='Empty: whoever has the link.', max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(blank=True, choices=[('az', 'Azərbaycanca'), ('ru', 'Русский'), ('en', 'English')], help_text='Empty: the language of the account, if there is one.', max_length=5, verbose_name='language of the letter')),
                ('uses', models.PositiveIntegerField(default=0, editable=False, verbose_name='uses')),
                ('uses_allowed', models.PositiveIntegerField(blank=True, help_text='Empty: no limit.', null=True, verbose_name='uses allowed')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='expires')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ended')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('mailed_at', models.DateTimeField(editable=False, null=True, verbose_name='mailed')),
                ('cohort', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='courses.cohort', verbose_name='cohort')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='courses.course', verbose_name='course')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ('-created_at',),
            },
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='position')),
                ('is_required', models.BooleanField(default=True, help_text='Counts for completing the course.', verbose_name='required')),
                ('release_on', models.DateField(blank=True, help_text='Empty: open from the beginning.', null=True, verbose_name='opens on')),
                ('release_after_days', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='opens so many days after enrolment')),
                ('minimum_minutes', models.PositiveSmallIntegerField(blank=True, help_text='How long a learner must have had the lesson before marking it as read. Empty: no minimum.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='minimum time, minutes')),
                ('read_to_end', models.BooleanField(default=False, help_text='Can be marked as read only by who has come to its end.', verbose_name='read to the end')),
                ('course', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.PROTECT, related_name='lessons', to='courses.course', verbose_name='course')),
            ],
            options={
                'verbose_name': 'lesson',
                'verbose_name_plural': 'lessons',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Bookmark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookmarks', to=settings.AUTH_USER_MODEL, verbose_name='learner')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookmarks', to='courses.lesson', verbose_name='lesson')),
            ],
            options={
                'verbose_name': 'bookmark',
                'verbose_name_plural': 'bookmarks',
                'ordering': ('-created_at',),
            },
        ),
        migrations.CreateModel(
            name='LessonNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=10000, verbose_name='note')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changed')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='courses.lesson', verbose_name='lesson')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lesson_notes', to=settings.AUTH_USER_MODEL, verbose_name='learner')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'ordering': ('-updated_at',),
            },
        ),
        migrations.CreateModel(
            name='LessonPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, max_length=250, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('rich_text', 1), ('image', 4), ('video', 13), ('audio', 16), ('document', 19), ('quotation', 22), ('definition', 25), ('callout', 29), ('table', 36), ('embed', 38)], block_lookup={0: ('academy.cms.blocks.heading.HeadingBlock', (), {}), 1: ('academy.cms.blocks.rich_text.ProseBlock', (), {}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('wagtailmedia.blocks.VideoChooserBlock', (), {'label': 'Video'}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 200}), 7: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('az', 'Azərbaycanca'), ('ru', 'Русский'), ('en', 'English')], 'label': 'Language'}), 8: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Captions file (.vtt)'}), 9: ('wagtail.blocks.StructBlock', [[('language', 7), ('file', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'default': [], 'label': 'Captions'}), 11: ('wagtail.blocks.BooleanBlock', (), {'label': 'Nothing is said or heard, so no captions are needed', 'required': False}), 12: ('wagtail.blocks.TextBlock', (), {'help_text': 'What is said, and what must be seen to understand it.', 'label': 'Transcript'}), 13: ('wagtail.blocks.StructBlock', [[('video', 5), ('title', 6), ('captions', 10), ('is_silent', 11), ('transcript', 12)]], {}), 14: ('wagtailmedia.blocks.AudioChooserBlock', (), {'label': 'Audio'}), 15: ('wagtail.blocks.TextBlock', (), {'label': 'Transcript'}), 16: ('wagtail.blocks.StructBlock', [[('audio', 14), ('title', 6), ('transcript', 15)]], {}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 18: ('wagtail.blocks.CharBlock', (), {'label': 'Description', 'max_length': 250, 'required': False}), 19: ('wagtail.blocks.StructBlock', [[('document', 17), ('description', 18)]], {}), 20: ('wagtail.blocks.TextBlock', (), {'label': 'Text'}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('text', 20), ('source', 21)]], {}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Term', 'max_length': 150}), 24: ('wagtail.blocks.TextBlock', (), {'label': 'Definition'}), 25: ('wagtail.blocks.StructBlock', [[('term', 23), ('text', 24)]], {}), 26: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('note', 'Note'), ('tip', 'Tip'), ('warning', 'Warning'), ('example', 'Example')], 'label': 'Kind'}), 27: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 150, 'required': False}), 28: ('academy.cms.blocks.rich_text.ProseBlock', (), {'label': 'Text'}), 29: ('wagtail.blocks.StructBlock', [[('kind', 26), ('title', 27), ('text', 28)]], {}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 200}), 31: ('wagtail.blocks.CharBlock', (), {'max_length': 120}), 32: ('wagtail.blocks.ListBlock', (31,), {'label': 'Column heads', 'min_num': 1}), 33: ('wagtail.blocks.CharBlock', (), {'required': False}), 34: ('wagtail.blocks.ListBlock', (33,), {'label': 'Cells'}), 35: ('wagtail.blocks.ListBlock', (34,), {'label': 'Rows', 'min_num': 1}), 36: ('wagtail.blocks.StructBlock', [[('caption', 30), ('columns', 32), ('rows', 35)]], {}), 37: ('wagtail.blocks.URLBlock', (), {'help_text': 'A video on YouTube or Vimeo.', 'label': 'Address'}), 38: ('wagtail.blocks.StructBlock', [[('address', 37), ('title', 6), ('transcript', 12)]], {})}, verbose_name='body')),
                ('minutes', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='reading time, minutes')),
                ('lesson', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='courses.lesson', verbose_name='lesson')),
            ],
            options={
                'verbose_name': 'lesson page',
                'verbose_name_plural': 'lesson pages',
            },
            bases=(courses.models.previews.ReaderPreviewMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='LessonProgress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('read_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='read')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lesson_progress', to='courses.enrolment', verbose_name='enrolment')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress', to='courses.lesson', verbose_name='lesson')),
            ],
            options={
                'verbose_name': 'lesson progress',
                'verbose_name_plural': 'lesson progress',
            },
        ),
        migrations.CreateModel(
            name='LessonVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='opened')),
                ('end_reached_at', models.DateTimeField(blank=True, null=True, verbose_name='end reached')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='courses.enrolment', verbose_name='enrolment')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='courses.lesson', verbose_name='lesson')),
            ],
            options={
                'verbose_name': 'visit of a lesson',
                'verbose_name_plural': 'visits of lessons',
            },
        ),
        migrations.CreateModel(
            name='Module',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.JSONField(default=dict, verbose_name='title')),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='position')),
                ('course', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='modules', to='courses.course', verbose_name='course')),
            ],
            options={
                'verbose_name': 'module',
                'verbose_name_plural': 'modules',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.AddField(
            model_name='lesson',
            name='module',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lessons', to='courses.module', verbose_name='module'),
        ),
        migrations.CreateModel(
            name='Mute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('muted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='muted')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mutes', to='courses.course', verbose_name='course')),
                ('muted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='muted by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mutes', to=settings.AUTH_USER_MODEL, verbose_name='learner')),
            ],
            options={
                'verbose_name': 'mute',
                'verbose_name_plural': 'mutes',
            },
        ),
        migrations.CreateModel(
            name='NoticePreference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice', models.CharField(choices=[('announcements', 'announcements of my courses'), ('discussions', 'questions and answers under lessons'), ('summaries', 'monthly summaries of the HR desk'), ('watches', 'watched certificates of the HR desk')], max_length=15, verbose_name='kind')),
                ('frequency', models.CharField(choices=[('at_once', 'at once'), ('daily', 'once a day'), ('weekly', 'once a week'), ('never', 'never')], default='at_once', max_length=10, verbose_name='how often')),
                ('digest_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last digest')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notice_preferences', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'choice of letters',
                'verbose_name_plural': 'choices of letters',
            },
        ),
        migrations.CreateModel(
            name='PlaybackPosition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recording', models.PositiveIntegerField(verbose_name='recording')),
                ('seconds', models.PositiveIntegerField(verbose_name='position, seconds')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changed')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='playback', to='courses.lesson', verbose_name='lesson')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='playback', to=settings.AUTH_USER_MODEL, verbose_name='learner')),
            ],
            options={
                'verbose_name': 'position in a recording',
                'verbose_name_plural': 'positions in recordings',
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=5000, verbose_name='text')),
                ('posted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='posted')),
                ('hidden_at', models.DateTimeField(blank=True, null=True, verbose_name='hidden')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='posts', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='hidden by')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='courses.lesson', verbose_name='lesson')),
                ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='courses.post', verbose_name='question')),
            ],
            options={
                'verbose_name': 'post',
                'verbose_name_plural': 'posts',
                'ordering': ('posted_at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='PostLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='courses.post', verbose_name='post')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='learner')),
            ],
            options={
                'verbose_name': 'letter about a post',
                'verbose_name_plural': 'letters about posts',
            },
        ),
        migrations.CreateModel(
            name='PostReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('reported_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='reported')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='courses.post', verbose_name='post')),
                ('reporter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reported by')),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
                'ordering': ('reported_at',),
            },
        ),
        migrations.CreateModel(
            name='Prerequisite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('completion', 'the course is completed'), ('certificate', 'its certificate is in force')], default='completion', max_length=12, verbose_name='what of it')),
                ('course', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='prerequisites', to='courses.course', verbose_name='course')),
                ('required_course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='required_by', to='courses.course', verbose_name='course asked for')),
            ],
            options={
                'verbose_name': 'prerequisite',
                'verbose_name_plural': 'prerequisites',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('topic', models.CharField(blank=True, choices=[('cataloguing', 'cataloguing and metadata'), ('classification', 'classification and subject indexing'), ('digital', 'digital libraries'), ('literacy', 'information literacy'), ('open_science', 'open science and research support'), ('readers', 'work with readers'), ('collections', 'collections and preservation'), ('management', 'library management')], max_length=20, verbose_name='topic')),
                ('level', models.CharField(choices=[('beginner', 'beginner'), ('intermediate', 'intermediate'), ('advanced', 'advanced')], default='beginner', max_length=12, verbose_name='level')),
                ('accent', models.CharField(choices=[('firuza', 'turquoise'), ('nar', 'pomegranate'), ('gold', 'gold')], default='gold', max_length=8, verbose_name='colour')),
                ('cpd_hours', models.DecimalField(decimal_places=1, default=Decimal('0'), help_text='What the programme’s certificate states, the hours of its courses included.', max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='CPD hours')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('certificate_template', models.ForeignKey(blank=True, help_text='Empty: the programme ends without a certificate.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='certification.certificatetemplate', verbose_name='certificate template')),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='programmes', to='accounts.institution', verbose_name='institution')),
            ],
            options={
                'verbose_name': 'programme',
                'verbose_name_plural': 'programmes',
                'ordering': ('code',),
            },
        ),
        migrations.CreateModel(
            name='ProgrammeEnrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enrolled_at', models.DateTimeField(auto_now_add=True, verbose_name='enrolled')),
                ('completed_at', models.DateTimeField(blank=True, null=True, verbose_name='completed')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='courses.programme', verbose_name='programme')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='programme_enrolments', to=settings.AUTH_USER_MODEL, verbose_name='learner')),
            ],
            options={
                'verbose_name': 'enrolment in a programme',
                'verbose_name_plural': 'enrolments in programmes',
                'ordering': ('-enrolled_at',),
            },
        ),
        migrations.CreateModel(
            name='ProgrammeGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.JSONField(blank=True, default=dict, verbose_name='title')),
                ('required_count', models.PositiveSmallIntegerField(blank=True, help_text='Empty: all of them.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='how many are asked for')),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='position')),
                ('programme', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='courses.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'group of a programme',
                'verbose_name_plural': 'groups of a programme',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='ProgrammePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('search_text', models.TextField(blank=True, default='', editable=False)),
                ('summary', models.CharField(max_length=250, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('rich_text', 1), ('image', 4), ('video', 13), ('audio', 16), ('document', 19), ('quotation', 22), ('definition', 25), ('callout', 29), ('table', 36), ('embed', 38)], blank=True, block_lookup={0: ('academy.cms.blocks.heading.HeadingBlock', (), {}), 1: ('academy.cms.blocks.rich_text.ProseBlock', (), {}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('wagtailmedia.blocks.VideoChooserBlock', (), {'label': 'Video'}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 200}), 7: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('az', 'Azərbaycanca'), ('ru', 'Русский'), ('en', 'English')], 'label': 'Language'}), 8: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Captions file (.vtt)'}), 9: ('wagtail.blocks.StructBlock', [[('language', 7), ('file', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'default': [], 'label': 'Captions'}), 11: ('wagtail.blocks.BooleanBlock', (), {'label': 'Nothing is said or heard, so no captions are needed', 'required': False}), 12: ('wagtail.blocks.TextBlock', (), {'help_text': 'What is said, and what must be seen to understand it.', 'label': 'Transcript'}), 13: ('wagtail.blocks.StructBlock', [[('video', 5), ('title', 6), ('captions', 10), ('is_silent', 11), ('transcript', 12)]], {}), 14: ('wagtailmedia.blocks.AudioChooserBlock', (), {'label': 'Audio'}), 15: ('wagtail.blocks.TextBlock', (), {'label': 'Transcript'}), 16: ('wagtail.blocks.StructBlock', [[('audio', 14), ('title', 6), ('transcript', 15)]], {}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 18: ('wagtail.blocks.CharBlock', (), {'label': 'Description', 'max_length': 250, 'required': False}), 19: ('wagtail.blocks.StructBlock', [[('document', 17), ('description', 18)]], {}), 20: ('wagtail.blocks.TextBlock', (), {'label': 'Text'}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('text', 20), ('source', 21)]], {}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Term', 'max_length': 150}), 24: ('wagtail.blocks.TextBlock', (), {'label': 'Definition'}), 25: ('wagtail.blocks.StructBlock', [[('term', 23), ('text', 24)]], {}), 26: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('note', 'Note'), ('tip', 'Tip'), ('warning', 'Warning'), ('example', 'Example')], 'label': 'Kind'}), 27: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 150, 'required': False}), 28: ('academy.cms.blocks.rich_text.ProseBlock', (), {'label': 'Text'}), 29: ('wagtail.blocks.StructBlock', [[('kind', 26), ('title', 27), ('text', 28)]], {}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 200}), 31: ('wagtail.blocks.CharBlock', (), {'max_length': 120}), 32: ('wagtail.blocks.ListBlock', (31,), {'label': 'Column heads', 'min_num': 1}), 33: ('wagtail.blocks.CharBlock', (), {'required': False}), 34: ('wagtail.blocks.ListBlock', (33,), {'label': 'Cells'}), 35: ('wagtail.blocks.ListBlock', (34,), {'label': 'Rows', 'min_num': 1}), 36: ('wagtail.blocks.StructBlock', [[('caption', 30), ('columns', 32), ('rows', 35)]], {}), 37: ('wagtail.blocks.URLBlock', (), {'help_text': 'A video on YouTube or Vimeo.', 'label': 'Address'}), 38: ('wagtail.blocks.StructBlock', [[('address', 37), ('title', 6), ('transcript', 12)]], {})}, verbose_name='body')),
                ('programme', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='courses.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'programme page',
                'verbose_name_plural': 'programme pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='QuestionBank',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.JSONField(default=dict, help_text='In az, ru and en.', verbose_name='name')),
                ('is_public', models.BooleanField(default=False, verbose_name='public')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('author', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='question_banks', to='accounts.institution', verbose_name='institution')),
            ],
            options={
                'verbose_name': 'question bank',
                'verbose_name_plural': 'question banks',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='QuestionCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='categories', to='courses.questionbank', verbose_name='question bank')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='courses.questioncategory', verbose_name='stands in')),
            ],
            options={
                'verbose_name': 'question category',
                'verbose_name_plural': 'question categories',
                'ordering': ('bank', 'name'),
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80, unique=True, verbose_name='short name')),
                ('type', models.CharField(max_length=30, verbose_name='type')),
                ('title', models.CharField(blank=True, max_length=255, verbose_name='title')),
                ('tags', models.JSONField(blank=True, default=list, verbose_name='tags')),
                ('is_draft', models.BooleanField(default=False, verbose_name='draft')),
                ('search_text', models.TextField(default='', editable=False)),
                ('tag_text', models.TextField(default='', editable=False)),
                ('languages', models.CharField(default='', editable=False, max_length=40, verbose_name='languages')),
                ('import_key', models.CharField(blank=True, editable=False, max_length=64, verbose_name='known from a file as')),
                ('author', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('bank', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='courses.questionbank', verbose_name='question bank')),
                ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='questions', to='courses.questioncategory', verbose_name='category')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ('key',),
            },
        ),
        migrations.CreateModel(
            name='QuestionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('format', models.CharField(max_length=20, verbose_name='file format')),
                ('language', models.CharField(max_length=5, verbose_name='language')),
                ('content', models.BinaryField(verbose_name='content')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded')),
                ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='taken')),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='courses.questionbank', verbose_name='question bank')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'file of questions',
                'verbose_name_plural': 'files of questions',
                'ordering': ('-uploaded_at',),
            },
        ),
        migrations.CreateModel(
            name='QuestionRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('body', models.JSONField(verbose_name='body')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='courses.question', verbose_name='question')),
            ],
            options={
                'verbose_name': 'question revision',
                'verbose_name_plural': 'question revisions',
                'ordering': ('question', '-number'),
            },
        ),
        migrations.CreateModel(
            name='AttemptQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('marks', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='marks')),
                ('is_granted', models.BooleanField(default=False, verbose_name='full marks for everybody')),
                ('answer', models.JSONField(blank=True, null=True, verbose_name='answer')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('score', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='score')),
                ('marked_at', models.DateTimeField(blank=True, null=True, verbose_name='marked')),
                ('levels', models.JSONField(blank=True, default=dict, verbose_name='levels')),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='courses.attempt', verbose_name='attempt')),
                ('marked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='marked by')),
                ('key', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courses.questionrevision', verbose_name='key')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asked', to='courses.questionrevision', verbose_name='question revision')),
            ],
            options={
                'verbose_name': 'question of the attempt',
                'verbose_name_plural': 'questions of the attempt',
                'ordering': ('position',),
            },
        ),
        migrations.CreateModel(
            name='QuizTally',
            fields=[
                ('quiz', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='tally', serialize=False, to='courses.quiz', verbose_name='quiz')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='attempts')),
                ('score', models.BigIntegerField(default=0, verbose_name='score')),
                ('score_squares', models.BigIntegerField(default=0, verbose_name='squares of scores')),
                ('max_score', models.BigIntegerField(default=0, verbose_name='highest possible score')),
                ('results', models.JSONField(default=dict, verbose_name='results')),
                ('times', models.JSONField(default=dict, verbose_name='times')),
                ('counted_at', models.DateTimeField(null=True, verbose_name='counted')),
            ],
            options={
                'verbose_name': 'sums of a quiz',
                'verbose_name_plural': 'sums of quizzes',
            },
        ),
        migrations.AddField(
            model_name='quiz',
            name='course',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='quiz', to='courses.course', verbose_name='course'),
        ),
        migrations.CreateModel(
            name='ItemTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answers', models.PositiveIntegerField(default=0, verbose_name='answers')),
                ('score', models.BigIntegerField(default=0, verbose_name='score')),
                ('score_squares', models.BigIntegerField(default=0, verbose_name='squares of scores')),
                ('marks', models.BigIntegerField(default=0, verbose_name='marks')),
                ('total', models.BigIntegerField(default=0, verbose_name='total scores')),
                ('total_squares', models.BigIntegerField(default=0, verbose_name='squares of total scores')),
                ('products', models.BigIntegerField(default=0, verbose_name='products of score and total score')),
                ('people', models.JSONField(default=dict, verbose_name='people by result')),
                ('earned', models.JSONField(default=dict, verbose_name='marks earned by result')),
                ('possible', models.JSONField(default=dict, verbose_name='marks possible by result')),
                ('options', models.JSONField(default=dict, verbose_name='options by result')),
                ('times', models.JSONField(default=dict, verbose_name='times')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='courses.questionrevision', verbose_name='question revision')),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='item_tallies', to='courses.quiz', verbose_name='quiz')),
            ],
            options={
                'verbose_name': 'sums of a question',
                'verbose_name_plural': 'sums of questions',
            },
        ),
        migrations.AddField(
            model_name='attempt',
            name='quiz',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='courses.quiz', verbose_name='quiz'),
        ),
        migrations.CreateModel(
            name='QuizDraw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='position')),
                ('count', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)], verbose_name='how many')),
                ('with_subcategories', models.BooleanField(default=True, verbose_name='with the categories in it')),
                ('tag', models.CharField(blank=True, help_text='Only questions with this tag. Empty: with any or none.', max_length=100, verbose_name='tag')),
                ('marks', models.DecimalField(decimal_places=2, default=1, max_digits=5, validators=[django.core.validators.MinValueValidator(0)], verbose_name='marks for each')),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='courses.questionbank', verbose_name='question bank')),
                ('category', models.ForeignKey(blank=True, help_text='Of this bank. Empty: of any category, or of none.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='courses.questioncategory', verbose_name='category')),
                ('quiz', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='draws', to='courses.quiz', verbose_name='quiz')),
            ],
            options={
                'verbose_name': 'draw of the quiz',
                'verbose_name_plural': 'draws of the quiz',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='QuizQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='position')),
                ('marks', models.DecimalField(decimal_places=2, default=1, max_digits=5, validators=[django.core.validators.MinValueValidator(0)], verbose_name='marks')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='courses.question', verbose_name='question')),
                ('quiz', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='courses.quiz', verbose_name='quiz')),
            ],
            options={
                'verbose_name': 'question of the quiz',
                'verbose_name_plural': 'questions of the quiz',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.AddField(
            model_name='quiz',
            name='questions',
            field=models.ManyToManyField(related_name='quizzes', through='courses.QuizQuestion', to='courses.question', verbose_name='questions'),
        ),
        migrations.CreateModel(
            name='Remarking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('newest', 'mark again with the newest version of the question'), ('full', 'everybody gets full marks for the question')], max_length=6, verbose_name='what is done')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('ordered_at', models.DateTimeField(auto_now_add=True, verbose_name='ordered')),
                ('finished_at', models.DateTimeField(editable=False, null=True, verbose_name='finished')),
                ('changed', models.PositiveIntegerField(default=0, editable=False, verbose_name='attempts with another result')),
                ('ordered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ordered by')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarkings', to='courses.question', verbose_name='question')),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarkings', to='courses.quiz', verbose_name='quiz')),
            ],
            options={
                'verbose_name': 're-marking',
                'verbose_name_plural': 're-markings',
                'ordering': ('-ordered_at',),
            },
        ),
        migrations.CreateModel(
            name='Seminar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('topic', models.CharField(blank=True, choices=[('cataloguing', 'cataloguing and metadata'), ('classification', 'classification and subject indexing'), ('digital', 'digital libraries'), ('literacy', 'information literacy'), ('open_science', 'open science and research support'), ('readers', 'work with readers'), ('collections', 'collections and preservation'), ('management', 'library management')], max_length=20, verbose_name='topic')),
                ('format', models.CharField(choices=[('in_person', 'in person'), ('online', 'online'), ('hybrid', 'hybrid')], default='in_person', max_length=10, verbose_name='format')),
                ('meetings', models.CharField(choices=[('parts', 'parts of one whole: people come to all of them'), ('repeats', 'the same each time: people choose one')], default='parts', max_length=10, verbose_name='sessions are')),
                ('cpd_hours', models.DecimalField(decimal_places=1, default=1, max_digits=5, validators=[django.core.validators.MinValueValidator(0)], verbose_name='CPD hours')),
                ('contact', models.EmailField(blank=True, help_text='Where participants write. Empty: the site’s own address.', max_length=254, verbose_name='contact')),
                ('approval', models.CharField(choices=[('none', 'nobody: whoever registers has a seat while there are some'), ('organiser', 'the organiser'), ('institution', 'the person’s own institution'), ('both', 'the own institution, and the organiser')], default='none', max_length=11, verbose_name='who approves a registration')),
                ('offer_hours', models.PositiveSmallIntegerField(default=24, help_text='0: whoever is next on the waiting list has the seat without being asked.', validators=[django.core.validators.MaxValueValidator(336)], verbose_name='time to confirm a seat that became free, hours')),
                ('reminder_hours', models.JSONField(blank=True, default=courses.models.seminar.one_reminder, verbose_name='reminders, hours before')),
                ('minimum_share', models.PositiveSmallIntegerField(default=75, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='attendance asked for, per cent of the time')),
                ('hours_step', models.DecimalField(decimal_places=2, default=Decimal('0.50'), max_digits=3, validators=[django.core.validators.MinValueValidator(Decimal('0.05')), django.core.validators.MaxValueValidator(Decimal('1'))], verbose_name='CPD hours are rounded to steps of')),
                ('evaluation_required', models.BooleanField(default=False, verbose_name='the certificate waits for the evaluation')),
                ('certificate_template', models.ForeignKey(blank=True, help_text='Empty: the seminar ends without a certificate.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seminars', to='certification.certificatetemplate', verbose_name='certificate template')),
                ('co_organisers', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='co_organised_seminars', to='accounts.institution', verbose_name='organised with')),
                ('evaluation', models.ForeignKey(blank=True, help_text='Whoever was there fills it in afterwards, anonymously. Empty: nobody is asked.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seminars', to='courses.evaluation', verbose_name='evaluation form')),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='seminars', to='accounts.institution', verbose_name='institution')),
                ('quiz', models.ForeignKey(blank=True, help_text='Empty: attending is enough.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seminars', to='courses.quiz', verbose_name='quiz to be passed first')),
            ],
            options={
                'verbose_name': 'seminar',
                'verbose_name_plural': 'seminars',
                'ordering': ('code',),
            },
        ),
        migrations.CreateModel(
            name='ProgrammeItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='position')),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programme_items', to='courses.course', verbose_name='course')),
                ('group', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='courses.programmegroup', verbose_name='group')),
                ('seminar', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programme_items', to='courses.seminar', verbose_name='seminar')),
            ],
            options={
                'verbose_name': 'item of a programme',
                'verbose_name_plural': 'items of a programme',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='EvaluationHandIn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='participant')),
                ('seminar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evaluation_hand_ins', to='courses.seminar', verbose_name='seminar')),
            ],
            options={
                'verbose_name': 'evaluation handed in',
                'verbose_name_plural': 'evaluations handed in',
            },
        ),
        migrations.CreateModel(
            name='EvaluationAnswers',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('answers', models.JSONField(default=dict, verbose_name='answers')),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='courses.evaluation', verbose_name='evaluation form')),
                ('seminar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evaluation_answers', to='courses.seminar', verbose_name='seminar')),
            ],
            options={
                'verbose_name': 'answers to an evaluation',
                'verbose_name_plural': 'answers to evaluations',
            },
        ),
        migrations.CreateModel(
            name='SeminarCompletion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.PositiveIntegerField(verbose_name='minutes attended')),
                ('hours', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='CPD hours')),
                ('completed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='completed')),
                ('seminar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='completions', to='courses.seminar', verbose_name='seminar')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seminar_completions', to=settings.AUTH_USER_MODEL, verbose_name='participant')),
            ],
            options={
                'verbose_name': 'seminar completed',
                'verbose_name_plural': 'seminars completed',
                'ordering': ('-completed_at',),
            },
        ),
        migrations.CreateModel(
            name='SeminarPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('search_text', models.TextField(blank=True, default='', editable=False)),
                ('summary', models.CharField(max_length=250, verbose_name='summary')),
                ('aims', wagtail.fields.StreamField([('aim', 0)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Aim', 'max_length': 250})}, verbose_name='aims')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('rich_text', 1), ('image', 4), ('video', 13), ('audio', 16), ('document', 19), ('quotation', 22), ('definition', 25), ('callout', 29), ('table', 36), ('embed', 38)], blank=True, block_lookup={0: ('academy.cms.blocks.heading.HeadingBlock', (), {}), 1: ('academy.cms.blocks.rich_text.ProseBlock', (), {}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('wagtailmedia.blocks.VideoChooserBlock', (), {'label': 'Video'}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 200}), 7: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('az', 'Azərbaycanca'), ('ru', 'Русский'), ('en', 'English')], 'label': 'Language'}), 8: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Captions file (.vtt)'}), 9: ('wagtail.blocks.StructBlock', [[('language', 7), ('file', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'default': [], 'label': 'Captions'}), 11: ('wagtail.blocks.BooleanBlock', (), {'label': 'Nothing is said or heard, so no captions are needed', 'required': False}), 12: ('wagtail.blocks.TextBlock', (), {'help_text': 'What is said, and what must be seen to understand it.', 'label': 'Transcript'}), 13: ('wagtail.blocks.StructBlock', [[('video', 5), ('title', 6), ('captions', 10), ('is_silent', 11), ('transcript', 12)]], {}), 14: ('wagtailmedia.blocks.AudioChooserBlock', (), {'label': 'Audio'}), 15: ('wagtail.blocks.TextBlock', (), {'label': 'Transcript'}), 16: ('wagtail.blocks.StructBlock', [[('audio', 14), ('title', 6), ('transcript', 15)]], {}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 18: ('wagtail.blocks.CharBlock', (), {'label': 'Description', 'max_length': 250, 'required': False}), 19: ('wagtail.blocks.StructBlock', [[('document', 17), ('description', 18)]], {}), 20: ('wagtail.blocks.TextBlock', (), {'label': 'Text'}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('text', 20), ('source', 21)]], {}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Term', 'max_length': 150}), 24: ('wagtail.blocks.TextBlock', (), {'label': 'Definition'}), 25: ('wagtail.blocks.StructBlock', [[('term', 23), ('text', 24)]], {}), 26: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('note', 'Note'), ('tip', 'Tip'), ('warning', 'Warning'), ('example', 'Example')], 'label': 'Kind'}), 27: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 150, 'required': False}), 28: ('academy.cms.blocks.rich_text.ProseBlock', (), {'label': 'Text'}), 29: ('wagtail.blocks.StructBlock', [[('kind', 26), ('title', 27), ('text', 28)]], {}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 200}), 31: ('wagtail.blocks.CharBlock', (), {'max_length': 120}), 32: ('wagtail.blocks.ListBlock', (31,), {'label': 'Column heads', 'min_num': 1}), 33: ('wagtail.blocks.CharBlock', (), {'required': False}), 34: ('wagtail.blocks.ListBlock', (33,), {'label': 'Cells'}), 35: ('wagtail.blocks.ListBlock', (34,), {'label': 'Rows', 'min_num': 1}), 36: ('wagtail.blocks.StructBlock', [[('caption', 30), ('columns', 32), ('rows', 35)]], {}), 37: ('wagtail.blocks.URLBlock', (), {'help_text': 'A video on YouTube or Vimeo.', 'label': 'Address'}), 38: ('wagtail.blocks.StructBlock', [[('address', 37), ('title', 6), ('transcript', 12)]], {})}, verbose_name='body')),
                ('agenda', wagtail.fields.StreamField([('item', 3)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'Such as 10:00–10:45, or 45 minutes where the seminar is repeated at other hours.', 'label': 'Time or length', 'max_length': 40, 'required': False}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 200}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'Led by', 'max_length': 200, 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('time', 0), ('title', 1), ('who', 2)]], {})}, verbose_name='agenda')),
                ('speakers', wagtail.fields.StreamField([('speaker', 4)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 150}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Post and institution', 'max_length': 200, 'required': False}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Picture'}), 3: ('wagtail.blocks.TextBlock', (), {'help_text': 'Two or three sentences: what this person knows about the subject.', 'label': 'Biography'}), 4: ('wagtail.blocks.StructBlock', [[('name', 0), ('post', 1), ('picture', 2), ('biography', 3)]], {})}, verbose_name='speakers')),
                ('materials_before', wagtail.fields.StreamField([('document', 2), ('link', 5)], blank=True, block_lookup={0: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Description', 'max_length': 250, 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('document', 0), ('description', 1)]], {}), 3: ('wagtail.blocks.URLBlock', (), {'label': 'Address'}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 200}), 5: ('wagtail.blocks.StructBlock', [[('address', 3), ('title', 4), ('description', 1)]], {})}, verbose_name='materials to prepare with')),
                ('materials_after', wagtail.fields.StreamField([('document', 2), ('link', 5)], blank=True, block_lookup={0: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Description', 'max_length': 250, 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('document', 0), ('description', 1)]], {}), 3: ('wagtail.blocks.URLBlock', (), {'label': 'Address'}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 200}), 5: ('wagtail.blocks.StructBlock', [[('address', 3), ('title', 4), ('description', 1)]], {})}, verbose_name='materials of the seminar')),
                ('recording', wagtail.fields.StreamField([('video', 8), ('embed', 10)], blank=True, block_lookup={0: ('wagtailmedia.blocks.VideoChooserBlock', (), {'label': 'Video'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 200}), 2: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('az', 'Azərbaycanca'), ('ru', 'Русский'), ('en', 'English')], 'label': 'Language'}), 3: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Captions file (.vtt)'}), 4: ('wagtail.blocks.StructBlock', [[('language', 2), ('file', 3)]], {}), 5: ('wagtail.blocks.ListBlock', (4,), {'default': [], 'label': 'Captions'}), 6: ('wagtail.blocks.BooleanBlock', (), {'label': 'Nothing is said or heard, so no captions are needed', 'required': False}), 7: ('wagtail.blocks.TextBlock', (), {'help_text': 'What is said, and what must be seen to understand it.', 'label': 'Transcript'}), 8: ('wagtail.blocks.StructBlock', [[('video', 0), ('title', 1), ('captions', 5), ('is_silent', 6), ('transcript', 7)]], {}), 9: ('wagtail.blocks.URLBlock', (), {'help_text': 'A video on YouTube or Vimeo.', 'label': 'Address'}), 10: ('wagtail.blocks.StructBlock', [[('address', 9), ('title', 1), ('transcript', 7)]], {})}, verbose_name='recording')),
                ('seminar', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='courses.seminar', verbose_name='seminar')),
            ],
            options={
                'verbose_name': 'seminar page',
                'verbose_name_plural': 'seminar pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='SeminarQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.JSONField(default=dict, verbose_name='question')),
                ('kind', models.CharField(choices=[('line', 'one line of text'), ('choice', 'one of several answers'), ('yes_no', 'yes or no')], default='line', max_length=6, verbose_name='answered by')),
                ('options', models.JSONField(blank=True, default=list, verbose_name='answers to choose from')),
                ('is_required', models.BooleanField(default=False, verbose_name='must be answered')),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='position')),
                ('seminar', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='courses.seminar', verbose_name='seminar')),
            ],
            options={
                'verbose_name': 'question of the organiser',
                'verbose_name_plural': 'questions of the organiser',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='SeminarAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500, verbose_name='answer')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='participant')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='courses.seminarquestion', verbose_name='question')),
            ],
            options={
                'verbose_name': 'answer to the organiser',
                'verbose_name_plural': 'answers to the organiser',
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='starts')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('time_zone', models.CharField(default='Asia/Baku', max_length=50, verbose_name='time zone')),
                ('place', models.JSONField(blank=True, default=dict, verbose_name='place')),
                ('map_url', models.URLField(blank=True, max_length=2000, verbose_name='link to a map')),
                ('online_url', models.URLField(blank=True, help_text='Only people with a seat see it, on their pages and in letters.', max_length=2000, verbose_name='online room')),
                ('capacity', models.PositiveIntegerField(blank=True, help_text='Empty: no limit.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='seats')),
                ('opens_at', models.DateTimeField(blank=True, help_text='Empty: it is open already.', null=True, verbose_name='registration opens')),
                ('closes_at', models.DateTimeField(blank=True, help_text='Empty: when the session begins.', null=True, verbose_name='registration closes')),
                ('cancel_until', models.DateTimeField(blank=True, help_text='Empty: until the session begins. Afterwards they can still say that they will not come.', null=True, verbose_name='people may cancel until')),
                ('state', models.CharField(choices=[('planned', 'takes place'), ('cancelled', 'cancelled')], default='planned', editable=False, max_length=10, verbose_name='state')),
                ('cancel_reason', models.JSONField(blank=True, default=dict, editable=False, verbose_name='why it was cancelled')),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('last_ticket', models.PositiveIntegerField(default=0, editable=False)),
                ('secret', models.CharField(default=courses.models.session.new_secret, editable=False, max_length=43)),
                ('attendance_closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='attendance closed')),
                ('seminar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='courses.seminar', verbose_name='seminar')),
                ('trainer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sessions_led', to=settings.AUTH_USER_MODEL, verbose_name='trainer')),
            ],
            options={
                'verbose_name': 'session of a seminar',
                'verbose_name_plural': 'sessions of a seminar',
                'ordering': ('starts_at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='SeatPool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seats', models.PositiveIntegerField(blank=True, null=True, verbose_name='seats')),
                ('taken', models.PositiveIntegerField(default=0, editable=False, verbose_name='seats taken')),
                ('release_on', models.DateField(blank=True, help_text='On this day free seats go to everybody.', null=True, verbose_name='kept until')),
                ('released_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='released')),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seat_pools', to='accounts.institution', verbose_name='institution')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pools', to='courses.session', verbose_name='session')),
            ],
            options={
                'verbose_name': 'seats of a session',
                'verbose_name_plural': 'seats of a session',
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('requested', 'awaiting approval'), ('waiting', 'on the waiting list'), ('offered', 'a seat is offered'), ('confirmed', 'registered'), ('cancelled', 'registration cancelled'), ('lapsed', 'the offer has lapsed'), ('refused', 'not approved'), ('called_off', 'the session was cancelled')], max_length=10, verbose_name='state')),
                ('ticket', models.PositiveIntegerField(verbose_name='ticket')),
                ('code', models.CharField(default=courses.models.registration.new_code, editable=False, max_length=22, unique=True, verbose_name='code')),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('registered_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='registered')),
                ('offered_until', models.DateTimeField(blank=True, null=True, verbose_name='to be confirmed by')),
                ('institution_approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved by the institution')),
                ('organiser_approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved by the organiser')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.institution', verbose_name='institution')),
                ('institution_approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organiser_approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to=settings.AUTH_USER_MODEL, verbose_name='participant')),
                ('pool', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='courses.seatpool', verbose_name='seat')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='courses.session', verbose_name='session')),
            ],
            options={
                'verbose_name': 'registration',
                'verbose_name_plural': 'registrations',
                'ordering': ('ticket',),
            },
        ),
        migrations.CreateModel(
            name='AttendanceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('rows', models.JSONField(default=list, verbose_name='rows')),
                ('result', models.JSONField(default=dict, verbose_name='result')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance_files', to='courses.session', verbose_name='session')),
            ],
            options={
                'verbose_name': 'attendance file',
                'verbose_name_plural': 'attendance files',
                'ordering': ('-uploaded_at',),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AttendanceCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes_before', models.PositiveSmallIntegerField(null=True, verbose_name='minutes before')),
                ('minutes_after', models.PositiveSmallIntegerField(null=True, verbose_name='minutes after')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('corrected_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='corrected')),
                ('corrected_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='corrected by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='participant')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='courses.session', verbose_name='session')),
            ],
            options={
                'verbose_name': 'correction of attendance',
                'verbose_name_plural': 'corrections of attendance',
                'ordering': ('-corrected_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('arrived_at', models.DateTimeField(blank=True, null=True, verbose_name='arrived')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='left')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='minutes')),
                ('way', models.CharField(choices=[('hand', 'by hand'), ('ticket', 'the participant’s code was scanned'), ('screen', 'the participant scanned the code on the screen'), ('file', 'file of the online room')], default='hand', max_length=6, verbose_name='recorded')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='recorded')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to=settings.AUTH_USER_MODEL, verbose_name='participant')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='courses.session', verbose_name='session')),
            ],
            options={
                'verbose_name': 'attendance',
                'verbose_name_plural': 'attendance',
            },
        ),
        migrations.CreateModel(
            name='SessionMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('confirmed', 'those with a seat'), ('waiting', 'those on the waiting list'), ('offered', 'those who have not confirmed yet'), ('everybody', 'all of these')], default='confirmed', max_length=9, verbose_name='to')),
                ('subject', models.JSONField(default=dict, verbose_name='subject')),
                ('body', models.JSONField(default=dict, verbose_name='text')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sent')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='courses.session', verbose_name='session')),
            ],
            options={
                'verbose_name': 'message to participants',
                'verbose_name_plural': 'messages to participants',
                'ordering': ('-sent_at',),
            },
        ),
        migrations.CreateModel(
            name='RegistrationLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('requested', 'the registration awaits approval'), ('confirmed', 'there is a seat'), ('waiting', 'there is a place on the waiting list'), ('offered', 'a seat has become free, please confirm'), ('moved_up', 'moved up from the waiting list'), ('lapsed', 'the offer has lapsed'), ('refused', 'not approved'), ('changed', 'time or place has changed'), ('cancelled', 'the registration was cancelled'), ('called_off', 'the session was cancelled'), ('repeated', 'the session is held again'), ('reminder', 'reminder'), ('thanks', 'thanks, with the materials'), ('message', 'message of the organiser')], max_length=10, verbose_name='kind')),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('hours', models.PositiveSmallIntegerField(default=0)),
                ('owed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('mailed_at', models.DateTimeField(editable=False, null=True, verbose_name='mailed')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='courses.registration', verbose_name='registration')),
                ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='courses.sessionmessage', verbose_name='message')),
            ],
            options={
                'verbose_name': 'letter about a registration',
                'verbose_name_plural': 'letters about registrations',
            },
        ),
        migrations.CreateModel(
            name='StaffGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff_groups', to='accounts.institution', verbose_name='institution')),
                ('members', models.ManyToManyField(blank=True, related_name='staff_groups', to='accounts.membership', verbose_name='members')),
            ],
            options={
                'verbose_name': 'group of staff',
                'verbose_name_plural': 'groups of staff',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hours', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='hours')),
                ('years', models.PositiveSmallIntegerField(default=1, help_text='For hours: calendar years, the current one included.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='in how many years')),
                ('due_on', models.DateField(blank=True, help_text='Empty: no date is set.', null=True, verbose_name='due')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.course', verbose_name='course')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='accounts.institution', verbose_name='institution')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.programme', verbose_name='programme')),
                ('group', models.ForeignKey(blank=True, help_text='Empty: asked of all staff.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='courses.staffgroup', verbose_name='group of staff')),
            ],
            options={
                'verbose_name': 'requirement',
                'verbose_name_plural': 'requirements',
                'ordering': ('created_at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='StaffInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(choices=[('az', 'Azərbaycanca'), ('ru', 'Русский'), ('en', 'English')], max_length=5, verbose_name='language of the letter')),
                ('token', models.CharField(default=courses.models.admission.new_token, editable=False, max_length=22, unique=True, verbose_name='token')),
                ('invited_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='invited')),
                ('expires_at', models.DateTimeField(verbose_name='expires')),
                ('mailed_at', models.DateTimeField(editable=False, null=True, verbose_name='mailed')),
                ('accepted_at', models.DateTimeField(editable=False, null=True, verbose_name='accepted')),
                ('declined_at', models.DateTimeField(editable=False, null=True, verbose_name='declined')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='ended')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff_invitations', to='accounts.institution', verbose_name='institution')),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
            ],
            options={
                'verbose_name': 'invitation to the staff',
                'verbose_name_plural': 'invitations to the staff',
                'ordering': ('-invited_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='StaffList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('rows', models.JSONField(default=list, verbose_name='rows')),
                ('result', models.JSONField(default=dict, verbose_name='result')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                ('language', models.CharField(choices=[('az', 'Azərbaycanca'), ('ru', 'Русский'), ('en', 'English')], max_length=5, verbose_name='language of the letters')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff_lists', to='accounts.institution', verbose_name='institution')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'list of staff',
                'verbose_name_plural': 'lists of staff',
                'ordering': ('-uploaded_at',),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StaffReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('owed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='owed')),
                ('mailed_at', models.DateTimeField(editable=False, null=True, verbose_name='mailed')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='accounts.membership', verbose_name='membership')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
            ],
            options={
                'verbose_name': 'reminder',
                'verbose_name_plural': 'reminders',
            },
        ),
        migrations.CreateModel(
            name='SummaryLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='month')),
                ('owed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='owed')),
                ('sent_at', models.DateTimeField(editable=False, null=True, verbose_name='sent')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='summaries', to='accounts.membership', verbose_name='membership')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='HR officer')),
            ],
            options={
                'verbose_name': 'monthly summary',
                'verbose_name_plural': 'monthly summaries',
            },
        ),
        migrations.CreateModel(
            name='WatchLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('news', models.CharField(choices=[('revoked', 'revoked'), ('expired', 'expired'), ('replaced', 'replaced')], max_length=10, verbose_name='news')),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='found')),
                ('sent_at', models.DateTimeField(editable=False, null=True, verbose_name='sent')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='HR officer')),
                ('watch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='courses.certificatewatch', verbose_name='watched certificate')),
            ],
            options={
                'verbose_name': 'news of a watched certificate',
                'verbose_name_plural': 'news of watched certificates',
            },
        ),
        migrations.CreateModel(
            name='AnnouncementLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('announcement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='courses.announcement', verbose_name='announcement')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='learner')),
            ],
            options={
                'verbose_name': 'letter about an announcement',
                'verbose_name_plural': 'letters about announcements',
                'indexes': [models.Index(condition=models.Q(('sent_at', None)), fields=['user'], name='announcement_letter_waiting')],
                'constraints': [models.UniqueConstraint(fields=('announcement', 'user'), name='announcement_letter_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='certificatewatch',
            constraint=models.UniqueConstraint(fields=('officer', 'code'), name='watch_once'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('cpd_hours__gte', 0)), name='course_hours_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.UniqueConstraint(fields=('course', 'name'), name='cohort_name_once'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='cohort_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(fields=('user', 'course'), name='enrolment_once'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(('extra_time__in', [0, 25, 50, 100, 200, 900])), name='enrolment_extra_time_known'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(('completed_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='enrolment_completed_not_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='enrolmentletter',
            constraint=models.UniqueConstraint(fields=('enrolment', 'cohort', 'kind'), name='enrolment_letter_once_in_cohort'),
        ),
        migrations.AddConstraint(
            model_name='enrolmentletter',
            constraint=models.UniqueConstraint(condition=models.Q(('cohort', None)), fields=('enrolment', 'kind'), name='enrolment_letter_once'),
        ),
        migrations.AddConstraint(
            model_name='enrolmentletter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cohort__isnull', True), ('kind', 'enrolled')), models.Q(models.Q(('kind', 'enrolled'), _negated=True), ('cohort__isnull', False)), _connector='OR'), name='enrolment_letter_of_cohort_has_it'),
        ),
        migrations.AddConstraint(
            model_name='enrolmentrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('user', 'course'), name='request_one_waiting'),
        ),
        migrations.AddConstraint(
            model_name='enrolmentrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='request_decided_has_time'),
        ),
        migrations.AddConstraint(
            model_name='evaluationfield',
            constraint=models.UniqueConstraint(fields=('evaluation', 'clean_name'), name='evaluation_field_once'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('uses_allowed__isnull', True), ('uses__lte', models.F('uses_allowed')), _connector='OR'), name='invitation_uses_within_allowed'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('email', ''), _negated=True), ('revoked_at__isnull', True)), fields=('course', 'email'), name='invitation_one_for_each_address'),
        ),
        migrations.AddConstraint(
            model_name='bookmark',
            constraint=models.UniqueConstraint(fields=('user', 'lesson'), name='bookmark_once'),
        ),
        migrations.AddConstraint(
            model_name='lessonnote',
            constraint=models.UniqueConstraint(fields=('user', 'lesson'), name='lesson_note_once'),
        ),
        migrations.AddConstraint(
            model_name='lessonprogress',
            constraint=models.UniqueConstraint(fields=('enrolment', 'lesson'), name='lesson_progress_once'),
        ),
        migrations.AddConstraint(
            model_name='lessonvisit',
            constraint=models.UniqueConstraint(fields=('enrolment', 'lesson'), name='lesson_visit_once'),
        ),
        migrations.AddConstraint(
            model_name='lesson',
            constraint=models.CheckConstraint(condition=models.Q(('release_on__isnull', True), ('release_after_days__isnull', True), _connector='OR'), name='lesson_one_release'),
        ),
        migrations.AddConstraint(
            model_name='mute',
            constraint=models.UniqueConstraint(fields=('course', 'user'), name='mute_once'),
        ),
        migrations.AddConstraint(
            model_name='noticepreference',
            constraint=models.UniqueConstraint(fields=('user', 'notice'), name='notice_preference_once'),
        ),
        migrations.AddConstraint(
            model_name='playbackposition',
            constraint=models.UniqueConstraint(fields=('user', 'lesson', 'recording'), name='playback_position_once'),
        ),
        migrations.AddConstraint(
            model_name='playbackposition',
            constraint=models.CheckConstraint(condition=models.Q(('seconds__lte', 86400)), name='playback_position_within_a_day'),
        ),
        migrations.AddIndex(
            model_name='postletter',
            index=models.Index(condition=models.Q(('sent_at', None)), fields=['user'], name='post_letter_waiting'),
        ),
        migrations.AddConstraint(
            model_name='postletter',
            constraint=models.UniqueConstraint(fields=('post', 'user'), name='post_letter_once'),
        ),
        migrations.AddConstraint(
            model_name='postreport',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at__isnull', True)), fields=('post', 'reporter'), name='post_report_once'),
        ),
        migrations.AddConstraint(
            model_name='prerequisite',
            constraint=models.UniqueConstraint(fields=('course', 'required_course'), name='prerequisite_once'),
        ),
        migrations.AddConstraint(
            model_name='prerequisite',
            constraint=models.CheckConstraint(condition=models.Q(('course', models.F('required_course')), _negated=True), name='prerequisite_not_itself'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('cpd_hours__gte', 0)), name='programme_hours_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='programmeenrolment',
            constraint=models.UniqueConstraint(fields=('user', 'programme'), name='programme_enrolment_once'),
        ),
        migrations.AddConstraint(
            model_name='questioncategory',
            constraint=models.UniqueConstraint(fields=('parent', 'name'), name='category_name_once_in_parent'),
        ),
        migrations.AddConstraint(
            model_name='questioncategory',
            constraint=models.UniqueConstraint(condition=models.Q(('parent', None)), fields=('bank', 'name'), name='category_name_once_at_the_top'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(condition=models.Q(('import_key', ''), _negated=True), fields=('bank', 'import_key'), name='question_imported_once'),
        ),
        migrations.AddConstraint(
            model_name='questionrevision',
            constraint=models.UniqueConstraint(fields=('question', 'number'), name='question_revision_number_once'),
        ),
        migrations.AddConstraint(
            model_name='attemptquestion',
            constraint=models.UniqueConstraint(fields=('attempt', 'position'), name='attempt_question_position_once'),
        ),
        migrations.AddConstraint(
            model_name='attemptquestion',
            constraint=models.CheckConstraint(condition=models.Q(('score__isnull', True), models.Q(('score__gte', django.db.models.expressions.CombinedExpression(models.F('marks'), '*', models.Value(-1))), ('score__lte', models.F('marks'))), _connector='OR'), name='attempt_question_score_within_marks'),
        ),
        migrations.AddConstraint(
            model_name='itemtally',
            constraint=models.UniqueConstraint(fields=('quiz', 'revision'), name='item_tally_once'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(fields=('enrolment', 'number'), name='attempt_number_once'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('enrolment',), name='attempt_one_open'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('score__isnull', True), ('state', 'open')), models.Q(('closed_at__isnull', False), ('passed__isnull', True), ('score__isnull', True), ('state', 'awaiting')), models.Q(models.Q(('state__in', ['open', 'awaiting']), _negated=True), ('closed_at__isnull', False), ('max_score__gte', models.F('score')), ('score__gte', 0)), _connector='OR'), name='attempt_closed_has_score'),
        ),
        migrations.AddConstraint(
            model_name='quizdraw',
            constraint=models.CheckConstraint(condition=models.Q(('marks__gt', 0)), name='quiz_draw_marks_positive'),
        ),
        migrations.AddConstraint(
            model_name='quizdraw',
            constraint=models.CheckConstraint(condition=models.Q(('count__gte', 1)), name='quiz_draw_at_least_one'),
        ),
        migrations.AddConstraint(
            model_name='quizquestion',
            constraint=models.UniqueConstraint(fields=('quiz', 'question'), name='quiz_question_once'),
        ),
        migrations.AddConstraint(
            model_name='quizquestion',
            constraint=models.CheckConstraint(condition=models.Q(('marks__gt', 0)), name='quiz_question_marks_positive'),
        ),
        migrations.AddConstraint(
            model_name='quiz',
            constraint=models.CheckConstraint(condition=models.Q(('pass_mark__gte', 1), ('pass_mark__lte', 100)), name='quiz_pass_mark_per_cent'),
        ),
        migrations.AddConstraint(
            model_name='quiz',
            constraint=models.CheckConstraint(condition=models.Q(('attempts_allowed__gte', 1)), name='quiz_attempts_at_least_one'),
        ),
        migrations.AddConstraint(
            model_name='quiz',
            constraint=models.CheckConstraint(condition=models.Q(('negative_percent__lte', 100)), name='quiz_negative_per_cent'),
        ),
        migrations.AddConstraint(
            model_name='quiz',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='quiz_closes_after_opening'),
        ),
        migrations.AddConstraint(
            model_name='seminar',
            constraint=models.CheckConstraint(condition=models.Q(('minimum_share__range', (1, 100))), name='seminar_share_within_bounds'),
        ),
        migrations.AddConstraint(
            model_name='seminar',
            constraint=models.CheckConstraint(condition=models.Q(('hours_step__gt', 0)), name='seminar_hours_step_positive'),
        ),
        migrations.AddConstraint(
            model_name='seminar',
            constraint=models.CheckConstraint(condition=models.Q(('evaluation_required', False), ('evaluation__isnull', False), _connector='OR'), name='seminar_requires_an_evaluation_it_has'),
        ),
        migrations.AddConstraint(
            model_name='programmeitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('course__isnull', False), ('seminar__isnull', True)), models.Q(('course__isnull', True), ('seminar__isnull', False)), _connector='OR'), name='programme_item_course_or_seminar'),
        ),
        migrations.AddConstraint(
            model_name='programmeitem',
            constraint=models.UniqueConstraint(fields=('group', 'course'), name='programme_item_course_once'),
        ),
        migrations.AddConstraint(
            model_name='programmeitem',
            constraint=models.UniqueConstraint(fields=('group', 'seminar'), name='programme_item_seminar_once'),
        ),
        migrations.AddConstraint(
            model_name='evaluationhandin',
            constraint=models.UniqueConstraint(fields=('seminar', 'user'), name='evaluation_handed_in_once'),
        ),
        migrations.AddConstraint(
            model_name='seminarcompletion',
            constraint=models.UniqueConstraint(fields=('seminar', 'user'), name='seminar_completion_once'),
        ),
        migrations.AddConstraint(
            model_name='seminaranswer',
            constraint=models.UniqueConstraint(fields=('question', 'user'), name='seminar_answer_once'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='session_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('opens_at', None), ('closes_at', None), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='session_registration_closes_after_opening'),
        ),
        migrations.AddConstraint(
            model_name='seatpool',
            constraint=models.CheckConstraint(condition=models.Q(('seats__isnull', True), ('taken__lte', models.F('seats')), _connector='OR'), name='seats_never_oversold'),
        ),
        migrations.AddConstraint(
            model_name='seatpool',
            constraint=models.UniqueConstraint(fields=('session', 'institution'), name='seat_pool_once_for_an_institution'),
        ),
        migrations.AddConstraint(
            model_name='seatpool',
            constraint=models.UniqueConstraint(condition=models.Q(('institution', None)), fields=('session',), name='seat_pool_for_everybody_once'),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['session', 'state', 'ticket'], name='registration_in_order'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(fields=('session', 'user'), name='registration_once'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(fields=('session', 'ticket'), name='registration_ticket_once'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('pool__isnull', False), ('state__in', ('confirmed', 'offered'))), models.Q(models.Q(('state__in', ('confirmed', 'offered')), _negated=True), ('pool__isnull', True)), _connector='OR'), name='registration_seat_while_seated'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('offered_until__isnull', False), ('state', 'offered')), models.Q(models.Q(('state', 'offered'), _negated=True), ('offered_until__isnull', True)), _connector='OR'), name='registration_offer_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('session', 'user'), name='attendance_once'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('arrived_at', None), ('left_at', None), ('left_at__gte', models.F('arrived_at')), _connector='OR'), name='attendance_left_after_arrival'),
        ),
        migrations.AddIndex(
            model_name='registrationletter',
            index=models.Index(condition=models.Q(('mailed_at', None)), fields=['owed_at'], name='registration_letter_owed'),
        ),
        migrations.AddConstraint(
            model_name='registrationletter',
            constraint=models.UniqueConstraint(condition=models.Q(('message', None)), fields=('registration', 'kind', 'sequence', 'hours'), name='registration_letter_once'),
        ),
        migrations.AddConstraint(
            model_name='registrationletter',
            constraint=models.UniqueConstraint(fields=('registration', 'message'), name='registration_message_once'),
        ),
        migrations.AddConstraint(
            model_name='registrationletter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'message'), ('message__isnull', False)), models.Q(models.Q(('kind', 'message'), _negated=True), ('message__isnull', True)), _connector='OR'), name='registration_letter_of_message_has_it'),
        ),
        migrations.AddConstraint(
            model_name='staffgroup',
            constraint=models.UniqueConstraint(fields=('institution', 'name'), name='staff_group_name_once'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('course__isnull', False), ('hours', None), ('programme', None)), models.Q(('course', None), ('hours', None), ('programme__isnull', False)), models.Q(('course', None), ('hours__isnull', False), ('programme', None)), _connector='OR'), name='requirement_asks_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.CheckConstraint(condition=models.Q(('hours', None), ('hours__gt', 0), _connector='OR'), name='requirement_hours_positive'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.CheckConstraint(condition=models.Q(('years__gte', 1), ('years__lte', 10)), name='requirement_years_known'),
        ),
        migrations.AddConstraint(
            model_name='staffinvitation',
            constraint=models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('declined_at', None), ('revoked_at', None)), fields=('institution', 'email'), name='staff_invitation_one_waits'),
        ),
        migrations.AddConstraint(
            model_name='staffinvitation',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_at', None), ('declined_at', None), _connector='OR'), name='staff_invitation_answered_once'),
        ),
        migrations.AddConstraint(
            model_name='staffreminder',
            constraint=models.UniqueConstraint(fields=('membership', 'day'), name='staff_reminder_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='summaryletter',
            constraint=models.UniqueConstraint(fields=('officer', 'month'), name='summary_once_a_month'),
        ),
        migrations.AddConstraint(
            model_name='watchletter',
            constraint=models.UniqueConstraint(fields=('watch', 'news'), name='watch_news_once'),
        ),
    ]
