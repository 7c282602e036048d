"""What the admin's forms and lists of every app have in common: saved once, nothing typed lost, sound filters.

Forms that know a model of ours stand with their app's admin.
"""
