"""편집국: what reporters and editors do with articles: steps, rights, records, versions, corrections.

Forms and screens for it are in `articles.admin`; where articles stand on pages is in `articles.front`.
"""
