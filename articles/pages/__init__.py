"""독자: what readers ask for, view and assembly: article, lists, search page, static pages, preview.

Feeds and sitemaps are in `articles.syndication`.
"""
