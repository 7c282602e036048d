"""The demo edition: a fictional paper with its texts and pictures, all our own.

Nothing of a real paper's day is here.
"""
