"""사진: the one way into the photo library, and the pictures that the paper draws itself.

Photos in a text are in `articles.body`.
"""
