"""Search portals: what they are told of, and what they read of a page beside its text.

Feeds and sitemaps are in `articles.syndication`.
"""
