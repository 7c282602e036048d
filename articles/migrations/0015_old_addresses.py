from django.db import migrations, models


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
    ]
