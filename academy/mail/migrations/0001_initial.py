"""The table of letters in hand."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='LetterInHand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.CharField(max_length=100, unique=True, verbose_name='letter')),
                ('hand', models.CharField(max_length=32, verbose_name='hand')),
                ('until', models.DateTimeField(verbose_name='until')),
            ],
            options={
                'verbose_name': 'letter in hand',
                'verbose_name_plural': 'letters in hand',
            },
        ),
    ]
