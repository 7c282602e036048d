"""보도자료: a file from an office becomes headline, body, photos, embargo and contacts (`read`).

Here stand readers and rules that know nothing of Django or the paper; what a paper makes of a release stands elsewhere.
"""
