"""Commands of the paper as a whole; those of articles and weather stand with their app.

What they do is in the module that each imports.
"""
