"""What other programs read: feeds and sitemaps.

What is sent to portals is in `articles.portals`.
"""
