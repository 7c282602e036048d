"""`make bench`: how fast the paper is, beside the limits of this machine, measured in one run on the real servers."""
