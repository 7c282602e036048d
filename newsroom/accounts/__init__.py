"""Who signs in: accounts, the second factor, and how often one may try.

What each may do with articles is in `articles.desk.permissions` and `roles`.
"""
