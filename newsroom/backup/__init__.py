"""The whole paper as one file, and back.

The commands are in `newsroom.management`.
"""
