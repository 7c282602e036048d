"""Commands of the articles; those of the paper as a whole stand in `newsroom`.

What they do is in the module that each imports.
"""
