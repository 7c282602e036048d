"""One reader a file format: bytes in, a `Document` out. Nothing is fetched, nothing is run, nothing is written.

What a release's parts mean is none of theirs: that is told by the modules above this folder.
"""
