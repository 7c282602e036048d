"""왜: where an article stands, and why not where one would expect it, in lines for the desk and the command line.

What stands where is decided in `articles.front`, `articles.pages` and `articles.syndication`; this room asks them.
"""
