"""찾기: the index, what is found in it, what is suggested, and how it follows the articles.

The page of results is in `articles.pages`.
"""
