import articles.models.fields
import articles.models.publication
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from ..search import index


def create_index(apps, schema_editor):
    index.create(schema_editor.connection)
    index.ensure_index(schema_editor.connection)


def drop_index(apps, schema_editor):
    index.drop(schema_editor.connection)


class Migration(migrations.Migration):

    replaces = [
        ('articles', '0001_initial'),
        ('articles', '0002_logo_size'),
        ('articles', '0003_desk'),
        ('articles', '0004_search'),
        ('articles', '0005_typed_text_outlives_its_article'),
        ('articles', '0006_feeds_and_portals'),
        ('articles', '0007_told_to_readers'),
        ('articles', '0008_photo_crops'),
        ('articles', '0009_reads'),
        ('articles', '0010_read_on'),
        ('articles', '0011_told_what_is_wrong'),
        ('articles', '0012_new_names'),
    ]

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kicker', models.CharField(blank=True, help_text='Stands above the headline: 단독, 기획', max_length=20, verbose_name='kicker')),
                ('headline', models.CharField(max_length=200, verbose_name='headline')),
                ('subheadline', models.TextField(blank=True, help_text='One line each; several lines are usual.', max_length=600, verbose_name='sub-headline')),
                ('body', articles.models.fields.BodyField(blank=True, verbose_name='body')),
                ('summary', models.TextField(blank=True, help_text='Empty: made from the first sentences of the body.', max_length=300, verbose_name='summary')),
                ('excerpt', models.CharField(blank=True, editable=False, max_length=300)),
                ('credit_tag', models.CharField(blank=True, help_text="Empty: the paper's own. A hyphen (-) leaves it out.", max_length=40, verbose_name='credit tag')),
                ('byline_text', models.CharField(blank=True, help_text='Instead of reporters: 본지 객원논설위원 홍길동', max_length=80, verbose_name='free byline')),
                ('is_breaking', models.BooleanField(default=False, verbose_name='breaking news')),
                ('breaking_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='breaking news until')),
                ('is_photo_story', models.BooleanField(default=False, verbose_name='photo story')),
                ('is_advertising', models.BooleanField(default=False, help_text='Paid for: labelled everywhere, and signed by no reporter.', verbose_name='advertising')),
                ('ai_text', models.BooleanField(default=False, verbose_name='text by generative AI')),
                ('ai_images', models.BooleanField(default=False, verbose_name='images by generative AI')),
                ('ai_graphs', models.BooleanField(default=False, verbose_name='graphs by generative AI')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published at')),
                ('is_embargoed', models.BooleanField(default=False, editable=False, verbose_name='under embargo')),
                ('revised_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='revised at')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at')),
                ('withdrawn_reason', models.CharField(blank=True, editable=False, max_length=200, verbose_name='reason for the withdrawal')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'ordering': ['-created_at', '-pk'],
                'permissions': [('publish_article', 'Can publish, schedule and withdraw articles')],
            },
        ),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Stands above the block: 포토이슈', max_length=40, verbose_name='name')),
                ('slug', models.SlugField(unique=True, verbose_name='address')),
                ('zone', models.CharField(choices=[('front', 'front page'), ('sidebar', 'sidebar')], max_length=10, verbose_name='zone')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('layout', models.CharField(choices=[('top', 'top: one lead and seconds'), ('lead', 'lead with excerpt, then headlines'), ('headlines', 'headlines'), ('tiles', 'picture tiles'), ('cards', 'cards with picture and excerpt'), ('ranking', 'headlines with their rank')], default='lead', max_length=12, verbose_name='layout')),
                ('size', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='number of articles')),
                ('rule', models.CharField(choices=[('none', 'nothing: only what the desk places'), ('latest', 'newest of all'), ('section', 'newest of a section'), ('source', 'newest of a source'), ('photo_stories', 'newest photo stories'), ('most_read_day', 'most read of the last 24 hours'), ('most_read_week', 'most read of the last 7 days')], default='none', max_length=16, verbose_name='filled by')),
                ('is_active', models.BooleanField(default=True, verbose_name='shown')),
            ],
            options={
                'verbose_name': 'block',
                'verbose_name_plural': 'blocks',
                'ordering': ['zone', 'section__position', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FrontSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taken_at', models.DateTimeField(unique=True, verbose_name='from')),
                ('blocks', models.JSONField(verbose_name='blocks')),
            ],
            options={
                'verbose_name': 'past front page',
                'verbose_name_plural': 'past front pages',
                'ordering': ['-taken_at'],
                'default_permissions': ['view'],
            },
        ),
        migrations.CreateModel(
            name='Helpline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='For the desk: 자살예방 상담', max_length=60, unique=True, verbose_name='name')),
                ('text', models.TextField(help_text='Plain text with the number to call and when it answers.', max_length=500, verbose_name='text')),
            ],
            options={
                'verbose_name': 'helpline',
                'verbose_name_plural': 'helplines',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='NewName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('noun', models.BigIntegerField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60, verbose_name='title')),
                ('slug', models.SlugField(unique=True, verbose_name='address')),
                ('body', articles.models.fields.BodyField(blank=True, verbose_name='body')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('in_footer', models.BooleanField(default=True, verbose_name='in the footer')),
                ('is_bold', models.BooleanField(default=False, help_text='The law wants 개인정보처리방침 to stand out.', verbose_name='bold in the footer')),
                ('revised_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='revised at')),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('suggested_by', models.CharField(blank=True, default='', editable=False, max_length=130)),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='address')),
                ('kind', models.CharField(choices=[('ministry', 'ministry'), ('government', 'local government'), ('public_body', 'public body'), ('agency', 'news agency'), ('company', 'company'), ('organisation', 'organisation'), ('other', 'other')], default='government', max_length=20, verbose_name='kind')),
                ('url', models.URLField(blank=True, verbose_name='web address')),
                ('licence', models.CharField(blank=True, choices=[('', 'no licence named'), ('kogl-0', '공공누리 제0유형 (free use)'), ('kogl-1', '공공누리 제1유형 (credit)'), ('kogl-2', '공공누리 제2유형 (credit, no commercial use)'), ('kogl-3', '공공누리 제3유형 (credit, no changes)'), ('kogl-4', '공공누리 제4유형 (credit, no commercial use, no changes)')], default='', max_length=10, verbose_name='licence')),
                ('licence_credit', models.CharField(blank=True, help_text='Stands after the source credit of an article.', max_length=300, verbose_name='licence credit')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('suggested_by', models.CharField(blank=True, default='', editable=False, max_length=130)),
                ('name', models.CharField(max_length=30, unique=True, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, max_length=60, unique=True, verbose_name='address')),
            ],
            options={
                'verbose_name': 'tag',
                'verbose_name_plural': 'tags',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', '정정보도 청구'), ('reply', '반론보도 청구'), ('follow_up', '추후보도 청구')], default='correction', max_length=12, verbose_name='kind')),
                ('received_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='received on')),
                ('agreed_on', models.DateField(blank=True, help_text='The seven days to publish begin here; until then, at receipt.', null=True, verbose_name='agreed on')),
                ('shows_notice', models.BooleanField(default=True, help_text='정정보도 청구가 접수된 기사입니다', verbose_name='say it above the article')),
                ('note', models.TextField(blank=True, help_text='For the desk only. No more personal data than the case needs.', verbose_name='note')),
                ('outcome', models.CharField(choices=[('running', 'running'), ('published', 'correction published'), ('refused', 'refused'), ('dropped', 'dropped by the claimant')], default='running', max_length=10, verbose_name='outcome')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='closed on')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='articles.article', verbose_name='article')),
                ('entered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
            ],
            options={
                'verbose_name': 'claim',
                'verbose_name_plural': 'claims',
                'ordering': ['-received_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', 'correction (정정보도)'), ('reply', 'right of reply (반론보도)'), ('follow_up', 'follow-up report (추후보도)'), ('own', "the paper's own correction (바로잡음)")], max_length=12, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('text', models.TextField(help_text='Plain text; an empty line begins a new paragraph.', verbose_name='text')),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='published at')),
                ('shown_until', models.DateTimeField(blank=True, null=True, verbose_name='in the block until')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='articles.article', verbose_name='article')),
                ('claim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='articles.claim', verbose_name='claim')),
                ('shown_in', models.ForeignKey(blank=True, help_text='Where the article stood, if that was asked or agreed (언론중재법 제15조⑥).', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='corrections', to='articles.block', verbose_name='also in block')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['-published_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='helpline',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.helpline', verbose_name='helpline'),
        ),
        migrations.CreateModel(
            name='MostRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(choices=[('day', 'the last 24 hours'), ('week', 'the last 7 days')], max_length=4)),
                ('reads', models.PositiveIntegerField()),
                ('article', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='most_read', to='articles.article')),
            ],
            options={
                'verbose_name': 'most read article',
                'verbose_name_plural': 'most read articles',
                'ordering': ['period', '-reads', '-article_id'],
            },
        ),
        migrations.CreateModel(
            name='OpenForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('typed', models.JSONField(default=dict)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('typed_at', models.DateTimeField(null=True)),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='open_forms', to='articles.article')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.ImageField(height_field='height', max_length=200, unique=True, upload_to='photos/', verbose_name='file', width_field='width')),
                ('width', models.PositiveIntegerField(editable=False, verbose_name='width')),
                ('height', models.PositiveIntegerField(editable=False, verbose_name='height')),
                ('widths', models.JSONField(default=list, editable=False, verbose_name='rendition widths')),
                ('caption', models.CharField(blank=True, max_length=300, verbose_name='caption')),
                ('credit', models.CharField(blank=True, help_text='As it is printed: 사진=동작구 제공', max_length=80, verbose_name='credit')),
                ('alt_text', models.CharField(blank=True, help_text='What is to be seen, for those who cannot see it.', max_length=200, verbose_name='alternative text')),
                ('focal_x', models.PositiveSmallIntegerField(default=50, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focal point, % from the left')),
                ('focal_y', models.PositiveSmallIntegerField(default=40, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focal point, % from the top')),
                ('crops_for', models.CharField(default='', editable=False, max_length=7)),
                ('uploaded_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False, verbose_name='uploaded at')),
                ('uploaded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'photo',
                'verbose_name_plural': 'photos',
                'ordering': ['-uploaded_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ArticlePhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('own_caption', models.CharField(blank=True, help_text="Empty: the photo's own caption.", max_length=300, verbose_name='caption here')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gallery', to='articles.article')),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gallery_uses', to='articles.photo', verbose_name='photo')),
            ],
            options={
                'verbose_name': 'gallery photo',
                'verbose_name_plural': 'gallery photos',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='lead_photo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lead_of', to='articles.photo', verbose_name='lead photo'),
        ),
        migrations.AddField(
            model_name='article',
            name='photos',
            field=models.ManyToManyField(blank=True, related_name='+', through='articles.ArticlePhoto', to='articles.photo', verbose_name='gallery photos'),
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('headline', models.CharField(blank=True, help_text="Empty: the article's own headline.", max_length=200, verbose_name='headline here')),
                ('starts_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='from')),
                ('ends_at', models.DateTimeField(blank=True, help_text='Empty: until it is removed.', null=True, verbose_name='until')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='articles.article', verbose_name='article')),
                ('block', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='articles.block', verbose_name='block')),
            ],
            options={
                'verbose_name': 'placement',
                'verbose_name_plural': 'placements',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PortalNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='portal_notices', to='articles.article')),
            ],
            options={
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='PreviewLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.CharField(blank=True, help_text='To tell several links apart.', max_length=60, verbose_name='for whom')),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created at')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preview_links', to='articles.article')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'preview link',
                'verbose_name_plural': 'preview links',
                'ordering': ['-created_at'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='제호: as registered.', max_length=60, verbose_name='name of the paper')),
                ('legal_name', models.CharField(blank=True, help_text='명칭: the company or person that publishes.', max_length=80, verbose_name='publishing company')),
                ('slogan', models.CharField(blank=True, max_length=80, verbose_name='slogan')),
                ('description', models.CharField(blank=True, help_text='One sentence for search portals and shared links.', max_length=200, verbose_name='description')),
                ('credit_tag', models.CharField(blank=True, help_text="Opens every article's body, in its brackets: (포탈뉴스)", max_length=40, verbose_name='credit tag')),
                ('logo', models.ImageField(blank=True, height_field='logo_height', help_text='Stands for the name on top of every page. Empty: the name is written out.', upload_to='publication/', verbose_name='logo', width_field='logo_width')),
                ('logo_width', models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                ('logo_height', models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                ('house_color', models.CharField(default='#0b5c4b', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$', 'Write the colour as # and six digits, such as #0b5c4b.')], verbose_name='house colour')),
                ('registration_number', models.CharField(blank=True, help_text='As registered: 서울, 아00000', max_length=40, verbose_name='registration number')),
                ('registered_on', models.DateField(blank=True, null=True, verbose_name='registered on')),
                ('first_published_on', models.DateField(blank=True, null=True, verbose_name='first published on')),
                ('publisher', models.CharField(blank=True, max_length=40, verbose_name='publisher')),
                ('editor', models.CharField(blank=True, help_text='Several: each with the field of responsibility.', max_length=120, verbose_name='editor')),
                ('youth_protection_officer', models.CharField(blank=True, max_length=40, verbose_name='youth protection officer')),
                ('address', models.CharField(blank=True, max_length=160, verbose_name='office address')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('business_number', models.CharField(blank=True, max_length=20, verbose_name='business registration number')),
                ('copyright_notice', models.CharField(default='무단전재 및 재배포 금지', help_text='Stands under every article.', max_length=120, verbose_name='copyright notice')),
                ('feeds_carry', models.CharField(choices=[('summary', 'summaries'), ('whole', 'the whole text')], default='summary', help_text='The whole text is read in feed readers, and copied more easily.', max_length=8, verbose_name='feeds carry')),
                ('naver_verification', models.CharField(blank=True, help_text='What 서치어드바이저 gives for the meta tag naver-site-verification: its content alone.', max_length=100, validators=[django.core.validators.RegexValidator('^[\\w=.:+/-]+\\Z', 'Only the content of the tag: letters, digits and signs such as - _ =.')], verbose_name="Naver's verification")),
                ('google_verification', models.CharField(blank=True, help_text='What Search Console gives for the meta tag google-site-verification: its content alone.', max_length=100, validators=[django.core.validators.RegexValidator('^[\\w=.:+/-]+\\Z', 'Only the content of the tag: letters, digits and signs such as - _ =.')], verbose_name="Google's verification")),
                ('robots_lines', models.TextField(blank=True, help_text='Such as #DaumWebMasterTool:… They stand at its end.', max_length=2000, validators=[articles.models.publication.robots_lines_are_sound], verbose_name='more lines for robots.txt')),
                ('indexnow_key', models.CharField(blank=True, help_text='With a key, Naver, Bing and others are told of each article that comes out, is retitled or withdrawn.', max_length=128, validators=[django.core.validators.RegexValidator('^[a-zA-Z0-9-]{8,128}\\Z', '8 to 128 letters, digits and hyphens, such as a1b2c3d4e5f6.')], verbose_name='IndexNow key')),
                ('terms_page', models.ForeignKey(blank=True, help_text='The copyright notice under every article leads there.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.page', verbose_name='page with the terms of use')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publication',
            },
        ),
        migrations.CreateModel(
            name='ReadCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.DateTimeField()),
                ('reads', models.PositiveIntegerField()),
                ('article', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='read_counts', to='articles.article')),
            ],
            options={
                'verbose_name': 'reads of an hour',
                'verbose_name_plural': 'reads by hour',
            },
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('by_name', models.CharField(blank=True, max_length=150, verbose_name='by')),
                ('verb', models.CharField(choices=[('submitted', 'sent to the desk'), ('sent_back', 'sent back'), ('published', 'published'), ('scheduled', 'scheduled'), ('unscheduled', 'took out of the schedule'), ('revised', 'revised after publication'), ('withdrawn', 'withdrew'), ('restored', 'restored'), ('reverted', 'went back to an earlier version'), ('breaking_on', 'breaking news on'), ('breaking_off', 'breaking news off'), ('arranged', 'arranged'), ('corrected', 'published a correction'), ('linked', 'made a preview link'), ('unlinked', 'revoked a preview link'), ('added', 'added'), ('changed', 'changed'), ('deleted', 'deleted')], max_length=12, verbose_name='what was done')),
                ('subject_id', models.CharField(max_length=40)),
                ('subject', models.CharField(max_length=200, verbose_name='what it is about')),
                ('detail', models.TextField(blank=True, verbose_name='in detail')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('subject_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype', verbose_name='kind')),
            ],
            options={
                'verbose_name': 'record',
                'verbose_name_plural': 'records',
                'ordering': ['-at', '-pk'],
                'default_permissions': ['view'],
            },
        ),
        migrations.CreateModel(
            name='RelatedArticle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_links', to='articles.article')),
                ('related', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article', verbose_name='related article')),
            ],
            options={
                'verbose_name': 'related article',
                'verbose_name_plural': 'related articles',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='related',
            field=models.ManyToManyField(blank=True, through='articles.RelatedArticle', to='articles.article', verbose_name='related articles'),
        ),
        migrations.CreateModel(
            name='Reporter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('suggested_by', models.CharField(blank=True, default='', editable=False, max_length=130)),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('slug', models.SlugField(max_length=40, unique=True, verbose_name='address')),
                ('title', models.CharField(default='기자', help_text='Stands after the name: 김하늘 기자', max_length=20, verbose_name='job title')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('shows_email', models.BooleanField(default=True, verbose_name='show the e-mail to readers')),
                ('bio', models.CharField(blank=True, max_length=200, verbose_name='about')),
                ('is_active', models.BooleanField(default=True, verbose_name='writes for the paper')),
                ('portrait', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.photo', verbose_name='portrait')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reporter', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'reporter',
                'verbose_name_plural': 'reporters',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Byline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bylines', to='articles.article')),
                ('reporter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bylines', to='articles.reporter', verbose_name='reporter')),
            ],
            options={
                'verbose_name': 'byline',
                'verbose_name_plural': 'bylines',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='reporters',
            field=models.ManyToManyField(blank=True, related_name='articles', through='articles.Byline', to='articles.reporter', verbose_name='reporters'),
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('suggested_by', models.CharField(blank=True, default='', editable=False, max_length=130)),
                ('name', models.CharField(max_length=30, verbose_name='name')),
                ('slug', models.SlugField(help_text='Latin letters: /sections/economy/', max_length=40, unique=True, verbose_name='address')),
                ('position', models.PositiveSmallIntegerField(db_index=True, default=0, verbose_name='position')),
                ('in_navigation', models.BooleanField(default=True, verbose_name='in the navigation')),
                ('description', models.CharField(blank=True, max_length=200, verbose_name='description')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='articles.section', verbose_name='parent')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='reporter',
            name='sections',
            field=models.ManyToManyField(blank=True, help_text='Whose articles the account may write and edit. Empty: those of every section.', related_name='+', to='articles.section', verbose_name='limited to sections'),
        ),
        migrations.AddField(
            model_name='block',
            name='rule_section',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.section', verbose_name='of section'),
        ),
        migrations.AddField(
            model_name='block',
            name='section',
            field=models.ForeignKey(blank=True, help_text='Empty: the sidebar of every section that has none of its own.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sidebar_blocks', to='articles.section', verbose_name='sidebar of section'),
        ),
        migrations.AddField(
            model_name='article',
            name='section',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.section', verbose_name='section'),
        ),
        migrations.CreateModel(
            name='HistoricalArticle',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('kicker', models.CharField(blank=True, help_text='Stands above the headline: 단독, 기획', max_length=20, verbose_name='kicker')),
                ('headline', models.CharField(max_length=200, verbose_name='headline')),
                ('subheadline', models.TextField(blank=True, help_text='One line each; several lines are usual.', max_length=600, verbose_name='sub-headline')),
                ('body', articles.models.fields.BodyField(blank=True, verbose_name='body')),
                ('summary', models.TextField(blank=True, help_text='Empty: made from the first sentences of the body.', max_length=300, verbose_name='summary')),
                ('credit_tag', models.CharField(blank=True, help_text="Empty: the paper's own. A hyphen (-) leaves it out.", max_length=40, verbose_name='credit tag')),
                ('byline_text', models.CharField(blank=True, help_text='Instead of reporters: 본지 객원논설위원 홍길동', max_length=80, verbose_name='free byline')),
                ('is_breaking', models.BooleanField(default=False, verbose_name='breaking news')),
                ('breaking_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='breaking news until')),
                ('is_photo_story', models.BooleanField(default=False, verbose_name='photo story')),
                ('is_advertising', models.BooleanField(default=False, help_text='Paid for: labelled everywhere, and signed by no reporter.', verbose_name='advertising')),
                ('ai_text', models.BooleanField(default=False, verbose_name='text by generative AI')),
                ('ai_images', models.BooleanField(default=False, verbose_name='images by generative AI')),
                ('ai_graphs', models.BooleanField(default=False, verbose_name='graphs by generative AI')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published at')),
                ('is_embargoed', models.BooleanField(default=False, editable=False, verbose_name='under embargo')),
                ('revised_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='revised at')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at')),
                ('withdrawn_reason', models.CharField(blank=True, editable=False, max_length=200, verbose_name='reason for the withdrawal')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('created_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('helpline', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.helpline', verbose_name='helpline')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead_photo', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.photo', verbose_name='lead photo')),
                ('section', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.section', verbose_name='section')),
                ('source', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.source', verbose_name='source')),
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='block',
            name='rule_source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.source', verbose_name='of source'),
        ),
        migrations.AddField(
            model_name='article',
            name='source',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.source', verbose_name='source'),
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(verbose_name='place')),
                ('headline', models.CharField(max_length=200, verbose_name='headline')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='source')),
                ('began_at', models.DateTimeField(verbose_name='from')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='until')),
                ('by_name', models.CharField(blank=True, help_text="Empty: by the block's rule.", max_length=150, verbose_name='placed by')),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='standings', to='articles.article', verbose_name='article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='placed by')),
            ],
            options={
                'verbose_name': 'place on the front page',
                'verbose_name_plural': 'log of the front page',
                'ordering': ['-began_at', 'place'],
                'default_permissions': ['view'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='tags',
            field=models.ManyToManyField(blank=True, related_name='articles', to='articles.tag', verbose_name='tags'),
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_entry', serialize=False, to='articles.article')),
                ('published_at', models.DateTimeField()),
                ('text', models.TextField()),
                ('section', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.section')),
                ('source', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.source')),
            ],
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['outcome', 'received_on'], name='claim_running'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_on__isnull', True), ('agreed_on__gte', models.F('received_on')), _connector='OR'), name='claim_is_agreed_after_receipt'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', True), ('outcome', 'running')), models.Q(models.Q(('outcome', 'running'), _negated=True), ('closed_on__isnull', False)), _connector='OR'), name='claim_that_ended_says_when'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['-published_at', '-id'], name='correction_newest'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('shown_until__isnull', True), models.Q(('shown_in__isnull', False), ('shown_until__gt', models.F('published_at'))), _connector='OR'), name='correction_is_shown_somewhere_until'),
        ),
        migrations.AddIndex(
            model_name='mostread',
            index=models.Index(fields=['period', '-reads', '-article'], name='most_read_first'),
        ),
        migrations.AddConstraint(
            model_name='mostread',
            constraint=models.UniqueConstraint(models.F('article'), models.F('period'), name='most_read_once_a_period'),
        ),
        migrations.AddIndex(
            model_name='openform',
            index=models.Index(fields=['article', '-seen_at'], name='open_form_of_article'),
        ),
        migrations.AddIndex(
            model_name='openform',
            index=models.Index(fields=['user', '-seen_at'], name='open_form_of_user'),
        ),
        migrations.AddIndex(
            model_name='openform',
            index=models.Index(fields=['seen_at'], name='open_form_by_age'),
        ),
        migrations.AddIndex(
            model_name='photo',
            index=models.Index(condition=models.Q(('crops_for', ''), ('height__gte', 400), ('width__gte', 600)), fields=['id'], name='photo_without_crops'),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.CheckConstraint(condition=models.Q(('focal_x__lte', 100), ('focal_y__lte', 100)), name='photo_focal_point_is_inside'),
        ),
        migrations.AddConstraint(
            model_name='articlephoto',
            constraint=models.UniqueConstraint(models.F('article'), models.F('photo'), name='photo_once_in_a_gallery'),
        ),
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(fields=['block', 'position'], name='placement_by_block'),
        ),
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(fields=['starts_at'], name='placement_by_start'),
        ),
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(fields=['ends_at'], name='placement_by_end'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(models.F('block'), models.F('article'), name='article_once_in_a_block'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='placement_ends_after_its_start'),
        ),
        migrations.AddIndex(
            model_name='portalnotice',
            index=models.Index(condition=models.Q(('sent_at__isnull', True)), fields=['due_at'], name='portal_notice_due'),
        ),
        migrations.AddIndex(
            model_name='portalnotice',
            index=models.Index(fields=['sent_at'], name='portal_notice_sent'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='publication_is_one_row'),
        ),
        migrations.AddIndex(
            model_name='readcount',
            index=models.Index(fields=['hour', 'article', 'reads'], name='readcount_by_hour'),
        ),
        migrations.AddConstraint(
            model_name='readcount',
            constraint=models.UniqueConstraint(models.F('article'), models.F('hour'), name='readcount_once_an_hour'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['-at', '-id'], name='record_newest'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['subject_type', 'subject_id', '-at'], name='record_of_subject'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['verb', '-at'], name='record_by_verb'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['by', '-at'], name='record_by_person'),
        ),
        migrations.AddConstraint(
            model_name='relatedarticle',
            constraint=models.UniqueConstraint(models.F('article'), models.F('related'), name='related_article_once'),
        ),
        migrations.AddConstraint(
            model_name='relatedarticle',
            constraint=models.CheckConstraint(condition=models.Q(('article', models.F('related')), _negated=True), name='article_is_not_related_to_itself'),
        ),
        migrations.AddIndex(
            model_name='byline',
            index=models.Index(fields=['reporter', '-article'], name='byline_newest_of_reporter'),
        ),
        migrations.AddConstraint(
            model_name='byline',
            constraint=models.UniqueConstraint(models.F('article'), models.F('reporter'), name='reporter_signs_once'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(models.F('name'), name='section_name_unique'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('pk')), _negated=True), _connector='OR'), name='section_is_not_its_own_parent'),
        ),
        migrations.AddIndex(
            model_name='block',
            index=models.Index(fields=['zone', 'section', 'position'], name='block_by_zone'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.CheckConstraint(condition=models.Q(('section__isnull', True), ('zone', 'sidebar'), _connector='OR'), name='block_of_a_section_is_a_sidebar'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rule', 'section'), ('rule_section__isnull', False)), models.Q(models.Q(('rule', 'section'), _negated=True), ('rule_section__isnull', True)), _connector='OR'), name='block_names_its_rule_section'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rule', 'source'), ('rule_source__isnull', False)), models.Q(models.Q(('rule', 'source'), _negated=True), ('rule_source__isnull', True)), _connector='OR'), name='block_names_its_rule_source'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.CheckConstraint(condition=models.Q(('size__gte', 1), ('size__lte', 30)), name='block_size_is_sensible'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(fields=['-began_at'], name='standing_newest'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(fields=['ended_at'], name='standing_by_end'),
        ),
        migrations.AddConstraint(
            model_name='standing',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('place',), name='one_stands_at_a_place'),
        ),
        migrations.AddConstraint(
            model_name='standing',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('began_at')), _connector='OR'), name='standing_ends_after_its_start'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['state', '-published_at', '-id'], name='article_newest'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['section', 'state', '-published_at', '-id'], name='article_newest_of_section'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['source', 'state', '-published_at', '-id'], name='article_newest_of_source'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('is_photo_story', True)), fields=['state', '-published_at', '-id'], name='article_newest_photo_stories'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('is_breaking', True)), fields=['state', '-published_at', '-id'], name='article_newest_breaking'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('breaking_until__isnull', False)), fields=['breaking_until'], name='article_breaking_by_end'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['created_by', '-created_at', '-id'], name='article_newest_of_writer'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['-created_at', '-id'], name='article_newest_written'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'published', 'withdrawn'])), name='article_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('state__in', ['draft', 'submitted'])), models.Q(('published_at__isnull', False), ('state__in', ['published', 'withdrawn'])), _connector='OR'), name='article_is_published_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), ('withdrawn_at__isnull', False)), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawn_at__isnull', True)), _connector='OR'), name='article_is_withdrawn_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('revised_at__isnull', True), ('revised_at__gte', models.F('published_at')), _connector='OR'), name='article_is_revised_after_publication'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('headline', ''), _negated=True), name='article_has_a_headline'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('is_embargoed', False), ('state__in', ['published', 'withdrawn']), _connector='OR'), name='article_under_embargo_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('breaking_until__isnull', True), ('is_breaking', True), _connector='OR'), name='article_ends_breaking_only_once_it_is'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['-published_at', '-article'], name='search_newest'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['section', '-published_at', '-article'], name='search_newest_of_section'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['source', '-published_at', '-article'], name='search_newest_of_source'),
        ),
        migrations.RunSQL(
            "CREATE INDEX article_newest_of_tag ON articles_article_tags (tag_id, article_id DESC)",
            "DROP INDEX article_newest_of_tag",
        ),
        migrations.RunPython(create_index, drop_index),
    ]
