from django.conf import settings
from django.db import migrations, models


def known_by_the_address(apps, schema_editor):
    """What feeds have named articles by so far: a reader's program takes what bears another name for news."""
    apps.get_model("articles", "Publication").objects.filter(identity="").update(identity=settings.SITE_URL)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0013_claim_days'),
    ]

    operations = [
        migrations.CreateModel(
            name='OldAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=500)),
                ('kind', models.CharField(max_length=20)),
                ('noun', models.BigIntegerField()),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['kind', 'noun'], name='old_address_of_noun')],
                'constraints': [models.UniqueConstraint(fields=('path',), name='old_address_leads_one_way')],
            },
        ),
        migrations.AddField(
            model_name='publication',
            name='identity',
            field=models.CharField(blank=True, editable=False, max_length=300),
        ),
        migrations.RunPython(known_by_the_address, migrations.RunPython.noop),
    ]
