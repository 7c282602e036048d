"""A small paper with everything in it, and the addresses of its pages."""

from datetime import timedelta

from django.utils import timezone

from articles.models import (
    Article,
    Block,
    Byline,
    Correction,
    Page,
    Publication,
    RelatedArticle,
    Reporter,
    Section,
    Source,
    Tag,
)
from tests.factories import (
    ArticleFactory,
    BlockFactory,
    CorrectionFactory,
    PageFactory,
    PlacementFactory,
    PublicationFactory,
    ReadingFactory,
    ReporterFactory,
    SectionFactory,
    SourceFactory,
    TagFactory,
)
from weather.models import Station

BODY = "<p>새솔구는 도서관을 연다. ▲열람실 ▲강당이 있다.</p><p>◆ 어린이 열람실</p><p>책이 많다.</p>"


def make_paper(articles: int = 3):
    """One of each noun, `articles` published articles that use them all, and an article of every hidden state."""
    now = timezone.now()
    PublicationFactory(
        registration_number="서울, 아00000",
        publisher="한가람",
        editor="정다운",
        youth_protection_officer="윤슬기",
        address="새솔시 새솔구 물빛로 1",
        phone="02-000-0000",
    )
    section = SectionFactory(slug="economy", name="경제")
    SectionFactory(slug="market", name="시장", parent=section)
    source = SourceFactory(slug="saesol-gu", name="새솔구", licence="kogl-1")
    reporter = ReporterFactory(slug="kim", email="kim@example.com")
    tag = TagFactory(name="도서관", slug="도서관")
    PageFactory(slug="about")
    ReadingFactory()
    published = []
    for number in range(articles):
        article = ArticleFactory(
            headline=f"보이는 기사 {number}",
            subheadline="첫 줄\n둘째 줄",
            body=BODY,
            section=section,
            source=source,
            state="published",
            published_at=now - timedelta(minutes=number + 1),
            is_photo_story=number % 2 == 0,
            is_breaking=number < 2,
        )
        Byline.objects.create(article=article, reporter=reporter)
        article.tags.add(tag)
        published.append(article)
    for number, article in enumerate(published[1:6]):
        RelatedArticle.objects.create(article=published[0], related=article, position=number)
    CorrectionFactory(article=published[0])

    BlockFactory(slug="top", name="톱", layout="top", rule="latest", size=3)
    picks = BlockFactory(slug="picks", name="경제핫이슈", zone="sidebar", rule=Block.Rule.NONE, layout="headlines")
    for zone in ("front", "sidebar"):
        BlockFactory(
            slug=f"{zone}-economy", name="경제", zone=zone, rule="section", rule_section=section, layout="lead"
        )
        BlockFactory(slug=f"{zone}-photos", name="포토이슈", zone=zone, rule="photo_stories", layout="tiles")
        BlockFactory(
            slug=f"{zone}-cards", name="새솔구 소식", zone=zone, rule="source", rule_source=source, layout="cards"
        )
    PlacementFactory(block=picks, article=published[-1])
    PlacementFactory(block=picks, article=published[0], headline="나중에 보일 배치", starts_at=now + timedelta(hours=1))

    politics = SectionFactory(slug="politics", name="정치")
    for number in range(2):
        ArticleFactory(
            headline=f"다른 소식 {number}",
            body="<p>새솔구의회가 열렸다.</p>",
            section=politics,
            state="published",
            published_at=now - timedelta(days=2, minutes=number),
        )
    BlockFactory(slug="politics", name="정치", zone="sidebar", rule="section", rule_section=politics, layout="lead")

    shared = {"section": section, "source": source, "body": BODY, "is_photo_story": True, "is_breaking": True}
    hidden = {
        "draft": ArticleFactory(headline="숨은 초고", **shared),
        "submitted": ArticleFactory(headline="숨은 제출 기사", submitted=True, **shared),
        "scheduled": ArticleFactory(headline="숨은 예약 기사", scheduled=True, **shared),
        "withdrawn": ArticleFactory(headline="숨은 철회 기사", withdrawn=True, **shared),
    }
    for article in hidden.values():
        Byline.objects.create(article=article, reporter=reporter)
        article.tags.add(tag)
        PlacementFactory(block=picks, article=article)
        RelatedArticle.objects.create(article=published[0], related=article, position=9)
        CorrectionFactory(article=article, title="숨은 정정")
    return published, hidden


def clear_paper() -> None:
    """Takes away what `make_paper` has made."""
    for model in (Correction, Article, Block, Reporter, Page, Tag, Source, Station, Publication):
        model.objects.all().delete()
    Section.objects.exclude(parent=None).delete()
    Section.objects.all().delete()


def addresses(published) -> dict[str, str]:
    """Every kind of public page, by name."""
    today = timezone.localdate()
    return {
        "front": "/",
        "article": f"/articles/{published[0].pk}/",
        "section": "/sections/economy/",
        "empty section": "/sections/market/",
        "sources": "/sources/",
        "source": "/sources/saesol-gu/",
        "reporter": "/reporters/kim/",
        "tag": "/tags/%EB%8F%84%EC%84%9C%EA%B4%80/",
        "photo stories": "/photos/",
        "block": "/blocks/picks/",
        "archive": f"/archive/{today.year}/{today.month}/{today.day}/",
        "search": "/search/?q=%EB%8F%84%EC%84%9C%EA%B4%80",
        "empty search": "/search/",
        "suggestions data": "/search/suggestions.json?q=%EB%8F%84%EC%84%9C",
        "corrections": "/corrections/",
        "page": "/pages/about/",
        "offline page": "/offline/",
        "manifest data": "/manifest.webmanifest",
        "weather": "/weather/",
        "station": "/weather/108/",
        "month of a station": f"/weather/108/{today.year}/{today.month}/",
        "weather as CSV data": "/weather/readings.csv",
        "weather as JSON data": "/weather/readings.json",
        "station as CSV data": "/weather/108/readings.csv",
        "station as JSON data": "/weather/108/readings.json",
        "latest feed": "/feeds/latest.xml",
        "section feed": "/feeds/sections/economy.xml",
        "source feed": "/feeds/sources/saesol-gu.xml",
        "reporter feed": "/feeds/reporters/kim.xml",
        "tag feed": "/feeds/tags/%EB%8F%84%EC%84%9C%EA%B4%80.xml",
        "latest Atom feed": "/feeds/latest.atom",
        "section Atom feed": "/feeds/sections/economy.atom",
        "source Atom feed": "/feeds/sources/saesol-gu.atom",
        "reporter Atom feed": "/feeds/reporters/kim.atom",
        "tag Atom feed": "/feeds/tags/%EB%8F%84%EC%84%9C%EA%B4%80.atom",
        "sitemap": "/sitemap.xml",
        "standing sitemap": "/sitemaps/standing.xml",
        "month sitemap": f"/sitemaps/{today:%Y-%m}.xml",
        "news sitemap": "/news-sitemap.xml",
    }


PAGES = list(addresses([type("Any", (), {"pk": 0})]))
HTML_PAGES = [name for name in PAGES if not name.endswith(("feed", "sitemap", "data"))]
