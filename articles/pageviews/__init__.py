"""많이 본 기사: how often articles are opened, counted and ranked.

Blocks that show it are in `articles.front`.
"""
