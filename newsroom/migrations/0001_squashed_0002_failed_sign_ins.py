import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('newsroom', '0001_failed_jobs'),
        ('newsroom', '0002_failed_sign_ins'),
    ]

    initial = True

    dependencies = [
        ('axes', '0010_accessattemptexpiration'),
    ]

    operations = [
        migrations.CreateModel(
            name='FailedJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='job')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='at')),
                ('error', models.CharField(max_length=300, verbose_name='error')),
            ],
            options={
                'verbose_name': 'failed job',
                'verbose_name_plural': 'failed jobs',
                'ordering': ['-at'],
                'default_permissions': ['view'],
            },
        ),
        migrations.CreateModel(
            name='FailedSignIn',
            fields=[
            ],
            options={
                'verbose_name': 'failed sign-in',
                'verbose_name_plural': 'failed sign-ins',
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('axes.accessattempt',),
        ),
    ]
