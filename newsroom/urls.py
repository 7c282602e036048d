"""Every address of the paper."""

from __future__ import annotations

from datetime import date

from django.contrib import admin
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from articles.pages import article, front, installing, lists, preview, publication, search, share_card, static
from articles.syndication import feeds, sitemaps
from weather.pages import views as weather
from weather.pages.assembly import sitemap_paths

from . import errors, head  # noqa: F401  (head says what every page asks for)
from .fast.pages import public_page
from .robots import robots_txt


class TagSlug(StringConverter):
    """Letters of any script, as a tag's address has them."""

    regex = r"[-\w]+"


class Month:
    """`2026-09`, by the first of it: from 1900 on."""

    regex = r"(?:19|2[0-9])[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"


admin.autodiscover()
register_converter(TagSlug, "tag_slug")
register_converter(Month, "month")

urlpatterns = [
    path("", front.front_page, name="front"),
    path("articles/<int:pk>/", article.article_detail, name="article"),
    path("articles/<int:pk>/card-<slug:digest>.png", share_card.article_card, name="article_card"),
    path("card-<slug:digest>.png", share_card.paper_card, name="paper_card"),
    path("sections/<slug:slug>/", lists.section_detail, name="section"),
    path("sources/", lists.source_list, name="sources"),
    path("sources/<slug:slug>/", lists.source_detail, name="source"),
    path("reporters/<slug:slug>/", lists.reporter_detail, name="reporter"),
    path("tags/<tag_slug:slug>/", lists.tag_detail, name="tag"),
    path("photos/", lists.photo_story_list, name="photo_stories"),
    path("blocks/<slug:slug>/", lists.block_detail, name="block"),
    path("archive/", lists.archive_index, name="archive"),
    path("archive/<int:year>/<int:month>/<int:day>/", lists.archive_day, name="archive_day"),
    path("search/", search.search_page, name="search"),
    path("search/suggestions.json", search.suggestion_list, name="suggestions"),
    path("preview/<str:token>/", preview.article_preview, name="preview"),
    path("corrections/", static.correction_list, name="corrections"),
    path("pages/<slug:slug>/", static.page_detail, name="page"),
    path("house-<str:color>.css", static.house_css, name="house_css"),
    path("weather/", weather.weather_today, name="weather"),
    path("weather/readings.csv", weather.today_csv, name="weather_csv"),
    path("weather/readings.json", weather.today_json, name="weather_json"),
    path("weather/<int:number>/", weather.station_detail, name="station"),
    path("weather/<int:number>/<int:year>/<int:month>/", weather.station_month, name="station_month"),
    path("weather/<int:number>/readings.csv", weather.station_csv, name="station_csv"),
    path("weather/<int:number>/readings.json", weather.station_json, name="station_json"),
    path("feeds/latest.xml", public_page(feeds.LatestFeed()), name="feed_latest"),
    path("feeds/sections/<slug:slug>.xml", public_page(feeds.SectionFeed()), name="feed_section"),
    path("feeds/sources/<slug:slug>.xml", public_page(feeds.SourceFeed()), name="feed_source"),
    path("feeds/reporters/<slug:slug>.xml", public_page(feeds.ReporterFeed()), name="feed_reporter"),
    path("feeds/tags/<tag_slug:slug>.xml", public_page(feeds.TagFeed()), name="feed_tag"),
    path("feeds/latest.atom", public_page(feeds.as_atom(feeds.LatestFeed)), name="atom_latest"),
    path("feeds/sections/<slug:slug>.atom", public_page(feeds.as_atom(feeds.SectionFeed)), name="atom_section"),
    path("feeds/sources/<slug:slug>.atom", public_page(feeds.as_atom(feeds.SourceFeed)), name="atom_source"),
    path("feeds/reporters/<slug:slug>.atom", public_page(feeds.as_atom(feeds.ReporterFeed)), name="atom_reporter"),
    path("feeds/tags/<tag_slug:slug>.atom", public_page(feeds.as_atom(feeds.TagFeed)), name="atom_tag"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap"),
    path("sitemaps/standing.xml", sitemaps.sitemap_standing, {"others": sitemap_paths}, name="sitemap_standing"),
    path("sitemaps/<month:month>.xml", sitemaps.sitemap_month, name="sitemap_month"),
    path("sitemaps/<int:year>-<int:month>.xml", sitemaps.sitemap_old_month, name="sitemap_month_as_it_was"),
    path("news-sitemap.xml", sitemaps.news_sitemap, name="news_sitemap"),
    path("robots.txt", robots_txt, name="robots"),
    path("manifest.webmanifest", installing.app_manifest, name="manifest"),
    path("icons/<slug:digest>/<slug:kind>.png", installing.app_icon, name="icon"),
    path("favicon.ico", installing.favicon_ico, name="favicon"),
    path("service-worker.js", installing.service_worker, name="service_worker"),
    path("offline/", installing.offline_page, name="offline"),
    path("<str:key>.txt", publication.indexnow_key, name="indexnow_key"),
    path("admin/", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
