"""첫 화면: which articles stand in which block, on the front page, in sidebars and under an article.

Pages of one article and lists are in `articles.pages`.
"""
